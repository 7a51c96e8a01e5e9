"""What is thrown away by itself, and what takes room.

Releases and dbt's artifacts are pruned where they are made; this is about Dagster's own memory of runs.
"""

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from dagster_project.settings import PROJECT_ROOT, Settings

HOUSEKEEPING_JOB = "housekeeping"
KEPT_RUNS = 100  # newest ones, however old
KEPT_DAYS = 30  # of which all runs are kept, up to the number below
MOST_RUNS = 2_000
DELETED_AT_ONCE = 200
UNFINISHED = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
PROCESS_TAG = "dateline/process"  # of a run: where it runs, so that its death can be noticed
# From a run's launch to its tag above, on a busy machine; one that was killed before would wait for ever.
SECONDS_TO_SAY_WHERE = 180
# Of a job in a row: what a run dies of may be its own, want of memory say, and come again.
MOST_DEATHS = 3


def housekeeping_job() -> dg.JobDefinition:
    """The job that deletes old runs and their logs."""

    @dg.op(description=f"Keep the newest {KEPT_RUNS} runs and those of {KEPT_DAYS} days; delete the others.")
    def delete_old_runs(context: dg.OpExecutionContext) -> None:
        context.instance.add_run_tags(context.run_id, process_tag())
        context.log.info("%d old runs deleted", delete_runs(context.instance, datetime.now(UTC)))

    @dg.job(name=HOUSEKEEPING_JOB, description="Delete old runs and their logs.", executor_def=dg.in_process_executor)
    def housekeeping() -> None:
        delete_old_runs()

    return housekeeping


def process_tag() -> dict[str, str]:
    """The tag by which a run says which process it lives in."""
    return {PROCESS_TAG: f"{socket.gethostname()}:{os.getpid()}"}


def end_dead_runs(instance: dg.DagsterInstance, now: datetime | None = None) -> int:
    """Mark as failed the runs whose process is gone or never said where it is; returns how many.

    A killed process cannot say so itself, and its run would count as going on and hold up the queue for ever.
    """
    at_work = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    silent_since = (now or datetime.now(UTC)) - timedelta(seconds=SECONDS_TO_SAY_WHERE)
    ended = 0
    for record in instance.get_run_records(filters=dg.RunsFilter(statuses=at_work)):
        process = record.dagster_run.tags.get(PROCESS_TAG)
        if _is_dead(process) if process else record.update_timestamp < silent_since:
            message = f"process {process or 'of this run'} was ended from outside"
            instance.report_run_failed(record.dagster_run, message=message)
            ended += 1
    return ended


def has_died(instance: dg.DagsterInstance, job_name: str) -> bool:
    """Whether the newest run of this job was ended from outside; not when the MOST_DEATHS newest ones all were."""
    runs = instance.get_runs(filters=dg.RunsFilter(job_name=job_name), limit=MOST_DEATHS)
    died = [_was_cut_off(instance, run) for run in runs]
    return died[:1] == [True] and died != [True] * MOST_DEATHS


def _was_cut_off(instance: dg.DagsterInstance, run: dg.DagsterRun) -> bool:
    """Whether a run failed without a step that did: it had no time to say why."""
    return run.status is dg.DagsterRunStatus.FAILURE and not instance.get_run_stats(run.run_id).steps_failed


def is_going_on(instance: dg.DagsterInstance, job_name: str) -> bool:
    """Whether a run of this job waits or works."""
    unfinished = dg.RunsFilter(job_name=job_name, statuses=UNFINISHED)
    return bool(instance.get_runs(filters=unfinished, limit=1))


def ended_lately(instance: dg.DagsterInstance, job_name: str, seconds: float, now: datetime | None = None) -> bool:
    """Whether the newest run of this job ended no longer than so many seconds ago."""
    newest = instance.get_run_records(filters=dg.RunsFilter(job_name=job_name), limit=1)
    ended = newest[0].end_time if newest else None
    return ended is not None and abs((now or datetime.now(UTC)).timestamp() - ended) < seconds


def _is_dead(tag: str) -> bool:
    host, _, process = tag.rpartition(":")
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # it lives, and belongs to somebody else
    return False


def delete_runs(instance: dg.DagsterInstance, now: datetime) -> int:
    """Delete finished runs that are neither among the newest nor young; returns how many."""
    gone = list(_old_runs(instance, now))
    for run_id in gone:
        instance.compute_log_manager.delete_logs(prefix=[run_id])
        instance.delete_run(run_id)
    return len(gone)


def _old_runs(instance: dg.DagsterInstance, now: datetime) -> Iterator[str]:
    records = instance.get_run_records(limit=MOST_RUNS + DELETED_AT_ONCE)  # newest first
    for position, record in enumerate(records):
        old = now - record.create_timestamp > timedelta(days=KEPT_DAYS) or position >= MOST_RUNS
        if position >= KEPT_RUNS and old and record.dagster_run.is_finished:
            yield record.dagster_run.run_id


def disk_usage(settings: Settings, home: Path = PROJECT_ROOT / ".dagster") -> dict[str, int]:
    """Bytes below each folder that the project writes, and of the build file."""
    places = {
        "archive (back this up)": settings.archive_folder,
        "build.duckdb": settings.build_file,
        "releases": settings.releases_folder,
        "Parquet files": settings.parquet_folder,
        "lake": Path(settings.lake_path),
        "memory of feeds": settings.feeds_folder,
        "dbt artifacts": settings.dbt_target_folder,
        "temporary files": settings.temp_folder,
        "Dagster's runs and logs": home,
    }
    return {name: _bytes(place) for name, place in places.items()}


def _bytes(place: Path) -> int:
    files = [place] if place.is_file() else place.rglob("*")
    return sum(path.lstat().st_size for path in files if path.is_file() and not path.is_symlink())
