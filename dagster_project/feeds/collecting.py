"""From feeds that are due to arrivals in the archive: read the listing, fetch what is new, log it, remember it.

Contents and log come first and the memory last, so a kill in between costs requests and loses nothing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dagster_project.feeds.config import Feed
from dagster_project.feeds.exchange import Answer
from dagster_project.feeds.links import canonical_url, may_be_in
from dagster_project.feeds.listing import Entry, Listing, NotAListing, read_listing
from dagster_project.feeds.memory import Memory, recall, remember
from dagster_project.feeds.refusals import FetchRefusedError
from dagster_project.feeds.visiting import NOT_MODIFIED, Visitor
from dagster_project.landing.archive import Archive
from dagster_project.landing.arrivals import HTML, TEXT, Arrival, PageRefusedError, Reason, Refusal
from dagster_project.landing.decoding import charset_of
from dagster_project.landing.folder import instant
from dagster_project.landing.reading import GZIP_MAGIC, unpack
from dagster_project.landing.sidecars import hints_of
from dagster_project.landing.warc import page_type
from dagster_project.text.visible import visible

logger = logging.getLogger(__name__)

THREADS = 4  # feeds read at a time; a host is asked one at a time all the same
PAGES_PER_APPEND = 10  # a kill costs at most so many requests of a feed
MAX_SITEMAPS = 20  # of an index, the newest ones
MAX_DEPTH = 2  # an index of indexes of sitemaps
# Text of a page without a Content-Type: HTML begins with a tag.
HTML_BEGINNINGS = (b"<!", b"<html", b"<head", b"<body", b"<?xml")


@dataclass(slots=True)
class FeedReport:
    """What a fetch of one feed brought."""

    name: str
    listed: int = 0  # pages that the listing names; 0 when it has not changed
    fetched: int = 0  # pages given to the archive
    refused: int = 0
    waiting: int = 0  # pages left for the next fetch
    problem: str = ""  # why the listing was not read

    def __str__(self) -> str:
        counts = f"{self.fetched} pages fetched, {self.refused} refused, {self.waiting} waiting"
        return f"{self.name}: {counts}{f'; {self.problem}' if self.problem else ''}"


@dataclass(frozen=True, slots=True)
class Collector:
    """What all feeds of one run share."""

    archive: Archive
    folder: Path  # of what is remembered
    visitor: Visitor
    now: Callable[[], datetime]  # UTC, without a zone
    is_over: Callable[[], bool] = lambda: False  # asked before each page: whether the time of the run is over
    stopped: threading.Event = field(default_factory=threading.Event)  # once set, no further page is asked for
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def fetch(self, feed: Feed) -> FeedReport:
        """Fetch one feed, due or not."""
        report = FeedReport(feed.name)
        memory = recall(self.folder, feed)
        memory.begin(feed, self.now())
        remember(self.folder, feed, memory)
        arrivals: list[Arrival] = []
        try:
            listing = self._read_source(feed, memory, report)
        except FetchRefusedError as refused:
            report.problem = refused.refusal.reason
            if memory.fail(feed, self.now(), report.problem, refused.retry_after):
                arrivals.append(self._refused(feed, feed.url, refused.refusal))
        else:
            memory.succeed()
            memory.take_in(feed, listing)
            report.listed = len(listing.entries)
        for arrival in self._pages(feed, memory, report):
            arrivals.append(arrival)
            if len(arrivals) == PAGES_PER_APPEND:
                self._write(feed, memory, arrivals)
                arrivals = []
        self._write(feed, memory, arrivals)
        report.waiting = len(memory.waiting)
        logger.info("%s", visible(str(report)))
        return report

    def _write(self, feed: Feed, memory: Memory, arrivals: list[Arrival]) -> None:
        with self._writing:
            if arrivals:
                self.archive.append(arrivals)
            remember(self.folder, feed, memory)

    def _read_source(self, feed: Feed, memory: Memory, report: FeedReport) -> Listing:
        """Return all that a feed names, with the sitemaps of an index. Raises FetchRefusedError."""
        if feed.pages:
            return Listing([Entry(url) for url in feed.pages])
        listing = self._read_listing(feed, memory, feed.url)
        entries, indexes = list(listing.entries), [(sitemap, 1) for sitemap in listing.sitemaps[:MAX_SITEMAPS]]
        while indexes and not (self.is_over() or self.stopped.is_set()):
            sitemap, depth = indexes.pop(0)
            try:
                below = self._read_listing(feed, memory, sitemap.url)
            except FetchRefusedError as refused:
                report.problem = f"{sitemap.url}: {refused.refusal.reason}"
                continue
            entries += below.entries
            if depth < MAX_DEPTH:
                indexes += [(each, depth + 1) for each in below.sitemaps[:MAX_SITEMAPS]]
        return Listing(entries)

    def _read_listing(self, feed: Feed, memory: Memory, url: str) -> Listing:
        """Return what a listing names now, nothing when it has not changed. Raises FetchRefusedError."""
        validators = memory.validators.get(url, {})
        answer = self.visitor.get(url, {**_asked_language(feed), **validators})
        if answer.status == NOT_MODIFIED:
            return Listing()
        try:
            body = answer.body
            if body.startswith(GZIP_MAGIC):  # a packed sitemap is a file, not a packed answer
                body = unpack(body, self.visitor.manners.max_bytes)
            listing = read_listing(body, answer.url, charset_of(answer.headers.get("content-type", "")))
        except NotAListing as error:
            raise FetchRefusedError(Reason.NOT_A_FEED, str(error)) from error
        except PageRefusedError as refused:
            raise _unusable(refused) from refused
        # An index that has not changed says nothing of the sitemaps that it names.
        memory.validators[url] = {} if listing.sitemaps else _validators(answer)
        return listing

    def _pages(self, feed: Feed, memory: Memory, report: FeedReport) -> Iterator[Arrival]:
        """Fetch pages that wait, the first ones first, as many as the feed may."""
        for address in list(memory.waiting)[: feed.at_most]:
            if self.is_over() or self.stopped.is_set():
                return
            try:
                arrival = self._page(feed, memory, address)
            except FetchRefusedError as refused:
                if refused.is_temporary and memory.put_off(address):
                    continue
                memory.keep_validators(address, {})  # a page that comes back is to arrive, changed or not
                arrival = self._refused(feed, address, refused.refusal)
            memory.settle(address)
            if arrival is None:
                continue
            report.fetched += arrival.refusal is None
            report.refused += arrival.refusal is not None
            yield arrival

    def _page(self, feed: Feed, memory: Memory, address: str) -> Arrival | None:
        """Fetch one page and archive it; None when it has not changed after all. Raises FetchRefusedError."""
        entry = memory.entry(address)
        if not may_be_in(feed.language, entry.url):
            raise FetchRefusedError(Reason.NOT_A_PAGE, f"its address names another language than {feed.language}")
        answer = self.visitor.get(entry.url, {**_asked_language(feed), **memory.page_validators.get(address, {})})
        if answer.status == NOT_MODIFIED:
            return None
        media_type = _media_type(answer)
        digest = self._archived(answer.body)
        memory.keep_validators(address, _validators(answer))
        place = canonical_url(answer.url)
        hints = hints_of(_hints(feed, entry, place, instant(self.now())), "entry")
        return Arrival(
            location=place,
            file_size=len(answer.body),
            modified_ns=0,
            content_digest=digest,
            media_type=media_type,
            hints=hints.values,
            hints_problem=hints.problem,
            http=_facts(answer),
            feed=feed.name,
            delivered_at=instant(self.now()),
        )

    def _archived(self, content: bytes) -> str:
        try:
            with self._writing:
                return self.archive.put(content)
        except PageRefusedError as refused:
            raise _unusable(refused) from refused

    def _refused(self, feed: Feed, address: str, refusal: Refusal) -> Arrival:
        return Arrival(
            location=address,
            file_size=0,
            modified_ns=0,
            refusal=refusal,
            hints={"url": address},
            feed=feed.name,
            delivered_at=instant(self.now()),
        )


def fetch_feeds(collector: Collector, feeds: Sequence[Feed]) -> list[FeedReport]:
    """Fetch these feeds, a few at a time; one report each, in their order.

    An interruption ends each after the page that it is at; an error of one lets the others end in peace.
    """
    with ThreadPoolExecutor(THREADS, thread_name_prefix="feed") as pool:
        fetches = [pool.submit(collector.fetch, feed) for feed in feeds]
        try:
            return [each.result() for each in fetches]
        except BaseException as error:
            if not isinstance(error, Exception):
                collector.stopped.set()
                pool.shutdown(wait=False, cancel_futures=True)
            raise


def due_feeds(feeds: Sequence[Feed], folder: Path, now: datetime) -> list[Feed]:
    """The feeds whose time has come."""
    return [feed for feed in feeds if recall(folder, feed).is_due(now)]


def _unusable(refused: PageRefusedError) -> FetchRefusedError:
    return FetchRefusedError(Reason(refused.refusal.reason_code), refused.refusal.reason)


def _asked_language(feed: Feed) -> dict[str, str]:
    return {"Accept-Language": f"{feed.language}, *;q=0.1"} if feed.language else {}


def _validators(answer: Answer) -> dict[str, str]:
    """The headers with which the next request asks whether anything has changed."""
    pairs = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
    found = {header: answer.headers.get(name, "") for header, name in pairs.items()}
    return {header: value for header, value in found.items() if value and value.isascii() and value.isprintable()}


def _media_type(answer: Answer) -> str:
    """Whether a page is HTML or text. Raises FetchRefusedError for other kinds."""
    stated = answer.headers.get("content-type", "")
    if not stated:
        is_html = answer.body[:200].lstrip().lower().startswith(HTML_BEGINNINGS)
        return HTML if is_html else TEXT
    media_type = page_type(stated)
    if media_type is None:
        raise FetchRefusedError(Reason.NOT_A_PAGE, f"is {stated[:60]!r}, neither HTML nor text")
    return media_type


def _hints(feed: Feed, entry: Entry, url: str, fetched_at: str) -> dict[str, str]:
    hints = {
        "url": url,
        "publisher": feed.publisher,
        "author": entry.author,
        "title": entry.title,
        "published": entry.published,
        "fetched_at": fetched_at,
    }
    return {key: value for key, value in hints.items() if value}


def _facts(answer: Answer) -> dict[str, str]:
    names = {"content_type": "content-type", "etag": "etag", "last_modified": "last-modified"}
    stated = {fact: answer.headers[header] for fact, header in names.items() if header in answer.headers}
    return {"status": str(answer.status), "url": answer.url, **stated}
