"""Schedules and sensors start a refresh when there is something to do, say why not, and open no database."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import dagster as dg
import pytest

from dagster_project.orchestration import state
from dagster_project.orchestration.checks import judge_failures
from dagster_project.orchestration.housekeeping import (
    KEPT_RUNS,
    MOST_DEATHS,
    PROCESS_TAG,
    SECONDS_TO_SAY_WHERE,
    delete_runs,
    disk_usage,
    end_dead_runs,
)
from dagster_project.orchestration.runner import StageSummary
from dagster_project.orchestration.schedules import schedules
from dagster_project.orchestration.sensors import sensors
from dagster_project.settings import Settings

TICKS = 20


@pytest.fixture
def landing_sensor(settings: Settings) -> dg.SensorDefinition:
    return next(sensor for sensor in sensors(settings, "refresh") if sensor.name == "landing_folder")


@pytest.fixture
def daily(settings: Settings) -> dg.ScheduleDefinition:
    return next(schedule for schedule in schedules(settings, "refresh") if schedule.name == "daily_refresh")


@pytest.fixture
def refreshed(settings: Settings) -> Settings:
    """Settings whose last refresh has seen everything."""
    settings.data_folder.mkdir()
    state.write(settings, state.observe(settings))
    return settings


def tick(sensor: dg.SensorDefinition, cursor: str | None = None) -> dg.SensorExecutionData:
    with dg.DagsterInstance.ephemeral() as instance:
        return sensor.evaluate_tick(dg.build_sensor_context(instance=instance, cursor=cursor))


def test_twenty_ticks_with_nothing_new_are_twenty_skips_with_their_reason(
    refreshed: Settings, landing_sensor: dg.SensorDefinition, daily: dg.ScheduleDefinition
) -> None:
    ticks = [tick(landing_sensor) for _ in range(TICKS)]
    ticks += [daily.evaluate_tick(dg.build_schedule_context()) for _ in range(TICKS)]
    assert [each.run_requests for each in ticks] == [[]] * 2 * TICKS
    assert {each.skip_message for each in ticks} == {state.NOTHING_NEW}


@pytest.mark.parametrize("change", ["a new page", "a changed page", "a removed page", "a new sidecar"])
def test_a_changed_landing_folder_starts_one_refresh(
    settings: Settings, landing_sensor: dg.SensorDefinition, change: str
) -> None:
    page = settings.landing_folder / "deep" / "page.txt"
    page.parent.mkdir()
    page.write_text("The mayor resigned.", encoding="utf-8")
    settings.data_folder.mkdir()
    state.write(settings, state.observe(settings))
    {
        "a new page": lambda: page.with_name("other.txt").write_text("The mayor stays.", encoding="utf-8"),
        "a changed page": lambda: page.write_text("The mayor did not resign.", encoding="utf-8"),
        "a removed page": page.unlink,
        "a new sidecar": lambda: page.with_name("page.meta.json").write_text("{}", encoding="utf-8"),
    }[change]()
    first = tick(landing_sensor)
    assert [request.tags["dateline/reason"] for request in first.run_requests] == ["the landing folder has changed"]
    second = tick(landing_sensor, first.cursor)
    assert second.run_requests == []
    assert "already started because the landing folder has changed" in second.skip_message


def test_before_the_first_refresh_and_after_a_failed_one_the_schedule_starts_one(
    settings: Settings, daily: dg.ScheduleDefinition
) -> None:
    [request] = daily.evaluate_tick(dg.build_schedule_context()).run_requests
    assert request.tags["dateline/reason"] == "no refresh has been completed yet"


def test_changed_code_or_reference_data_starts_a_refresh(
    refreshed: Settings, landing_sensor: dg.SensorDefinition
) -> None:
    observed = state.observe(refreshed)
    state.write(refreshed, {**observed, "code": "older", "reference": "older"})
    [request] = tick(landing_sensor).run_requests
    assert request.tags["dateline/reason"] == "reference data or models have changed; the code has changed"


def test_sensors_look_as_often_as_they_are_told(settings: Settings) -> None:
    told = sensors(replace(settings, look_seconds=5), "refresh")
    assert [sensor.minimum_interval_seconds for sensor in told[:2]] == [5, 15]
    assert [sensor.minimum_interval_seconds for sensor in sensors(settings, "refresh")[:2]] == [20, 60]


def test_a_missing_landing_folder_is_said_and_no_run(settings: Settings, landing_sensor: dg.SensorDefinition) -> None:
    settings.landing_folder.rmdir()
    found = tick(landing_sensor)
    assert (found.run_requests, "does not exist" in found.skip_message) == ([], True)


def test_a_damaged_state_file_counts_as_none(refreshed: Settings) -> None:
    refreshed.state_file.write_text("{", encoding="utf-8")
    assert state.news(refreshed, state.observe(refreshed)) == ["no refresh has been completed yet"]


def test_sensors_and_schedules_open_no_database(
    refreshed: Settings, landing_sensor: dg.SensorDefinition, daily: dg.ScheduleDefinition
) -> None:
    with patch("duckdb.connect", side_effect=AssertionError("a database was opened")):
        tick(landing_sensor)
        daily.evaluate_tick(dg.build_schedule_context())


def test_a_run_whose_process_was_killed_does_not_go_on_for_ever() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    host = os.uname().nodename
    with dg.DagsterInstance.ephemeral() as instance:
        dead, alive, elsewhere = (
            instance.create_run_for_job(_nothing, status=dg.DagsterRunStatus.STARTED, tags={PROCESS_TAG: tag}).run_id
            for tag in (f"{host}:{gone.pid}", f"{host}:{os.getpid()}", "another-host:1")
        )
        assert end_dead_runs(instance) == 1
        statuses = {run.run_id: run.status for run in instance.get_runs()}
    assert statuses[dead] is dg.DagsterRunStatus.FAILURE
    assert {statuses[alive], statuses[elsewhere]} == {dg.DagsterRunStatus.STARTED}


def test_a_run_that_was_killed_before_it_said_where_it_is_does_not_go_on_for_ever() -> None:
    soon, later = (datetime.now(UTC) + timedelta(seconds=SECONDS_TO_SAY_WHERE + by) for by in (-60, 60))
    with dg.DagsterInstance.ephemeral() as instance:
        instance.create_run_for_job(_nothing, status=dg.DagsterRunStatus.STARTING)
        instance.create_run_for_job(_nothing, status=dg.DagsterRunStatus.NOT_STARTED)
        assert (end_dead_runs(instance, soon), end_dead_runs(instance, later)) == (0, 1)
        assert {run.status for run in instance.get_runs()} == {
            dg.DagsterRunStatus.FAILURE,
            dg.DagsterRunStatus.NOT_STARTED,
        }


@pytest.mark.parametrize(
    ("deaths", "is_tried_again"), [(0, False), (1, True), (MOST_DEATHS - 1, True), (MOST_DEATHS, False)]
)
def test_what_a_killed_refresh_left_is_taken_up_by_the_next_one_but_not_all_day(
    settings: Settings,
    landing_sensor: dg.SensorDefinition,
    deaths: int,
    is_tried_again: bool,  # noqa: FBT001 (a column of the table above)
) -> None:
    cursor = tick(landing_sensor).cursor
    with dg.DagsterInstance.ephemeral() as instance:
        for _ in range(deaths):
            run = instance.create_run_for_job(_refresh, status=dg.DagsterRunStatus.STARTED)
            instance.report_run_failed(run)
        found = landing_sensor.evaluate_tick(dg.build_sensor_context(instance=instance, cursor=cursor))
    assert bool(found.run_requests) is is_tried_again


def test_a_refresh_that_failed_by_itself_is_not_tried_again_by_the_sensor(landing_sensor: dg.SensorDefinition) -> None:
    cursor = tick(landing_sensor).cursor
    with dg.DagsterInstance.ephemeral() as instance:
        assert not _refresh.execute_in_process(instance=instance, raise_on_error=False).success
        found = landing_sensor.evaluate_tick(dg.build_sensor_context(instance=instance, cursor=cursor))
    assert found.run_requests == []


def test_old_runs_are_deleted_and_the_newest_kept() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        for _ in range(KEPT_RUNS + 3):
            instance.create_run_for_job(_nothing, status=dg.DagsterRunStatus.SUCCESS)
        assert delete_runs(instance, datetime.now(UTC)) == 0
        assert delete_runs(instance, datetime.now(UTC) + timedelta(days=31)) == 3
        assert len(instance.get_runs()) == KEPT_RUNS


def test_what_takes_room_is_said_by_place(refreshed: Settings, tmp_path: Path) -> None:
    refreshed.build_file.write_bytes(b"x" * 1000)
    usage = disk_usage(refreshed, tmp_path / "no home")
    assert (usage["build.duckdb"], usage["releases"]) == (1000, 0)


@pytest.mark.parametrize(("done", "failed", "passed"), [(19, 1, True), (18, 2, False), (1, 18, True), (0, 0, True)])
def test_many_failed_documents_of_one_refresh_fail_a_check_from_twenty_documents_on(
    done: int,
    failed: int,
    passed: bool,  # noqa: FBT001 (a column of the table above)
) -> None:
    summary = StageSummary("dating", "v", documents_done=done, documents_failed=failed, reasons=["document d: no"])
    result = judge_failures(summary, dg.AssetKey(["raw", "date_evidence"]))
    assert result.passed is passed
    assert result.description.startswith(f"{failed} of {done + failed} documents failed")


@dg.op
def nothing() -> None:
    """An operation of a run that is only looked at."""


@dg.job
def _nothing() -> None:
    nothing()


@dg.op
def fail() -> None:
    """A step that says what is wrong."""
    raise ValueError("a mistake of its own")


@dg.job(name="refresh", logger_defs={}, executor_def=dg.in_process_executor)
def _refresh() -> None:
    fail()
