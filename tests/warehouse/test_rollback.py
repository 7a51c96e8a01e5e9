"""Readers can be held at an older release; whatever befalls a release, the last good one stays in place."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from dagster_project.warehouse import comparison, releases, removal
from dagster_project.warehouse.connections import BuildFile, open_release
from dagster_project.warehouse.releases import ReleaseError
from dagster_project.warehouse.rollback import keep_newest_only, roll_back
from tests.conftest import NOON
from tests.warehouse.test_releases import change, released


def seen(build: BuildFile) -> int:
    """What a new reader sees."""
    with open_release(build.path.parent / "warehouse.duckdb") as reader:
        (number,) = reader.execute("select n from marts.numbers").fetchone() or (0,)
    return int(number)


def back_to(build: BuildFile, to: str) -> releases.Release:
    folder = build.path.parent
    return roll_back(folder / "releases", folder / "warehouse.duckdb", to)


@pytest.fixture
def three(build: BuildFile) -> BuildFile:
    """Releases 1, 2 and 3, which hold these numbers."""
    for number in (1, 2, 3):
        change(build, number)
        released(build)
    return build


def test_readers_are_held_at_an_older_release_until_they_are_let_go(three: BuildFile) -> None:
    back_to(three, "2")
    assert seen(three) == 2
    for number in range(4, 9):  # more releases than are kept: the pinned one stays
        change(three, number)
        released(three)
    assert seen(three) == 2
    assert back_to(three, "latest").version == 8
    assert seen(three) == 8
    change(three, 9)
    released(three)
    assert seen(three) == 9


@pytest.mark.parametrize("to", ["7", "0", "", "newest", "-1"])
def test_a_release_that_is_not_there_is_refused_with_those_that_are(three: BuildFile, to: str) -> None:
    with pytest.raises(ReleaseError, match=r"there are: 1, 2, 3\. Say TO=<number> or TO=latest"):
        back_to(three, to)
    assert seen(three) == 3


def test_of_all_releases_the_newest_alone_can_be_kept(three: BuildFile) -> None:
    folder = three.path.parent
    back_to(three, "1")
    assert len(keep_newest_only(folder / "releases", folder / "warehouse.duckdb")) == 2
    assert seen(three) == 3
    assert [release.version for release in releases.releases(folder / "releases")] == [3]


def test_a_run_killed_between_the_file_and_the_link_is_made_good_by_the_next(
    three: BuildFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(three, 4)
    with monkeypatch.context() as patch:
        patch.setattr(releases, "swing", None)
        with pytest.raises(TypeError):
            released(three)
    assert seen(three) == 3
    released(three)
    assert seen(three) == 4


def test_no_room_for_a_release_is_said_before_it_is_begun(three: BuildFile, monkeypatch: pytest.MonkeyPatch) -> None:
    change(three, 4)
    usage = shutil.disk_usage(three.path.parent)._replace(free=1000)
    monkeypatch.setattr(releases.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ReleaseError, match=r"no room for a release: 0 MB are free .* `make disk` says"):
        released(three)
    assert seen(three) == 3


def test_a_damaged_newest_release_is_replaced_by_the_next_run(three: BuildFile) -> None:
    newest = releases.newest_release(three.path.parent / "releases")
    assert newest is not None
    newest.path.chmod(0o644)
    newest.path.write_bytes(b"half a release")
    released(three)
    assert seen(three) == 3


def test_a_clock_that_goes_backwards_makes_newer_versions_all_the_same(three: BuildFile) -> None:
    change(three, 4)
    release = released(three, NOON - timedelta(days=400))
    assert release is not None
    assert (release.version, seen(three)) == (4, 4)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('{other}')",
        "copy (select 1) to '{other}'",
        "attach '{other}.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "create table marts.mine as select 1",
    ],
)
def test_a_reader_reaches_nothing_but_the_release(three: BuildFile, tmp_path: Path, statement: str) -> None:
    (tmp_path / "other.csv").write_text("a\n1\n", encoding="utf-8")
    with open_release(three.path.parent / "warehouse.duckdb") as reader, pytest.raises(duckdb.Error):
        reader.execute(statement.format(other=tmp_path / "other.csv"))


def test_two_build_files_are_compared_table_by_table(three: BuildFile, tmp_path: Path) -> None:
    shutil.copy(three.path, tmp_path / "other.duckdb")
    other = BuildFile(tmp_path / "other.duckdb", tmp_path / "temp", threads=1)
    with other.open() as connection:
        connection.execute("drop view marts.total; create table marts.mine as select 1; update marts.numbers set n = 7")
        connection.execute("create or replace view marts.more as select 1 as n")
    assert comparison.differing_tables(three, other) == ["marts.mine", "marts.numbers", "marts.total"]


def test_a_compacted_build_file_holds_the_same_and_no_deleted_words(build: BuildFile) -> None:
    with build.open() as connection:
        connection.execute("create table marts.words as select 'a secret' || n as words from range(200000) as t(n)")
        connection.execute("checkpoint; delete from marts.words where words <> 'a secret199999'")
    before = build.path.stat().st_size
    removal.compact(build)
    assert build.path.stat().st_size < before
    with build.open() as connection:
        assert connection.execute("select words from marts.words").fetchall() == [("a secret199999",)]
        assert connection.execute("select total from marts.total").fetchone() == (1,)
