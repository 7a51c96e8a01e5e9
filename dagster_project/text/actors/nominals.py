"""Common nouns that stand for an organisation named before: "the alliance", "the bloc", "the US-led military group"."""

from __future__ import annotations

import re
from collections import Counter

from dagster_project.text.actors.gazetteer import Alias
from dagster_project.text.actors.pages import CONTENT_ROLES, Hit
from dagster_project.text.actors.references import Reading

NAMING_KINDS = frozenset({"name", "acronym"})

# A definite noun, perhaps with who leads or how many belong; "a military alliance" stands for nobody.
DEFINITE_BEFORE = re.compile(
    r"\b(?:[Tt]he|THE)\s"
    r"(?:(?:[A-Z][\w.]*-led|(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)-(?:nation|member|country|state|strong)|wider|expanded)\s)?$"
)
LED_BEFORE = re.compile(r"\b(?:US|U\.S\.|United States|America|American)-led\s$")
# What makes another thing of the noun: "the alliance between two farms", "the alliance behavior", "the Alliance Party".
OTHER_AFTER = re.compile(
    r"(?:-|\s(?:of|between|among|with|that\sincludes|led\sby|formed\sby|called|known\sas|named|behaviou?r|structures?"
    r"|building|system|systems|mentality|politics|theory|[A-Z]\w*\s(?:Party|of)|Party)\b)"
)
LINKED = ("B", 0.8)

# Where a noun may find its name: in its own paragraph, else in the one above, else anywhere before.
ITS_PARAGRAPH, THE_ONE_ABOVE, ANYWHERE = 0, 1, 1_000_000

# Nouns that unlisted bodies go by as well ("the organization") want their name near, and not for the first time.
MIN_NAMES_OF_COMMON_NOUN = 2

Named = list[tuple[Hit, str]]


def linked_nouns(nouns: list[Hit], read: list[tuple[Hit, Reading]]) -> list[tuple[Hit, Reading]]:
    """The nouns of one page that stand for an organisation, given how its names were read."""
    named = [
        (hit, reading.alias.actor_id)
        for hit, reading in read
        if reading.tier != "C" and reading.reference_kind in NAMING_KINDS and hit.line.role in CONTENT_ROLES
        if reading.alias.actor_id
    ]
    meant = ((hit, _meaning(hit, named)) for hit in nouns if named and _speaks_of_one(hit))
    return [(hit, Reading(alias, "nominal", "named_before", *LINKED)) for hit, alias in meant if alias]


def _speaks_of_one(hit: Hit) -> bool:
    """Whether the noun is definite, in English prose, and nothing after it makes another thing of it."""
    if hit.line.role not in CONTENT_ROLES or not hit.page.is_english or OTHER_AFTER.match(hit.after):
        return False
    before = LED_BEFORE if hit.meanings[0].ambiguity == "needs_leader" else DEFINITE_BEFORE
    return before.search(hit.before) is not None


def _meaning(hit: Hit, named: Named) -> Alias | None:
    """The only one of the noun's organisations that is named before it: where there are rivals, the nearest alone."""
    meanings = {meaning.actor_id: meaning for meaning in hit.meanings}
    before = [(other, actor_id) for other, actor_id in named if other.end <= hit.start and actor_id in meanings]
    is_common = hit.meanings[0].ambiguity == "common_noun"
    for reach in (ITS_PARAGRAPH, THE_ONE_ABOVE) if is_common else (ANYWHERE, ITS_PARAGRAPH, THE_ONE_ABOVE):
        near = {actor_id for other, actor_id in before if hit.page.lines_between(other.line, hit.line) <= reach}
        if len(near) == 1:
            actor_id = near.pop()
            times = Counter(other for _, other in before)[actor_id]
            return meanings[actor_id] if times >= MIN_NAMES_OF_COMMON_NOUN or not is_common else None
    return None
