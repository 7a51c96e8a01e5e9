"""Nouns that stand for an organisation that the same article names: which count, which mean nobody."""

from __future__ import annotations

import pytest

from dagster_project.text.actors import match_aliases
from tests.text.actors_pages import gazetteer, matches, pages, references


def nouns(text: str) -> list[tuple[str, str]]:
    return [(surface, actor) for surface, actor, kind, _ in references(text) if kind == "nominal"]


@pytest.mark.parametrize(
    ("text", "noun", "actor"),
    [
        ("NATO grew again. The alliance has 32 members.", "alliance", "NATO"),
        ("NATO grew again.\n\nAid to the US-led military group's east rose.", "military group", "NATO"),
        ("NATO grew again.\nA trap set by the US-led group is still a trap.", "group", "NATO"),
        ("NATO grew again and the 32-member alliance cheered.", "alliance", "NATO"),
        ("The EU met.\n\nRain fell.\n\nThe bloc's 27 leaders agreed.", "bloc", "EU"),
        ("ECOWAS met. Leaders of the regional bloc agreed.", "regional bloc", "ECOWAS"),
        ("Mercosur met, and the trade bloc grew.", "trade bloc", "MERCOSUR"),
        ("The WHO spoke. The WHO also warned that the organisation’s funds are low.", "organisation", "WHO"),
        ("OPEC met. The cartel cut output.", "cartel", "OPEC"),
        ("The EU and NATO met.\n\nNATO is larger. The alliance has 32 members.", "alliance", "NATO"),
        ("The EU and ASEAN met.\n\nASEAN is younger. The bloc has ten members.", "bloc", "ASEAN"),
    ],
)
def test_a_definite_noun_means_the_organisation_that_the_article_named_before(text, noun, actor):
    assert nouns(text) == [(noun, actor)]
    (match,) = [row for row in matches(text) if row["reference_kind"] == "nominal"]
    assert (match["method"], match["tier"]) == ("named_before", "B")
    assert text[match["char_start"] : match["char_end"]] == noun


@pytest.mark.parametrize(
    "text",
    [
        "NATO was founded as a military alliance.",
        "NATO was founded. Competing blocs followed, and alliance behavior changed.",
        "NATO met. The alliance between the two farms ended.",
        "NATO met. The alliance structures of that age are gone.",
        "NATO met. The Alliance Party won three seats.",
        "Some want an 'Asian NATO'. The alliance would have ten members.",
        "The alliance met. Later NATO spoke.",
        "The EU and ASEAN met. The bloc agreed.",
        "The WHO met once.\n\nA charity helps.\n\nIts head says that the organization needs money.",
        "NATO met. The group sang, and an armed group left.",
        "The organisation of the fair by the UN and the UN's staff was poor.",
    ],
)
def test_an_indefinite_noun_another_alliance_or_several_candidates_mean_nobody(text):
    assert nouns(text) == []


def test_a_noun_points_at_no_name_in_chrome_and_stands_in_none():
    tables = pages("NATO\nThe alliance has 32 members.", role="navigation")
    assert [row["surface"] for row in match_aliases(**tables, **gazetteer())["alias_matches"].to_pylist()] == ["NATO"]


@pytest.mark.parametrize(("language", "expected"), [("en", ["NATO", "alliance"]), ("de", ["NATO"])])
def test_nouns_are_read_in_english_only(language, expected):
    tables = pages("NATO grew. The alliance has 32 members.")
    languages = tables["page_texts"].schema.names.index("language")
    tables["page_texts"] = tables["page_texts"].set_column(languages, "language", [[language]])
    assert [row["surface"] for row in match_aliases(**tables, **gazetteer())["alias_matches"].to_pylist()] == expected
