"""Where a page's words match the gazetteer, and how each match refers to its actor."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from dagster_project.text.actors.characters import in_address, is_bounded
from dagster_project.text.actors.gazetteer import Alias, Gazetteer, gazetteer_from
from dagster_project.text.actors.links import linked
from dagster_project.text.actors.pages import Hit, Page, pages_from
from dagster_project.text.actors.references import Reading, readings
from dagster_project.text.records import ALIAS_MATCHES

Found = tuple[int, int, tuple[Alias, ...]]


def match_aliases(
    page_texts: pa.Table, page_lines: pa.Table, gazetteer_actors: pa.Table, gazetteer_aliases: pa.Table
) -> dict[str, pa.Table]:
    """Every match of the gazetteer on every line, chrome included, as `alias_matches`.

    Aho-Corasick finds all overlapping spellings; of those that stand on word bounds the longest win,
    blockers among them, and what is left is read by the rules of `references`.
    """
    gazetteer = gazetteer_from(gazetteer_actors, gazetteer_aliases)
    rows = [row for page in pages_from(page_texts, page_lines) for row in _page_rows(page, gazetteer)]
    return {"alias_matches": pa.Table.from_pylist(rows, schema=ALIAS_MATCHES)}


def _page_rows(page: Page, gazetteer: Gazetteer) -> list[dict[str, object]]:
    hits = [hit for hit in _hits(page, gazetteer) if _is_read(hit)]
    read = readings([hit for hit in hits if not hit.meanings[0].needs_link])
    read += linked([hit for hit in hits if hit.meanings[0].needs_link], read)
    found = sorted(read, key=lambda each: each[0].start)
    return [_row(hit, reading) for hit, reading in found]


def _is_read(hit: Hit) -> bool:
    """Whether the match may mean somebody: no blocker, and outside English a form that all languages share."""
    likeliest = hit.meanings[0]
    return not likeliest.is_blocker and (hit.page.is_english or likeliest.is_language_neutral)


def _hits(page: Page, gazetteer: Gazetteer) -> list[Hit]:
    text = page.folded
    found = [
        (start, end, gazetteer.meanings[index])
        for index, start, end in gazetteer.automaton.find_matches_as_indexes(text, overlapping=True)
        if is_bounded(text, start, end)
    ]
    return [
        Hit(page, line, start, end, meanings)
        for start, end, meanings in _longest(found)
        if (line := page.line_at(start, end)) and not in_address(text, start, end)
    ]


def _longest(found: Iterable[Found]) -> list[Found]:
    """The matches that no longer one overlaps, in the order of the text; of two as long, the first."""
    taken: set[int] = set()
    kept: list[Found] = []
    for match in sorted(found, key=lambda match: (match[0] - match[1], match[0])):
        start, end, _ = match
        if start not in taken and end - 1 not in taken:
            taken.update(range(start, end))
            kept.append(match)
    return sorted(kept, key=lambda match: match[0])


def _row(hit: Hit, reading: Reading) -> dict[str, object]:
    sentence_start, sentence_end = hit.page.sentence(hit.line, hit.start, hit.end)
    return {
        "document_id": hit.page.document_id,
        "line_number": hit.line.line_number,
        "char_start": hit.start,
        "char_end": hit.end,
        "surface": hit.surface,
        "actor_id": reading.alias.actor_id,
        "alias": reading.alias.alias,
        "alias_type": reading.alias.alias_type,
        "reference_kind": reading.reference_kind,
        "method": reading.method,
        "tier": reading.tier,
        "confidence": reading.confidence,
        "sentence_start": sentence_start,
        "sentence_end": sentence_end,
    }
