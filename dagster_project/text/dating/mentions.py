"""Dates that a page speaks of, line by line: in English by a grammar of its own, elsewhere the explicit ones."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import accumulate

from dagster_project.text.dating.expressions import NUMBERED, Expression, find_expressions
from dagster_project.text.dating.grammar import apart, mentions_of
from dagster_project.text.dating.grammar.mention import Found, Mention
from dagster_project.text.dating.pages import LOOKED_AT, Line, Page

# An estimate, not measured: an explicit date is hardly ever something else, but it may be part of a name or title.
CONFIDENCE = 0.95
BETWEEN = "|"  # no part of a date


def date_mentions(page: Page) -> Iterator[tuple[object, ...]]:
    """Rows of date_mentions of one page; which of its lines are content is decided later."""
    for line, found in zip(page.lines, _found(page), strict=True):
        for each in found:
            yield _row(page, line, each)


def _found(page: Page) -> Iterator[Iterable[Found]]:
    """What each line speaks of; in English the grammar reads the names of months, which explicit dates do elsewhere."""
    if not page.is_english:
        yield from (_explicit_dates(page, line) for line in page.lines)
        return
    texts = [line.text for line in page.lines]
    numbered = _numbered(texts)
    for place, (line, read) in enumerate(zip(page.lines, mentions_of(texts), strict=True)):
        yield apart([*read, *_explicit_dates(page, line)]) if place in numbered else read


def _numbered(texts: list[str]) -> set[int]:
    """The positions of the texts that may hold a date in numbers; one pass over all is quicker than one over each."""
    ends = list(accumulate(len(text) + 1 for text in texts))
    return {bisect(ends, match.start()) for match in NUMBERED.finditer(BETWEEN.join(texts))}


def _explicit_dates(page: Page, line: Line) -> list[Found]:
    """Those of a line; all of a short one are known, and of a page in another language no others are asked for."""
    if not page.is_english and len(line.text) <= LOOKED_AT:
        return [_explicit(each) for each in line.dates]
    return [_explicit(each) for each in find_expressions(line.text, page.first_number, named=not page.is_english)]


def _explicit(date: Expression) -> Found:
    mention = Mention("absolute", date.value, date.precision, confidence=CONFIDENCE * date.certainty)
    return Found(date.start, date.end, "explicit_date", mention)


def _row(page: Page, line: Line, found: Found) -> tuple[object, ...]:
    """The mention in the order of DATE_MENTIONS."""
    mention = found.mention
    return (
        page.document_id,
        line.number,
        line.start + found.start,
        line.start + found.end,
        line.text[found.start : found.end],
        mention.value,
        mention.granularity,
        mention.kind,
        mention.modifier,
        mention.anchor,
        mention.unit,
        mention.count,
        mention.weekday,
        mention.part,
        mention.direction,
        mention.time_of_day,
        mention.tense,
        found.finder,
        round(mention.confidence, 4),
    )
