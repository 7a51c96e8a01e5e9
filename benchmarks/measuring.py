"""A command measured from outside: wall time, processor time and memory of all of its processes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from dagster_project.settings import PROJECT_ROOT

SECONDS_BETWEEN_LOOKS = 0.5  # at memory: each takes a large process some of the time that is measured


@dataclass(frozen=True, slots=True)
class Measured:
    """A command that succeeded."""

    seconds: float
    processor_seconds: float  # user and system, of the process and of all that it waited for
    peak_megabytes: float  # of the sum over all processes (USS, so that shared pages count once)


def measure(command: list[str], environment: dict[str, str]) -> Measured:
    """Run a command of this Python and watch its whole process tree. Raises CalledProcessError when it fails."""
    before, started = _processor_seconds(), time.monotonic()
    full = [sys.executable, "-m", *command]
    with subprocess.Popen(full, cwd=PROJECT_ROOT, env={**os.environ, **environment}) as process:  # noqa: S603 (our own commands)
        peak = [0.0]
        watcher = threading.Thread(target=watch, args=(process.pid, peak), daemon=True)
        watcher.start()
        if status := process.wait():
            raise subprocess.CalledProcessError(status, full)
    return Measured(time.monotonic() - started, _processor_seconds() - before, peak[0])


def megabytes_on_disk(folder: Path) -> float:
    """Room that the files below a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watch(pid: int, peak: list[float]) -> None:
    """Keep the peak of a process tree's memory in `peak` until the process ends."""
    while psutil.pid_exists(pid):
        peak[0] = max(peak[0], _megabytes(pid))
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _megabytes(pid: int) -> float:
    try:
        parent = psutil.Process(pid)
        return sum(each.memory_full_info().uss for each in [parent, *parent.children(recursive=True)]) / 1e6
    except psutil.Error:  # one of them has just ended
        return 0.0
