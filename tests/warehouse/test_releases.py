"""Releases: whole, read-only, versioned; readers never see anything in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dagster_project.warehouse import releases
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.release_info import Provenance, read_release_info
from dagster_project.warehouse.releases import ReleaseError, publish
from tests.conftest import NOON

MADE_WITH = Provenance("test", {"separation": "a1"}, {"tagger": "b2"}, {"publishers": "c3"}, {"lxml": "6"}, "d4", True)  # noqa: FBT003 (as a row)


def released(build: BuildFile, now: datetime = NOON) -> releases.Release | None:
    folder = build.path.parent
    return publish(build, folder / "releases", folder / "warehouse.duckdb", now=now, provenance=MADE_WITH)


def change(build: BuildFile, number: int) -> None:
    with build.open() as connection:
        connection.execute("update marts.numbers set n = ?", [number])


def test_a_release_holds_marts_as_tables_roll_ups_as_views_and_macros_and_nothing_else(build: BuildFile) -> None:
    released(build)
    with duckdb.connect(str(build.path.parent / "warehouse.duckdb"), read_only=True) as reader:
        kinds = dict(
            reader.execute(
                "select table_schema || '.' || table_name, table_type from information_schema.tables"
            ).fetchall()
        )
        found = reader.execute("select total, marts.is_number(1), marts.is_number(2) from marts.total").fetchone()
        assert found == (1, True, False)
        assert reader.execute("select n from marts.above(0)").fetchall() == [(1,)]
    assert kinds == {
        "main.release_info": "BASE TABLE",
        "marts.numbers": "BASE TABLE",
        "marts.more": "BASE TABLE",
        "marts.total": "VIEW",
    }


def test_a_release_says_what_it_was_made_with(build: BuildFile) -> None:
    release = released(build)
    assert release is not None
    info = read_release_info(release.path)
    assert (info["release_version"], info["released_at"], info["code_version"]) == (1, NOON, "test")
    assert info["stage_versions"] == {"separation": "a1"}
    assert info["reference_digests"] == {"publishers": "c3"}
    assert (info["code_commit"], info["code_is_modified"], info["library_versions"]) == ("d4", True, {"lxml": "6"})


def test_nothing_is_released_while_no_mart_has_changed(build: BuildFile) -> None:
    first = released(build)
    with build.open() as connection:
        connection.execute("update marts.numbers set made_at = made_at + interval 1 day")
    assert released(build) is None
    assert releases.newest_release(build.path.parent / "releases") == first


def test_a_changed_macro_makes_a_new_version(build: BuildFile) -> None:
    released(build)
    with build.open() as connection:
        connection.execute("create or replace macro marts.above(i) as table select n from marts.numbers where n >= i")
    release = released(build)
    assert release is not None
    assert release.version == 2


def test_a_changed_row_makes_a_new_version_and_an_open_reader_keeps_the_old_one(build: BuildFile) -> None:
    released(build)
    link = build.path.parent / "warehouse.duckdb"
    with duckdb.connect(str(link), read_only=True) as reader:
        change(build, 2)
        second = released(build)
        assert reader.execute("select n from marts.numbers").fetchone() == (1,)
    assert second is not None
    assert second.version == 2
    with duckdb.connect(str(link.resolve()), read_only=True) as reader:
        assert reader.execute("select n from marts.numbers").fetchone() == (2,)


def test_release_files_cannot_be_written(build: BuildFile) -> None:
    release = released(build)
    assert release is not None
    assert release.path.stat().st_mode & 0o777 == 0o444


def test_a_draft_left_by_a_killed_run_is_swept_away(build: BuildFile) -> None:
    folder = build.path.parent / "releases"
    folder.mkdir()
    (folder / ".draft_1.duckdb").write_bytes(b"half a file")
    released(build)
    assert [path.name for path in folder.iterdir()] == [f"warehouse_v000001_{NOON:%Y%m%dT%H%M%S}.duckdb"]


def test_the_last_three_releases_and_the_last_of_each_of_seven_days_are_kept(build: BuildFile) -> None:
    folder, start = build.path.parent / "releases", NOON - timedelta(days=10)
    for hours in range(0, 241, 12):
        change(build, hours)
        released(build, start + timedelta(hours=hours))
    kept = [release.released_at for release in releases.releases(folder)]
    last_of_each_day = [NOON - timedelta(days=days) for days in range(6, -1, -1)]
    before_last = NOON - timedelta(hours=12)  # not the last of its day, but among the last three
    assert kept == sorted([*last_of_each_day, before_last])


def test_a_build_file_without_marts_cannot_be_released(tmp_path: Path) -> None:
    build = BuildFile(tmp_path / "build.duckdb", tmp_path / "temp", threads=1)
    with pytest.raises(ReleaseError, match="materialize the dbt models first"):
        released(build)
