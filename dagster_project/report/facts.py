"""What the report is told: filled from a release, turned into a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

Rows = Sequence[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one section with the names of their columns, what gave them, and examples (text, article)."""

    query: str
    columns: tuple[str, ...]
    rows: Rows
    examples: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that the report says of a release, and of the one before it."""

    version: int
    released_at: datetime
    totals: Mapping[str, int]
    totals_before: Mapping[str, int] | None  # None: there was no release before
    actors_changed: Rows  # name, mentions before, mentions now
    answers: Mapping[str, Answer]
    explained: Sequence[str]  # articles that get a page
