"""Dates that a page speaks of, line by line: in English by a grammar of its own, elsewhere the explicit ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dagster_project.text.dating.expressions import Expression, find_expressions
from dagster_project.text.dating.grammar import apart, mentions_of
from dagster_project.text.dating.grammar.mention import Found, Mention
from dagster_project.text.dating.pages import Line, Page

# An estimate, not measured: an explicit date is hardly ever something else, but it may be part of a name or title.
CONFIDENCE = 0.95


def date_mentions(page: Page) -> Iterator[dict[str, Any]]:
    """Rows of date_mentions of one page; which of its lines are content is decided later."""
    for line, found in zip(page.lines, _found(page), strict=True):
        for each in found:
            yield _row(page, line, each)


def _found(page: Page) -> Iterator[Iterable[Found]]:
    """What each line speaks of; in English the grammar reads the names of months, which explicit dates do elsewhere."""
    texts = [line.text for line in page.lines]
    explicit = (_explicit_dates(page, text) for text in texts)
    if not page.is_english:
        return explicit
    return (apart([*read, *dates]) if dates else read for read, dates in zip(mentions_of(texts), explicit, strict=True))


def _explicit_dates(page: Page, text: str) -> list[Found]:
    return [_explicit(each) for each in find_expressions(text, page.first_number, named=not page.is_english)]


def _explicit(date: Expression) -> Found:
    mention = Mention("absolute", date.value, date.precision, confidence=CONFIDENCE * date.certainty)
    return Found(date.start, date.end, "explicit_date", mention)


def _row(page: Page, line: Line, found: Found) -> dict[str, Any]:
    mention = found.mention
    return {
        "document_id": page.document_id,
        "line_number": line.number,
        "char_start": line.start + found.start,
        "char_end": line.start + found.end,
        "surface": line.text[found.start : found.end],
        "date_value": mention.value,
        "granularity": mention.granularity,
        "mention_kind": mention.kind,
        "modifier": mention.modifier,
        "anchor": mention.anchor,
        "offset_unit": mention.unit,
        "offset_count": mention.count,
        "weekday": mention.weekday,
        "calendar_part": mention.part,
        "direction": mention.direction,
        "time_of_day": mention.time_of_day,
        "tense": mention.tense,
        "finder": found.finder,
        "confidence": round(mention.confidence, 4),
    }
