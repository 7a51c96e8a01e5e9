"""Matches that only other words of the page give a meaning: nouns, organs of a state named beside it, surnames."""

from __future__ import annotations

import re

from dagster_project.text.actors.ambiguities import HONORIFIC, NO_SURNAME
from dagster_project.text.actors.characters import words_in
from dagster_project.text.actors.gazetteer import Alias
from dagster_project.text.actors.nominals import linked_nouns
from dagster_project.text.actors.pages import Hit
from dagster_project.text.actors.references import Reading

LINKED = ("B", 0.9)
Readings = list[tuple[Hit, Reading]]

# How a country stands before its organ ("Ruritanian Foreign Ministry", "Ruritania's army") and behind it.
COUNTRY_BEFORE = re.compile(r"(?:'s?)?\s$")
COUNTRY_AFTER = re.compile(r"\s(?:of|in)\s(?:the\s)?")
COUNTRY_KINDS = frozenset({"name", "acronym", "demonym", "embedded"})

# A capitalised word before a surname makes another person's name of it, one behind it a thing's, unless it is a title.
NAME_BEFORE = re.compile(r"\b([A-Z][\w'.-]*)\s$")
NAME_AFTER = re.compile(r"\s([A-Z][\w-]+)")
TITLES = NO_SURNAME | words_in(
    """
    President Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Sir Lord Lady Premier Chancellor Secretary Minister General Gen Gen. Sen.
    Senator Governor Gov. Chairman Chief Leader Vice Emperor Pope Ayatollah Sheikh Prince Princess Sultan Emir
    Secretary-General Commissioner Republican Democrat Candidate Nominee Justice Marshal Comrade Madam Herr
    """
)


def linked(hits: list[Hit], read: Readings) -> Readings:
    """What the matches that need others mean, given how the page's other matches were read; most mean nobody."""
    nouns = [hit for hit in hits if hit.meanings[0].alias_type == "nominal"]
    surnames = [hit for hit in hits if hit.meanings[0].alias_type == "surname"]
    organs = [hit for hit in hits if hit.meanings[0].ambiguity == "of_country"]
    return [*linked_nouns(nouns, read), *_linked_surnames(surnames, read), *_linked_organs(organs, read)]


def _linked_surnames(hits: list[Hit], read: Readings) -> Readings:
    """Surnames of people whom the page names in full, unless another name is made of them."""
    people = {reading.alias.actor_id for _, reading in read if reading.alias.actor_type == "person"}
    found = []
    for hit in hits if people else []:
        meant = [meaning for meaning in hit.meanings if meaning.actor_id in people]
        if len(meant) == 1 and not _is_longer_name(hit):
            found.append((hit, Reading(meant[0], "surname", "full_name_on_page", *LINKED)))
    return found


def _is_longer_name(hit: Hit) -> bool:
    if hit.in_title_case or hit.is_shouted or HONORIFIC.search(hit.before):
        return False
    before, after = NAME_BEFORE.search(hit.before), NAME_AFTER.match(hit.after)
    return bool(before and before[1] not in TITLES and not before[1].endswith("'s")) or bool(
        after and after[1] not in TITLES
    )


def _linked_organs(hits: list[Hit], read: Readings) -> Readings:
    """Organs of state that stand beside the name of their country."""
    countries = [(hit, reading.alias.actor_id) for hit, reading in read if reading.reference_kind in COUNTRY_KINDS]
    by_end = {hit.end: actor_id for hit, actor_id in countries}
    by_start = {hit.start: actor_id for hit, actor_id in countries}
    meant = ((hit, _of_country(hit, _country_beside(hit, by_start, by_end))) for hit in hits)
    return [(hit, Reading(alias, alias.alias_type, "beside_its_country", *LINKED)) for hit, alias in meant if alias]


def _country_beside(hit: Hit, by_start: dict[int, str | None], by_end: dict[int, str | None]) -> str | None:
    before, after = COUNTRY_BEFORE.search(hit.before), COUNTRY_AFTER.match(hit.after)
    if before and (country := by_end.get(hit.start - len(before[0]))):
        return country
    return by_start.get(hit.end + len(after[0])) if after else None


def _of_country(hit: Hit, country: str | None) -> Alias | None:
    return next((meaning for meaning in hit.meanings if country and meaning.parent_id == country), None)
