"""A content leaves the archive for good.

It goes in steps that a kill may part anywhere, and doing it again ends it: the tombstones first, then the log without
the words of these arrivals, then the contents.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from dagster_project.landing.archive import Archive, to_line
from dagster_project.landing.arrivals import Arrival
from dagster_project.landing.tombstones import Tombstone, as_lines


def forget(archive: Archive, digests: Iterable[str], *, today: date, reason: str) -> list[Arrival]:
    """Remove contents from the archive and their hints from its log; returns their arrivals as they now stand there.

    `today` is a day in UTC. Raises ArchiveDamaged.
    """
    wanted = set(digests)
    known = archive.tombstones()
    stones = {digest: known.get(digest) or Tombstone(digest, today.isoformat(), reason) for digest in sorted(wanted)}
    _write_durably(archive.tombstones_path, as_lines({**known, **stones}.values()))
    redacted = _redact_log(archive, stones)
    for digest in wanted:
        archive.content_path(digest).unlink(missing_ok=True)
    return redacted


def _redact_log(archive: Archive, stones: Mapping[str, Tombstone]) -> list[Arrival]:
    """Turn the arrivals of these contents into refusals; a reader sees the old log or the new one."""
    redacted: list[Arrival] = []
    lines: list[bytes] = []
    with archive.log_path.open("rb") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        for arrival in archive.read():
            kept = arrival
            if stone := stones.get(arrival.content_digest or ""):
                kept = replace(arrival, refusal=stone.refusal, hints={}, hints_problem=None, http={})
                redacted.append(kept)
            lines.append(to_line(kept))
        _write_durably(archive.log_path, b"".join(lines))
    return redacted


def _write_durably(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
