"""One writer at a time below a data folder, and a name for whoever it is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


class WarehouseBusy(RuntimeError):
    """Another run is writing; the message says which process, since when and for what."""


@contextmanager
def writer_lock(path: Path, *, purpose: str, since: datetime, wait_seconds: float) -> Iterator[None]:
    """Hold the data folder's only write lock for the block.

    Waits at most `wait_seconds`, then raises WarehouseBusy naming the holder. The operating system frees the lock
    when its holder dies, so a killed run never blocks the next one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    holder_file = path.with_suffix(".holder.json")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise WarehouseBusy(f"{path.parent} is being written by {_describe(holder_file)}. Try again later.") from error
    try:
        holder = {"process": os.getpid(), "host": socket.gethostname(), "purpose": purpose, "since": since.isoformat()}
        holder_file.write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        holder_file.unlink(missing_ok=True)
        lock.release()


def _describe(holder_file: Path) -> str:
    try:
        holder = json.loads(holder_file.read_text(encoding="utf-8"))
        return "process {process} on {host} ({purpose}) since {since}".format(**holder)
    except (OSError, ValueError, KeyError):
        return "another process that has not said its name yet"
