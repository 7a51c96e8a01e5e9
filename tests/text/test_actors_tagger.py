"""Which lines a tagger reads, and what becomes of the names that it finds."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.text.actors import tag_entities
from dagster_project.text.actors.tagger import MAX_PIECE
from dagster_project.text.records import NER_SPANS
from tests.text.actors_pages import pages

PATTERNS = {
    "Ada Example": "PERSON",
    "the Harbour Trust": "ORG",
    "the Harbour Trust's": "ORG",
    "“Northport”": "GPE",
    "Lake Blue": "LOC",
    "Grand Hall": "FAC",
    "Dr. Ben Sample": "PERSON",
    "Ruritanian-led": "NORP",
    "Monday": "DATE",
    "vizier": "ORG",
    "https://example.org/Northport": "ORG",
}


@pytest.fixture(scope="module")
def tagger() -> Any:
    """A pipeline that finds the patterns above, and nothing else."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": words} for words, label in PATTERNS.items()])
    return pipeline


def spans(tagger: Any, *texts: str, role: str = "body") -> list[dict[str, Any]]:
    return tag_entities(**pages(*texts, role=role), tagger=tagger)["ner_spans"].to_pylist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Ada Example spoke.", ("Ada Example", "PERSON")),
        ("They joined the Harbour Trust.", ("Harbour Trust", "ORG")),
        ("They read the Harbour Trust's report.", ("Harbour Trust", "ORG")),
        ("They live in “Northport” now.", ("Northport", "LOC")),
        ("They swam in Lake Blue.", ("Lake Blue", "LOC")),
        ("They met at Grand Hall.", ("Grand Hall", "LOC")),
        ("They saw Dr. Ben Sample there.", ("Ben Sample", "PERSON")),
        ("A Ruritanian-led group won.", ("Ruritanian", "NORP")),
    ],
)
def test_a_name_is_kept_without_article_title_quotes_or_possessive(tagger, text, found):
    assert [(row["surface"], row["entity_type"]) for row in spans(tagger, text)] == [found]


@pytest.mark.parametrize("text", ["They met on Monday.", "The vizier left.", "See https://example.org/Northport now."])
def test_days_common_words_and_addresses_are_no_names(tagger, text):
    assert spans(tagger, text) == []


@pytest.mark.parametrize("role", ["title", "standfirst", "body", "credit"])
def test_content_lines_are_read(tagger, role):
    assert len(spans(tagger, "Ada Example", role=role)) == 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ada Example", False),
        ("Ada Example left early on one of the days of that long week", False),
        ("Ada Example left early on one of the days of that long week.", True),
        ("“Ada Example left early on one of the days of that long week.”", True),
    ],
)
def test_other_lines_are_read_only_if_they_are_long_prose(tagger, text, read):
    assert bool(spans(tagger, text, role="related")) == read


def test_a_line_longer_than_the_tagger_takes_is_read_in_pieces(tagger):
    text = "Then Ada Example spoke again. " * (MAX_PIECE // 10)
    rows = spans(tagger, text)
    assert len(rows) == MAX_PIECE // 10
    assert all(text[row["char_start"] : row["char_end"]] == row["surface"] == "Ada Example" for row in rows)


def test_a_name_carries_its_line_and_sentence(tagger):
    text = "One.\n\nTwo came. Then Ada Example spoke. Three left."
    (row,) = spans(tagger, text)
    assert row["line_number"] == 3
    assert text[row["sentence_start"] : row["sentence_end"]] == "Then Ada Example spoke."


WORDS = st.sampled_from([*PATTERNS, "spoke", ".", "\n", " ", "’s", "\u00a0", "\U0001f600"])


@settings(deadline=None, max_examples=50)
@given(texts=st.lists(st.one_of(st.text(max_size=80), st.lists(WORDS).map(" ".join)), min_size=1, max_size=4))
def test_any_text_can_be_tagged_and_batching_changes_nothing(tagger, texts):
    tables = pages(*texts)
    whole = tag_entities(**tables, tagger=tagger)["ner_spans"]
    assert whole.schema == NER_SPANS
    for row in whole.to_pylist():
        assert texts[int(row["document_id"])][row["char_start"] : row["char_end"]] == row["surface"]
        assert row["sentence_start"] <= row["char_start"] < row["char_end"] <= row["sentence_end"]
    slices = [tables["page_texts"].slice(index, 1) for index in range(len(texts))]
    parts = [tag_entities(page, tables["page_lines"], tagger)["ner_spans"] for page in slices]
    assert pa.concat_tables(parts).equals(whole)


def test_the_real_tagger_gives_the_same_names_however_texts_are_batched():
    from dagster_project.orchestration.models import load_tagger

    texts = [f"Ada Example of Harbour Trust number {number} flew from Paris to Lagos." for number in range(40)]
    tables = pages(*texts)
    whole = tag_entities(**tables, tagger=load_tagger())["ner_spans"]
    parts = [
        tag_entities(tables["page_texts"].slice(start, 7), tables["page_lines"], load_tagger())["ner_spans"]
        for start in range(0, len(texts), 7)
    ]
    assert pa.concat_tables(parts).equals(whole)
    assert {"Paris", "Lagos"} <= set(whole.column("surface").to_pylist())
