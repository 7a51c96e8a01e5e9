"""The web server and the daemon, as two processes that live and end together."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import dagster as dg
from filelock import FileLock

from dagster_project.settings import PROJECT_ROOT

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"  # whoever can reach the UI can start runs: publish it through a proxy that asks who is there
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_END = 20.0


# Without a daemon nobody would take runs from the queue: they start at once, and wait for the writer's lock themselves.
UNQUEUED = """
run_coordinator:
  module: dagster._core.run_coordinator
  class: DefaultRunCoordinator
"""


def prepare_home(home: Path, *, queued: bool = True) -> Path:
    """Make `home` a DAGSTER_HOME: the project's dagster.yaml with the storage below it; returns it."""
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f".dagster.{os.getpid()}.yaml"
    draft.write_text(_config(home, queued=queued), encoding="utf-8")
    draft.replace(home / "dagster.yaml")
    _make_storage(home)
    return home


def is_prepared(home: Path) -> bool:
    """Whether `home` has the dagster.yaml that this version of the project would write there."""
    file = home / "dagster.yaml"
    return file.is_file() and file.read_text(encoding="utf-8") in [_config(home, queued=each) for each in (True, False)]


def _config(home: Path, *, queued: bool) -> str:
    config = (PROJECT_ROOT / "dagster.yaml").read_text(encoding="utf-8")
    return config.replace("base_dir: .dagster", f"base_dir: {home}") + ("" if queued else UNQUEUED)


def _make_storage(home: Path) -> None:
    """Make the databases of runs and ticks, one process at a time.

    Two that make them at once, as a web server and a daemon on a new home would, make one of them fail.
    """
    with FileLock(home / ".storage.lock"), dg.DagsterInstance.from_config(str(home)) as instance:
        instance.get_runs_count()
        instance.all_instigator_state()


def serve(port: int, *, with_daemon: bool = True) -> int:
    """Run both until one of them ends or a signal comes; returns the exit status of the one that ended first.

    They live in this process's environment, which names the folders and a prepared DAGSTER_HOME.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    children = [_start(command) for command in _commands(port, with_daemon=with_daemon)]
    logger.info("http://%s:%d", HOST, port)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        logger.info("ending")
        return 0
    finally:
        _end(children)
    return next(child.returncode for child in children if child.returncode is not None) or 1


def _commands(port: int, *, with_daemon: bool) -> list[list[str]]:
    workspace = ["-w", str(PROJECT_ROOT / "workspace.yaml")]
    webserver = ["dagster_project.orchestration.web", "-h", HOST, "-p", str(port), "--log-level", "warning", *workspace]
    daemon = ["dagster._daemon", "run", "--log-level", "warning", *workspace]
    return [webserver, daemon] if with_daemon else [webserver]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", *command], cwd=PROJECT_ROOT)  # noqa: S603 (our own command)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, and make those end that do not listen."""
    for child in children:
        child.terminate()
    for child in children:
        with suppress(KeyboardInterrupt):  # a second Ctrl-C hurries us
            try:
                child.wait(timeout=SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                child.kill()
