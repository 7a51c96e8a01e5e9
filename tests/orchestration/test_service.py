"""The Dagster home of the web server and the daemon."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import dagster as dg
import pytest

from dagster_project import __main__ as commands
from dagster_project.orchestration.run_memory import EventLog
from dagster_project.orchestration.service import is_prepared, prepare_home


def test_processes_that_prepare_a_new_home_at_once_all_find_its_databases_made(tmp_path: Path) -> None:
    homes = [tmp_path / f"home{number}" for number in range(8)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(prepare_home, [home for home in homes for _ in range(2)])) == sorted(homes * 2)
    for home in homes:
        assert (home / "storage" / "schedules" / "schedules.db").exists()
        with dg.DagsterInstance.from_config(str(home)) as instance:
            assert instance.get_runs_count() == 0


OLDER = "storage:\n  sqlite:\n    base_dir: {home}/storage\n"


@pytest.mark.parametrize("queued", [True, False])
def test_a_home_is_ready_in_either_form_until_the_project_would_write_another_one(
    tmp_path: Path, *, queued: bool
) -> None:
    assert not is_prepared(tmp_path)
    assert is_prepared(prepare_home(tmp_path, queued=queued))
    (tmp_path / "dagster.yaml").write_text(OLDER.format(home=tmp_path), encoding="utf-8")
    assert not is_prepared(tmp_path)


@pytest.mark.parametrize("is_theirs", [True, False])
def test_the_projects_own_home_follows_the_project_and_one_that_somebody_names_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_theirs: bool
) -> None:
    (tmp_path / "dagster.yaml").write_text(OLDER.format(home=tmp_path), encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    if not is_theirs:
        monkeypatch.delenv("DAGSTER_HOME")
        monkeypatch.setattr(commands, "_home", lambda: tmp_path)
    with commands._instance() as instance:
        assert isinstance(instance.event_log_storage, EventLog) is not is_theirs
