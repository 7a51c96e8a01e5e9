"""Time and memory of a whole refresh beside bare trafilatura on the same pages, measured in one run.

`python -m benchmarks.refresh FOLDER [DATA]` refreshes the raw texts of FOLDER twice (everything new, nothing new) as
`make refresh` does, then runs `trafilatura.extract` alone over its HTML pages. Machines are noisy: compare inside one
table.
Memory is the peak of the sum over all processes (USS, so that shared pages count once).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import trafilatura

from dagster_project.settings import PROJECT_ROOT

SECONDS_BETWEEN_LOOKS = 0.2  # at memory


@dataclass(slots=True)
class Measured:
    """A finished command."""

    seconds: float
    peak_megabytes: float
    status: int


def measure(command: list[str], environment: dict[str, str]) -> Measured:
    """Run a command and watch the memory of its whole process tree."""
    started = time.monotonic()
    with subprocess.Popen(command, cwd=PROJECT_ROOT, env={**os.environ, **environment}) as process:  # noqa: S603
        peak = [0.0]
        watcher = threading.Thread(target=watch, args=(process.pid, peak), daemon=True)
        watcher.start()
        status = process.wait()
    return Measured(time.monotonic() - started, peak[0], status)


def watch(pid: int, peak: list[float]) -> None:
    """Keep the peak of a process tree's memory, in megabytes, in `peak` until the process ends."""
    while psutil.pid_exists(pid):
        peak[0] = max(peak[0], _megabytes(pid))
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _megabytes(pid: int) -> float:
    try:
        parent = psutil.Process(pid)
        return sum(each.memory_full_info().uss for each in [parent, *parent.children(recursive=True)]) / 1e6
    except psutil.NoSuchProcess:  # one of them has just ended
        return 0.0


def bare_trafilatura(pages: list[Path]) -> float:
    """Seconds of trafilatura.extract alone, in precision mode, on one core."""
    started = time.monotonic()
    for page in pages:
        trafilatura.extract(page.read_text(encoding="utf-8", errors="replace"), favor_precision=True)
    return time.monotonic() - started


def main(folder: Path, data: Path) -> int:
    """Print the table."""
    environment = {"DATELINE_LANDING_FOLDER": str(folder), "DATELINE_DATA_FOLDER": str(data)}
    command = [sys.executable, "-m", "dagster_project", "refresh"]
    first, second = measure(command, environment), measure(command, environment)
    pages = sorted([*folder.rglob("*.html"), *folder.rglob("*.htm")])
    bare = bare_trafilatura(pages)
    print(f"{'':<28}{'seconds':>9}{'peak MB':>9}{'status':>8}")
    print(f"{'refresh, everything new':<28}{first.seconds:>9.1f}{first.peak_megabytes:>9.0f}{first.status:>8}")
    print(f"{'refresh, nothing new':<28}{second.seconds:>9.1f}{second.peak_megabytes:>9.0f}{second.status:>8}")
    print(f"{f'trafilatura, {len(pages)} pages':<28}{bare:>9.1f}{'':>9}{'':>8}")
    return first.status or second.status


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="dateline_bench_") as temporary:
        where = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        sys.exit(main(Path(sys.argv[1]).resolve(), where.resolve()))
