"""The release in a DuckLake: shards replaced as a whole, many writers and readers, and nobody sees half of anything."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dagster_project.settings import SettingError, Settings
from dagster_project.warehouse.lake import Lake, LakeError, attach, forget_snapshots, publish_to_lake
from tests.conftest import NOON
from tests.object_storage import s3_server
from tests.warehouse.conftest import Releasing
from tests.warehouse.postgres import Server, postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres() as running:
        yield running


@pytest.fixture
def lake(server: Server, tmp_path: Path) -> Lake:
    """An empty lake, seen from shard one."""
    return Lake(f"postgres:{server.new_database()}", str(tmp_path / "lake"), "one")


def put(releasing: Releasing, lake: Lake, version: int, *, with_texts: bool = False) -> bool:
    release = releasing.release(version)
    return publish_to_lake(releasing.build, release.path, lake, with_texts=with_texts, now=NOON)


def ask(lake: Lake, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        attach(connection, lake, read_only=True)
        return connection.execute(query).fetchall()


def test_a_release_replaces_its_shard_and_no_other(releasing: Releasing, lake: Lake) -> None:
    assert put(releasing, lake, 1)
    assert put(releasing, replace(lake, shard="two"), 2)
    assert put(releasing, lake, 3)
    rows = ask(
        lake, "select shard, version, count(*), count(published_year) from lake.marts.mentions group by all order by 1"
    )
    assert rows == [("one", 3, 3, 2), ("two", 2, 3, 2)]
    assert ask(lake, "select shard, release_version from lake.main.releases order by 1") == [("one", 3), ("two", 2)]


def test_a_release_that_is_there_is_not_written_again(releasing: Releasing, lake: Lake) -> None:
    release = releasing.release(1)
    for wanted in (True, False):
        assert publish_to_lake(releasing.build, release.path, lake, with_texts=False, now=NOON) is wanted


def test_texts_come_on_request_and_leave_no_trace_when_they_are_to_go(releasing: Releasing, lake: Lake) -> None:
    put(releasing, lake, 1, with_texts=True)
    assert ask(lake, "select body from lake.marts.article_texts") == [("a secret sentence",)]
    put(releasing, lake, 2)
    assert ask(lake, "select body from lake.marts.article_texts") == []
    assert any(Path(lake.data_path).rglob("article_texts/**/*.parquet"))  # an older snapshot still leads there
    newest = max((releasing.folder / "releases").iterdir())
    forget_snapshots(releasing.build, newest, lake)
    assert not any(Path(lake.data_path).rglob("article_texts/**/*.parquet"))
    assert ask(lake, "select distinct version from lake.marts.sources") == [(2,)]


def test_readers_see_all_marts_of_one_release_while_others_are_written(releasing: Releasing, lake: Lake) -> None:
    put(releasing, lake, 1)
    writing = [True]

    def watch() -> set[tuple[object, ...]]:
        seen: set[tuple[object, ...]] = set()
        with duckdb.connect() as connection:
            attach(connection, lake, read_only=True)
            while writing or not seen:
                connection.begin()  # two queries, one state of the lake
                counts = "select count(*), min(version), max(version) from lake.marts."
                found = [connection.execute(counts + mart).fetchall()[0] for mart in ("mentions", "sources")]
                connection.commit()
                seen.add((*found[0], *found[1]))
        return seen

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(watch) for _ in range(3)]
        for version in range(2, 6):
            put(releasing, lake, version)
        writing.clear()
        seen = set.union(*(reader.result() for reader in readers))
    assert seen <= {(3, version, version, 1, version, version) for version in range(1, 6)}
    assert len(seen) > 1


def test_two_writers_at_once_each_end_with_their_own_newest_rows(tmp_path: Path, lake: Lake) -> None:
    writers = [(Releasing(tmp_path / shard), replace(lake, shard=shard)) for shard in ("one", "two")]

    def write(writer: tuple[Releasing, Lake]) -> list[bool]:
        return [put(*writer, version) for version in (1, 2, 3)]

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(write, writers)) == [[True] * 3] * 2
    rows = ask(lake, "select shard, version, count(*) from lake.marts.mentions group by all order by shard")
    assert rows == [("one", 3, 3), ("two", 3, 3)]


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_files_of_a_lake_may_lie_in_object_storage(releasing: Releasing, lake: Lake) -> None:
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
    with s3_server():
        files = s3fs.S3FileSystem(use_listings_cache=False)
        files.mkdir("lake")
        there = replace(lake, data_path="s3://lake/files", storage=Settings.from_env().storage)
        put(releasing, there, 1)
        assert ask(there, "select count(*) from lake.marts.mentions") == [(3,)]
        assert [place for place in files.find("lake/files") if "/mentions/shard=one/published_year=2024/" in place]


def test_a_new_column_is_added_and_a_changed_type_is_an_error_that_says_what_to_do(
    releasing: Releasing, lake: Lake
) -> None:
    put(releasing, lake, 1)
    releasing.run("alter table marts.sources add column country varchar")
    put(releasing, lake, 2)
    assert ask(lake, "select country from lake.marts.sources") == [(None,)]
    releasing.run("alter table marts.sources alter country type integer")
    with pytest.raises(LakeError, match="drop the lake's table"):
        put(releasing, lake, 3)
    assert ask(lake, "select version from lake.marts.sources") == [(2,)]


def test_a_catalogue_out_of_reach_is_an_error_without_its_password(releasing: Releasing, lake: Lake) -> None:
    nowhere = replace(lake, catalogue="postgres:dbname=lake host=127.0.0.1 port=1 password=not-for-logs")
    with pytest.raises(LakeError, match="the lake is left as it was") as failure:
        put(releasing, nowhere, 1)
    assert "not-for-logs" not in str(failure.value)


def test_a_lake_needs_a_catalogue_that_many_can_use() -> None:
    with pytest.raises(SettingError, match="must begin with postgres:"):
        Settings.from_env({"DATELINE_DUCKLAKE": "lake.duckdb"})
