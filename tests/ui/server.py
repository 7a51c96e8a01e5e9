"""A real web server (and daemon) on a temporary folder, and what it says of its runs."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.settings import PROJECT_ROOT, Settings

SECONDS_TO_START = 120
SECONDS_TO_FINISH = 480  # generous: a busy machine takes its time
SECONDS_TO_ANSWER = 120
LOCATIONS = """{workspaceOrError {__typename ... on PythonError {message stack}
  ... on Workspace {locationEntries {locationOrLoadError {__typename ... on PythonError {message stack}}}}}}"""
RUNS = "{runsOrError{... on Runs{results{runId status startTime endTime tags{key value}}}}}"

MESSAGES = """{logsForRun(runId: %s) {
  ... on EventConnection {events {__typename ... on LogMessageEvent {message}}}}}"""

CHECKS = """{assetNodeOrError(assetKey: {path: %s}) {... on AssetNode {assetChecksOrError {
  ... on AssetChecks {checks {name executionForLatestMaterialization {status}}}}}}}"""


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, the environment that it and its runs live in, and the group of all of their processes."""

    url: str
    environment: dict[str, str]
    group: int

    def ask(self, query: str) -> Any:
        """The answer to a GraphQL query."""
        body = json.dumps({"query": query}).encode()
        request = urllib.request.Request(  # noqa: S310 (a loopback address)
            f"{self.url}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310
            return json.load(answer)["data"]

    def runs(self) -> list[dict[str, Any]]:
        """All runs, newest first."""
        return list(self.ask(RUNS)["runsOrError"]["results"])

    def messages(self) -> list[str]:
        """What was logged among the first thousand events of the newest run, beside the events themselves."""
        events = self.ask(MESSAGES % json.dumps(self.runs()[0]["runId"]))["logsForRun"]["events"]
        return [event["message"] for event in events if event["__typename"] == "LogMessageEvent"]

    def checks(self, *path: str) -> dict[str, str]:
        """Name and latest result of every check of an asset."""
        node = self.ask(CHECKS % json.dumps(path))["assetNodeOrError"]["assetChecksOrError"]
        return {check["name"]: check["executionForLatestMaterialization"]["status"] for check in node["checks"]}

    def wait_for_runs(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many runs are over; returns all of them."""
        return wait_until(lambda: runs if len(runs := self.over()) >= count else None)

    def over(self) -> list[dict[str, Any]]:
        """The runs that are over."""
        return [run for run in self.runs() if run["status"] in ("SUCCESS", "FAILURE", "CANCELED")]


def wait_until(look: Any, seconds: float = SECONDS_TO_FINISH) -> Any:
    """What `look` gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.5)
    raise TimeoutError(f"nothing came in {seconds} seconds")


@contextmanager
def serving(settings: Settings, home: Path, *, with_daemon: bool, **variables: str) -> Iterator[Server]:
    """`make ui` on a free port, until the block ends; `variables` are more of its environment."""
    port = _free_port()
    environment = {
        **os.environ,
        "DATELINE_LANDING_FOLDER": str(settings.landing_folder),
        "DATELINE_DATA_FOLDER": str(settings.data_folder),
        "DATELINE_WORKERS": "1",
        "DAGSTER_HOME": str(home),
        **variables,
    }
    command = [sys.executable, "-m", "dagster_project", "ui", "--port", str(port)]
    command += [] if with_daemon else ["--without-daemon"]
    with (home.parent / "server.log").open("a") as log:
        process = subprocess.Popen(
            command, cwd=PROJECT_ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", environment, process.pid)
            wait_until(lambda: process.poll() is not None or _answers(server), SECONDS_TO_START)
            assert process.poll() is None, (home.parent / "server.log").read_text()
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(server: Server) -> bool:
    """Whether it can launch runs: it answers before it knows the project's jobs. Raises when it cannot load them."""
    try:
        entries = server.ask(LOCATIONS)["workspaceOrError"].get("locationEntries") or []
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    loaded = [entry["locationOrLoadError"] for entry in entries]
    if failed := [location for location in loaded if location and location["__typename"] == "PythonError"]:
        raise AssertionError(f"the web server cannot load the project: {failed}")
    return bool(loaded) and all(loaded)
