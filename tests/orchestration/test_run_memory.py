"""Dagster's memory of runs with files that stay open: the same for every reader, however many runs there were."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import dagster as dg
import pytest
import yaml
from dagster._core.storage.event_log.base import EventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage

from dagster_project.orchestration.run_memory import KEPT_FILES, RunMemory
from dagster_project.settings import PROJECT_ROOT

KEY = dg.AssetKey(["marts", "mentions"])


@dg.asset(key=KEY)
def mentions() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={"dagster/row_count": 3})


def run(instance: dg.DagsterInstance) -> str:
    """Make the asset; returns the run's id."""
    return dg.materialize([mentions], instance=instance).run_id


def home(folder: Path) -> dg.DagsterInstance:
    """An instance with the storage that the project's dagster.yaml names, below a folder."""
    storage = yaml.safe_load((PROJECT_ROOT / "dagster.yaml").read_text(encoding="utf-8"))["storage"]
    storage["custom"]["config"]["base_dir"] = str(folder / "storage")
    config = yaml.safe_dump({"storage": storage, "telemetry": {"enabled": False}})
    (folder / "dagster.yaml").write_text(config, encoding="utf-8")
    return dg.DagsterInstance.from_config(str(folder))


def events(log: EventLogStorage, run_id: str) -> list[str]:
    return [record.event_log_entry.to_json() for record in log.get_records_for_run(run_id).records]


def test_what_a_run_left_is_read_by_the_next_process_and_by_dagsters_own_storage(tmp_path: Path) -> None:
    with home(tmp_path) as instance:
        run_id = run(instance)
        written = events(instance.event_log_storage, run_id)
    assert sum("AssetMaterialization" in event for event in written) > 0
    for reader in (RunMemory, DagsterSqliteStorage):
        storage = reader.from_local(str(tmp_path / "storage"))
        assert events(storage.event_log_storage, run_id) == written
        assert storage.event_log_storage.has_asset_key(KEY)
        storage.dispose()


def test_many_runs_under_a_reader_lose_no_event_and_keep_few_files_open(tmp_path: Path) -> None:
    with home(tmp_path) as instance:
        done, seen, ended = [run(instance)], [0], Event()

        def read() -> None:
            while not ended.is_set():
                seen.append(len(instance.fetch_materializations(KEY, limit=100).records))

        reader = Thread(target=read)
        reader.start()
        done += [run(instance) for _ in range(KEPT_FILES)]
        ended.set()
        reader.join()
        assert len({len(events(instance.event_log_storage, run_id)) for run_id in done}) == 1
        assert len(instance.fetch_materializations(KEY, limit=100).records) == len(done)
        assert seen == sorted(seen)  # what was there once stays
        assert 0 < len(open_databases(tmp_path)) <= KEPT_FILES


def open_databases(folder: Path) -> set[str]:
    """The files of the event log below a folder that this process has open."""
    found = {os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()}
    return {path for path in found if path.startswith(str(folder)) and path.endswith(".db") and "runs/" in path}


def test_checks_do_not_ask_for_their_table_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    usual = SqliteEventLogStorage.has_table
    monkeypatch.setattr(SqliteEventLogStorage, "has_table", lambda log, name: asked.append(name) or usual(log, name))

    @dg.asset(check_specs=[dg.AssetCheckSpec(f"check_{number}", asset="checked") for number in range(5)])
    def checked() -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        yield dg.MaterializeResult()
        for number in range(5):
            yield dg.AssetCheckResult(passed=True, check_name=f"check_{number}")

    with home(tmp_path) as instance:
        assert dg.materialize([checked], instance=instance).success
        keys = [dg.AssetCheckKey(dg.AssetKey("checked"), f"check_{number}") for number in range(5)]
        assert len(instance.event_log_storage.get_latest_asset_check_execution_by_key(keys)) == 5
    assert len(asked) == len(set(asked)) > 0


def test_files_of_runs_keep_a_log_and_leave_one_file_when_they_are_closed(tmp_path: Path) -> None:
    with home(tmp_path) as instance:
        run(instance)
        assert any(path.suffix == ".db-wal" for path in (tmp_path / "storage").rglob("*"))
    assert not [path for path in (tmp_path / "storage" / "history" / "runs").rglob("*-wal") if path.stat().st_size]
