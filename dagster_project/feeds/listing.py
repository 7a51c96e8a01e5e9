"""What a feed, a sitemap or a list of addresses names: pages with what is said of them, and further sitemaps.

Read by lxml, since trafilatura's readers keep the addresses alone and we want titles, authors and days; where lxml
finds nothing in what claims to be a feed, and for JSON feeds, trafilatura's reader by patterns has the next word.
Entities are never resolved and nothing is loaded: a feed is a stranger's text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from dagster_project.feeds.links import whole_url
from dagster_project.landing.sidecars import storable

MAX_ENTRIES = 5_000  # of one listing: the newest of a sitemap, the first of everything else
MAX_WORDS = 1_000  # characters of a title or name
ENTRY_TAGS = ("item", "entry", "url", "sitemap")
# What changes how a terminal or a reader shows the words around it: control characters and marks of direction.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"<[^<>]*>")
_DECLARES_ENCODING = re.compile(rb"^\s*<\?xml[^>]*\bencoding\s*=")
_LOOKS_LIKE_HTML = re.compile(rb"<html\b|<!doctype\s+html", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BEGINNING = 1_000
ISO_DAY_LENGTH = len("2020-12-31")


class NotAListing(ValueError):
    """The content is no feed, no sitemap and no list of addresses."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a listing names. Strings are empty where it says nothing."""

    url: str
    title: str = ""
    author: str = ""
    published: str = ""  # ISO 8601
    changed: str = ""  # as written: another value means that the page is worth another look


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing names."""

    entries: list[Entry] = field(default_factory=list)
    sitemaps: list[Entry] = field(default_factory=list)


def read_listing(content: bytes, url: str, charset: str | None = None) -> Listing:
    """Read a listing that came from this address. Raises NotAListing."""
    beginning = content[:BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _LOOKS_LIKE_HTML.search(beginning):
        raise NotAListing("is a page in HTML, not a feed")
    if beginning.startswith(b"{"):
        return _by_patterns(content, url)
    if b"<" not in beginning and b"\0" not in beginning:
        return _plain(content, url)
    return _xml(content, url, charset)


def _plain(content: bytes, url: str) -> Listing:
    """Read one address a line; empty lines and lines that begin with # are passed over."""
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    entries = [Entry(page) for line in named if line.startswith("http") and (page := whole_url(line, url))]
    if len(entries) < len(named) or not entries:
        raise NotAListing("is no feed, and not every line of it is an address")
    return Listing(entries[:MAX_ENTRIES])


def _xml(content: bytes, url: str, charset: str | None) -> Listing:
    if charset and not _DECLARES_ENCODING.match(content):  # the server's word, for what says nothing of itself
        content, charset = content.decode(charset, "replace").encode("utf-8", "replace"), "utf-8"
    else:
        charset = None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding=charset,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise NotAListing(f"is not XML: {error}") from error
    if root is None:
        raise NotAListing("is not XML")
    found = Listing()
    for element in root.iter(*(f"{{*}}{tag}" for tag in ENTRY_TAGS)):
        if entry := _entry(element, element.base or url, url):
            (found.sitemaps if _tag(element) == "sitemap" else found.entries).append(entry)
    if not found.entries and not found.sitemaps and _tag(root) not in ("rss", "RDF", "feed", "urlset", "sitemapindex"):
        return _by_patterns(content, url)
    return Listing(_newest(found.entries), _newest(found.sitemaps))


def _by_patterns(content: bytes, url: str) -> Listing:
    # A quarter of a second that no refresh should pay, since it reads no listing.
    from trafilatura.feeds import FeedParameters, find_links  # noqa: PLC0415 (half a second: only for who reads one)

    found = find_links(content.decode("utf-8", "replace").strip(), FeedParameters(url, "", url))
    entries = [Entry(page) for link in found if (page := whole_url(link, url)) and page != url]
    if not entries:
        raise NotAListing("is no feed, sitemap or list of addresses")
    return Listing(entries[:MAX_ENTRIES])


def _newest(entries: list[Entry]) -> list[Entry]:
    """The first ones, after those that say when they changed last: a sitemap may begin with its oldest page."""
    if all(_ISO_DAY.match(entry.changed) for entry in entries):
        entries = sorted(entries, key=lambda entry: entry.changed, reverse=True)
    return entries[:MAX_ENTRIES]


def _entry(element: etree._Element, base: str, url: str) -> Entry | None:
    """Read an entry of any kind; None without an address."""
    link = next((page for text in _links(element) if (page := whole_url(text, whole_url(base, url) or url))), None)
    if link is None:
        return None
    return Entry(
        url=link,
        title=_words(element, "title"),
        author=_author(element),
        published=_instant(_first(element, "pubDate", "published", "publication_date", "date")),
        changed=_first(element, "updated", "modified", "lastmod"),
    )


def _links(element: etree._Element) -> Iterator[str]:
    """Give what may be the page's address, the best first."""
    links = [child for child in element if _tag(child) in ("link", "loc")]
    yield from filter(None, map(_text, links))
    yield from filter(None, (child.get("href", "") for child in links if child.get("rel", "alternate") == "alternate"))
    guids = [child for child in element if _tag(child) == "guid" and child.get("isPermaLink", "true") == "true"]
    yield from (text for guid in guids if (text := _text(guid)).startswith("http"))


def _tag(element: etree._Element) -> str:
    """The name without its namespace; empty for what is no element, as an entity that stays unresolved."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext(with_tail=False)).strip()


def _parts(element: etree._Element) -> Iterator[etree._Element]:
    """Give the children that speak of the page: in news sitemaps and of authors the grandchildren, too."""
    for child in element:
        yield child
        if _tag(child) in ("news", "author"):
            yield from child


def _first(element: etree._Element, *names: str) -> str:
    """The words of the first part of one of these names, the first name first; empty without one."""
    found = (_text(part) for name in names for part in _parts(element) if _tag(part) == name)
    return next((storable(text)[:MAX_WORDS] for text in found if text), "")


def _words(element: etree._Element, name: str) -> str:
    """Words without markup; feeds escape it once or twice."""
    text = html.unescape(_first(element, name))
    return " ".join(_CONTROLS.sub(" ", html.unescape(_TAG.sub(" ", text))).split())


def _author(element: etree._Element) -> str:
    name = _words(element, "creator") or _words(element, "name") or _words(element, "author")
    return "" if "@" in name else name


def _instant(text: str) -> str:
    """Return an instant in ISO 8601, as feeds and sitemaps write it in two ways; empty for anything else."""
    read = datetime.fromisoformat if _ISO_DAY.match(text) else parsedate_to_datetime
    try:
        return text if len(text) == ISO_DAY_LENGTH and read(text) else read(text).isoformat()
    except (ValueError, IndexError, TypeError):
        return ""
