"""A whole HTML page as lines of text, block by block, chrome included; scripts and hidden parts dropped.

Block elements, line breaks, list items and table rows begin a new line; everything else runs on. White space is folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from dagster_project.text.separation.markup import Names

BLOCK_NAMES = (
    "address article aside blockquote body br button center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section "
    "select summary table tbody tfoot thead tr ul "
)
BLOCKS = frozenset(BLOCK_NAMES.split())
CELLS = frozenset(["td", "th"])
DROPPED_NAMES = (
    "area audio canvas embed head iframe link map math meta noscript object param script source style svg "
    "template title track video "
)
DROPPED = frozenset(DROPPED_NAMES.split())
# Elements whose presence around a line says something about its role.
TELLING_NAMES = "a address aside button figcaption footer form h1 h2 h3 h4 h5 h6 header li nav td time "
TELLING = frozenset(TELLING_NAMES.split())
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Characters that XML cannot hold.
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class PageTooDeep(ValueError):
    """A page whose elements are nested too deep to be read whole."""


@dataclass(slots=True)
class RenderedLine:
    """A line of the page and the telling elements it stands in."""

    text: str
    tags: frozenset[str]
    markup: tuple[str, ...]  # what the elements around its first word are called, see markup.py
    link_share: float  # of its characters, those inside links


@dataclass(slots=True)
class _Writer:
    """Collects words until a block begins or ends."""

    lines: list[RenderedLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    linked: int = 0  # characters inside links
    names: Names = field(default_factory=Names)
    innermost: etree._Element | None = None  # of the elements around the first word

    def add(self, text: str, open_tags: list[str], innermost: etree._Element) -> None:
        if not text.isspace():
            self.parts.append(text)
            self.tags.update(open_tags)
            self.linked += len(text) if "a" in open_tags else 0
            if self.innermost is None:
                self.innermost = innermost
        elif self.parts:
            self.parts.append(text)

    def end_line(self) -> None:
        if not self.parts:
            return
        text = " ".join("".join(self.parts).split())
        if text:
            share = min(1.0, self.linked / len(text))
            self.lines.append(RenderedLine(text, frozenset(self.tags), self.names.of(self.innermost), share))
        self.parts.clear()
        self.tags.clear()
        self.linked, self.innermost = 0, None


def without_odd_characters(source: str) -> str:
    """The page with blanks in place of characters that no tree can hold."""
    return ODD.sub(" ", source)


def parse(source: str) -> tuple[HtmlElement | None, bool]:
    """The page's tree, None when there is nothing in it, and whether it is of usual depth; broken markup is mended.

    The page is without odd characters. Raises PageTooDeep.
    """
    content = source.encode("utf-8", "replace")
    if not content.strip():
        return None, True
    for is_usual in (True, False):
        tree, is_complete = _parse(content, huge_tree=not is_usual)
        if is_complete:
            return tree, is_usual
    raise PageTooDeep("elements are nested deeper than the parser goes (about 2,000): the rest would be lost")


def _parse(content: bytes, *, huge_tree: bool) -> tuple[HtmlElement, bool]:
    """The tree, and whether all of the page is in it."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge_tree)
    # By itself it would choose each element's class in Python, at a third of the time.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    tree = etree.fromstring(content, parser)
    return tree, all(entry.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def render(tree: etree._Element) -> list[RenderedLine]:
    """The lines of a page in reading order."""
    writer = _Writer()
    open_tags: list[str] = []
    around: list[etree._Element] = []
    dropped = None
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if _is_dropped(element):
                dropped = element
                walk.skip_subtree()
            else:
                around.append(element)
                _open(writer, element, open_tags)
            continue
        if element is dropped:
            dropped = None
        else:
            around.pop()
            _close(writer, element.tag, open_tags)
        if element.tail:
            writer.add(element.tail, open_tags, around[-1])
    writer.end_line()
    return writer.lines


def _is_dropped(element: etree._Element) -> bool:
    tag, style = element.tag, element.get("style")
    return (
        not isinstance(tag, str)
        or tag in DROPPED
        or element.get("hidden") is not None
        or (style is not None and bool(HIDDEN_STYLE.search(style)))
    )


def _open(writer: _Writer, element: etree._Element, open_tags: list[str]) -> None:
    tag, text = element.tag, element.text
    if tag in BLOCKS:
        writer.end_line()
    elif tag in CELLS:
        writer.parts.append(" ")
    if tag in TELLING:
        open_tags.append(tag)
    if text:
        writer.add(text, open_tags, element)


def _close(writer: _Writer, tag: str, open_tags: list[str]) -> None:
    if tag in TELLING:
        open_tags.pop()
    if tag in BLOCKS:
        writer.end_line()
    elif tag in CELLS:
        writer.parts.append(" ")
