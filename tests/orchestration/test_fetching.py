"""Feeds are fetched when they are due, and a refresh starts when, and only when, they have brought something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from dagster_project.feeds.config import FeedsFileError
from dagster_project.orchestration import state
from dagster_project.orchestration.fetching import FETCH_JOB, fetch_job, print_reports
from dagster_project.orchestration.housekeeping import ended_lately
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.resources import refresh_resource
from dagster_project.orchestration.sensors import sensors
from dagster_project.settings import Settings
from tests.conftest import NOON, settings_for
from tests.feeds.server import Server, answer, page, serving
from tests.readme import README


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.pages |= {"/feed": answer(server.url("/1")), "/1": page("The mayor of Nairobi resigned on Monday.")}
        yield server


@pytest.fixture
def fed(settings: Settings, server: Server, tmp_path: Path) -> Settings:
    """Settings with one feed on this machine, after a refresh that had seen everything."""
    path = tmp_path / "feeds.yaml"
    path.write_text(f"feeds:\n  - name: gazette\n    url: {server.url('/feed')}\n", encoding="utf-8")
    fed = replace(settings, feeds_file=path, loopback_feeds=True, host_seconds=0.0)
    fed.data_folder.mkdir()
    state.write(fed, state.observe(fed))
    return fed


def tick(settings: Settings, name: str, instance: dg.DagsterInstance) -> dg.SensorExecutionData:
    sensor = next(sensor for sensor in sensors(settings, "refresh") if sensor.name == name)
    return sensor.evaluate_tick(dg.build_sensor_context(instance=instance))


def fetch(settings: Settings, instance: dg.DagsterInstance) -> None:
    """Run the job as the sensor would."""
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    resources = {"refresh": refresh_resource(settings)}
    assert fetch_job().execute_in_process(instance=instance, run_config=quiet, resources=resources).success


def test_a_feed_that_is_due_is_fetched_and_what_it_brings_starts_one_refresh(fed: Settings, server: Server) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        assert tick(fed, "landing_folder", instance).skip_message == state.NOTHING_NEW
        [request] = tick(fed, "feeds_due", instance).run_requests
        assert request.tags["dateline/reason"] == "1 of 1 feeds are due"
        fetch(fed, instance)
        assert tick(fed, "feeds_due", instance).skip_message == "none of 1 feeds is due"
        [request] = tick(fed, "landing_folder", instance).run_requests
        assert request.tags["dateline/reason"] == "feeds have brought something new"
        later = replace(fed, now=lambda: NOON + timedelta(hours=1), look_seconds=0)
        assert tick(later, "feeds_due", instance).run_requests


def test_feeds_that_are_due_again_at_once_leave_the_landing_folder_its_turn(fed: Settings, server: Server) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        fetch(fed, instance)
        later = replace(fed, now=lambda: NOON + timedelta(hours=1))
        assert "comes first" in str(tick(later, "feeds_due", instance).skip_message)
        assert tick(later, "landing_folder", instance).run_requests
        ended = datetime.now(UTC)
        assert ended_lately(instance, FETCH_JOB, 60, ended + timedelta(seconds=50))
        assert not ended_lately(instance, FETCH_JOB, 60, ended + timedelta(seconds=70))


def test_a_fetched_page_becomes_a_delivery_and_a_document(fed: Settings, server: Server) -> None:
    work = Refresh(fed)
    work.fetch()
    assert work.take_in().last_delivery == 1
    assert work.query("select location, outcome, feed, http_status, http_url from raw.deliveries") == [
        (server.url("/1"), "new", "gazette", "200", server.url("/1"))
    ]
    assert work.query("select media_type, encoding from raw.documents") == [("text/html", "utf-8")]


def test_a_fetch_that_brings_nothing_starts_no_refresh(fed: Settings, server: Server) -> None:
    work = Refresh(fed)
    work.fetch()
    work.take_in()
    state.write(fed, {**state.observe(fed)})
    work.fetch(only_due=False)
    with dg.DagsterInstance.ephemeral() as instance:
        assert tick(fed, "landing_folder", instance).skip_message == state.NOTHING_NEW
    assert len(server.asked("/feed")) == 2


def test_what_arrives_after_the_look_of_a_refresh_starts_another_one(fed: Settings) -> None:
    work = Refresh(fed)
    work.take_in()
    seen = work._observed
    work.fetch()
    state.write(fed, seen or {})
    assert state.news(fed, state.observe(fed)) == ["feeds have brought something new"]


@pytest.mark.parametrize("status", [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTED])
def test_while_feeds_are_fetched_neither_another_fetch_nor_a_refresh_starts(
    fed: Settings, status: dg.DagsterRunStatus
) -> None:
    Refresh(fed).fetch()
    later = replace(fed, now=lambda: NOON + timedelta(hours=1))
    with dg.DagsterInstance.ephemeral() as instance:
        instance.create_run_for_job(
            fetch_job().with_top_level_resources({"refresh": refresh_resource(fed)}), status=status
        )
        ticks = [tick(later, name, instance) for name in ("feeds_due", "landing_folder")]
    assert [each.run_requests for each in ticks] == [[], []]
    assert all(str(each.skip_message).startswith("feeds are being fetched") for each in ticks)


def test_make_feeds_prints_what_the_readme_shows(
    fed: Settings, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.pages |= {"/feed": answer("\n".join(map(server.url, ("/1", "/2", "/gone")))), "/2": page("She resigned.")}
    feeds = {"harbour-gazette": "/feed", "northfield-world": "/sitemap.xml"}
    named = [f"  - {{name: {name}, url: '{server.url(path)}'}}\n" for name, path in feeds.items()]
    fed.feeds_file.write_text(f"feeds:\n{''.join(named)}", encoding="utf-8")
    print_reports(Refresh(fed).fetch(only_due=False))
    said = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert "$ make feeds\n" + "\n".join(said) in README.read_text(encoding="utf-8")


def test_without_a_feeds_file_nothing_is_fetched_and_that_is_said(settings: Settings, tmp_path: Path) -> None:
    none = replace(settings, feeds_file=tmp_path / "feeds.yaml")
    with dg.DagsterInstance.ephemeral() as instance:
        assert "no feeds are named" in str(tick(none, "feeds_due", instance).skip_message)


def test_a_mistake_in_the_feeds_file_fails_the_tick_with_its_line(fed: Settings) -> None:
    fed.feeds_file.write_text("feeds:\n  - name: gazette\n", encoding="utf-8")
    with dg.DagsterInstance.ephemeral() as instance, pytest.raises(FeedsFileError, match="line 2"):
        tick(fed, "feeds_due", instance)


def test_feeds_may_lie_on_this_machine_only_where_the_switch_says_so(tmp_path: Path) -> None:
    assert settings_for(tmp_path, tmp_path).loopback_feeds is False
    assert Settings.from_env({"DATELINE_LOOPBACK_FEEDS": "on"}).loopback_feeds is True
