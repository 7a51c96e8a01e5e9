"""The UI in a real browser: materialize, watch, and read what went wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import Settings
from tests.conftest import settings_for
from tests.feeds import server as web
from tests.ui.server import Server, serving

HTML = "Content-Type: text/html"
STORY = (
    "Ministers from Kenya and Japan met in Nairobi on day {0}. They spoke for an hour about trade with the EU.\n" * 3
)


@pytest.fixture
def folders(tmp_path: Path) -> Settings:
    """Settings on an empty landing folder, and a Dagster home beside it."""
    (tmp_path / "landing").mkdir()
    return settings_for(tmp_path / "landing", tmp_path / "data")


@contextmanager
def watched(page: Page, folders: Settings, **variables: str) -> Iterator[Server]:
    """The web server alone; the page leaves it before it ends, so that nobody misses it."""
    with serving(folders, folders.data_folder.parent / "home", with_daemon=False, **variables) as server:
        yield server
        page.goto("about:blank")


def materialize_all(page: Page, server: Server) -> str:
    """Click the button on the lineage graph; returns the status that the run ends with."""
    page.goto(f"{server.url}/asset-groups")
    expect(page.get_by_text("warehouse").first).to_be_visible()
    page.get_by_role("button", name="Materialize all").click()
    return str(server.wait_for_runs(1)[0]["status"])


def test_materialize_all_ends_in_success_with_green_checks_and_a_chart(
    page: Page, folders: Settings, sample_corpus: Path
) -> None:
    for path in sorted(sample_corpus.glob("0[1-4]_*")):
        shutil.copy(path, folders.landing_folder)
    with watched(page, folders) as server:
        assert materialize_all(page, server) == "SUCCESS"
        (errors,) = folders.data_folder.parent.glob("home/logs/*/compute_logs/*.err")
        assert "separation: 4 documents done, 0 failed" in errors.read_text(encoding="utf-8")
        assert "DEBUG" not in errors.read_text(encoding="utf-8")  # each event of the run, once more
        assert any(told.startswith("separation: 4 documents done, 0 failed") for told in server.messages())
        page.goto(f"{server.url}/assets/marts/mention_counts?view=checks")
        expect(page.get_by_text("mention_counts_rows").first).to_be_visible()
        expect(page.get_by_text("Passed").first).to_be_visible()
        assert set(server.checks("marts", "mention_counts").values()) == {"SUCCEEDED"}
        page.goto(f"{server.url}/assets/marts/mention_counts?view=events")
        page.get_by_text("[Show Markdown]").last.click()
        chart = page.get_by_alt_text("Most mentioned actors, each story counted once")
        expect(chart).to_be_visible()
        assert chart.evaluate("picture => picture.naturalWidth") > 0
        page.goto(f"{server.url}/assets/marts/mention_counts")
        expect(page.get_by_text("The actor meant, after aliases are resolved.")).to_be_visible()


def test_a_page_of_another_website_in_the_same_browser_is_refused(page: Page, folders: Settings) -> None:
    with web.serving() as other, watched(page, folders) as server:
        other.pages["/"] = web.answer(f"<img src='{server.url}/graphql?query=mutation{{setNuxSeen}}'>", HTML)
        assert page.context.browser is not None
        stranger = page.context.browser.new_page()
        with stranger.expect_response(lambda response: "/graphql" in response.url) as refused:
            stranger.goto(other.url("/"))
        assert refused.value.status == 403
        stranger.close()


def test_a_check_that_fails_on_a_spoiled_corpus_says_why(page: Page, folders: Settings) -> None:
    for number in range(20):
        (folders.landing_folder / f"{number:02d}.txt").write_text(STORY.format(number), encoding="utf-8")
    work = Refresh(folders)
    with work.as_writer("a test"):
        work.take_in()
    for path in sorted(path for path in folders.archive_folder.rglob("*.zst"))[:2]:
        path.chmod(0o644)
        path.write_bytes(b"spoiled")
    with watched(page, folders, DATELINE_NER="off") as server:
        assert materialize_all(page, server) == "SUCCESS"
        page.goto(f"{server.url}/assets/raw/page_texts?view=checks&checkDetail=few_documents_fail")
        expect(page.get_by_text("2 of 20 documents failed").first).to_be_visible()
        expect(page.get_by_text("Failed").first).to_be_visible()
        expect(page.get_by_text("ArchiveDamaged").first).to_be_visible()
