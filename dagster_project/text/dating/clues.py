"""A clue to the day a page was published, as every finder gives it."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.text.dating.pages import Line


@dataclass(frozen=True, slots=True)
class Clue:
    """What was found, where, and how surely it is the day of publication (0 to 1)."""

    kind: str
    finder: str
    surface: str
    confidence: float
    value: str | None = None
    precision: str | None = None
    unit: str | None = None
    count: int | None = None
    line: Line | None = None
    start: int = 0  # into the line's text

    def row(self, document_id: str) -> tuple[object, ...]:
        """The clue as a row of date_evidence, in the order of DATE_EVIDENCE."""
        line = self.line
        start = line.start + self.start if line else None
        return (
            document_id,
            self.kind,
            self.value,
            self.precision,
            self.unit,
            self.count,
            self.surface,
            line.number if line else None,
            start,
            None if start is None else start + len(self.surface),
            line.role if line else None,
            self.finder,
            round(self.confidence, 4),
        )
