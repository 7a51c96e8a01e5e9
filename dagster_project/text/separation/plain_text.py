"""Flattened pages: the body by length and punctuation, the roles around it by position and cues."""

from __future__ import annotations

from dagster_project.text.separation.lines import split_lines
from dagster_project.text.separation.page import SeparatedPage, confidence_of
from dagster_project.text.separation.prose import Judged, heaviest_run, judge
from dagster_project.text.separation.roles import Role, assign_roles, is_heading, trim_author_bio

METHOD = "plain_text"


def separate_plain_text(content: str) -> SeparatedPage:
    """The page as it came, each of its lines with a role."""
    lines = split_lines(content)
    roles = roles_by_prose([judge(line) for line in lines])
    return SeparatedPage(content, METHOD, confidence_of(roles), lines, roles)


def roles_by_prose(judged: list[Judged]) -> list[Role]:
    """Roles when nothing but the words is known."""
    run, bio = trim_author_bio(judged, heaviest_run(judged))
    body = {position for position in run if judged[position].reads_like_prose or is_heading(judged[position])}
    roles = assign_roles(judged, body)
    for position in bio:
        roles[position] = Role("author_bio", 0.1, "a note on the author after the body's end")
    return roles
