"""What the words of a page say about its publisher, title and author."""

from __future__ import annotations

import pyarrow as pa
import pytest

from dagster_project.text.records import DOCUMENT_CONTENTS, PAGE_LINES, PAGE_TEXTS, SOURCE_EVIDENCE
from dagster_project.text.sourcing import find_sources

PROSE = "The ministers met on the island for two days and left without a common statement, their offices said."
BODY = ["body:" + PROSE, "body:" + PROSE.replace("two", "three")]


def pages(*texts: list[str], media_type: str = "text/plain", source: str | None = None) -> dict[str, pa.Table]:
    """The three tables for pages given as lines, each "role:words"; words without a known role are "other"."""
    contents, page_texts, page_lines = [], [], []
    for number, marked in enumerate(texts):
        document_id = f"page{number}"
        split = [line.partition(":") if line.partition(":")[0] in ROLES else ("other", "", line) for line in marked]
        text = "\n".join(words for _, _, words in split)
        start = 0
        for line_number, (role, _, words) in enumerate(split, 1):
            if words.strip():
                page_lines.append(
                    dict(
                        zip(
                            PAGE_LINES.names,
                            (document_id, line_number, start, start + len(words), role, 0.5, ""),
                            strict=True,
                        )
                    )
                )
            start += len(words) + 1
        contents.append(
            {"document_id": document_id, "media_type": media_type, "content": text if source is None else source}
        )
        page_texts.append({"document_id": document_id, "page_text": text})
    return {
        "document_contents": pa.Table.from_pylist(contents, schema=DOCUMENT_CONTENTS),
        "page_texts": pa.Table.from_pylist(page_texts, schema=PAGE_TEXTS),
        "page_lines": pa.Table.from_pylist(page_lines, schema=PAGE_LINES),
    }


ROLES = ("title", "body", "byline", "legal", "author_bio", "comment", "credit", "caption", "masthead")


def clues(*lines: str, **options: str) -> list[dict[str, object]]:
    """The clues on one page."""
    table = find_sources(**pages(list(lines), **options))["source_evidence"]
    assert table.schema == SOURCE_EVIDENCE
    return table.to_pylist()


def found(rows: list[dict[str, object]], field: str, least: float = 0.0) -> list[object]:
    return [row["candidate"] for row in rows if row["field"] == field and float(str(row["confidence"])) >= least]


def kinds_of(rows: list[dict[str, object]], candidate: str) -> set[object]:
    return {row["evidence_kind"] for row in rows if row["candidate"] == candidate}


@pytest.mark.parametrize(
    ("lines", "kind", "name"),
    [
        (
            ["Illustration: Mo Ray/Harbour Post", "Translated by Harbour Post staff reporter Ann Lee."],
            "credit_line",
            "Harbour Post",
        ),
        (["Illustration: Mo Ray/Harbour Post", "Write to letters@harbourpost.com"], "photo_credit", "Harbour Post"),
        (["About Harbour Post", "© 2021 The Harbour Post. All rights reserved."], "copyright", "The Harbour Post"),
        (["About Harbour Post", "Copyright 2019 Harbour Post"], "copyright", "Harbour Post"),
        (["Contact: desk@harbourpost.com", "About Harbour Post"], "email_domain", "harbourpost.com"),
        (["More on www.harbourpost.com", "Subscribe to the Harbour Post"], "site_domain", "harbourpost.com"),
        (["Follow Harbour Post on Twitter", "About Harbour Post"], "site_notice", "Harbour Post"),
    ],
)
def test_a_page_that_names_itself_twice_is_recognised(lines: list[str], kind: str, name: str) -> None:
    rows = clues("title:Ministers leave without statement", *BODY, *lines)
    assert name in found(rows, "publisher", least=0.5)
    assert kind in kinds_of(rows, name)


def test_a_name_above_the_page_clock_and_again_below_is_the_outlets() -> None:
    rows = clues(
        "Bay Islands Courier", "Friday, May 03, 2024", "title:Two days, no statement", *BODY, "Bay Islands Courier"
    )
    assert found(rows, "publisher", least=0.5) == ["Bay Islands Courier"]


@pytest.mark.parametrize(
    "above",
    [["Bay Islands Courier"], ["The Bay Record", "Thursday, 12 June 2025"], ["The Bay Record", "June 12, 2025"]],
)
def test_a_masthead_directly_above_day_and_headline_is_the_outlets(above: list[str]) -> None:
    rows = clues(*above, "title:Ministers leave without statement", *BODY)
    assert found(rows, "publisher", least=0.35) == [above[0]]


@pytest.mark.parametrize("above", ["Opinion", "World", "Home", "Politics"])
def test_a_section_directly_above_the_headline_is_no_outlet(above: str) -> None:
    assert found(clues(above, "title:Ministers leave without statement", *BODY), "publisher", least=0.35) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Image Credits: Mo Ray / Harbour Post", "photo_credit"),
        ("Photo by Mo Ray / Harbour Post", "photo_credit"),
        ("Credit...Mo Ray for Harbour Post", "photo_credit"),
        ("Mo Ray \u00a0 Harbour Post", "byline_affiliation"),
        ("Associate Editor, Harbour Post Dec 21, 2023 6:55 am", "site_notice"),
        ("November 19, 2019 / 10:07 AM / Harbour Post", "site_notice"),
        ("Harbour Post > World > Islands", "site_notice"),
        ("body:The Harbour Post has learnt that no statement was drafted.", "self_reference"),
        ("Harbour Post ~ 20 First St. ~ Privacy", "site_notice"),
        ("READ MORE ON HARBOUR POST BY CLICKING HERE", "site_notice"),
        ("Harbour Post’s most read stories", "site_notice"),
        ("body:HARBOUR (HPOST) — The ministers left.", "dateline_outlet"),
        ("Ministers leave without any common statement | Harbour Post", "headline_suffix"),
    ],
)
def test_many_forms_of_words_name_the_outlet(line: str, kind: str) -> None:
    rows = clues("title:Two days, no statement", *BODY, line)
    kinds = {
        row["evidence_kind"]
        for row in rows
        if str(row["candidate"]).lower().removeprefix("the ") in ("harbour post", "hpost")
    }
    assert kind in kinds


def test_the_chances_of_all_names_of_a_page_stay_below_one() -> None:
    rows = clues(
        "Bay Record", "Bay Echo", "title:Two days", *BODY, "© 2021 Bay Record", "© 2022 Bay Echo", "About Bay Sun"
    )
    chances = {row["candidate"]: float(str(row["confidence"])) for row in rows if row["field"] == "publisher"}
    assert chances.keys() <= {"Bay Record", "Bay Echo", "Bay Sun"}
    assert chances.get("Bay Sun", 0) < min(chances["Bay Record"], chances["Bay Echo"])
    assert 0 < sum(chances.values()) < 1


def test_an_outlet_cited_in_the_text_is_not_the_source() -> None:
    rows = clues(
        "title:Two days", *BODY, "body:A large outlet, the Harbour Post, has drawn attention to the meeting before."
    )
    assert found(rows, "publisher", least=0.5) == []


def test_the_agency_of_a_dateline_is_only_said_to_have_written_the_text() -> None:
    rows = clues("title:Two days", f"body:PARIS (AP) — {PROSE}")
    assert kinds_of(rows, "AP") == {"dateline_agency"}


def test_copyright_of_an_agency_says_nothing_of_the_outlet() -> None:
    rows = clues("title:Two days", *BODY, "legal:Copyright 2019 The Associated Press. All rights reserved.")
    assert {row["evidence_kind"] for row in rows if row["field"] == "publisher"} <= {"agency_notice"}


def test_a_journalist_called_after_a_region_names_no_publisher() -> None:
    assert (
        found(clues("title:Two days", *BODY, "author_bio:AP Journalist", "author_bio:I read a lot."), "publisher") == []
    )


@pytest.mark.parametrize(
    "line", ["legal:© 2023 Gannett", "legal:© 2020 Postmedia Network Inc.", "legal:© 2023 a Reach plc subsidiary"]
)
def test_the_owner_of_many_outlets_is_none_of_them(line: str) -> None:
    assert found(clues("title:Two days", *BODY, line), "publisher", least=0.5) == []


@pytest.mark.parametrize("address", ["me@gmail.com", "https://www.facebook.com/page", "youtube.com"])
def test_mailboxes_and_networks_are_nobodys_domain(address: str) -> None:
    assert found(clues("title:Two days", *BODY, address), "publisher") == []


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (["By Jane Doe and John Roe"], ["Jane Doe", "John Roe"]),
        (["By JANE DOE, The Associated Press"], ["JANE DOE", "The Associated Press"]),
        (["By", "Jane DoeReporter"], ["Jane Doe"]),
        (["By", "Jane Doe", "and", "Ann Lee"], ["Jane Doe", "Ann Lee"]),
        (["Written by  Jane O'Neill-Smith"], ["Jane O'Neill-Smith"]),
        (["By Dr. Jane van der Berg, Science Editor"], ["Jane van der Berg"]),
        (["By Jane Doe Dec 20, 2023"], ["Jane Doe"]),
        (["byline:Jane Doe | Harbour Post"], ["Jane Doe"]),
        (["Jane Doe, Money Reporter 22 December 2023 • 3:55pm"], ["Jane Doe"]),
        (["11/19/2019 by Jane Doe"], ["Jane Doe"]),
        (["By Reuters"], ["Reuters"]),
        (["By AP"], ["AP"]),
        (["By Indo-Asian News Service"], ["Indo-Asian News Service"]),
        (["By Jane Doe, AP Journalist"], ["Jane Doe"]),
        (["Jane Doe \u00a0 Harbour Post"], ["Jane Doe"]),
        (["Jane Doe Wellness Writer"], ["Jane Doe"]),
        (["Jane DoeDecember 20, 2023 Comments"], ["Jane Doe"]),
        (["Posted on: May 20, 2018 Published by : Jane Q. Doe"], ["Jane Q. Doe"]),
        (["As told to Jane Doe"], ["Jane Doe"]),
        (["9dJane Doe and John Roe"], ["Jane Doe", "John Roe"]),
        (["by Jane Doe, Institute of Allergy and Infectious Diseases"], ["Jane Doe"]),
        (["By Jane Doe | jdoe@post.example | New York Daily News"], ["Jane Doe"]),
        (["By John Roe/Getty Images"], []),
        (["Von Änne Öst"], ["Änne Öst"]),
        (["geschrieben von Änne Öst"], ["Änne Öst"]),
        (["Text: Änne Öst"], ["Änne Öst"]),
        (["Text und Interview: Änne Öst"], ["Änne Öst"]),
        (["Texto: Ana Ruiz"], ["Ana Ruiz"]),
        (["Jane Doe Associated Press"], ["Jane Doe"]),
        (["Jane Doe and John Roe BAY TODAY"], ["Jane Doe", "John Roe"]),
        (["byline:Foto. Cortesía"], []),
        (["byline:2019-11-18T22:05:36Z Spaceflight"], []),
        (["By Christmas Day the talks will be over."], []),
        (["By Staff Writer"], []),
        (["US Edition"], []),
    ],
)
def test_the_byline_at_the_story_gives_its_authors(byline: list[str], names: list[str]) -> None:
    assert found(clues("title:Two days, no statement", *byline, *BODY), "author", least=0.5) == names


@pytest.mark.parametrize(
    "label", ["TOP STORIES", "Neueste Artikel", "Aktuelle Meldungen", "Most Popular", "By Latest Headlines"]
)
def test_the_heading_of_a_list_of_articles_is_no_author(label: str) -> None:
    assert found(clues("title:Ministers meet on the island", label, *BODY), "author") == []


@pytest.mark.parametrize(("line", "name"), [("/ Press room", "/ Press room"), ("(65') Goal of the day", "65'")])
def test_a_place_in_the_site_and_a_minute_of_a_match_are_no_outlet(line: str, name: str) -> None:
    assert name not in found(clues(line, "title:Ministers meet on the island", *BODY), "publisher")


def test_a_byline_of_a_teaser_is_not_this_articles() -> None:
    rows = clues("title:Two days", "By Jane Doe", *BODY, *["Menu"] * 9, "Another story", "By John Roe")
    assert found(rows, "author", least=0.5) == ["Jane Doe"]
    assert "John Roe" in found(rows, "author")


def test_a_biography_names_the_author_where_no_byline_does() -> None:
    rows = clues("title:Two days", *BODY, *["Menu"] * 9, "author_bio:Jane Doe is a reporter and lives by the sea.")
    assert kinds_of(rows, "Jane Doe") == {"author_bio"}


def test_the_line_seen_as_headline_is_the_title() -> None:
    rows = clues("Home", "title:  Two days,  no statement ", *BODY)
    assert found(rows, "title") == ["Two days, no statement"]
    assert [row["surface"] for row in rows if row["field"] == "title"] == ["Two days,  no statement"]


def test_the_headline_is_found_by_its_place_where_separation_saw_none() -> None:
    menu = ["Home", "World", "Sport", "Harbour Post", "World news"]
    after = ["By Jane Doe", "May 3, 2024", *BODY, *["Another story about a quite different matter"] * 3]
    rows = clues(*menu, "Ministers leave island without common statement", *after)
    assert found(rows, "title", least=0.5) == ["Ministers leave island without common statement"]


def test_a_candidate_longer_than_a_name_can_be_is_dropped() -> None:
    assert found(clues("title:" + "word " * 80, *BODY), "title") == []
