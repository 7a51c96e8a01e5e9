"""Clues in an HTML page's source: JSON-LD, meta and time elements, and what htmldate makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from htmldate import find_date
from htmldate.utils import repair_faulty_html
from lxml import etree, html

from dagster_project.text.dating.clues import Clue
from dagster_project.text.dating.expressions import find_expressions
from dagster_project.text.dating.json_ld import stamps
from dagster_project.text.dating.pages import Page

# Longer sources are not given to htmldate, which takes up to a second for each million characters. No page of the
# dev benchmark is a third as long; what is longer is made by machines. Characters.
MAX_HTMLDATE_SOURCE = 2_000_000
# So ends what htmldate makes of a bare year, and hardly ever a day that it read.
YEAR_ALONE = "-01-01"
HTMLDATE_CONFIDENCE = 0.7
EARLIEST_DAY, LATEST_DAY = "1990-01-01", "2099-12-31"
# Each further date of a kind in JSON-LD is less likely the page's own, down to the last that counts.
LATER_COSTS, MAX_LATER = 0.02, 15
# property, name or itemprop of a <meta> -> kind and confidence
META_NAMES = {
    ("meta", 0.95): (
        "article:published_time og:article:published_time og:published_time datepublished published_time "
        "article.published article:published published-date pubdate publishdate publish-date publish_date "
        "publication_date parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date.created "
        "cxenseparse:recs:publishtime rnews:datepublished article:post_date originalpublicationdate "
        "pub_date published_at cxenseparse:publishtime"
    ),
    ("meta", 0.85): "date dc.date dcterms.date datecreated displaydate citation_date citation_publication_date created",
    ("meta_modified", 0.9): (
        "article:modified_time og:updated_time datemodified last-modified lastmod dcterms.modified dc.date.modified "
        "modified article:modified og:article:modified_time article:updated_time last_modified last-updated dateupdate "
        "cxenseparse:modified_time"
    ),
}
META_KINDS = {name: kind for kind, names in META_NAMES.items() for name in names.split()}
STATING_KINDS = frozenset(["json_ld", "json_ld_modified", "meta", "meta_modified"])
SURE = 0.8  # a page that states nothing so surely contradicts no line
WHOLE_PAGE = re.compile(r"\s*<(?:html|!doctype)", re.IGNORECASE)  # so begins what lxml takes for more than a part
ADDRESS = re.compile(r"http[^ ]*\Z")  # htmldate would fetch what it names
PUBDATE = re.compile(r"publish|posted|entry-date|date-?published|pub-?date|dt-published", re.IGNORECASE)


def head_clues(page: Page) -> Iterator[Clue]:
    """All clues of a page's source; none for plain text."""
    tree = _tree(page.source)
    if tree is None:
        return
    for finder in FINDERS:
        yield from finder(tree, page)


def stated_days(clues: Iterable[Clue]) -> frozenset[date]:
    """The days that a page's source surely states as those of its publication or last change."""
    sure = (clue for clue in clues if clue.kind in STATING_KINDS and clue.confidence >= SURE)
    return frozenset(date.fromisoformat(clue.value) for clue in sure if clue.value and clue.precision == "day")


def _tree(source: str) -> html.HtmlElement | None:
    if not source.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)  # as htmldate has it, and deeper
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def find_json_ld(tree: html.HtmlElement, _: Page) -> Iterator[Clue]:
    """Dates in schema.org scripts; of those of one kind the earlier ones are the likelier."""
    seen: dict[str, int] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for kind, stamp, confidence in stamps(script.text_content()):
            seen[kind] = seen.get(kind, 0) + 1
            later = LATER_COSTS * min(seen[kind] - 1, MAX_LATER)
            yield from _clues(kind, "find_json_ld", stamp, max(0.0, confidence - later))


def find_meta(tree: html.HtmlElement, _: Page) -> Iterator[Clue]:
    """Dates in meta elements."""
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            found = META_KINDS.get((element.get(attribute) or "").strip().lower())
            if found:
                yield from _clues(found[0], "find_meta", element.get("content") or "", found[1])


def find_time_elements(tree: html.HtmlElement, _: Page) -> Iterator[Clue]:
    """The first <time> that calls itself the publication's, and the first of all, with less confidence."""
    for number, element in enumerate(tree.iter("time", "abbr", "span")):
        words = " ".join(
            filter(None, (element.get("itemprop"), element.get("class"), "pubdate" * ("pubdate" in element.attrib)))
        )
        stamp = (
            element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else "")
        )
        if stamp and PUBDATE.search(words):
            yield from _clues("time_element", "find_time_elements", stamp, 0.8)
        elif stamp and element.tag == "time":
            yield from _clues("time_element", "find_time_elements", stamp, 0.6 if number < 50 else 0.5)


def find_with_htmldate(tree: html.HtmlElement, page: Page) -> Iterator[Clue]:
    """What htmldate makes of the whole page; it is given no clock of its own, so that a page's answer never changes."""
    if len(page.source) > MAX_HTMLDATE_SOURCE or ADDRESS.match(page.source):
        return
    try:
        found = find_date(
            tree if _is_whole(page.source) else page.source,
            original_date=True,
            extensive_search=True,
            min_date=EARLIEST_DAY,
            max_date=LATEST_DAY,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return  # one finder among others: what it cannot read others may
    if found and found.endswith(YEAR_ALONE):
        yield Clue("htmldate", "find_with_htmldate", found, HTMLDATE_CONFIDENCE, found[:4], "year")
    elif found:
        yield Clue("htmldate", "find_with_htmldate", found, HTMLDATE_CONFIDENCE, found, "day")


def _is_whole(source: str) -> bool:
    """Whether htmldate would parse the source as it is: of what begins in another way it takes or mends a part."""
    return WHOLE_PAGE.match(source) is not None and repair_faulty_html(source, source[:50].lower()) == source


def _clues(kind: str, finder: str, stamp: str, confidence: float) -> Iterator[Clue]:
    """The day as it is printed: a time zone is never converted."""
    surface = stamp.strip()[:60]
    for expression in find_expressions(surface)[:1]:
        yield Clue(kind, finder, surface, confidence * expression.certainty, expression.value, expression.precision)


FINDERS: tuple[Callable[[html.HtmlElement, Page], Iterator[Clue]], ...] = (
    find_json_ld,
    find_meta,
    find_time_elements,
    find_with_htmldate,
)
