"""The same warehouse again, from the archive alone; the proof that nothing else holds anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import Settings
from dagster_project.warehouse import comparison
from dagster_project.warehouse.connections import BuildFile


@contextmanager
def archive_alone(settings: Settings) -> Iterator[Settings]:
    """Settings with an empty landing folder, so that a refresh takes nothing in."""
    with TemporaryDirectory(prefix="dateline_") as empty:
        yield replace(settings, landing_folder=Path(empty), landing_url="")


def set_aside(work: Refresh) -> Path | None:
    """Move the build file out of the way; returns where it lies now, None when there was none."""
    if not work.build.path.exists():
        return None
    with work.build.open() as connection:
        connection.execute("checkpoint")
    # Under its own name: its views call the database by it.
    aside = work.build.path.parent / "before_rebuild" / work.build.path.name
    aside.parent.mkdir(exist_ok=True)
    return work.build.path.replace(aside)


def compare(work: Refresh, before: Path) -> list[str]:
    """Names of the tables of raw and marts whose rows are not those of the build file before, which is then deleted.

    Instants do not count.
    """
    old = BuildFile(before, work.build.temp_folder, work.build.threads, work.build.memory_limit)
    differing = comparison.differing_tables(old, work.build)
    shutil.rmtree(before.parent)
    return differing
