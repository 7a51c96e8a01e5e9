"""A clue to the day a page was published, as every finder gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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

    def row(self, document_id: str) -> dict[str, Any]:
        """The clue as a row of date_evidence."""
        line = self.line
        return {
            "document_id": document_id,
            "evidence_kind": self.kind,
            "candidate_date": self.value,
            "date_precision": self.precision,
            "offset_unit": self.unit,
            "offset_count": self.count,
            "surface": self.surface,
            "line_number": line.number if line else None,
            "char_start": line.start + self.start if line else None,
            "char_end": line.start + self.start + len(self.surface) if line else None,
            "observed_role": line.role if line else None,
            "finder": self.finder,
            "confidence": round(self.confidence, 4),
        }
