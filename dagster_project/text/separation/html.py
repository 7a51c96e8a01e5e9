"""HTML pages: our rendering of the whole page, in which the line model weighs what two extractors kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura.utils import repair_faulty_html

from dagster_project.text.separation.alignment import kept_lines, split_words
from dagster_project.text.separation.line_model import LineModel, Probabilities
from dagster_project.text.separation.lines import WORD, Line
from dagster_project.text.separation.page import SeparatedPage
from dagster_project.text.separation.prose import Judged, judge
from dagster_project.text.separation.rendering import RenderedLine, parse, render, without_odd_characters
from dagster_project.text.separation.roles import Role, assign_roles, modelled
from dagster_project.text.separation.selection import select_lines

WHOLE_PAGE = re.compile(r"\s*<(?:html|!doctype)", re.IGNORECASE)  # so begins what lxml takes for more than a part
MENDED = 4_096  # characters that trafilatura looks through for faults
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


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as we render it, and of each line the share of words that each extractor kept."""

    title: str  # of its head
    lines: list[Line]
    kept: dict[str, list[float]]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)


def separate_html(contents: Sequence[str], line_model: LineModel) -> list[SeparatedPage]:
    """The rendered pages, each line with a role."""
    pages = [read_html(content) for content in contents]
    judged = [[judge(line) for line in page.lines] for page in pages]
    probabilities = line_model.html(judged, [page.kept for page in pages])
    return [_separated(*page) for page in zip(pages, judged, probabilities, strict=True)]


def read_html(content: str) -> RenderedPage:
    """The page rendered, with what the extractors say about its lines; raises PageTooDeep."""
    page = without_odd_characters(content)
    tree, is_usual = parse(page)
    if tree is None:
        return RenderedPage("", [], {name: [] for name in EXTRACTORS})
    shared = tree if is_usual and page == content and _is_whole(page) else None
    lines = _lines(render(tree))
    words = [split_words(line.text) for line in lines]
    kept = {
        name: kept_lines(words, extract(content, shared) or "") if lines else [] for name, extract in EXTRACTORS.items()
    }
    return RenderedPage(tree.findtext(".//title") or "", lines, kept)


def _is_whole(content: str) -> bool:
    """Whether trafilatura would parse the page to our tree: of what begins in another way it takes or mends a part.

    Besides odd characters, which the page is without, it mends the first line and the beginning.
    """
    beginning = content[:50].lower()
    begins = "html" in beginning and WHOLE_PAGE.match(content) is not None
    mended = content[: content.find("\n", MENDED) + 1 or len(content)]
    return begins and repair_faulty_html(mended, beginning) == mended


def _trafilatura(content: str, tree: HtmlElement | None) -> str | None:
    # Its fast mode: what the other fallbacks bring, the line model brings as well.
    found: str | None = trafilatura.extract(content if tree is None else tree, fast=True, include_comments=False)
    return found


def _resiliparse(content: str, _: HtmlElement | None) -> str | None:
    found: str | None = extract_plain_text(content, main_content=True, alt_texts=False, list_bullets=False)
    return found


EXTRACTORS = {"trafilatura": _trafilatura, "resiliparse": _resiliparse}


def _separated(page: RenderedPage, judged: Sequence[Judged], probabilities: Probabilities) -> SeparatedPage:
    body, expectation = select_lines(page.lines, probabilities)
    title = _find_title(page.lines, page.title, min(body, default=0))
    roles = assign_roles(judged, set(body) - {title}, title)
    method = METHOD if any(page.kept["trafilatura"]) else METHOD_WITHOUT_TRAFILATURA
    roles = [
        modelled(_explained(role, line), probability)
        for role, line, probability in zip(roles, page.lines, probabilities.tolist(), strict=True)
    ]
    return SeparatedPage(page.text, method, expectation, page.lines, roles)


def _lines(rendered: Sequence[RenderedLine]) -> list[Line]:
    found, start = [], 0
    for number, line in enumerate(rendered, start=1):
        end = start + len(line.text)
        found.append(Line(line.text, number, start, end, line.tags, line.markup, line.link_share))
        start = end + 1
    return found


def _explained(role: Role, line: Line) -> Role:
    """The role in HTML: what is not of the article is told by the elements around it."""
    if role.name in ("body", "credit", "title"):
        return role
    for tag, name, reason in ROLES_OF_TAGS:
        if tag in line.tags:
            return Role(name, role.body_probability, reason)
    return role


def _find_title(lines: Sequence[Line], title: str, first_body: int) -> int | None:
    """The first main heading that says what the title element says, else the only one, else the one above the body."""
    wanted = {word.lower() for word in WORD.findall(title)}
    headings = [position for position, line in enumerate(lines) if "h1" in line.tags]
    for position in headings:
        words = [word.lower() for word in WORD.findall(lines[position].text)]
        if words and sum(word in wanted for word in words) >= SAME_TITLE_SHARE * len(words):
            return position
    if len(headings) == 1:
        return headings[0]
    second = [position for position, line in enumerate(lines[: first_body + 1]) if "h2" in line.tags]
    return second[-1] if second and not headings else None
