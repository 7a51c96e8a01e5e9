"""The reference data about outlets: unambiguous, complete enough, and every kind of clue has its rank."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter

import pytest

from dagster_project.settings import PROJECT_ROOT

SEEDS = PROJECT_ROOT / "dbt" / "seeds"


def read(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


PUBLISHERS = read("publishers.csv")
OWNERS = read("media_owners.csv")
ACTORS = read("gazetteer_actors.csv")
RANKS = read("source_evidence_ranks.csv")
# Kosovo has no code of the standard; XKX is what is used for it.
COUNTRIES = {row["iso3"] for row in ACTORS if row["actor_type"] in ("country", "territory")} | {"XKX"}


def key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"^the\s+", "", name.strip().lower()))
    return "".join(sign for sign in plain if sign.isalnum())


def spellings(row: dict[str, str]) -> set[str]:
    return {
        key(words)
        for words in (
            row["publisher_id"],
            row["publisher_name"],
            row["domain"],
            *row["aliases"].split("|"),
            *row["former_ids"].split("|"),
        )
        if words
    }


def test_the_press_of_the_world_is_registered() -> None:
    assert len(PUBLISHERS) >= 2500
    assert len({row["country_iso3"] for row in PUBLISHERS}) >= 200
    assert {"global_times", "beautiful_virgin_islands", "reuters", "associated_press"} <= {
        row["publisher_id"] for row in PUBLISHERS
    }


@pytest.mark.parametrize("column", ["publisher_id", "publisher_name", "domain"])
def test_no_two_outlets_share_an_id_name_or_domain(column: str) -> None:
    counts = Counter(row[column].lower() for row in PUBLISHERS if row[column])
    assert [value for value, count in counts.items() if count > 1] == []


def test_no_spelling_means_two_outlets() -> None:
    counts = Counter(spelling for row in PUBLISHERS for spelling in spellings(row))
    assert [spelling for spelling, count in counts.items() if count > 1] == []


def test_ids_domains_and_countries_are_well_formed() -> None:
    for row in PUBLISHERS:
        assert re.fullmatch(r"[a-z0-9]+(?:_[a-z0-9]+)*", row["publisher_id"]), row
        assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}|", row["domain"]), row
        assert row["country_iso3"] in COUNTRIES, row


def test_an_outlets_id_is_free_to_be_an_actors() -> None:
    assert {row["publisher_id"] for row in PUBLISHERS}.isdisjoint(row["actor_id"] for row in ACTORS)


def test_every_owner_is_listed_and_its_chain_ends() -> None:
    parents = {row["owner_name"]: row["parent_owner"] for row in OWNERS}
    assert len(parents) == len(OWNERS)
    assert {row["owner"] for row in PUBLISHERS if row["owner"]} <= parents.keys()
    for owner in parents:
        chain = [owner]
        while parent := parents[chain[-1]]:
            assert parent in parents, parent
            assert parent not in chain, chain
            chain.append(parent)


def test_no_name_of_a_house_means_two_of_them() -> None:
    counts = Counter(
        name
        for row in OWNERS
        for name in {key(words) for words in (row["owner_name"], *row["aliases"].split("|"))} - {""}
    )
    assert [name for name, count in counts.items() if count > 1] == []


def test_each_kind_of_clue_has_one_row() -> None:
    counts = Counter((row["field"], row["evidence_kind"]) for row in RANKS)
    assert max(counts.values()) == 1
    assert {row["field"] for row in RANKS} == {"publisher", "title", "author", "url"}
    assert all(row["rank"] == "" or row["rank"].isdigit() for row in RANKS)


def test_what_is_only_said_in_passing_never_decides() -> None:
    undecided = {row["evidence_kind"] for row in RANKS if row["rank"] == ""}
    assert undecided == {"self_reference", "dateline_agency", "agency_notice"}
