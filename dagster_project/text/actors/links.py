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

# An office before its holder's name is a part of it ("the Ruritanian president, Ann Poe"), and one that was or will be
# held is nobody's.
HOLDER_AFTER = re.compile(r",?\s[A-Z]|-elect\b|s\b|\s(?:and|or)\s[A-Z]")
DEFINITE = re.compile(r"\b[Tt]he\s$")
NOT_IN_OFFICE = re.compile(r"\b(?i:former|ex|late|then|next|future|acting|interim)[\s-](?:[\w.'-]+\s){0,2}$")

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
    organs = [hit for hit in hits if hit.meanings[0].ambiguity == "of_country" and not _is_held_by_another(hit)]
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
    beside = [(hit, Reading(alias, alias.alias_type, "beside_its_country", *LINKED)) for hit, alias in meant if alias]
    return beside + _linked_secretaries(hits, beside, read)


def _linked_secretaries(hits: list[Hit], beside: Readings, read: Readings) -> Readings:
    """Secretaries-General that the page calls so alone, where it names only one of the organisations that have one."""
    linked_before = {hit.start for hit, _ in beside}
    named = {reading.alias.actor_id for _, reading in read if reading.alias.actor_type == "igo" and reading.tier != "C"}
    found = []
    for hit in hits:
        meant = [meaning for meaning in hit.meanings if meaning.alias_type == "title" and meaning.parent_id in named]
        if len(meant) == 1 and hit.start not in linked_before and DEFINITE.search(hit.before):
            found.append((hit, Reading(meant[0], "title", "its_organisation_on_page", *LINKED)))
    return found


def _is_held_by_another(hit: Hit) -> bool:
    """Whether an office's title belongs to a name that follows, or to somebody who is not in office."""
    if hit.meanings[0].alias_type != "title":
        return False
    return not hit.page.is_english or bool(HOLDER_AFTER.match(hit.after) or NOT_IN_OFFICE.search(hit.before))


def _country_beside(hit: Hit, by_start: dict[int, str | None], by_end: dict[int, str | None]) -> str | None:
    before, after = COUNTRY_BEFORE.search(hit.before), COUNTRY_AFTER.match(hit.after)
    if before and (country := by_end.get(hit.start - len(before[0]))):
        return country
    return by_start.get(hit.end + len(after[0])) if after else None


def _of_country(hit: Hit, country: str | None) -> Alias | None:
    return next((meaning for meaning in hit.meanings if country and meaning.parent_id == country), None)
