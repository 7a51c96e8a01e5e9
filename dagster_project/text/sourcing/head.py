"""What the HTML source of a page says in its head: names, headline, authors and addresses for machines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from dagster_project.text.sourcing.clues import Clue, Page, head_clue, name_key, tidy
from dagster_project.text.sourcing.json_ld import json_ld_clues
from dagster_project.text.sourcing.persons import person_names

# property or name of a <meta> -> field, kind, confidence
META_KINDS: dict[str, tuple[str, str, float]] = {
    "og:site_name": ("publisher", "og_site_name", 0.95),
    "application-name": ("publisher", "application_name", 0.8),
    "apple-mobile-web-app-title": ("publisher", "application_name", 0.6),
    "publisher": ("publisher", "application_name", 0.6),
    "dc.publisher": ("publisher", "application_name", 0.7),
    "citation_publisher": ("publisher", "application_name", 0.6),
    "og:title": ("title", "og_title", 0.85),
    "twitter:title": ("title", "og_title", 0.75),
    "author": ("author", "meta_author", 0.8),
    "article:author": ("author", "meta_author", 0.7),
    "parsely-author": ("author", "meta_author", 0.85),
    "sailthru.author": ("author", "meta_author", 0.85),
    "byl": ("author", "meta_author", 0.85),
    "dc.creator": ("author", "meta_author", 0.7),
    "og:url": ("url", "og_url", 0.9),
}

# Between the headline and the outlet in a <title>. The spaces keep hyphenated words whole.
TITLE_SEPARATOR = re.compile(r"\s(?:[|\-–—·•:»«])\s|\s?[|»]\s?")
MAX_OUTLET_WORDS = 6  # longer last parts of a title are part of the headline
ADDRESS = re.compile(r"^https?://[^\s/?#]+", re.IGNORECASE)
# What a web archive puts before the address of a page that it captured.
ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d{8}\w*/", re.IGNORECASE)


def head_evidence(page: Page) -> Iterator[Clue]:
    """The clues that a browser does not show; none for plain text or a source that is no HTML."""
    root = _root(page.source)
    if root is None:
        return
    clues = [clue for finder in HEAD_FINDERS for clue in finder(root)]
    outlets = {name_key(clue.candidate) for clue in clues if clue.field == "publisher"}
    yield from (_without_outlet(clue, outlets) for clue in clues)


def _without_outlet(clue: Clue, outlets: set[str]) -> Clue:
    """The clue, of a title the headline alone where its last part names the outlet."""
    if clue.field != "title":
        return clue
    headline, outlet = split_title(clue.candidate)
    return clue._replace(candidate=headline) if outlet and name_key(outlet) in outlets else clue


def _root(source: str) -> lxml_html.HtmlElement | None:
    if not source.strip():
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _meta(root: lxml_html.HtmlElement) -> Iterator[Clue]:
    for element in root.iter("meta"):
        content = tidy(element.get("content") or "")
        keys = ((element.get("property") or "").lower(), (element.get("name") or "").lower())
        for key in dict.fromkeys(keys):  # in their order, which a set's is not from one process to the next
            if content and key in META_KINDS:
                yield from _meta_clues(content, *META_KINDS[key])


def _meta_clues(content: str, field: str, kind: str, confidence: float) -> Iterator[Clue]:
    if field != "author":
        yield head_clue(field, kind, content, confidence)
    elif not ADDRESS.match(content):
        for name in person_names(content) or [content]:
            yield head_clue(field, kind, content, confidence, name)


def _scripts(root: lxml_html.HtmlElement) -> Iterator[Clue]:
    for element in root.iter("script"):
        if "ld+json" in (element.get("type") or "").lower():
            yield from json_ld_clues(element.text_content())


def _links(root: lxml_html.HtmlElement) -> Iterator[Clue]:
    for element in root.iter("link"):
        address = (element.get("href") or "").strip()
        if (element.get("rel") or "").lower() == "canonical" and ADDRESS.match(address):
            yield head_clue("url", "canonical_link", address, 0.95)
            if domain := _host(address):
                yield head_clue("publisher", "canonical_domain", address, 0.9, domain)
            return


def _host(address: str) -> str:
    """The host of an address without www., of a captured page's its own; empty where the address is damaged."""
    try:
        host = urlsplit(ARCHIVE.sub("", address)).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _title(root: lxml_html.HtmlElement) -> Iterator[Clue]:
    element = next(root.iter("title"), None)
    words = tidy(element.text_content()) if element is not None else ""
    if not words:
        return
    headline, outlet = split_title(words)
    yield head_clue("title", "title_tag", words, 0.7, headline)
    if outlet:
        yield head_clue("publisher", "title_suffix", words, 0.6, outlet)


def split_title(words: str) -> tuple[str, str]:
    """Headline and outlet of a page title such as "Headline | Section | Outlet"; the outlet is empty where none is."""
    parts = [part.strip() for part in TITLE_SEPARATOR.split(words) if part.strip()]
    if len(parts) < 2 or len(parts[-1].split()) > MAX_OUTLET_WORDS:
        return words, ""
    cut = words.rfind(parts[-1])
    headline = re.sub(r"[\s|\-–—·•:»«]+$", "", words[:cut])
    short_tail = len(parts) > 2 and len(parts[-2].split()) <= 2  # a section between headline and outlet
    return (parts[0] if short_tail else headline), parts[-1]


HEAD_FINDERS: tuple[Callable[[lxml_html.HtmlElement], Iterator[Clue]], ...] = (_scripts, _meta, _links, _title)
