"""Releases: versioned, read-only files of the marts, and the link that swings to the newest of them.

A release is written beside its place, closed, made read-only, and only then named; the link is replaced in one step.
Readers therefore see a whole release or the one before, whatever happens to the writer.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

import duckdb

from dagster_project.warehouse import copying
from dagster_project.warehouse.connections import BuildFile, open_release
from dagster_project.warehouse.marts import mart_digests, relations, table_digest
from dagster_project.warehouse.release_info import Provenance, read_release_info, write_info

_FILE_NAME = re.compile(r"warehouse_v(?P<version>\d{6,})_(?P<stamp>\d{8}T\d{6})\.duckdb")
logger = logging.getLogger(__name__)

# Room that must be free before a release, as a multiple of the one before.
ROOM_FACTOR = 1.5
KEPT_LATEST = 3  # releases
KEPT_DAYS = 7  # days of which the last release stays


class ReleaseError(RuntimeError):
    """A release cannot be made; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published file."""

    path: Path
    version: int
    released_at: datetime


def publish(build: BuildFile, folder: Path, link: Path, *, now: datetime, provenance: Provenance) -> Release | None:
    """Write a new release of the marts and swing `link` to it, unless readers are held at an older one (`rollback`).

    None when no mart has changed since the last one. Raises ReleaseError when there are no marts or no room.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(folder)
    latest = newest_release(folder)
    before = _digests_of(latest) if latest else {}
    with build.open() as connection:
        digests = mart_digests(connection)
        if not digests:
            raise ReleaseError(f"{build.path} holds no marts yet: materialize the dbt models first.")
        if latest is not None and before == digests:
            _follow(link, latest.path, folder)  # a run may have been killed between the file and the link
            return None
        _check_room(folder, build, latest)
        version = 1 + (latest.version if latest else 0)
        final = folder / f"warehouse_v{version:06d}_{now:%Y%m%dT%H%M%S}.duckdb"
        base = latest.path if latest and before and copying.is_remembered(connection, latest.path) else None
        draft = folder / f".draft_{os.getpid()}.duckdb"
        try:
            with copying.drafted(connection, draft, base):
                if base:
                    copying.copy_changes(connection, before, digests)
                else:
                    copying.copy_marts(connection)
                write_info(connection, copying.DRAFT, (version, now), provenance, digests)
        except BaseException:
            _remove_leftovers(folder)  # on a full disk, the room that half a release takes is missed most
            with suppress(duckdb.Error):
                copying.forget(connection)  # a damaged file must not be copied again and again
            raise
        _seal(draft, final)
        copying.remember(connection, final)
    _follow(link, final, folder)
    prune(folder, link, today=now.date())
    return Release(final, version, now)


def unreleased(build: BuildFile, folder: Path, marts: Iterable[str]) -> dict[str, bool]:
    """For each of these marts ("schema.table") whether the newest release lacks rows that the build file has."""
    latest = newest_release(folder)
    released = _digests_of(latest) if latest else {}
    with build.open() as connection:
        present = set(relations(connection))
        names = [name for name in (mart.partition(".")[2] for mart in marts) if name in present]
        return {f"marts.{name}": released.get(name) != table_digest(connection, "marts", name) for name in names}


def pin_file(folder: Path) -> Path:
    """Where the version stands at which readers are held."""
    return folder / "pinned"


def pinned_release(folder: Path) -> Release | None:
    """The release at which readers are held; None while they follow the newest."""
    pin = pin_file(folder)
    version = pin.read_text(encoding="ascii").strip() if pin.exists() else ""
    return next((release for release in releases(folder) if str(release.version) == version), None)


def _follow(link: Path, newest: Path, folder: Path) -> None:
    """Let the link name the newest release, or the one at which readers are held."""
    held = pinned_release(folder)
    target = held.path if held else newest
    if link.resolve() != target.resolve():
        swing(link, target)


def _digests_of(release: Release) -> dict[str, str]:
    """The digests of the marts that a release holds; none of a damaged one, which the next release replaces."""
    try:
        return cast("dict[str, str]", read_release_info(release.path)["mart_digests"])
    except duckdb.Error as error:
        logger.warning("%s cannot be read (%s): a new release is made", release.path, error)
        return {}


def _check_room(folder: Path, build: BuildFile, latest: Release | None) -> None:
    """Raise ReleaseError when a release would not fit: about as large as the last one, at most as the build file."""
    likely = latest.path.stat().st_size if latest else build.path.stat().st_size
    needed, free = int(likely * ROOM_FACTOR), shutil.disk_usage(folder).free
    if free < needed:
        raise ReleaseError(
            f"no room for a release: {free / 1e6:.0f} MB are free in {folder}, {needed / 1e6:.0f} MB may be needed. "
            f"Readers keep the release before. `make disk` says what takes room."
        )


def swing(link: Path, target: Path) -> None:
    """Let `link` point to `target` (by a relative path) in one step that readers cannot catch half-way."""
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(target, link.parent))
    fresh.replace(link)


def releases(folder: Path) -> list[Release]:
    """All published files below `folder`, oldest first."""
    found = []
    for path in folder.glob("warehouse_v*.duckdb"):
        if match := _FILE_NAME.fullmatch(path.name):
            stamp = datetime.strptime(match["stamp"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (instants are naive UTC)
            found.append(Release(path, int(match["version"]), stamp))
    return sorted(found, key=lambda release: release.version)


def newest_release(folder: Path) -> Release | None:
    """The release with the highest version, or None."""
    every = releases(folder)
    return every[-1] if every else None


def last_delivery_of(release: Release) -> int:
    """The number of the last delivery that a release knows of; 0 when none."""
    with open_release(release.path) as connection:
        row = connection.execute("select coalesce(max(delivery_number), 0) from marts.deliveries").fetchone()
    return int(row[0]) if row else 0


def prune(folder: Path, link: Path, *, today: date) -> list[Path]:
    """Delete all releases but the last three, the last of each of seven days, and the one that the link names."""
    every = releases(folder)
    kept = {release.path for release in every[-KEPT_LATEST:]}
    last_of_day = {release.released_at.date(): release.path for release in every}
    kept |= {path for day, path in last_of_day.items() if today - day < timedelta(days=KEPT_DAYS)}
    gone = [release.path for release in every if release.path not in kept and release.path != link.resolve()]
    for path in gone:
        path.unlink()
    return gone


def _seal(draft: Path, final: Path) -> None:
    """Make the file durable and read-only, then give it its name."""
    with draft.open("rb") as handle:
        os.fsync(handle.fileno())
    draft.chmod(0o444)
    draft.replace(final)


def _remove_leftovers(folder: Path) -> None:
    """Drafts of runs that were killed; only the holder of the writer lock gets here."""
    for path in folder.glob(".draft_*"):
        path.unlink()
