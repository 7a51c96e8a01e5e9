"""The pages of a WARC file: its responses and resources of HTML or text, by warcio.

warcio goes on after a record that it cannot decode, and takes payloads that say `chunked` and are not, as some tools
write them; its own limits are none, so the caller gives a stream that has one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from dagster_project.landing.arrivals import HTML, TEXT, PageRefusedError, Reason, Refusal
from dagster_project.landing.reading import too_large

PAGE_TYPES = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT}
RECORD_TYPES = ("response", "resource", "conversion")
# What warcio raises on a broken file and, unmeant, on headers that are missing or no numbers.
STUMBLES = (ArchiveLoadFailed, AttributeError, IndexError, KeyError, TypeError, ValueError, zlib.error)
MAX_REASON_CHARACTERS = 200
ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


class WarcDamagedError(Exception):
    """No further record can be found in the file."""


@dataclass(frozen=True, slots=True)
class WarcPage:
    """A page in a WARC file, or the response that came in place of one."""

    number: int  # of the record, from 1
    url: str
    fetched_at: str  # ISO 8601, as written there
    media_type: str
    content: bytes = b""
    http: dict[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None


def read_warc(stream: IO[bytes], max_bytes: int) -> Iterator[WarcPage]:
    """Give the pages in their order; passes over what is none. Raises WarcDamagedError."""
    for number, record in enumerate(_records(stream), 1):
        media_type = _media_type(record)
        if record.rec_type in RECORD_TYPES and media_type and not _is_beside_the_pages(record):
            yield _page(number, record, media_type, max_bytes)


def _records(stream: IO[bytes]) -> Iterator[Any]:
    iterator = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(iterator)
        except StopIteration:
            return
        except STUMBLES as error:
            raise WarcDamagedError(" ".join(str(error).split())[:MAX_REASON_CHARACTERS]) from error
        yield record


def page_type(content_type: str) -> str | None:
    """Return the media type of a page by a Content-Type header: text/html or text/plain; None for other kinds."""
    return PAGE_TYPES.get(content_type.partition(";")[0].strip().lower())


def _media_type(record: Any) -> str | None:
    return page_type(_header(record, "content-type") if record.http_headers else record.content_type or "")


def _is_beside_the_pages(record: Any) -> bool:
    """Tell redirects, whose words are of no page, and the file that crawlers read first."""
    return _status(record).startswith("3") or _url(record).split("/")[3:] == ["robots.txt"]


def _page(number: int, record: Any, media_type: str, max_bytes: int) -> WarcPage:
    content, refusal = b"", None
    try:
        content = _content(record, max_bytes)
    except PageRefusedError as refused:
        refusal = refused.refusal
    fetched_at = record.rec_headers.get_header("WARC-Date") or ""
    return WarcPage(number, _url(record), fetched_at, media_type, content, _facts(record), refusal)


def _content(record: Any, max_bytes: int) -> bytes:
    """Return the payload, unpacked. Raises PageRefusedError."""
    status = _status(record)
    if status and not status.startswith("2"):
        raise PageRefusedError(Reason.HTTP_STATUS, f"the server answered {status[:20]}")
    if (encoding := _header(record, "content-encoding").lower()) not in ENCODINGS:
        raise PageRefusedError(Reason.BAD_RECORD, f"is packed with {encoding[:20]!r}, which is not read")
    try:
        content: bytes = record.content_stream().read(max_bytes + 1)
        left = getattr(record.raw_stream, "limit", 0)  # none where the record does not say how long it is
        is_cut_off = len(content) <= max_bytes and left > 0 and not record.raw_stream.read(1)
    except STUMBLES as error:
        raise PageRefusedError(Reason.BAD_RECORD, f"cannot be unpacked: {error}") from error
    if len(content) > max_bytes:
        raise too_large(max_bytes)
    if is_cut_off:
        raise PageRefusedError(Reason.BAD_RECORD, "is cut short: shorter than it says")
    return content


def _facts(record: Any) -> dict[str, str]:
    names = {"content_type": "content-type", "etag": "etag", "last_modified": "last-modified"}
    facts = {"status": _status(record), **{fact: _header(record, header) for fact, header in names.items()}}
    return {fact: value for fact, value in facts.items() if value}


def _status(record: Any) -> str:
    return (record.http_headers.get_statuscode() or "").strip() if record.http_headers else ""


def _header(record: Any, name: str) -> str:
    return ((record.http_headers and record.http_headers.get_header(name)) or "").strip()


def _url(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
