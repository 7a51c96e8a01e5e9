"""What arrived, byte for byte: a store of contents and a log of arrivals, both only ever added to, but for removals.

    content/ab/abcd….zst    one zstd file per distinct content, named by the sha256 of the content itself
    deliveries.jsonl        one line per arrival, numbered 1, 2, 3, …
    tombstones.jsonl        what was removed at somebody's request and is refused from then on (see `tombstones`)

Contents are written before the log line that names them, so a line in the log never points at nothing.
A kill may leave a `*.partial` file beside the contents; nobody reads it, and it may be deleted.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import zstandard

from dagster_project.landing.arrivals import Arrival, Fingerprint, PageRefusedError, Reason, Refusal
from dagster_project.landing.tombstones import Tombstone, read_tombstones

logger = logging.getLogger(__name__)

# Level 10 packs texts 3 % and HTML 8 % tighter and takes five times the time, a fifth of taking a text in.
ZSTD_LEVEL = 3
# How far one step back in the log reaches when looking for its last line end; a line is about 400 bytes long.
TAIL_BYTES = 65_536


class ArchiveDamaged(Exception):
    """A file of the archive is missing, or does not hold what was written to it. The message names the file."""


class Archive:
    """The archive below one folder. Made when first written to.

    Several processes may read while one writes; appends exclude each other by a lock on the log.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log_path = root / "deliveries.jsonl"
        self.tombstones_path = root / "tombstones.jsonl"
        self._unsynced_folders: set[Path] = set()
        self._stones: tuple[object, Mapping[str, Tombstone]] = (None, {})  # as last read, with the state of their file

    def content_path(self, digest: str) -> Path:
        """Where the content of this sha256 lies, or would lie."""
        return self.root / "content" / digest[:2] / f"{digest}.zst"

    def tombstones(self) -> Mapping[str, Tombstone]:
        """What was removed for good, by digest; read again once the file is another one. Raises ArchiveDamaged."""
        state = _state_of(self.tombstones_path)
        try:
            if state != self._stones[0]:
                self._stones = state, read_tombstones(self.tombstones_path)
            return self._stones[1]
        except (ValueError, TypeError) as error:
            raise ArchiveDamaged(f"{self.tombstones_path}: no tombstones ({error}). Restore the file.") from error

    def put(self, content: bytes) -> str:
        """Store the content and return its sha256 (hex). A file that is there already is left as it is.

        Raises PageRefusedError for a content that was removed for good.
        """
        digest = hashlib.sha256(content).hexdigest()
        if stone := self.tombstones().get(digest):
            raise PageRefusedError(Reason.FORGOTTEN, stone.refusal.reason)
        path = self.content_path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f"{digest}.{os.getpid()}.partial")
            try:
                with partial.open("wb") as file:
                    file.write(zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True).compress(content))
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                partial.unlink(missing_ok=True)  # a full disk misses the room
                raise
            partial.replace(path)
            self._unsynced_folders.update((path.parent, path.parent.parent, self.root))
        return digest

    def get(self, digest: str) -> bytes:
        """Return the content of this sha256, checked against it. Raises ArchiveDamaged."""
        path = self.content_path(digest)
        try:
            content = zstandard.ZstdDecompressor().decompress(path.read_bytes())
        except (OSError, MemoryError, zstandard.ZstdError) as error:  # a damaged header may ask for any memory
            raise _damaged_content(path, str(error)) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise _damaged_content(path, "its content has another sha256 than its name says")
        return content

    def append(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """Log the arrivals and return them with their numbers; they are on disk when this returns.

        A torn last line, left by a crash, is cut off first. Raises ArchiveDamaged if the line before it is no arrival.
        """
        self._sync_folders()
        self.root.mkdir(parents=True, exist_ok=True)
        with self.log_path.open("a+b") as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            first = self._last_number(log) + 1
            numbered = [replace(arrival, delivery_number=n) for n, arrival in enumerate(arrivals, first)]
            log.write(b"".join(map(to_line, numbered)))
            log.flush()
            os.fsync(log.fileno())
        return numbered

    def read(self, after: int = 0) -> Iterator[Arrival]:
        """Arrivals numbered above `after`, in order. A torn last line is passed over. Raises ArchiveDamaged."""
        number = 0
        if self.log_path.exists():
            with self.log_path.open("rb") as log:
                number = sum(1 for line in islice(log, after) if line.endswith(b"\n"))
                for line in log:
                    if line.endswith(b"\n"):
                        number += 1
                        yield self._arrival(line, number)
        if number < after:
            raise ArchiveDamaged(
                f"{self.log_path} ends at delivery {number}, but deliveries up to {after} were read from it before. "
                f"Bring the whole archive back, or delete the build made from it and refresh."
            )

    def copy_beginning(self, folder: Path, last: int) -> Archive:
        """The archive as it was after delivery `last`, in a new folder, with the same contents. Raises ArchiveDamaged.

        Contents are the same files, not copies: nothing may be added to what is returned.
        """
        folder.mkdir(parents=True)
        copy = Archive(folder)
        copy.log_path.write_bytes(b"".join(map(to_line, islice(self.read(), last))))
        (folder / "content").symlink_to((self.root / "content").resolve())
        if self.tombstones_path.exists():
            shutil.copyfile(self.tombstones_path, copy.tombstones_path)
        return copy

    def _last_number(self, log: BinaryIO) -> int:
        """Return the number of the last whole line, after cutting off whatever follows it."""
        tail = _tail(log)
        whole, line_end, torn = tail.rpartition(b"\n")
        if torn:
            logger.warning("%s ends in a torn line of %d bytes, now cut off", self.log_path, len(torn))
            log.truncate(log.seek(0, os.SEEK_END) - len(torn))
        if not line_end:
            return 0
        return self._arrival(whole.rpartition(b"\n")[2]).delivery_number

    def _arrival(self, line: bytes, number: int | None = None) -> Arrival:
        try:
            arrival = _from_line(line)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            where = f"line {number}" if number else "the last line"
            raise ArchiveDamaged(f"{self.log_path}, {where}: no arrival ({error}). Restore the file.") from error
        if number and arrival.delivery_number != number:
            raise ArchiveDamaged(
                f"{self.log_path}, line {number}: bears delivery number {arrival.delivery_number}; "
                f"lines are missing or were added by hand. Restore the file."
            )
        return arrival

    def _sync_folders(self) -> None:
        """Make the names of new contents last, so that no log line outlives the file that it names."""
        for folder in sorted(self._unsynced_folders):
            descriptor = os.open(folder, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
        self._unsynced_folders.clear()


def last_fingerprints(archive: Archive) -> dict[str, Fingerprint]:
    """Of every location in the log, the fingerprint of its last arrival."""
    return {arrival.location: arrival.fingerprint for arrival in archive.read()}


def _state_of(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from the one that replaces it; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def to_line(arrival: Arrival) -> bytes:
    """A line of the log."""
    # Escaped to ASCII, so that neither a line end nor a lone surrogate in a name can break the log.
    return json.dumps(asdict(arrival), separators=(",", ":")).encode("ascii") + b"\n"


def _from_line(line: bytes) -> Arrival:
    fields = json.loads(line)
    refusal = fields.pop("refusal")
    return Arrival(**fields, refusal=Refusal(**refusal) if refusal else None)


def _tail(log: BinaryIO) -> bytes:
    """Return the end of the log, long enough to hold its last whole line if there is one."""
    end = log.seek(0, os.SEEK_END)
    size = 0
    tail = b""
    while size < end and tail.count(b"\n") < 2:
        size = min(end, size + TAIL_BYTES)
        log.seek(end - size)
        tail = log.read(size)
    return tail


def _damaged_content(path: Path, problem: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"{path}: {problem}. Restore the file; or, while the page is still in the landing folder, "
        f"delete the damaged file, touch the page and refresh."
    )
