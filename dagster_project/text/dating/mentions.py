"""Dates that an article speaks of: explicit ones, by day or month, in its content lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dagster_project.text.dating.expressions import find_expressions
from dagster_project.text.dating.pages import Page
from dagster_project.text.records import DATE_MENTIONS

CONTENT_ROLES = frozenset(["title", "standfirst", "body", "credit"])
# An estimate, not measured: an explicit date is hardly ever something else, but it may be part of a name or title.
CONFIDENCE = 0.95
EMPTY = dict.fromkeys(DATE_MENTIONS.names)


def date_mentions(page: Page) -> Iterator[dict[str, Any]]:
    """Rows of date_mentions of one page."""
    for line in page.lines:
        if line.role not in CONTENT_ROLES:
            continue
        for expression in find_expressions(line.text, page.first_number):
            yield {
                **EMPTY,
                "document_id": page.document_id,
                "line_number": line.number,
                "char_start": line.start + expression.start,
                "char_end": line.start + expression.end,
                "surface": line.text[expression.start : expression.end],
                "date_value": expression.value,
                "granularity": expression.precision,
                "mention_kind": "absolute",
                "confidence": round(CONFIDENCE * expression.certainty, 4),
            }
