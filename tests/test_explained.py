"""The page that explains an article: everything found is marked in its place, and nothing in it can act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dagster_project.orchestration.explaining import write_explained
from dagster_project.report.explained import explained_article
from dagster_project.report.marking import Mark, stretches
from dagster_project.settings import SettingError, Settings
from dagster_project.warehouse.connections import open_release
from dagster_project.warehouse.explaining import QUERIES, article_facts

MARKS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=8)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine takes its time
@given(line=st.text(max_size=40), offset=st.integers(0, 20), spans=MARKS)
def test_stretches_are_the_line_again_and_each_mark_covers_its_own_characters(
    line: str, offset: int, spans: list[list[int]]
) -> None:
    marks = [Mark(start, end, "mention", str(number)) for number, (start, end) in enumerate(spans)]
    cut = list(stretches(line, offset, marks))
    assert "".join(stretch.text for stretch in cut) == line
    page = " " * offset + line
    for mark in marks:
        covered = "".join(stretch.text for stretch in cut if mark in stretch.marks)
        assert covered == page[max(mark.char_start, offset) : mark.char_end]


def test_a_copy_is_explained_with_its_clues_mentions_and_the_passages_of_its_original(published: Settings) -> None:
    page = write_explained(published, "11_reworded").read_text(encoding="utf-8")
    assert "rewrite of 08_opinion_bio_credit.txt, by credit" in page
    with open_release(published.warehouse_file) as release:
        shared = release.execute(
            "select surface, other_surface from marts.reuse_passages join marts.articles using (article_id)"
            " where location like '11%'"
        ).fetchall()
    shown = unescape(page)
    assert len(shared) > 5
    for surface, other in shared:
        assert f"<p>{surface}</p><p>{other} " in shown
    assert "NATO: acronym by gazetteer" in page
    (link,) = set(re.findall(r'href="(\w+\.html)"', page))
    original = (published.explained_folder / link).read_text(encoding="utf-8")
    assert "that article from this one" in original


def test_every_line_of_the_page_stands_in_its_order_with_its_role(published: Settings) -> None:
    path = write_explained(published, "02_")
    page = path.read_text(encoding="utf-8")
    lines = article_facts(published.warehouse_file, [path.stem])[path.stem]["lines"]
    roles = re.findall(r'<div class="line( chrome)?"><span class="role[^>]*>([a-z_]+)<', page)
    assert roles == [("" if line["is_content"] else " chrome", line["role"]) for line in lines]


def test_the_queries_on_the_page_can_be_asked_as_they_are(published: Settings) -> None:
    page = write_explained(published, "08_").read_text(encoding="utf-8")
    queries = [unescape(query) for query in re.findall(r'<pre tabindex="0">(.*?)</pre>', page, re.DOTALL)]
    assert len(queries) >= 6
    with open_release(published.warehouse_file) as release:
        for query in queries:
            assert release.execute(query).fetchall()


def test_what_strangers_wrote_is_shown_and_does_nothing(published: Settings) -> None:
    evil = "<script>alert(1)</script>\u202e\x1b[31m\" onfocus='x"
    path = write_explained(published, "08_")
    facts = article_facts(published.warehouse_file, [path.stem])[path.stem]

    def poisoned(row: Mapping[str, object]) -> dict[str, object]:
        return {name: evil if isinstance(value, str) else value for name, value in row.items()}

    page = explained_article({name: [poisoned(row) for row in rows] for name, rows in facts.items()}, QUERIES)
    assert "&lt;script&gt;alert(1)" in page
    for acting in ("<script", "\u202e", "\x1b", "\" onfocus='"):
        assert acting not in page


@pytest.mark.parametrize(
    ("named", "told"), [("nowhere.txt", "no article is"), ("", "no article is"), (".txt", "articles are")]
)
def test_an_article_that_is_not_named_clearly_is_asked_for_again(named: str, told: str, published: Settings) -> None:
    with pytest.raises(SettingError, match=told):
        write_explained(published, named)
