"""The front door says what is true: every output in the README is what its command prints, every name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.orchestration.summary import print_summary
from dagster_project.settings import PROJECT_ROOT, Settings
from tests.dictionary import DICTIONARY, dictionary_page
from tests.readme import QUERY, QUESTIONS, README, SUMMARY, answer, summary

PAGE = README.read_text(encoding="utf-8")
QUERIES = {
    page.name: [(match["query"], match["output"]) for match in QUERY.finditer(page.read_text(encoding="utf-8"))]
    for page in (README, QUESTIONS)
}
PAGES = [README, PROJECT_ROOT / "CONTRIBUTING.md", *(PROJECT_ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize(("query", "output"), [pair for pairs in QUERIES.values() for pair in pairs])
def test_a_query_of_a_page_prints_what_the_page_shows(published: Settings, query: str, output: str) -> None:
    assert answer(published, query) == output


@pytest.mark.parametrize(("page", "least"), [(README, 5), (QUESTIONS, 20)], ids=lambda value: str(value)[-12:])
def test_every_query_of_a_page_shows_its_output(page: Path, least: int) -> None:
    assert len(QUERIES[page.name]) == page.read_text(encoding="utf-8").count("```sql\n") >= least


def test_every_question_has_an_answer_on_the_sample_corpus() -> None:
    assert [query for query, output in QUERIES[QUESTIONS.name] if " 0 rows " in output] == []


def test_the_data_dictionary_says_what_the_models_say_of_their_columns() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary_page()


def test_a_refresh_prints_what_the_readme_shows(published: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(published, first_delivery=0)
    match = SUMMARY.search(PAGE)
    assert match is not None
    assert summary(published, capsys.readouterr().out) == match["output"]


def test_the_two_commands_stand_at_the_top() -> None:
    top = "\n".join(PAGE.splitlines()[:12])
    assert "make refresh" in top
    assert "make test" in top


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_and_make_target_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`|\$ |^)make ([a-z]+)", text, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for path in set(re.findall(r"`((?:dagster_project|dbt|docs|seeds|tests)/[\w./]+)`", text)):
        assert (PROJECT_ROOT / path).exists(), path


def test_the_project_names_no_machine_and_no_package_index() -> None:
    hosts = re.compile(r"pypi\.|pythonhosted|npmjs|/home/\w|/root/")
    for page in [*PAGES, PROJECT_ROOT / "constraints.txt", PROJECT_ROOT / "Makefile"]:
        assert not hosts.search(page.read_text(encoding="utf-8")), page
