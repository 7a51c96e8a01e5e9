"""Kill -9 at any moment costs time and nothing else."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from dagster_project.settings import PROJECT_ROOT, Settings
from tests.chaos import kill_stages_apart
from tests.conftest import NOON, settings_for
from tests.refreshing import run_refresh, tables

KILLS = 5
STAGE_KILLS = 50
LONGEST_SECONDS = 14.0  # a refresh of the corpus below takes about so long


def start_refresh(settings: Settings) -> subprocess.Popen[bytes]:
    """`make refresh` as a process of its own, with worker processes."""
    environment = {
        **os.environ,
        "DATELINE_LANDING_FOLDER": str(settings.landing_folder),
        "DATELINE_DATA_FOLDER": str(settings.data_folder),
        "DATELINE_NOW": NOON.isoformat(),
        "DATELINE_WORKERS": "2",
        "DATELINE_BATCH_DOCUMENTS": "2",
        "DAGSTER_HOME": str(settings.data_folder.parent / "dagster_home"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "dagster_project", "refresh"],
        cwd=PROJECT_ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the refresh and all that it started, at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_refreshes(folder: Path, corpus: Path, kills: int) -> list[str]:
    """Kill refreshes of a corpus, let one end; the tables that are not those of an undisturbed refresh."""
    shutil.copytree(corpus, folder / "landing")
    undisturbed = settings_for(folder / "landing", folder / "undisturbed")
    run_refresh(undisturbed)
    killed = settings_for(folder / "landing", folder / "killed")
    moments = random.Random(11)  # the same moments in every run, as far as the machine lets them be
    for _ in range(kills):
        process = start_refresh(killed)
        time.sleep(moments.uniform(1.0, LONGEST_SECONDS))
        kill(process)
    run_refresh(killed)
    found, expected = tables(killed), tables(undisturbed)
    return sorted(name for name in found | expected if found.get(name) != expected.get(name))


def test_a_refresh_that_is_killed_again_and_again_ends_in_the_same_tables(tmp_path: Path, sample_corpus: Path) -> None:
    assert kill_refreshes(tmp_path / "chaos", sample_corpus, KILLS) == []


def test_stages_and_releases_that_are_killed_fifty_times_end_in_the_same_release(tmp_path: Path) -> None:
    done = kill_stages_apart(tmp_path, STAGE_KILLS)
    assert done.differing == []
    assert done.arrived == done.pages
    assert done.in_time >= STAGE_KILLS / 3  # else the kills came too late to mean anything
    assert done.releases >= STAGE_KILLS / 10  # and that none came so early that no release was ever begun
