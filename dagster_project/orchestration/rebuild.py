"""The same warehouse again, from the archive alone; the proof that nothing else holds anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dagster_project.landing.archive import Archive
from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import Settings
from dagster_project.warehouse import comparison
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.difference import release_named
from dagster_project.warehouse.release_info import Provenance, read_release_info
from dagster_project.warehouse.releases import ReleaseError, last_delivery_of, newest_release

RunJob = Callable[[Settings], bool]  # runs the job `refresh` with these settings; whether it succeeded


class OtherVersions(ReleaseError):
    """A release was made with other versions than are installed; the message names them, and where to find them."""


def rebuild_all(settings: Settings, run_job: RunJob) -> list[str] | None:
    """Make the build file anew; names of tables of raw and marts that differ from before, None when the job failed."""
    with Refresh(settings).as_writer("make rebuild") as work:
        before = _set_aside(work)
    done = False
    try:
        with _archive_alone(settings) as alone:
            done = run_job(alone)
    finally:
        if before and not done:
            before.replace(settings.build_file)
    if not done:
        return None
    with Refresh(settings).as_writer("make rebuild") as work:
        return _compare(work, before) if before else []


def rebuild_release(settings: Settings, named: str, run_job: RunJob) -> list[str] | None:
    """Make a kept release again, aside, from what the archive held then; nothing of the data folder changes.

    Returns names of marts and macros that differ, None when the job failed. Raises OtherVersions when something is
    installed that the release was not made with, ReleaseError when no release has this number. Others who write to
    the data folder wait.
    """
    release = release_named(settings.releases_folder, named)
    info = read_release_info(release.path)
    with Refresh(settings).as_writer("make rebuild") as work, _archive_alone(settings) as alone:
        _check_versions(release.version, info, work.provenance())
        aside = replace(alone, data_folder=settings.rebuild_folder, parquet=False, csv=False, ducklake="")
        sweep(settings)
        try:
            Archive(settings.archive_folder).copy_beginning(aside.archive_folder, last_delivery_of(release))
            if not run_job(aside):
                return None
            made = newest_release(aside.releases_folder)
            return _differing_marts(info, read_release_info(made.path) if made else {})
        finally:
            sweep(settings)


def sweep(settings: Settings) -> None:
    """Delete what a rebuild that was killed left behind; only the holder of the writer lock may."""
    for folder in (settings.rebuild_folder, _aside_folder(settings.build_file)):
        shutil.rmtree(folder, ignore_errors=True)


def _check_versions(version: int, info: Mapping[str, object], here: Provenance) -> None:
    """Raise OtherVersions unless all that decides about rows is as the release says."""
    if differing := here.differences(info):
        listed = "".join(f"\n  {each}" for each in differing)
        raise OtherVersions(
            f"release {version} was made with other versions than are installed:{listed}\n{_where_to_find(info)}"
        )


def _where_to_find(info: Mapping[str, object]) -> str:
    """How a person gets the versions that a release was made with."""
    commit, constraints = info.get("code_commit"), info.get("constraints_digest")
    place = f"check out commit {commit}" if commit else "the release does not know its commit: find the code"
    if info.get("code_is_modified"):
        place += " (the code differed from it: what was changed is in no commit)"
    pins = f"its constraints.txt (sha256 {constraints}...)" if constraints else "the constraints.txt of that day"
    return f"To make it again, {place}, install with {pins} and give the command again."


def _differing_marts(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    old, new = (dict(info.get("mart_digests") or {}) for info in (before, after))  # type: ignore[call-overload] # JSON
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


@contextmanager
def _archive_alone(settings: Settings) -> Iterator[Settings]:
    """Settings with an empty landing folder, so that a refresh takes nothing in."""
    with TemporaryDirectory(prefix="dateline_") as empty:
        yield replace(settings, landing_folder=Path(empty), landing_url="")


def _aside_folder(build_file: Path) -> Path:
    return build_file.parent / "before_rebuild"


def _set_aside(work: Refresh) -> Path | None:
    """Move the build file out of the way; returns where it lies now, None when there was none."""
    if not work.build.path.exists():
        return None
    with work.build.open() as connection:
        connection.execute("checkpoint")
    # Under its own name: its views call the database by it.
    aside = _aside_folder(work.build.path) / work.build.path.name
    aside.parent.mkdir(exist_ok=True)
    return work.build.path.replace(aside)


def _compare(work: Refresh, before: Path) -> list[str]:
    """Names of the tables of raw and marts whose rows are not those of the build file before, which is then deleted.

    Instants do not count.
    """
    old = BuildFile(before, work.build.temp_folder, work.build.threads, work.build.memory_limit)
    differing = comparison.differing_tables(old, work.build)
    shutil.rmtree(before.parent)
    return differing
