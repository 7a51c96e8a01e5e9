"""The bytes of one page, or the reason why they cannot be had; memory stays bounded by the limit on size."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from dagster_project.landing.arrivals import PageRefusedError, Reason
from dagster_project.landing.scanning import Found, Source
from dagster_project.landing.sidecars import MAX_SIDECAR_BYTES, Hints, read_hints

GZIP_MAGIC = b"\x1f\x8b"


class ChangedWhileReadError(Exception):
    """Somebody wrote to the file since the scan, so what was read may be half old, half new."""


def too_large(max_bytes: int) -> PageRefusedError:
    """Make the refusal of a page beyond this limit: equal for equal limits, so that a new limit is told from it."""
    return PageRefusedError(Reason.TOO_LARGE, f"larger than {max_bytes} bytes, as it lies there or unpacked")


def read_page(found: Found, max_bytes: int) -> bytes:
    """Return the page's own bytes, unpacked. Raises PageRefusedError and ChangedWhileReadError."""
    seen = found.fingerprint
    if seen.file_size > max_bytes:
        raise too_large(max_bytes)
    try:
        content = read_unchanged(found.path, seen.file_size, seen.modified_ns, max_bytes, found.source)
    except OSError as error:
        raise PageRefusedError(Reason.UNREADABLE, f"cannot be read: {error.strerror or error}") from error
    if content and found.is_packed:
        content = unpack(content, max_bytes)
    if not content:
        raise PageRefusedError(Reason.EMPTY, "holds no bytes")
    return content


def read_sidecar(found: Found) -> Hints:
    """Return the hints that lie beside the page, none without a sidecar. Raises ChangedWhileReadError."""
    size, modified_ns = found.fingerprint.sidecar_size, found.fingerprint.sidecar_modified_ns
    if found.sidecar_path is None or size is None or modified_ns is None:
        return Hints()
    try:
        sidecar = read_unchanged(found.sidecar_path, size, modified_ns, MAX_SIDECAR_BYTES + 1, found.source)
    except OSError as error:
        return Hints(problem=f"sidecar cannot be read: {error.strerror or error}; touch it once it can")
    return read_hints(sidecar)


def read_unchanged(path: str, size: int, modified_ns: int, limit: int, source: Source | None = None) -> bytes:
    """Return the first `limit` bytes of a file that still has this size and time after reading.

    Raises ChangedWhileReadError if it has not, and OSError.
    """
    with opened(source, path, size, modified_ns) as file:
        content = file.read(limit)
    if len(content) != min(size, limit):
        raise ChangedWhileReadError(path)
    return content


def opened(source: Source | None, path: str, size: int, modified_ns: int) -> AbstractContextManager[io.BufferedReader]:
    """Open what the scan found, wherever it lies: see `open_unchanged`."""
    return (source.open_unchanged if source else open_unchanged)(path, size, modified_ns)


@contextmanager
def open_unchanged(path: str, size: int, modified_ns: int) -> Iterator[io.BufferedReader]:
    """Open a file for the block and see that it has this size and time at its end.

    Raises ChangedWhileReadError if it has not, and OSError. Never waits for a named pipe and never follows a link:
    the path is resolved, so a link in its place was put there after the scan.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        try:
            yield file
        finally:
            status = os.fstat(file.fileno())
            if (status.st_size, status.st_mtime_ns) != (size, modified_ns):
                raise ChangedWhileReadError(path)


def unpack(packed: bytes, max_bytes: int) -> bytes:
    """Return what a gzip file holds, all its members; unpacks at most one byte too many. Raises PageRefusedError."""
    if not packed.startswith(GZIP_MAGIC):
        raise PageRefusedError(Reason.NOT_GZIP, "named .gz but not packed with gzip")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            content = file.read(max_bytes + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise PageRefusedError(Reason.CORRUPT_GZIP, f"gzip file is damaged or cut short: {error}") from error
    if len(content) > max_bytes:
        raise too_large(max_bytes)
    return content
