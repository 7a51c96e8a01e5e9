"""Refreshes that run by themselves: the daemon's, beside those that people start, one after the other."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import dagster as dg

from dagster_project.settings import PROJECT_ROOT
from tests.conftest import settings_for
from tests.refreshing import ask
from tests.ui.server import SECONDS_TO_FINISH, Server, serving, wait_until

STORY = "Ministers from Kenya and Japan met in Nairobi on Monday. They spoke for an hour about trade with the EU.\n" * 3
LAUNCH = """
mutation {launchRun(executionParams: {selector: {jobName: "refresh", repositoryName: "__repository__",
  repositoryLocationName: "dagster_project.definitions:defs"}, runConfigData: {}}) {__typename}}
"""


def test_three_refreshes_started_at_once_run_one_after_the_other_and_a_dropped_file_is_released(tmp_path: Path) -> None:
    settings = settings_for(_folder(tmp_path / "landing"), tmp_path / "data")
    with serving(settings, tmp_path / "home", with_daemon=True, DATELINE_NER="off") as server:
        (settings.landing_folder / "story.txt").write_text(STORY, encoding="utf-8")  # the sensor sees it
        with subprocess.Popen(
            [sys.executable, "-m", "dagster_project", "refresh"],
            cwd=PROJECT_ROOT,
            env=server.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as by_hand:
            launched = server.ask(LAUNCH)["launchRun"]["__typename"]
            told = by_hand.communicate(timeout=SECONDS_TO_FINISH)[1]
        assert launched == "LaunchRunSuccess"
        assert by_hand.returncode == 0, told
        runs = wait_until(lambda: runs if len(runs := server.over()) >= 3 and _by_sensor(server) else None)
        assert {run["status"] for run in runs} == {"SUCCESS"}
        assert ask(settings, "select count(*) from marts.articles where location = 'story.txt'") == [(1,)]
        _assert_apart(tmp_path / "home", [run["runId"] for run in runs])


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _by_sensor(server: Server) -> bool:
    return any(tag["key"] == "dagster/sensor_name" for run in server.over() for tag in run["tags"])


def _assert_apart(home: Path, run_ids: list[str]) -> None:
    """No run's first step begins before the last step of the run before has ended."""
    with dg.DagsterInstance.from_config(str(home)) as instance:
        spans = []
        for run_id in run_ids:
            steps = [stats for stats in instance.get_run_step_stats(run_id) if stats.start_time and stats.end_time]
            spans.append((min(step.start_time for step in steps), max(step.end_time for step in steps)))
    for (_, end), (begin, _) in pairwise(sorted(spans)):
        assert end <= begin
