"""Flattened pages: the body by the line model, the roles around it by position and cues."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.text.separation.line_model import LineModel, Probabilities
from dagster_project.text.separation.lines import split_lines
from dagster_project.text.separation.page import SeparatedPage
from dagster_project.text.separation.prose import Judged, judge
from dagster_project.text.separation.roles import Role, assign_roles, closing_bio, modelled, opening_standfirst
from dagster_project.text.separation.selection import select_lines

METHOD = "plain_text"
# A line between headline and byline that is more probable is body, where many outlets begin it, else a standfirst. At 1
# the dev texts lose .001 token F1 (`make quality`, text_body).
SURELY_BODY = 0.75


def separate_plain_text(contents: Sequence[str], line_model: LineModel) -> list[SeparatedPage]:
    """The pages as they came, each line with a role."""
    pages = [[judge(line) for line in split_lines(content)] for content in contents]
    probabilities = line_model.plain_text(pages)
    return [_separated(*page) for page in zip(contents, pages, probabilities, strict=True)]


def _separated(content: str, judged: list[Judged], probabilities: Probabilities) -> SeparatedPage:
    lines = [each.line for each in judged]
    body, expectation = select_lines(lines, probabilities)
    bio = closing_bio(judged, set(body))
    above = {position for position in opening_standfirst(judged, set(body)) if probabilities[position] < SURELY_BODY}
    roles = assign_roles(judged, set(body) - bio - above)
    for position in bio:
        roles[position] = Role("author_bio", 0.0, "a note on the author after the body's end")
    roles = [modelled(role, probability) for role, probability in zip(roles, probabilities.tolist(), strict=True)]
    return SeparatedPage(content, METHOD, expectation, lines, roles)
