"""What a changed gazetteer would change: the pages that it concerns, and mentions gained and lost there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from ahocorasick_rs import AhoCorasick

from dagster_project.text.actors.characters import folded

KEPT_EXAMPLES = 3  # sentences of each actor that are shown
MAX_SENTENCE = 160  # characters of one
COUNTED_KINDS = frozenset({"name", "acronym", "surname", "title", "demonym", "metonym", "nominal"})
Match = tuple[str, int, int, str]  # document, offsets, actor
MATCH = ("document_id", "char_start", "char_end", "actor_id")
Row = tuple[Any, ...]
Gazetteers = Mapping[str, pa.Table]


@dataclass(slots=True)
class Change:
    """Mentions that an actor would gain and lose, with sentences that show some of either."""

    actor_id: str
    gained: int = 0
    lost: int = 0
    examples: list[str] = field(default_factory=list)


def changed_spellings(before: Gazetteers, after: Gazetteers) -> list[str]:
    """The spellings of all rows that stand in one of two gazetteers only, and of all actors that do.

    Both map `gazetteer_actors` and `gazetteer_aliases` to their tables.
    """
    actors = {row[0] for row in _differing(before["gazetteer_actors"], after["gazetteer_actors"])}
    listed = [row for tables in (before, after) for row in _rows(tables["gazetteer_aliases"]) if row[1] in actors]
    return sorted({row[0] for row in listed + _differing(before["gazetteer_aliases"], after["gazetteer_aliases"])})


def concerned_pages(page_texts: pa.Table, spellings: list[str]) -> list[str]:
    """Ids of the documents on whose page one of the spellings stands, in either case."""
    if not spellings:
        return []
    automaton = AhoCorasick(sorted({folded(spelling).lower() for spelling in spellings if spelling}))
    ids, texts = (page_texts.column(name).to_pylist() for name in ("document_id", "page_text"))
    return [
        document_id
        for document_id, text in zip(ids, texts, strict=True)
        if automaton.find_matches_as_indexes(folded(text).lower())
    ]


def match_changes(page_texts: pa.Table, before: pa.Table, after: pa.Table, names: pa.Table) -> list[Change]:
    """Gains and losses of each actor between two tables of `alias_matches`, the largest first.

    `names` are the sure mentions of actors whom only the tagger knew: document_id, char_start, char_end, actor_id. A
    match of all words of one takes over its actor, other mentions of it included.
    """
    old, new = set(_counted(before)), set(_counted(after))
    named = set(zip(*(names.column(name).to_pylist() for name in MATCH), strict=True))
    new |= set(_renamed(named, new - old))
    old |= named
    texts = dict(zip(*(page_texts.column(name).to_pylist() for name in ("document_id", "page_text")), strict=True))
    changes: dict[str, Change] = {}
    for sign, matches in (("+", new - old), ("-", old - new)):
        for match in sorted(matches):
            _note(changes.setdefault(match[3], Change(match[3])), sign, match, texts[match[0]])
    return sorted(changes.values(), key=lambda change: (-change.gained - change.lost, change.actor_id))


def _renamed(names: set[Match], found: set[Match]) -> Iterator[Match]:
    """What is left of the tagger's names beside newly found matches, under their present ids."""
    actors = {match[:3]: match[3] for match in found}
    heirs = {name[3]: actors[name[:3]] for name in names if name[:3] in actors}
    matched = {(document, offset) for document, start, end, _ in found for offset in range(start, end)}
    for document, start, end, actor in names:
        if not any((document, offset) in matched for offset in range(start, end)):
            yield document, start, end, heirs.get(actor, actor)


def _differing(before: pa.Table, after: pa.Table) -> list[Row]:
    old, new = Counter(_rows(before)), Counter(_rows(after))
    return [*(old - new), *(new - old)]


def _rows(table: pa.Table) -> list[Row]:
    return [tuple(row.values()) for row in table.to_pylist()]


def _note(change: Change, sign: str, match: Match, text: str) -> None:
    _, start, end, _ = match
    change.gained += sign == "+"
    change.lost += sign == "-"
    if sum(example.startswith(sign) for example in change.examples) < KEPT_EXAMPLES:
        first = max(text.rfind("\n", 0, start) + 1, start - MAX_SENTENCE // 2)
        last = text.find("\n", end) if "\n" in text[end:] else len(text)
        words = f"{text[first:start]}[{text[start:end]}]{text[end : min(last, end + MAX_SENTENCE // 2)]}"
        change.examples.append(f"{sign} {words.strip()}")


def _counted(matches: pa.Table) -> Iterator[Match]:
    columns = (*MATCH, "tier", "reference_kind")
    for row in zip(*(matches.column(name).to_pylist() for name in columns), strict=True):
        if row[3] and row[4] != "C" and row[5] in COUNTED_KINDS:
            yield row[:4]
