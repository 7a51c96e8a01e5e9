"""Kills at any moment, and readers all the while: how many of each a caller says. `make chaos` runs all three long.

python -m tests.chaos KILLS_OF_STAGES KILLS_OF_REFRESHES REFRESHES_UNDER_READERS
"""

from __future__ import annotations

import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import PROJECT_ROOT, Settings
from dagster_project.warehouse import releases
from dagster_project.warehouse.connections import open_release
from dagster_project.warehouse.marts import mart_digests
from dagster_project.warehouse.release_info import Provenance
from tests.conftest import settings_for
from tests.orchestration.toy_stages import TOY_STAGES

logger = logging.getLogger(__name__)

PAGES_A_TURN = 3  # that arrive before each kill
STORY = "Kenya and Japan spoke about trade on day {number}. The talks went on in Nairobi until the evening.\n"


@dataclass(frozen=True, slots=True)
class Kills:
    """What came of killing one run after the other."""

    kills: int
    in_time: int  # kills that met a run still at work
    pages: int
    arrived: int  # deliveries that the last release holds: neither fewer nor more than pages
    differing: list[str]  # tables that are not those of an undisturbed run
    releases: int  # that were made in all


def work(settings: Settings) -> None:
    """Intake, two small stages, a mart and a release: the path of a refresh without Dagster and dbt."""
    refresh = Refresh(settings)
    with refresh.as_writer("chaos"):
        refresh.take_in()
        with refresh.build.open() as connection:
            connection.execute("create schema if not exists reference; create schema if not exists marts")
            connection.execute(
                "create table if not exists reference.gazetteer_actors as select 'KEN' as actor_id, 'Kenya' as"
                " actor_name, 'country' as actor_type, null::varchar as parent_id"
            )
        runner = replace(refresh.stages, stages=TOY_STAGES, batch_documents=2)
        for stage in TOY_STAGES:
            runner.run(stage)
        with refresh.build.open() as connection:
            for name in ("deliveries", "page_texts", "ner_spans"):
                connection.execute(f"create or replace table marts.{name} as from raw.{name}")
        releases.publish(
            refresh.build,
            settings.releases_folder,
            settings.warehouse_file,
            now=settings.now(),
            provenance=Provenance("chaos", {}, {}, {}),
        )
        refresh.close()


def land(settings: Settings, turn: int) -> None:
    """Let some pages arrive."""
    for number in range(turn * PAGES_A_TURN, (turn + 1) * PAGES_A_TURN):
        (settings.landing_folder / f"{number}.txt").write_text(STORY.format(number=number) * 3, encoding="utf-8")


def kill_stages(folder: Path, kills: int) -> Kills:
    """Kill -9 a run again and again at moments spread over its length; then let one end, and compare.

    Call it in a process of its own: it forks, which a process that already runs threads must not do.
    """
    (folder / "landing").mkdir(parents=True)
    killed = settings_for(folder / "landing", folder / "killed")
    moments, in_time = random.Random(11), 0
    land(killed, 0)
    length = _forked(killed, None) or 1.0
    for turn in range(1, kills + 1):
        land(killed, turn)
        took = _forked(killed, moments.uniform(0.0, length))
        in_time += took is None
        # Three kills of four shall meet a run at work, anywhere from its first step to its last.
        length = length * 1.1 if took is None else 0.5 * (length + took)
    _forked(killed, None)
    undisturbed = settings_for(folder / "landing", folder / "undisturbed")
    shutil.copytree(killed.archive_folder, undisturbed.archive_folder)  # pages arrived in the same order, then
    _forked(undisturbed, None)
    return Kills(kills, in_time, (kills + 1) * PAGES_A_TURN, *_compared(killed, undisturbed))


def _forked(settings: Settings, seconds: float | None) -> float | None:
    """Run the work in a child and kill it after some seconds; how long it took, None where the kill came first."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(settings)
            status = 0
        finally:
            os._exit(status)
    while seconds is None or time.monotonic() - started < seconds:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            if status:
                raise RuntimeError(f"a run failed by itself with status {status}")
            return time.monotonic() - started
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _compared(killed: Settings, undisturbed: Settings) -> tuple[int, list[str], int]:
    """Pages in the last release, tables that are not those of an undisturbed run, and how many releases were made."""
    digests = []
    for settings in (killed, undisturbed):
        with open_release(settings.warehouse_file) as connection:
            digests.append(mart_digests(connection))
    differing = sorted(name for name in digests[0] | digests[1] if digests[0].get(name) != digests[1].get(name))
    with open_release(killed.warehouse_file) as connection:
        (arrived,) = connection.execute("select count(*) from marts.ner_spans").fetchone() or (0,)
    newest = releases.newest_release(killed.releases_folder)
    return int(arrived), differing, newest.version if newest else 0


def kill_stages_apart(folder: Path, kills: int) -> Kills:
    """The same in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from tests.chaos import kill_stages; "
        "print(repr(kill_stages(Path(sys.argv[1]), int(sys.argv[2]))))"
    )
    command = [sys.executable, "-c", code, str(folder), str(kills)]
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: Kills = eval(done.stdout.splitlines()[-1], {"Kills": Kills})  # noqa: S307 (our own words)
    return found


def main(stages: int, refreshes: int, under_readers: int) -> int:
    """Run all three and say what came of them; 1 when a promise was broken."""
    from tests.test_crashes import kill_refreshes
    from tests.test_readers import refresh_under_readers

    corpus = PROJECT_ROOT / "seeds"
    with tempfile.TemporaryDirectory(prefix="dateline_chaos_") as name:
        folder = Path(name)
        folder.chmod(0o755)
        kills = kill_stages_apart(folder / "stages", stages)
        logger.info("stages and releases: %s", kills)
        differing = kill_refreshes(folder / "refreshes", corpus, refreshes)
        logger.info("whole refreshes: %d kills, tables that differ: %s", refreshes, differing or "none")
        told = refresh_under_readers(folder / "readers", corpus, under_readers)
        logger.info("refreshes under readers: %d", under_readers)
        for reader in told:
            logger.info("a reader: %d queries, errors %s, torn %d", reader["queries"], reader["errors"], reader["torn"])
    broken = [
        kills.differing,
        kills.arrived != kills.pages,
        differing,
        *(reader["errors"] or reader["torn"] for reader in told[:-1]),
    ]
    return int(any(broken))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    sys.exit(main(*map(int, sys.argv[1:4])))
