"""HTML pages: our rendering of the whole page, with trafilatura's decision carried over to its lines."""

from __future__ import annotations

from collections.abc import Sequence

import trafilatura
from lxml import html as lxml_html

from dagster_project.text.separation.alignment import MIN_COVERED_SHARE, kept_lines
from dagster_project.text.separation.line_model import LineModel
from dagster_project.text.separation.lines import WORD, Line
from dagster_project.text.separation.page import SeparatedPage
from dagster_project.text.separation.plain_text import roles_by_model
from dagster_project.text.separation.prose import judge
from dagster_project.text.separation.rendering import RenderedLine, parse, render
from dagster_project.text.separation.roles import Role, assign_roles
from dagster_project.text.separation.selection import select_lines

METHOD = "html"
METHOD_WITHOUT_TRAFILATURA = "html_without_trafilatura"
# What an element says about lines that are not body; the first that encloses a line speaks.
ROLES_OF_TAGS = (
    ("figcaption", "caption", "in a figure's caption"),
    ("nav", "navigation", "in a navigation element"),
    ("footer", "navigation", "in a footer element"),
    ("form", "other", "in a form"),
    ("button", "other", "on a button"),
    ("aside", "related", "in an aside element"),
    ("time", "dateline", "in a time element"),
)
SAME_TITLE_SHARE = 0.6  # of words that headline and title element share


def separate_html(contents: Sequence[str], line_model: LineModel) -> list[SeparatedPage]:
    """The rendered pages, each line with a role; trafilatura's decision in precision mode says what is body."""
    return [_separated(content, line_model) for content in contents]


def _separated(content: str, line_model: LineModel) -> SeparatedPage:
    tree = parse(content)
    rendered = render(tree) if tree is not None else []
    page_text = "\n".join(line.text for line in rendered)
    lines = _lines(rendered)
    extracted = trafilatura.extract(content, favor_precision=True, include_comments=False) if rendered else None
    if not extracted:
        (probabilities,) = line_model.plain_text([lines])
        body, expectation = select_lines(lines, probabilities)
        return SeparatedPage(
            page_text, METHOD_WITHOUT_TRAFILATURA, expectation, lines, roles_by_model(lines, body, probabilities)
        )
    shares = kept_lines([line.text for line in lines], extracted)
    kept = [position for position, share in enumerate(shares) if share >= MIN_COVERED_SHARE]
    title = _find_title(lines, tree, min(kept, default=0))
    judged = [judge(line) for line in lines]
    roles = assign_roles(judged, {position for position in kept if position != title}, title)
    roles = [_explained(role, line) for role, line in zip(roles, lines, strict=True)]
    return SeparatedPage(page_text, METHOD, 0.9, lines, roles)


def _lines(rendered: Sequence[RenderedLine]) -> list[Line]:
    found, start = [], 0
    for number, line in enumerate(rendered, start=1):
        found.append(Line(line.text, number, start, start + len(line.text), line.tags))
        start += len(line.text) + 1
    return found


def _explained(role: Role, line: Line) -> Role:
    """The role in HTML: what trafilatura keeps is body, what it drops is told by the elements around it."""
    if role.name in ("body", "credit", "title"):
        reason = "kept by trafilatura" if role.name == "body" else role.reason
        return Role(role.name, role.body_probability, reason)
    for tag, name, reason in ROLES_OF_TAGS:
        if tag in line.tags:
            return Role(name, role.body_probability, reason)
    return role


def _find_title(lines: Sequence[Line], tree: lxml_html.HtmlElement | None, first_body: int) -> int | None:
    """The first main heading that says what the title element says, else the only one, else the one above the body."""
    wanted = {word.lower() for word in WORD.findall((tree.findtext(".//title") if tree is not None else "") or "")}
    headings = [position for position, line in enumerate(lines) if "h1" in line.tags]
    for position in headings:
        words = [word.lower() for word in WORD.findall(lines[position].text)]
        if words and sum(word in wanted for word in words) >= SAME_TITLE_SHARE * len(words):
            return position
    if len(headings) == 1:
        return headings[0]
    second = [position for position, line in enumerate(lines[: first_body + 1]) if "h2" in line.tags]
    return second[-1] if second and not headings else None
