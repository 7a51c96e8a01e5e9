"""An office is meant beside its country or organisation, and not where its holder's name goes on."""

from __future__ import annotations

import itertools

import pytest

from dagster_project.text.actors import match_aliases
from tests.text.actors_pages import gazetteer, matches, pages, seed_rows


def offices(text: str) -> list[tuple[str, str]]:
    return [(row["surface"], row["actor_id"]) for row in matches(text) if row["reference_kind"] == "title"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Russian president said no.", [("president", "RU_PRESIDENT")]),
        ("Japan’s prime minister resigned.", [("prime minister", "JP_PRIME_MINISTER")]),
        ("The President of Kenya spoke.", [("President", "KE_PRESIDENT")]),
        ("The US secretary of state left.", [("secretary of state", "US_SECRETARY_OF_STATE")]),
        ("The NATO Secretary General left.", [("Secretary General", "NATO_SECRETARY_GENERAL")]),
        ("NATO met. The Secretary-General left.", [("Secretary-General", "NATO_SECRETARY_GENERAL")]),
        ("NATO and the UN met. The Secretary-General left.", []),
        ("The president said no in Kenya.", []),
        ("Russian President Vladimir Putin said no.", []),
        ("The German chancellor, Olaf Scholz, said no.", []),
        ("The former US president said no.", []),
        ("The US vice president said no.", []),
        ("The Ukrainian president-elect said no.", []),
    ],
)
def test_a_title_is_an_office_beside_its_country_unless_a_name_or_another_time_follows(text, found):
    assert offices(text) == found


def test_a_title_counts_for_the_office_and_its_country_counts_too():
    rows = matches("The Russian president said no.")
    assert [(row["actor_id"], row["tier"]) for row in rows] == [("RUS", "A"), ("RU_PRESIDENT", "B")]


def test_in_other_languages_titles_are_not_read():
    tables = pages("Russia president.")
    column = tables["page_texts"].schema.get_field_index("language")
    tables["page_texts"] = tables["page_texts"].set_column(column, "language", [["fr"]])
    rows = match_aliases(**tables, **gazetteer())["alias_matches"].to_pylist()
    assert [row["actor_id"] for row in rows] == ["RUS"]


def test_the_years_of_an_office_do_not_overlap_and_its_holders_are_people():
    types = {row["actor_id"]: row["actor_type"] for row in seed_rows("gazetteer_actors")}
    memberships = seed_rows("gazetteer_memberships")
    assert {types[row["member_id"]] for row in memberships} == {"person"}
    assert {types[row["organisation_id"]] for row in memberships} == {"office"}
    for one, other in itertools.pairwise(memberships):
        if one["organisation_id"] == other["organisation_id"]:
            assert one["valid_from"] < one["valid_to"] <= other["valid_from"]
