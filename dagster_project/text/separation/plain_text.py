"""Flattened pages: the body by the line model, the roles around it by position and cues."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.text.separation.line_model import LineModel, Probabilities
from dagster_project.text.separation.lines import Line, split_lines
from dagster_project.text.separation.page import SeparatedPage
from dagster_project.text.separation.prose import judge
from dagster_project.text.separation.roles import Role, assign_roles, closing_bio, modelled
from dagster_project.text.separation.selection import select_lines

METHOD = "plain_text"


def separate_plain_text(contents: Sequence[str], line_model: LineModel) -> list[SeparatedPage]:
    """The pages as they came, each line with a role."""
    pages = [split_lines(content) for content in contents]
    judged = zip(contents, pages, line_model.plain_text(pages), strict=True)
    return [_separated(content, lines, probabilities) for content, lines, probabilities in judged]


def _separated(content: str, lines: list[Line], probabilities: Probabilities) -> SeparatedPage:
    body, expectation = select_lines(lines, probabilities)
    roles = roles_by_model(lines, body, probabilities)
    return SeparatedPage(content, METHOD, expectation, lines, roles)


def roles_by_model(lines: Sequence[Line], body: Sequence[int], probabilities: Probabilities) -> list[Role]:
    """Roles of a page's lines, given which the line model keeps and how sure it is of each."""
    judged = [judge(line) for line in lines]
    bio = closing_bio(judged, set(body))
    roles = assign_roles(judged, set(body) - bio)
    for position in bio:
        roles[position] = Role("author_bio", 0.1, "a note on the author after the body's end")
    return [modelled(role, float(probability)) for role, probability in zip(roles, probabilities, strict=True)]
