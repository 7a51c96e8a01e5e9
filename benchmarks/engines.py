"""One and two workers of a pool and of Ray separate the same pages: `python -m benchmarks.engines [BENCH [PAGES]]`.

A fifth of the pages is HTML, the rest plain text (both as in `benchmarks.separation`), 5,000 in all unless told
otherwise. They are landed once; each engine then runs the stage as a refresh does, archive and commits included.
What counts on a shared machine is the processor time of the busiest worker: the stage cannot be over before it. The
driver's own time says how many workers it can feed.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from benchmarks.separation import html_pages, plain_pages
from dagster_project.orchestration.engine import Engine, make_engine
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.stages import SEPARATION
from dagster_project.settings import Settings

PAGES = 5_000
HTML_EVERY = 5
ENGINES = (("pool", 1), ("pool", 2), ("ray", 1), ("ray", 2))
BUSY_SECONDS = 1.0  # of processor time, by which workers are told from what keeps an engine going


@dataclass(frozen=True, slots=True)
class Run:
    """One engine's way through all pages, in seconds."""

    wall: float
    driver: float
    workers: tuple[float, ...]  # the busiest first


def land(folder: Path, bench: Path | None, count: int) -> None:
    """Write so many distinct pages."""
    html, plain = itertools.cycle(html_pages(bench)), itertools.cycle(plain_pages(bench))
    folder.mkdir()
    for number in range(count):
        if number % HTML_EVERY:
            (folder / f"{number}.txt").write_text(f"{next(plain)}\nPage {number}\n", encoding="utf-8")
        else:
            (folder / f"{number}.html").write_text(f"{next(html)}<!-- {number} -->", encoding="utf-8")


def measure(settings: Settings, landed: Path, data: Path) -> Run:
    """Separate everything that is landed, in a copy of its data folder."""
    shutil.copytree(landed, data)
    refresh = Refresh(replace(settings, data_folder=data))
    engine = make_engine(settings.engine, settings.workers)
    refresh._engine = engine  # noqa: SLF001 (its processes are looked at before it is closed)
    started, spent = time.monotonic(), time.process_time()
    summary = replace(refresh.stages, stages=(SEPARATION,)).run(SEPARATION)
    run = Run(time.monotonic() - started, time.process_time() - spent, workers_of(engine, settings.workers))
    refresh.close()
    shutil.rmtree(data)
    if summary.documents_failed:
        raise SystemExit(f"{summary.documents_failed} pages failed: {summary.reasons[:3]}")
    return run


def workers_of(engine: Engine, count: int) -> tuple[float, ...]:
    """The processor time of an engine's workers: the leaves of the process tree that have done most."""
    del engine  # only held open
    family = psutil.Process().children(recursive=True)
    spent = [sum(one.cpu_times()[:2]) for one in family if not one.children() and _works(one)]
    return tuple(sorted((each for each in spent if each > BUSY_SECONDS), reverse=True)[:count])


def _works(process: psutil.Process) -> bool:
    told = " ".join(process.cmdline())
    return "multiprocessing" in told or told.startswith("ray::_Worker")


def main(arguments: list[str]) -> int:
    """Print the table."""
    bench = Path(arguments[0]) if arguments else None
    count = int(arguments[1]) if len(arguments) > 1 else PAGES
    with tempfile.TemporaryDirectory(prefix="dateline_bench_") as temporary:
        folder = Path(temporary)
        land(folder / "landing", bench, count)
        settings = Settings.from_env({}, landing_folder=folder / "landing", data_folder=folder / "data")
        Refresh(settings).take_in()
        print(f"{count} pages{'wall s':>16}{'driver s':>10}{'busiest worker s':>18}{'pages a driver second':>23}")
        busiest = {}
        for name, workers in ENGINES:
            run = measure(replace(settings, engine=name, workers=workers), settings.data_folder, folder / "run")
            busiest[name, workers] = run.workers[0]
            fed = f"{count / run.driver:>23,.0f}"
            print(f"{name} x {workers:<5}{run.wall:>16.1f}{run.driver:>10.1f}{run.workers[0]:>18.1f}{fed}", flush=True)
        for name in dict.fromkeys(name for name, _ in ENGINES):
            print(f"{name}: two workers are {busiest[name, 1] / busiest[name, 2]:.2f} times as fast as one")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(sys.argv[1:]))
