"""What a page's lines say of its day: each date is recorded as what it is, none of them chosen."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.orchestration.models import load_line_model
from dagster_project.text.dating import find_dates
from dagster_project.text.separation import separate_pages
from tests.text.separated import contents

TITLE = "Harbour town votes for a second lighthouse"
BODY = (
    "The harbour town has voted for a second lighthouse after a winter of fog, and the council will pay half of it.\n\n"
    "Pilots had asked for the light since the spring, when two barges met in the narrows without seeing each other.\n\n"
    "Work on the tower is to begin as soon as the masons return, and the lamp will be lit before the autumn storms.\n"
)


def clues(*texts: str, media_type: str = "text/plain") -> dict[str, list[dict[str, Any]]]:
    """The rows of both tables for these pages."""
    documents = contents(*texts, media_type=media_type)
    separated = separate_pages(documents, load_line_model())
    return {name: table.to_pylist() for name, table in find_dates(documents, **separated).items()}


def kinds(text: str) -> dict[str, str]:
    """Candidate date -> kind of every clue of one page."""
    return {row["candidate_date"] or row["surface"]: row["evidence_kind"] for row in clues(text)["date_evidence"]}


def confidence(text: str, day: str) -> float:
    """Confidence of the clue to this day."""
    return next(row["confidence"] for row in clues(text)["date_evidence"] if row["candidate_date"] == day)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Published: 3 May 2021", "published_line"),
        ("Posted on May 3, 2021 by the desk", "published_line"),
        ("Veröffentlicht am 3. Mai 2021", "published_line"),
        ("Der Text wurde am 3. Mai 2021 um 23:03 Uhr gepostet", "published_line"),
        ("Published\n3 May 2021", "published_line"),
        ("Published on:\n3 May 2021", "published_line"),
        ("Last Updated\n3 May 2021", "updated_line"),
        ("New York Post\n3 May 2021", "date_line"),
        ("Updated: May 3, 2021", "updated_line"),
        ("By Ann Example, 3 May 2021", "byline"),
        ("3 May 2021", "date_line"),
    ],
)
def test_a_dated_line_below_the_headline_has_the_kind_that_its_words_give_it(line: str, kind: str) -> None:
    text = f"{TITLE}\n\n{line}\n\n{BODY}"
    assert kinds(text) == {"2021-05-03": kind}
    assert confidence(text, "2021-05-03") >= 0.5


def test_published_and_updated_in_one_line_are_two_clues() -> None:
    text = f"{TITLE}\n\nPublished 14 May 2024 09:30 Updated 15 May 2024 11:05\n\n{BODY}"
    assert kinds(text) == {"2024-05-14": "published_line", "2024-05-15": "updated_line"}


@pytest.mark.parametrize(
    ("text", "day", "kind"),
    [
        (f"Tuesday, 1 July 2025\n\n{TITLE}\n\n{BODY}", "2025-07-01", "masthead_clock"),
        (f"{TITLE}\n\n{BODY}\nRecent Posts\n\nFerry runs late … Read More\nJanuary 29, 2026\n", "2026-01-29", "teaser"),
        (f"{TITLE}\n\n{BODY}\n© 3 May 2021 The Example\n", "2021-05-03", "copyright"),
        (f"{TITLE}\n\n{BODY[:-1]} [Harbour report, 2019]\n", "2019", "citation"),
        (f"{TITLE}\n\n{BODY}\nJane (@jane) May 3, 2021\n", "2021-05-03", "quoted_post"),
        (f"{TITLE}\n\nFILE - The lighthouse, May 3, 2021\n\n{BODY}", "2021-05-03", "caption"),
        (f"{TITLE}\n\nThe pier on May 3, 2021. An Example/Getty Images\n\n{BODY}", "2021-05-03", "caption"),
        (f"{TITLE}\n\nRevision as of 07:47, 3 May 2021 (edit)\n\n{BODY}", "2021-05-03", "other"),
    ],
)
def test_a_misleading_date_is_recorded_as_what_it_is_and_hardly_believed(text: str, day: str, kind: str) -> None:
    assert kinds(text) == {day: kind}
    assert confidence(text, day) < 0.5


def test_a_wire_dateline_is_a_clue_and_the_body_s_own_dates_are_mentions() -> None:
    opening = "NAIROBI, 14 March 2024 (Example Wire) — The harbour town has voted for a second lighthouse today.\n"
    told = "A barge had struck the old pier on 2 May 2023 and closed the port for a week or more.\n"
    text = f"{TITLE}\n\n{opening}\n{BODY}\n{told}"
    rows = clues(text)
    assert [(row["candidate_date"], row["evidence_kind"]) for row in rows["date_evidence"]] == [
        ("2024-03-14", "dateline")
    ]
    assert "2023-05-02" in [row["date_value"] for row in rows["date_mentions"]]


@pytest.mark.parametrize("between", [" ", "\n"])
def test_words_that_tell_the_page_s_own_history_are_believed_wherever_they_stand(between: str) -> None:
    line = f"Last Updated: Dec. 23, 2023 at 6:33 a.m.{between}First Published: Dec. 18, 2023 at 4:12 p.m."
    menu = "Home\nWorld\nMarkets\n"
    text = f"{menu}{line}\n{menu}{TITLE}\n\n{BODY}"
    assert kinds(text) == {"2023-12-23": "updated_line", "2023-12-18": "published_line"}
    assert confidence(text, "2023-12-18") >= 0.5


def test_a_menu_of_months_says_nothing_of_the_day() -> None:
    found = kinds(f"{TITLE}\n\n{BODY}\nArchive\nMay 2021\nApril 2021\nMarch 2021\n")
    assert found == {"2021-05": "other", "2021-04": "other", "2021-03": "other"}


@pytest.mark.parametrize(
    ("address", "day"), [("desk@news.example.ie", "2023-11-08"), ("desk@news.example", "2023-08-11")]
)
def test_the_page_s_own_domain_says_whether_the_day_comes_first(address: str, day: str) -> None:
    assert day in kinds(f"{TITLE}\n\nPublished: 08/11/2023\n\n{BODY}\nContact {address}\n")


def test_an_author_with_a_handle_is_no_quoted_post() -> None:
    byline = f"{TITLE}\n\nBy Ann Example (@annexample) 29 April 2020\n\n{BODY}"
    post = f"{TITLE}\n\n{BODY}\n— Ann Example (@annexample) 29 April 2020\n\n{BODY}"
    assert kinds(byline)["2020-04-29"] != "quoted_post"
    assert kinds(post)["2020-04-29"] == "quoted_post"


def test_english_words_are_mentions_in_english_only() -> None:
    german = (
        "Der Hafen war seit dem 2. Mai 2023 gesperrt, und der Rat hat am Montag im August getagt, sagte er danach.\n"
    )
    rows = clues(f"{TITLE}\n\n{BODY}\nThe port closed on Monday.\n", german * 9)["date_mentions"]
    assert {row["surface"] for row in rows} == {"the spring", "the autumn", "Monday", "2. Mai 2023"}


def test_words_such_as_two_hours_ago_stay_unresolved() -> None:
    [row] = clues(f"{TITLE}\n\n2 hours ago\n\n{BODY}")["date_evidence"]
    assert (row["evidence_kind"], row["candidate_date"]) == ("relative_line", None)
    assert (row["offset_unit"], row["offset_count"]) == ("hour", 2)


def test_what_a_web_archive_writes_above_a_page_is_the_day_of_the_capture() -> None:
    address = "https://web.archive.org/web/20070228213001/http://harbour.example/vote"
    captured = f"The Wayback Machine - {address}\n{TITLE}\n\n{BODY}"
    assert kinds(captured) == {"2007-02-28": "capture"}
    assert clues(captured)["date_evidence"][0]["surface"] == "20070228"
    assert kinds(f"{TITLE}\n\n{BODY}\nSource: {address}\n") == {}


def test_a_page_without_any_date_has_no_clue() -> None:
    assert clues(f"{TITLE}\n\n{BODY}")["date_evidence"] == []


LINES = st.sampled_from(
    [
        TITLE,
        BODY,
        "Published: 3 May 2021",
        "Recent Posts",
        "May 3, 2021",
        "By Ann Example",
        "© 2021",
        "2 days ago",
        "",
        "02/03/2023",
        "The mayor said on Monday that the vote had cost two weeks of work in May.",
        "\u202fİstanbul, 5 p.m. 2023-03-02 \U0001f5f3",
    ]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_every_clue_stands_where_it_says(text: str) -> None:
    for rows in clues(text).values():
        for row in rows:
            assert text[row["char_start"] : row["char_end"]] == row["surface"]


@settings(deadline=None)
@given(st.lists(st.lists(LINES, max_size=8).map("\n".join), min_size=2, max_size=4))
def test_batching_changes_nothing(texts: list[str]) -> None:
    documents = contents(*texts)
    whole = find_dates(documents, **separate_pages(documents, load_line_model()))
    parts = [
        find_dates(part, **separate_pages(part, load_line_model()))
        for part in (documents.slice(number, 1) for number in range(len(texts)))
    ]
    for name, table in whole.items():
        assert pa.concat_tables([part[name] for part in parts]).equals(table)
