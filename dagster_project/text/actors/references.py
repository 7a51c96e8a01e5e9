"""How a match refers to its actor: by name, through a capital, inside another name, or doubtfully.

The rules stand in one table, RULES, and the first that answers decides. A rule may doubt a match; it then keeps
its kind and falls to tier C, which is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dagster_project.text.actors import ambiguities
from dagster_project.text.actors.ambiguities import Clear, Doubt
from dagster_project.text.actors.cities import in_dateline, is_government, is_place
from dagster_project.text.actors.gazetteer import Alias
from dagster_project.text.actors.organisations import ends_a_name, is_embedded
from dagster_project.text.actors.pages import Hit

# Tier and confidence by kind where nothing speaks against a match. Confidence is the share that is right
# when samples of matches are read, rounded down.
PLAIN: dict[str, tuple[str, float]] = {
    "name": ("A", 0.98),
    "acronym": ("A", 0.96),
    "demonym": ("A", 0.93),
    "concept": ("A", 0.9),
    "embedded": ("B", 0.85),
    "place": ("B", 0.85),
    "metonym": ("B", 0.8),
}
SUPPORTED = ("B", 0.85)  # an ambiguous form whose doubt the page dispels
DOUBTFUL = ("C", 0.35)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a match was taken for."""

    alias: Alias
    reference_kind: str
    method: str
    tier: str
    confidence: float


Rule = Callable[[Hit, Alias, Clear], Reading | None]


def readings(hits: list[Hit]) -> list[tuple[Hit, Reading]]:
    """Each match of one page with its reading; matches that a page leaves open lean on its clear ones."""
    clear = {alias.actor_id: alias for hit in hits if (alias := _clear_alias(hit)) and alias.actor_id}
    read = [(hit, _reading(hit, clear)) for hit in hits]
    namesakes = {reading.alias.actor_id for _, reading in read if reading.method == "given_name"} - clear.keys()
    return [
        (hit, _doubted(reading, "namesake_on_page") if _is_namesake(hit, reading, namesakes) else reading)
        for hit, reading in read
    ]


def _is_namesake(hit: Hit, reading: Reading, namesakes: set[str | None]) -> bool:
    return (
        reading.alias.ambiguity == "given_name"
        and reading.alias.actor_id in namesakes
        and reading.tier != "C"
        and not ambiguities.in_location(hit)
    )


def _clear_alias(hit: Hit) -> Alias | None:
    """The alias of a match that can mean nobody else."""
    alias = hit.meanings[0]
    if len(hit.meanings) > 1 or alias.alias_type in {"concept", "place"}:
        return None
    return alias if alias.ambiguity in {None, "city_vs_government"} else None


def _reading(hit: Hit, clear: Clear) -> Reading:
    alias = ambiguities.likeliest(hit, clear)
    for rule in RULES:
        if found := rule(hit, alias, clear):
            return found
    tier, confidence = PLAIN.get(alias.alias_type, DOUBTFUL)
    return Reading(alias, alias.alias_type, "gazetteer", tier, confidence)


def _as(alias: Alias, kind: str, method: str) -> Reading:
    tier, confidence = PLAIN[kind]
    return Reading(alias, kind, method, tier, confidence)


def _doubted(reading: Reading, method: str) -> Reading:
    return Reading(reading.alias, reading.reference_kind, method, *DOUBTFUL)


def _fixed(_hit: Hit, alias: Alias, _clear: Clear) -> Reading | None:
    return _as(alias, alias.alias_type, "gazetteer") if alias.alias_type in {"concept", "place"} else None


def _embedded(hit: Hit, alias: Alias, _clear: Clear) -> Reading | None:
    lends_its_name = alias.of_country or alias.actor_type == "person"
    is_part = (lends_its_name and is_embedded(hit)) or (alias.of_country and ends_a_name(hit, alias))
    return _as(alias, "embedded", "organisation_name") if is_part else None


def _dateline(hit: Hit, alias: Alias, _clear: Clear) -> Reading | None:
    if not (alias.of_country or _is_city(alias)) or alias.alias_type not in {"name", "metonym"}:
        return None
    return _as(_country_of(hit, alias), "place", "dateline") if in_dateline(hit) else None


def _ambiguous(hit: Hit, alias: Alias, clear: Clear) -> Reading | None:
    rule = ambiguities.RULES.get(alias.ambiguity or "")
    verdict = rule(hit, alias, clear) if rule else Doubt.NONE
    if verdict is Doubt.REMAINS:
        return Reading(alias, alias.alias_type, alias.ambiguity or "", *DOUBTFUL)
    if verdict is Doubt.DISPELLED and alias.alias_type != "metonym":
        return Reading(alias, alias.alias_type, f"{alias.ambiguity}_supported", *SUPPORTED)
    return None


def _pronoun(hit: Hit, alias: Alias, _clear: Clear) -> Reading | None:
    if not ambiguities.reads_as_pronoun(hit):
        return None
    return Reading(alias, alias.alias_type, "pronoun", *DOUBTFUL)


def _shouted(hit: Hit, alias: Alias, _clear: Clear) -> Reading | None:
    if hit.is_shouted and ambiguities.is_shouted_word(hit):
        return Reading(alias, alias.alias_type, "all_capitals", *SUPPORTED)
    return None


def _language(hit: Hit, alias: Alias, _clear: Clear) -> Reading | None:
    if alias.alias_type != "demonym" or not ambiguities.reads_as_language(hit):
        return None
    return Reading(alias, "demonym", "language", *DOUBTFUL)


def _city(hit: Hit, alias: Alias, _clear: Clear) -> Reading | None:
    if not _is_city(alias):
        return None
    if is_place(hit) or _stands_before_its_country(hit):
        return _as(_country_of(hit, alias), "place", "place_words")
    if is_government(hit):
        return _as(alias, "metonym", "government_words")
    return Reading(alias, "metonym", "city_vs_government", *DOUBTFUL)


def _is_city(alias: Alias) -> bool:
    return alias.alias_type == "metonym" and alias.ambiguity is not None


def _country_of(hit: Hit, alias: Alias) -> Alias:
    """The alias of the country where a city lies, should the form mean a union of states too."""
    return next((meaning for meaning in hit.meanings if meaning.actor_type == "country"), alias)


def _stands_before_its_country(hit: Hit) -> bool:
    """Whether a country's or state's name follows, as in "Springfield, Ruritania"."""
    return re.match(r",\s[A-Z]\w+(?:\s[A-Z]\w+)?[,.;)—]", hit.after) is not None and not hit.in_title_case


# In this order; the first rule that answers decides.
RULES: tuple[Rule, ...] = (_fixed, _embedded, _dateline, _pronoun, _shouted, _language, _ambiguous, _city)
