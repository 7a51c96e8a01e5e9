"""One writer at a time below a data folder, and a name for whoever it is."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

# A run that waits looks again so often, and says so often for whom it waits. Seconds.
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_WORDS = 60.0


class WarehouseBusy(RuntimeError):
    """Another run is writing; the message says which process, since when and for what."""


@contextmanager
def writer_lock(
    path: Path, *, purpose: str, since: datetime, wait_seconds: float, say: Callable[[str], object] = print
) -> Iterator[None]:
    """Hold the data folder's only write lock for the block.

    Waits at most `wait_seconds` and tells `say` for whom, then raises WarehouseBusy naming the holder. The operating
    system frees the lock when its holder dies, so a killed run never blocks the next one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    holder_file = path.with_suffix(".holder.json")
    lock = FileLock(path)
    _acquire(lock, holder_file, wait_seconds, say)
    try:
        holder = {"process": os.getpid(), "host": socket.gethostname(), "purpose": purpose, "since": since.isoformat()}
        holder_file.write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        holder_file.unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, holder_file: Path, wait_seconds: float, say: Callable[[str], object]) -> None:
    begun = time.monotonic()
    next_words = begun
    while True:
        left = begun + wait_seconds - time.monotonic()
        try:
            lock.acquire(timeout=max(0.0, min(SECONDS_BETWEEN_LOOKS, left)))
        except Timeout as error:
            if left <= SECONDS_BETWEEN_LOOKS:
                busy = f"{holder_file.parent} is being written by {_describe(holder_file)}. Try again later."
                raise WarehouseBusy(busy) from error
        else:
            return
        if time.monotonic() >= next_words:
            say(f"waiting for {_describe(holder_file)}, which is writing {holder_file.parent}")
            next_words = time.monotonic() + SECONDS_BETWEEN_WORDS


def _describe(holder_file: Path) -> str:
    try:
        holder = json.loads(holder_file.read_text(encoding="utf-8"))
        return "process {process} on {host} ({purpose}) since {since}".format(**holder)
    except (OSError, ValueError, KeyError):
        return "another process that has not said its name yet"
