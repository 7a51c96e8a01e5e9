"""What a separator returns about one page."""

from __future__ import annotations

from collections.abc import Sequence
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


def confidence_of(roles: Sequence[Role]) -> float:
    """How sure the roles are on average, 0 for a page without a body."""
    if not any(role.name == "body" for role in roles):
        return 0.0
    return sum(max(role.body_probability, 1 - role.body_probability) for role in roles) / len(roles)
