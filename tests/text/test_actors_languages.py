"""Outside English only spellings that all languages share are read, and no English tagger."""

from __future__ import annotations

from typing import Any

import pytest

from dagster_project.text.actors import match_aliases
from dagster_project.text.actors.tagger import tag_entities
from tests.text.actors_pages import gazetteer, pages


class Refusing:
    """A tagger that must not be asked."""

    def pipe(self, texts: Any, **_: object) -> list[object]:
        assert list(texts) == []
        return []


def in_language(language: str, text: str) -> dict[str, Any]:
    tables = pages(text)
    column = tables["page_texts"].schema.get_field_index("language")
    tables["page_texts"] = tables["page_texts"].set_column(column, "language", [[language]])
    return tables


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("en", ["NATO", "Kenya", "German", "Seoul", "alliance"]),
        ("de", ["NATO", "Kenya"]),
        ("fr", ["NATO", "Kenya"]),
    ],
)
def test_other_languages_know_names_and_acronyms_and_no_demonyms_capitals_and_nouns(language, found):
    text = "NATO, Kenya, German troops; Seoul said yes; the alliance left."
    rows = match_aliases(**in_language(language, text), **gazetteer())["alias_matches"].to_pylist()
    assert [row["surface"] for row in rows] == found


def test_the_english_tagger_is_not_asked_about_other_languages():
    tables = in_language("fr", "Une phrase qui parle de Paris et de Nairobi.")
    assert tag_entities(**tables, tagger=Refusing())["ner_spans"].num_rows == 0
