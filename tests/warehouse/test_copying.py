"""A release by difference holds what one that is copied whole would, and is made only where that is sure."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest

from dagster_project.warehouse.connections import BuildFile, open_release
from dagster_project.warehouse.copying import forget
from dagster_project.warehouse.marts import table_digest
from dagster_project.warehouse.release_info import read_release_info
from dagster_project.warehouse.releases import Release, publish
from tests.conftest import NOON
from tests.warehouse.test_releases import MADE_WITH

HEADERS, BLOCK = 12_288, 262_144  # bytes of a DuckDB file: three headers, then blocks
MARTS = ("articles", "mentions", "findings", "sources")


class Growing:
    """A build file whose articles come, change and go, and its releases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.build = BuildFile(folder / "build.duckdb", folder / "temp", threads=1)
        self.run(
            "create schema marts; create schema intermediate",
            "create table intermediate.int_articles as"
            " select 'a' || number as article_id, 0 as state from range(100) as numbers(number)",
            "create view marts.articles as select *, now()::timestamp as made_at from build.intermediate.int_articles",
            "create view marts.mentions as select article_id, state, unnest(range(3)) as place"
            " from build.intermediate.int_articles where article_id <> 'a7'",
            "create view marts.findings as select article_id, state from build.intermediate.int_articles"
            " where state > 3 union all select null, count(*) from build.intermediate.int_articles",
            "create view marts.sources as select max(state) as state from build.intermediate.int_articles",
            "create view marts.totals as select place, count(*) as total from build.marts.mentions group by place",
        )

    def run(self, *statements: str) -> None:
        with self.build.open() as connection:
            for statement in statements:
                connection.execute(statement)

    def change(self, article_id: str = "a1") -> None:
        self.run(f"update intermediate.int_articles set state = state + 1 where article_id = '{article_id}'")

    def release(self) -> Release:
        made = publish(
            self.build, self.folder / "releases", self.folder / "warehouse.duckdb", now=NOON, provenance=MADE_WITH
        )
        assert made
        return made

    def differing(self, release: Release) -> list[str]:
        """Tables of a release that do not hold what the marts do."""
        with self.build.open() as build, open_release(release.path) as reader:
            return [name for name in MARTS if table_digest(build, "marts", name) != table_digest(reader, "marts", name)]


def instants(release: Release) -> set[object]:
    with open_release(release.path) as reader:
        return {made_at for (made_at,) in reader.execute("select made_at from marts.articles").fetchall()}


@pytest.fixture
def growing(tmp_path: Path) -> Growing:
    return Growing(tmp_path)


def test_a_changed_article_leaves_the_rows_of_the_others_as_they_were_released(growing: Growing) -> None:
    first = growing.release()
    growing.change()
    second = growing.release()
    assert growing.differing(second) == []
    assert len(instants(first)) == 1
    assert len(instants(second) - instants(first)) == 1
    assert len(instants(second)) == 2
    with open_release(second.path) as reader:
        assert reader.execute("select count(*) from release_info").fetchone() == (1,)
        assert reader.execute("select sum(total) from marts.totals").fetchone() == (297,)


def test_whatever_comes_changes_and_goes_a_release_holds_what_the_marts_do(growing: Growing) -> None:
    chance = random.Random(9)
    growing.release()
    for turn in range(12):
        for number in chance.sample(range(130), chance.choice([1, 4, 60])):
            deed = chance.choice(["update", "update", "insert", "delete"])
            growing.run(
                {
                    "update": f"update intermediate.int_articles set state = state + 1 where article_id = 'a{number}'",
                    "delete": f"delete from intermediate.int_articles where article_id = 'a{number}'",
                    "insert": f"insert into intermediate.int_articles select 'a{number}', 9"
                    f" where 'a{number}' not in (select article_id from intermediate.int_articles)",
                }[deed]
            )
        growing.change(f"a{chance.randrange(130)}")
        growing.run(f"insert into intermediate.int_articles values ('new {turn}', {turn})")
        assert growing.differing(growing.release()) == []


def test_a_mart_of_another_structure_is_copied_whole(growing: Growing) -> None:
    growing.release()
    growing.run(
        "create or replace view marts.mentions as select article_id, state::varchar as state, unnest(range(3)) as place"
        " from build.intermediate.int_articles",
        "create view marts.more as select 1 as one",
    )
    release = growing.release()
    with open_release(release.path) as reader:
        assert reader.execute("select typeof(state) from marts.mentions limit 1").fetchone() == ("VARCHAR",)
        assert reader.execute("select one from marts.more").fetchone() == (1,)
    assert len(instants(release)) == 1


def test_a_release_of_another_build_file_is_no_base(growing: Growing, tmp_path: Path) -> None:
    growing.release()
    (tmp_path / "build.duckdb").unlink()
    again = Growing(tmp_path)
    again.change()
    release = again.release()
    assert again.differing(release) == []
    assert len(instants(release)) == 1


def test_what_was_removed_stands_in_no_block_of_the_next_release(growing: Growing) -> None:
    growing.run("insert into intermediate.int_articles values ('secret', 1)")
    growing.release()
    growing.run("delete from intermediate.int_articles where article_id = 'secret'")
    with growing.build.open() as connection:
        forget(connection)
    assert b"secret" not in growing.release().path.read_bytes()


def test_a_damaged_release_is_not_copied_twice(growing: Growing) -> None:
    many = "select 'b' || number, hash(number) % 1000 from range(200000) as numbers(number)"
    growing.run(f"insert into intermediate.int_articles {many}")
    damage(growing.release().path, "marts.articles")
    growing.change()
    with pytest.raises(duckdb.Error, match="checksum"):
        growing.release()
    assert growing.differing(growing.release()) == []


def damage(path: Path, table: str) -> None:
    """Turn a bit in each block of a table's rows; what the release says of itself stays readable."""
    with open_release(path) as reader:
        found = reader.execute(f"select distinct block_id from pragma_storage_info('{table}') where block_id > 0")
        blocks = {block for (block,) in found.fetchall()}
    path.chmod(0o644)
    with path.open("r+b") as file:
        for block in blocks:
            file.seek(HEADERS + block * BLOCK + 1_000)
            (byte,) = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte ^ 1]))
    assert read_release_info(path)
