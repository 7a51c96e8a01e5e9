"""dbt commands in this process: what is imported and parsed for the first of them serves all others.

A process of its own for each command costs some seconds, more than most commands take. Nothing here needs Dagster.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from dagster_project.orchestration.dbt_shortcuts import KeptTemplates, take_shortcuts
from dagster_project.orchestration.digests import DBT_FOLDER
from dagster_project.settings import Settings
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.extensions import stemmers_file
from dagster_project.warehouse.facts import TableFacts, facts_of

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest
    from dbt_common.events.base_types import EventMsg

    from dagster_project.orchestration.dbt_process import DbtProcess

# No log of dbt's own: it makes a line of each event for each log, of which twenty in twenty-one are thrown away.
FLAGS = ("--no-use-colors", "--log-level=none", "--log-level-file=none")
TOLD = ("info", "warn", "error")  # levels of events that people read
PARSED_FOLDER = DBT_FOLDER / "target"  # what was parsed serves all data folders
MANIFEST = PARSED_FOLDER / "manifest.json"
MADE = ("LogSeedResult", "LogModelResult")  # events that end a node which makes a table or view
RESULTS = (*MADE, "LogTestResult")  # events that end a node
FAILED = ("error", "fail", "runtime error")  # results of nodes
BEGINNING = "NodeCompiling"  # the first event of a node at which dbt takes an error for the node's own
# dbt keeps what it parses as long as it lives; looking through all of it again and again took a tenth of a build.
ALLOCATIONS_BETWEEN_SWEEPS = 50_000
_ONE_COMMAND = Lock()  # dbt's flags, log and connections belong to the whole process


def export_settings(settings: Settings) -> None:
    """Hand the settings to dbt, which reads them from the environment of its process."""
    environment().update({**settings.as_dbt_variables(), "DATELINE_FTS_EXTENSION": str(stemmers_file() or "")})


def environment() -> MutableMapping[str, str]:
    """What dbt in this process reads its settings from."""
    return os.environ


class DbtFailed(RuntimeError):
    """A dbt command failed: `reasons` by name of node, or of the command where that failed as a whole.

    `failed_checks` are the queries of checks that failed, by name: what these found, dbt only counts.
    """

    def __init__(self, reasons: Mapping[str, str], failed_checks: Mapping[str, str] | None = None) -> None:
        super().__init__(reasons, failed_checks)
        self.reasons = reasons
        self.failed_checks = failed_checks or {}

    def __str__(self) -> str:
        """One line a reason, the first of them in the first line: many are shown no more."""
        return "dbt failed: " + "\n".join(f"{name}: {reason}" for name, reason in self.reasons.items())


class _Abandoned(RuntimeError):
    """Raised in dbt's threads once nobody waits for their results: each further node ends at once."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A node that dbt is done with: its event in the form of dbt's JSON log, and what the table that it made holds."""

    event: dict[str, Any]
    facts: TableFacts | None = None  # None where it made none, or nobody asked


@dataclass(frozen=True, slots=True)
class DbtCommand:
    """A command, the folder that its artifacts and log go to, and the project (a copy, where Dagster made one).

    With a `build` file, it looks into each table there once that is made, which nobody else can while dbt works.
    """

    arguments: Sequence[str]
    target_folder: Path
    project_folder: Path = DBT_FOLDER
    build: BuildFile | None = None

    def events(self, beside: DbtProcess | None = None) -> Iterator[Finished]:
        """Run it, here or beside; gives each finished node as it comes.

        What dbt says to people goes to standard output. Settings stand in the environment. Raises DbtFailed.
        """
        for message in beside.messages(self) if beside else self.messages():
            if isinstance(message, str):
                sys.stdout.write(message)
            else:
                yield message

    def messages(self) -> Iterator[Finished | str]:
        """The same, with the lines for people among the nodes."""
        from dbt_common.events.functions import msg_to_dict  # noqa: PLC0415 (as in _invoke)

        arrived: SimpleQueue[tuple[EventMsg | dbtRunnerResult, TableFacts | None]] = SimpleQueue()
        abandoned = Event()

        def tell(event: EventMsg) -> None:
            if abandoned.is_set() and event.info.name == BEGINNING:
                raise _Abandoned
            if event.info.level in TOLD:
                arrived.put((event, self._facts(event)))

        with _ONE_COMMAND:
            manifest = parsed()
            thread = Thread(target=lambda: arrived.put((self._run(manifest, tell), None)), name="dbt")
            thread.start()
            try:
                while hasattr((told := arrived.get())[0], "info"):
                    event, facts = told
                    yield f"{event.info.ts.ToDatetime():%H:%M:%S}  {event.info.msg}\n"
                    if event.info.name in RESULTS:
                        yield Finished(msg_to_dict(event), facts)
            finally:
                abandoned.set()
                thread.join()
        if not told[0].success:
            raise _failure(self.arguments[0], told[0])

    def wait(self) -> None:
        """Run it to its end. Raises DbtFailed when it fails."""
        for _ in self.events():
            pass

    def _facts(self, event: EventMsg) -> TableFacts | None:
        """What a node made, asked in its own thread: no more questions run at once than dbt has threads."""
        if self.build is None or event.info.name not in MADE or event.data.node_info.node_status != "success":
            return None
        made = event.data.node_info.node_relation
        return facts_of(self.build, f"{made.schema}.{made.alias}")

    def _run(self, manifest: Manifest, tell: Any) -> dbtRunnerResult:
        folders = ["--target-path", str(self.target_folder), "--log-path", str(self.target_folder)]
        arguments = [*FLAGS, *self.arguments, *folders]
        return _invoke(arguments, self.project_folder, manifest=manifest, callbacks=[tell])


def _failure(command: str, done: dbtRunnerResult) -> DbtFailed:
    failed = [each for each in getattr(done.result, "results", []) if each.status in FAILED]
    reasons = {each.node.name: " ".join(str(each.message).split()) for each in failed}
    if done.exception:
        reasons[command] = str(done.exception)
    return DbtFailed(reasons, {each.node.name: each.node.compiled_code for each in failed if each.status == "fail"})


@cache
def parsed() -> Manifest:
    """The project as dbt parsed it, once a process; parses anew what has changed since the last parse.

    Raises DbtFailed when a file cannot be parsed.
    """
    # Other processes may be reading the manifest file just now.
    return _parse("--no-write-json")


def keep_manifest() -> None:
    """Let the manifest file, which Dagster reads, be no older than the project. Raises DbtFailed as `parsed` does."""
    PARSED_FOLDER.mkdir(exist_ok=True)
    with FileLock(PARSED_FOLDER / "manifest.lock"):
        if _is_stale(MANIFEST):
            _parse()


def _is_stale(manifest: Path) -> bool:
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    sources = [path for pattern in ("*.yml", "[mst]*/**/*") for path in DBT_FOLDER.glob(pattern) if path.is_file()]
    sources = [path for path in sources if "target" not in path.parts]
    return any(path.stat().st_mtime > made for path in sources)


def _parse(*flags: str) -> Manifest:
    done = _invoke([*FLAGS, "--quiet", *flags, "parse", "--target-path", str(PARSED_FOLDER)], DBT_FOLDER)
    if not done.success:
        raise _failure("parse", done)
    return done.result


def _invoke(arguments: list[str], project: Path, **given: Any) -> dbtRunnerResult:
    with fewer_sweeps():
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415 (two seconds: only to build)
        from dbt.cli.main import dbtRunner  # noqa: PLC0415 (as above)
        from dbt_common.events.event_manager_client import cleanup_event_logger  # noqa: PLC0415 (as above)

        kept = _shortened()
        folders = ["--project-dir", str(project), "--profiles-dir", str(DBT_FOLDER)]
        try:
            return dbtRunner(**given).invoke([*arguments, *folders])
        finally:
            kept.keep()
            DuckDBConnectionManager.close_all_connections()
            cleanup_event_logger()  # standard output may be another one by the next command


@cache
def _shortened() -> KeptTemplates:
    """What this process spares dbt, from its first command on."""
    from dbt.adapters.duckdb.credentials import DuckDBCredentials  # noqa: PLC0415 (as above)

    # dbt parses everything anew where one of these differs from the last parse. The path of the build file would,
    # for each new data folder; no model reads it.
    DuckDBCredentials._connection_keys = lambda _: ("database", "schema")  # type: ignore[method-assign]  # noqa: SLF001 (see above)
    PARSED_FOLDER.mkdir(exist_ok=True)
    return take_shortcuts(PARSED_FOLDER / "templates.marshal", [BEGINNING])


@contextmanager
def fewer_sweeps() -> Iterator[None]:
    """Fewer searches for garbage than usual, until the block ends."""
    usual = gc.get_threshold()
    gc.set_threshold(ALLOCATIONS_BETWEEN_SWEEPS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
