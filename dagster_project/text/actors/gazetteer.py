"""The gazetteer as an automaton: every spelling, its all-capitals twin where allowed, and whom it may mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
from ahocorasick_rs import AhoCorasick

from dagster_project.text.actors.characters import folded

COUNTRY_TYPES = frozenset({"country", "territory", "historic_country"})

# A shorter word in capitals is too often an acronym of something else.
MIN_SHOUTED_LETTERS = 4

# The gazetteers of one process: the project's own, and a few of tests.
KEPT_GAZETTEERS = 8

ACTOR_COLUMNS = ("actor_id", "actor_type", "parent_id")
ALIAS_COLUMNS = ("alias", "actor_id", "alias_type", "case_rule", "ambiguity", "priority")


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of one actor, or a blocker: a longer name that only contains one."""

    alias: str
    actor_id: str | None
    alias_type: str
    case_rule: str
    ambiguity: str | None
    priority: int
    actor_type: str | None
    parent_id: str | None

    @property
    def needs_link(self) -> bool:
        """Whether other words of the page say whom it means: nouns, surnames, "the Ruritanian Foreign Ministry"."""
        return self.alias_type in {"nominal", "surname"} or self.ambiguity == "of_country"

    @property
    def is_language_neutral(self) -> bool:
        """Whether the spelling means the same in languages other than English: a plain name or acronym."""
        return self.alias_type in {"name", "acronym"} and self.ambiguity is None

    @property
    def is_blocker(self) -> bool:
        """Whether a match swallows what lies inside and is then forgotten."""
        return self.alias_type == "blocker" or not self.actor_id

    @property
    def of_country(self) -> bool:
        """Whether the actor is or was a country or a territory."""
        return self.actor_type in COUNTRY_TYPES


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Spellings ready for search: `meanings[i]` are the aliases behind pattern i, the likeliest first."""

    automaton: AhoCorasick
    meanings: tuple[tuple[Alias, ...], ...]


def gazetteer_from(gazetteer_actors: pa.Table, gazetteer_aliases: pa.Table) -> Gazetteer:
    """The searchable gazetteer of two reference tables; built once per content and process."""
    return _built(_packed(gazetteer_actors, ACTOR_COLUMNS), _packed(gazetteer_aliases, ALIAS_COLUMNS))


def _packed(table: pa.Table, columns: tuple[str, ...]) -> bytes:
    """The content of these columns: to compare it takes a tenth of the time that reading its rows does."""
    packed = pa.BufferOutputStream()
    chosen = table.select(list(columns)).combine_chunks()
    with pa.ipc.new_stream(packed, chosen.schema) as stream:
        stream.write_table(chosen)
    return bytes(packed.getvalue().to_pybytes())


def _rows(packed: bytes) -> Iterator[tuple[Any, ...]]:
    return zip(*pa.ipc.open_stream(packed).read_all().to_pydict().values(), strict=True)


@lru_cache(maxsize=KEPT_GAZETTEERS)
def _built(packed_actors: bytes, packed_aliases: bytes) -> Gazetteer:
    known = {actor_id: (actor_type, parent_id) for actor_id, actor_type, parent_id in _rows(packed_actors)}
    meanings: dict[str, dict[tuple[str, str | None], Alias]] = {}
    for alias, actor_id, alias_type, case_rule, ambiguity, priority in _rows(packed_aliases):
        meaning = Alias(
            alias,
            actor_id or None,
            alias_type,
            case_rule,
            ambiguity or None,
            priority or 1,
            *known.get(actor_id or "", (None, None)),
        )
        for form in _forms(meaning):
            meanings.setdefault(form, {}).setdefault((alias_type, actor_id), meaning)
    ordered = tuple(tuple(sorted(found.values(), key=_rank)) for found in meanings.values())
    return Gazetteer(AhoCorasick(list(meanings)), ordered)


def _rank(alias: Alias) -> tuple[int, str, str]:
    return alias.priority, alias.actor_id or "", alias.alias


def _forms(alias: Alias) -> set[str]:
    """The spellings to search for: as written, in capitals where allowed, a concept's adjective in either case."""
    written = folded(alias.alias)
    forms = {written} if written else set()
    if alias.alias_type == "concept":
        forms |= {form[0].swapcase() + form[1:] for form in forms if not form.startswith("NATO")}
    if alias.case_rule == "upper_ok" and sum(letter.isalpha() for letter in written) >= MIN_SHOUTED_LETTERS:
        forms.add(written.upper())
    return forms
