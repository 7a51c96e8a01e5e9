"""Flattened pages: the article is told from the page around it by its lines alone."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.orchestration.models import load_line_model
from dagster_project.text.separation import UnknownMediaType, separate_pages
from tests.text.separated import contents, role_of, separate

STORY = """The harbour council voted on Tuesday to reopen the northern ferry line after a pause of eleven years.

Two boats will cross the bay every hour, the council said, and the fare will stay below that of the bus.

Residents had asked for the line since the bridge was closed to lorries, which made the drive to the market longer.
"""
PAGE = f"""Home
News
Sign in
The Bay Observer
Friday, 6 June 2025

Ferry line across the bay reopens after eleven years

Crossings every hour, and a fare below that of the bus
By Nora Quill
Published: 4 June 2025
Photo: Nora Quill/The Bay Observer

{STORY}
Reporting by Nora Quill; editing by Jan Osk

Related articles
Chile and Peru sign a fishing accord
World Bank lends Ghana a billion dollars
Storm closes airports in Iceland for a day
Sign up for our newsletter
We use cookies to improve your experience on this site.
© 2025 The Bay Observer. All rights reserved.
"""


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Sign in", "navigation"),
        ("Friday, 6 June 2025", "masthead"),
        ("Ferry line across the bay reopens", "title"),
        ("Crossings every hour", "standfirst"),
        ("By Nora Quill", "byline"),
        ("Published: 4 June 2025", "dateline"),
        ("Photo: Nora Quill", "caption"),
        ("The harbour council voted", "body"),
        ("Two boats will cross", "body"),
        ("Residents had asked", "body"),
        ("Reporting by Nora Quill", "credit"),
        ("Related articles", "related"),
        ("Chile and Peru sign", "related"),
        ("World Bank lends Ghana", "related"),
        ("Sign up for our newsletter", "newsletter"),
        ("We use cookies", "legal"),
        ("All rights reserved", "legal"),
    ],
)
def test_every_line_of_a_copied_page_gets_its_role(words: str, role: str) -> None:
    assert role_of(words, PAGE) == role


@pytest.mark.parametrize(
    "line", ["Share this article", "© 2021 The Daily Post", "Read more:", "Leave a comment", "Home"]
)
def test_furniture_around_the_story_is_chrome(line: str) -> None:
    assert role_of(line, f"{line}\n\n{STORY}") not in ("body", "title", "standfirst", "credit")


def test_a_clean_body_is_all_body() -> None:
    assert {role for role, _ in separate(STORY)[1]} == {"body"}


def test_a_note_on_the_author_is_not_part_of_the_article() -> None:
    note = (
        "Bay Reporter\n\nKeeping you posted on all that moves on the water. I am a keen sailor and follow every race.\n"
    )
    roles = {text: role for role, text in separate(f"{STORY}\n{note}")[1]}
    assert roles["Bay Reporter"] == "author_bio"
    assert [role for text, role in roles.items() if "keen sailor" in text] == ["author_bio"]


def test_a_sentence_that_mentions_cookies_stays_in_the_article() -> None:
    sentence = (
        "The bakery, which has sold its cookies on the quay for thirty years and uses no sugar in half, said that "
        "it would follow the ferry to the other side of the bay, where rents are lower and buyers are hungry."
    )
    assert role_of("The bakery", f"{STORY}\n{sentence}\n\n{STORY}") == "body"


def test_a_page_without_prose_has_no_body_and_no_confidence() -> None:
    page, lines = separate("Home\nNews\nSport\nSign in\n")
    assert "body" not in {role for role, _ in lines}
    assert page["separation_confidence"] == 0


def test_every_line_says_why_it_has_its_role() -> None:
    rows = separate_pages(contents(PAGE), load_line_model())["page_lines"].to_pylist()
    assert all(row["reason"] and 0 <= row["body_probability"] <= 1 for row in rows)


@pytest.mark.parametrize(("text", "language"), [(STORY, "en"), ("Yes.", None), ("12 34 56 78\n" * 50, None)])
def test_a_language_is_named_only_where_there_is_enough_to_go_by(text: str, language: str | None) -> None:
    assert separate(text)[0]["language"] == language


def test_a_german_text_is_recognised_as_german() -> None:
    text = (
        "Der Rat der Hafenstadt hat am Dienstag beschlossen, die Fähre nach elf Jahren wieder fahren zu lassen.\n" * 3
    )
    assert separate(text)[0]["language"] == "de"


def test_an_unknown_media_type_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownMediaType, match="application/pdf"):
        separate_pages(contents("x", media_type="application/pdf"), load_line_model())


@given(texts=st.lists(st.text(), min_size=1, max_size=6), batch_rows=st.integers(1, 4))
@settings(deadline=None, max_examples=60)
def test_how_pages_are_batched_changes_nothing(texts: list[str], batch_rows: int) -> None:
    table = contents(*(text.encode("utf-8", "replace").decode() for text in texts))
    whole = separate_pages(table, load_line_model())
    parts = [
        separate_pages(pa.Table.from_batches([batch]), load_line_model())
        for batch in table.to_batches(max_chunksize=batch_rows)
    ]
    for name, rows in whole.items():
        assert pa.concat_tables([part[name] for part in parts]).equals(rows)


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@settings(deadline=None, max_examples=100)
def test_every_non_empty_line_has_a_row_and_its_offsets_hold(text: str) -> None:
    page, lines = separate(text)
    assert page["page_text"] == text
    assert [line for _, line in lines] == [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("text", ["word " * 400_000, "word\n" * 100_000, "a" * 2_000_000, "By " * 300_000])
def test_a_monstrous_page_is_separated_all_the_same(text: str) -> None:
    assert separate(text)[0]["page_text"] == text
