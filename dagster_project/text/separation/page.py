"""What a separator returns about one page."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.text.separation.lines import Line
from dagster_project.text.separation.roles import Role


@dataclass(frozen=True, slots=True)
class SeparatedPage:
    """A page's text, how it was separated, how far that can be trusted (0 to 1), and a role for each line."""

    page_text: str
    method: str
    confidence: float
    lines: list[Line]
    roles: list[Role]
