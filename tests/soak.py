"""The running service for many ticks of its sensors, with all that happens to one; then each promise is looked at.

    python -m tests.soak TICKS

`make soak` runs it with 200. What happens when follows from the seed of soaked.py, as far as the machine lets it.
"""

from __future__ import annotations

import json
import logging
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.orchestration.housekeeping import UNFINISHED
from dagster_project.settings import PROJECT_ROOT
from dagster_project.warehouse import releases
from tests.refreshing import ask
from tests.soaked import ACTING, World, a_world
from tests.test_readers import READERS, start_reader
from tests.ui.server import wait_until

logger = logging.getLogger(__name__)

SECONDS_TO_SETTLE = 1800  # after the last kill, for whatever still waits on a busy machine
TICKS_PER_SERVICE_KILL, TICKS_PER_RUN_KILL = 20, 10


def happenings(chance: random.Random, ticks: int) -> Iterator[Callable[[World], object]]:
    """What happens at each tick, without the kills."""
    often = [World.drop_file, World.drop_file, World.publish, World.change_mood]
    seldom = [World.change_file, World.drop_hostile_file]
    for _ in range(ticks):
        yield chance.choice([*often, *seldom, *[World.let_feeds_be_due] * 4])


def live_through(world: World, ticks: int) -> None:
    """Let things happen, one a tick, until so many ticks have ended, and kills between them."""
    service_kills = set(world.chance.sample(range(2, ticks), max(1, ticks // TICKS_PER_SERVICE_KILL)))
    run_kills = max(1, ticks // TICKS_PER_RUN_KILL)
    for number, happen in enumerate(happenings(world.chance, ticks)):
        before = world.ticks().total()
        wait_until(lambda before=before: world.ticks().total() > before)
        happen(world)
        if number in service_kills:
            world.kill_service()
        # Kills of runs are spread over the ticks; where one came too late, the next tick makes up for it. Between two
        # of them a refresh comes through, however slow the machine is: else readers would never see a new release.
        elif world.done["kills of runs"] < run_kills * (number + 1) / ticks and world.has_recovered():
            world.kill_run()
        logger.info("tick %d of %d: %s", number + 1, ticks, dict(world.done))


def settle(world: World) -> None:
    """Let everything that waits arrive: the feeds answer again, the last file comes, nobody is killed any more."""
    for gazette in world.gazettes:
        gazette.mood = "good"
    world.drop_file()

    def is_settled() -> bool:
        if world.instance.get_runs(dg.RunsFilter(statuses=UNFINISHED), limit=1):
            return False
        if late := missing(world):
            world.let_feeds_be_due()
        return not late

    wait_until(is_settled, SECONDS_TO_SETTLE)


def missing(world: World) -> list[str]:
    """The locations of which the warehouse does not yet hold the article or the reason."""
    articles, refusals = found(world)
    late = [place for place, document in world.articles.items() if document not in ("", *articles.get(place, ["-"]))]
    late += [place for place in world.articles if place not in articles]
    return sorted({*late, *(place for place in world.refusals if place not in refusals)})


def found(world: World) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Of the release: the documents of the current articles and the last reason code, by location."""
    articles = ask(
        world.settings, "select location, list(document_id) from marts.articles where is_current group by location"
    )
    refusals = ask(
        world.settings,
        "select location, max_by(reason_code, delivery_number) from marts.deliveries"
        " where reason_code is not null group by location",
    )
    return dict(articles), dict(refusals)


def broken_promises(world: World, told: list[dict[str, Any]]) -> dict[str, list[object]]:
    """By promise, what breaks it."""
    articles, refusals = found(world)
    doubled = [place for place, documents in articles.items() if len(documents) != 1]
    kills = world.done["kills of the service"], world.done["kills of runs"]
    unfinished = world.instance.get_runs(dg.RunsFilter(statuses=UNFINISHED))
    logged = world.log_path.read_text(encoding="utf-8", errors="replace").splitlines()
    return {
        "every text and page is a current article, every bad file has its reason": [*missing(world)],
        "nothing is there twice": [*doubled],
        "nothing is there that did not come": [*sorted(articles.keys() - world.articles.keys())],
        "bad files are refused for what they are": [
            (place, refusals.get(place)) for place, code in world.refusals.items() if refusals.get(place) != code
        ],
        "no run goes on for ever": [(run.run_id, run.status.value) for run in unfinished],
        "no run fails unless killed": failed_by_themselves(world.instance, sum(kills)),
        "the service and runs at work were killed": [] if all(kills) else [*kills],
        "no tick fails": ["failed"] * world.ticks()["FAILURE"],
        "readers meet no error": [error for reader in told[:-1] for error in reader["errors"]],
        "readers see no torn result": [reader["torn"] for reader in told[:-1] if reader["torn"]],
        "nobody writes by mistake": [*told[-1]["seen"]],
        "names and titles act on no terminal": [line for line in logged if any(sign in line for sign in ACTING)],
    }


def failed_by_themselves(instance: dg.DagsterInstance, kills: int) -> list[object]:
    """Runs of which a step says that it failed, for which a killed one has no time, and those that no kill explains."""
    failed = instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE]))
    told = [run.run_id for run in failed if instance.get_run_stats(run.run_id).steps_failed]
    return [*told, *[run.run_id for run in failed if run.run_id not in told][kills:]]


def soak(folder: Path, ticks: int) -> dict[str, list[object]]:
    """Live through so many ticks, settle, and tell what came of it; by promise, what breaks it."""
    stop = folder / "stop"
    with a_world(folder) as world:
        modes = ["ro"] * (READERS - 1) + ["rw"]
        readers = [start_reader(world.settings.warehouse_file, mode, stop) for mode in modes]
        try:
            live_through(world, ticks)
            settle(world)
        finally:
            stop.touch()
            told = [json.loads(reader.communicate(timeout=60)[0].splitlines()[-1]) for reader in readers]
        assert world.server is not None
        environment = world.server.environment
        world.service.close()
        promises = broken_promises(world, told)
        promises["the warehouse is the same, made again from the archive"] = rebuilt(environment)
        _say(world, told)
    return promises


def rebuilt(environment: dict[str, str]) -> list[object]:
    """What `make rebuild` says of tables that differ."""
    command = [sys.executable, "-m", "dagster_project", "rebuild"]
    done = subprocess.run(command, cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=False)
    return [done.stdout.splitlines()[-1:], done.stderr[-500:]] if done.returncode else []


def _say(world: World, told: list[dict[str, Any]]) -> None:
    runs = Counter((run.job_name, run.status.value) for run in world.instance.get_runs())
    answers = {gazette.name: dict(gazette.answers) for gazette in world.gazettes}
    newest = releases.newest_release(world.settings.releases_folder)
    logger.info("ticks: %s", dict(world.ticks()))
    logger.info("happened: %s", dict(world.done))
    logger.info("answers of feeds: %s", answers)
    logger.info("runs: %s", {" ".join(key): count for key, count in runs.items()})
    logger.info("releases: %d", newest.version if newest else 0)
    for reader in told:
        logger.info("a reader: %d queries, errors %s, torn %d", reader["queries"], reader["errors"], reader["torn"])


def main(ticks: int) -> int:
    """Say for each promise whether it was kept; 1 when one was broken."""
    with tempfile.TemporaryDirectory(prefix="dateline_soak_") as name:
        folder = Path(name)
        folder.chmod(0o755)
        promises = soak(folder, ticks)
    for promise, breaches in promises.items():
        logger.info("%s: %s", promise, f"BROKEN {breaches[:10]}" if breaches else "kept")
    return int(any(promises.values()))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # Dagster's storage says what it makes
    sys.exit(main(int(sys.argv[1])))
