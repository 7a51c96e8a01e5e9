"""The Dagster home of the web server and the daemon."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import dagster as dg

from dagster_project.orchestration.service import prepare_home


def test_processes_that_prepare_a_new_home_at_once_all_find_its_databases_made(tmp_path: Path) -> None:
    homes = [tmp_path / f"home{number}" for number in range(8)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(prepare_home, [home for home in homes for _ in range(2)])) == sorted(homes * 2)
    for home in homes:
        assert (home / "storage" / "schedules" / "schedules.db").exists()
        with dg.DagsterInstance.from_config(str(home)) as instance:
            assert instance.get_runs_count() == 0
