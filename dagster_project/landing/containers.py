"""Files of many records, WARC and JSONL: each record with what it says of itself, read one at a time.

A record is a page, is refused with a reason, or is no page at all and passed over: requests, redirects, images.
Memory stays bounded by the limit on a page's size, and work by the limit on what a container may unpack to.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import IO

from dagster_project.landing.arrivals import HTML, JSONL, TEXT, WARC, PageRefusedError, Reason, Refusal
from dagster_project.landing.reading import opened, too_large
from dagster_project.landing.scanning import Found
from dagster_project.landing.sidecars import Hints, hints_of, storable
from dagster_project.landing.warc import WarcDamagedError, read_warc

# More bad records than this and the file is no list of pages; a line in the log for each would only fill the disk.
MAX_BAD_RECORDS = 1_000
# JSON may write a character of three bytes as six.
MAX_LINE_FACTOR = 3
PAGE_KEYS = {"html": HTML, "text": TEXT}


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the page's own bytes, or why there are none."""

    number: int  # from 1, as the records stand in the file; of JSONL the line
    content: bytes = b""
    media_type: str | None = None
    hints: Hints = field(default_factory=Hints)
    http: dict[str, str] = field(default_factory=dict)  # by the names of HTTP_FACTS
    refusal: Refusal | None = None


@contextmanager
def open_container(found: Found) -> Iterator[io.BufferedIOBase]:
    """Open a container for the block. Raises PageRefusedError, and ChangedWhileReadError when somebody wrote to it."""
    with ExitStack() as stack:
        try:
            seen = found.fingerprint
            file = stack.enter_context(opened(found.source, found.path, seen.file_size, seen.modified_ns))
        except OSError as error:
            raise PageRefusedError(Reason.UNREADABLE, f"cannot be read: {error.strerror or error}") from error
        yield file


def read_records(
    file: io.BufferedIOBase, media_type: str, *, is_packed: bool, max_bytes: int, max_container_bytes: int
) -> Iterator[Record]:
    """Give the pages of a container and its bad records. Raises PageRefusedError where the rest cannot be read."""
    unpacked = gzip.GzipFile(fileobj=file) if is_packed else file
    bad = 0
    try:
        for record in READERS[media_type](io.BufferedReader(_Limited(unpacked, max_container_bytes)), max_bytes):
            yield record
            bad += record.refusal is not None
            if bad > MAX_BAD_RECORDS:
                raise PageRefusedError(Reason.BAD_RECORDS, f"more than {MAX_BAD_RECORDS} records cannot be used")
    except WarcDamagedError as error:
        raise PageRefusedError(Reason.CORRUPT_CONTAINER, f"damaged or cut short: {error}") from error
    except OSError as error:
        raise PageRefusedError(Reason.UNREADABLE, f"cannot be read: {error.strerror or error}") from error


def container_too_large(max_container_bytes: int) -> PageRefusedError:
    """Make the refusal of what follows this many bytes of a container: equal for equal limits."""
    return PageRefusedError(Reason.TOO_LARGE, f"larger than {max_container_bytes} bytes unpacked: the rest is not read")


class _Limited(io.RawIOBase):
    """A stream that refuses to give more than so many bytes."""

    def __init__(self, stream: io.BufferedIOBase, max_container_bytes: int) -> None:
        self._stream, self._max = stream, max_container_bytes
        self._left = max_container_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, as BufferedReader asks. Raises PageRefusedError."""
        try:
            data = self._stream.read1(len(buffer))  # a damaged place takes with it only what is read ahead
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise PageRefusedError(Reason.CORRUPT_CONTAINER, f"damaged or cut short: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise container_too_large(self._max)
        buffer[: len(data)] = data
        return len(data)


def _read_warc(stream: IO[bytes], max_bytes: int) -> Iterator[Record]:
    for page in read_warc(stream, max_bytes):
        hints = hints_of({"url": page.url, "fetched_at": page.fetched_at}, "record")
        refusal = page.refusal or (None if page.content else Refusal(Reason.EMPTY, "holds no bytes"))
        yield Record(page.number, page.content, page.media_type, hints, page.http, refusal)


def _read_jsonl(stream: IO[bytes], max_bytes: int) -> Iterator[Record]:
    number = 0
    while line := stream.readline(MAX_LINE_FACTOR * max_bytes):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(MAX_LINE_FACTOR * max_bytes)):
            line = b""
        if not line:
            yield Record(number, refusal=too_large(max_bytes).refusal)
        elif not line.isspace():
            yield _from_line(number, line, max_bytes)


def _from_line(number: int, line: bytes, max_bytes: int) -> Record:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return _bad(number, "is not JSON in UTF-8")
    if not isinstance(fields, dict):
        return _bad(number, "is not a JSON object")
    key = next((key for key in PAGE_KEYS if fields.get(key) is not None), None)
    if key is None or not isinstance(fields[key], str):
        return _bad(number, "has no html and no text that is a string")
    content = storable(fields[key]).encode()
    hints = hints_of({name: value for name, value in fields.items() if name not in PAGE_KEYS}, "record")
    refusal = Refusal(Reason.EMPTY, "holds no bytes") if not content else None
    if len(content) > max_bytes:
        refusal = too_large(max_bytes).refusal
    return Record(number, content, PAGE_KEYS[key], hints, refusal=refusal)


def _bad(number: int, problem: str) -> Record:
    return Record(number, refusal=Refusal(Reason.BAD_RECORD, problem))


READERS: dict[str, Callable[[IO[bytes], int], Iterator[Record]]] = {WARC: _read_warc, JSONL: _read_jsonl}
