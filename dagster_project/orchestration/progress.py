"""How far a long step has come: a bar on a terminal, a line in the log now and then elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LINES = 10.0  # in the log of a run that nobody watches


class Progress:
    """A context that counts documents towards a known total, or the files of a folder that nobody has counted."""

    def __init__(self, name: str, total: int | None) -> None:
        self._name = name
        self._total = total
        self._done = 0
        self._next_line = time.monotonic() + SECONDS_BETWEEN_LINES
        columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._task = self._bar.add_task(name, total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def advance(self, count: int) -> None:
        """Say that `count` more are done."""
        self._done += count
        self._bar.update(self._task, advance=count)
        if time.monotonic() >= self._next_line:
            of_all = "files" if self._total is None else f"of {self._total} documents"
            logger.info("%s: %d %s", self._name, self._done, of_all)
            self._next_line = time.monotonic() + SECONDS_BETWEEN_LINES

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.stop()
