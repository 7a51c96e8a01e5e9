"""A build file small enough to see through."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.release_info import Provenance
from dagster_project.warehouse.releases import Release, publish
from tests.conftest import NOON


@pytest.fixture
def build(tmp_path: Path) -> BuildFile:
    """A build file with a mart table, a mart view over another schema, a roll-up view over the mart, and macros."""
    build = BuildFile(tmp_path / "build.duckdb", tmp_path / "temp", threads=1)
    with build.open() as connection:
        connection.execute("create schema marts; create schema intermediate")
        connection.execute("create table intermediate.int_numbers as select 1 as n")
        connection.execute("create table marts.numbers as select 1 as n, now()::timestamp as made_at")
        connection.execute("create view marts.more as select * from build.intermediate.int_numbers")
        connection.execute("create view marts.total as select sum(n) as total from build.marts.numbers")
        connection.execute("create macro marts.is_number(i) as i in (select n from marts.numbers)")
        connection.execute("create macro marts.beyond(i) as table select n from marts.numbers where n > i")
        connection.execute("create macro marts.above(i) as table select n from marts.beyond(i)")
    return build


class Releasing:
    """A build file with a handful of articles, and what is released of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.build = BuildFile(folder / "build.duckdb", folder / "temp", threads=1)
        self.run(
            "create schema marts",
            "create table marts.articles (article_id varchar, published_on date)",
            "insert into marts.articles values ('a', '2024-01-02'), ('b', '2023-05-06'), ('c', null)",
            "create table marts.mentions as select article_id, 'KEN' as actor_id, 0 as version from marts.articles",
            "create table marts.article_texts as select 'a' as article_id, 'a secret sentence' as body",
            "create table marts.sources as select 'gazette' as source_id, 0 as version",
            "create table marts.findings as select 'a' as article_id where false",
        )

    def run(self, *statements: str) -> None:
        with self.build.open() as connection:
            for statement in statements:
                connection.execute(statement)

    def release(self, version: int) -> Release:
        """A release in which every row says that it is of this version."""
        self.run(f"update marts.mentions set version = {version}", f"update marts.sources set version = {version}")
        made = Provenance("test", {}, {}, {})
        link = self.folder / "warehouse.duckdb"
        release = publish(self.build, self.folder / "releases", link, now=NOON, provenance=made)
        assert release
        return release


@pytest.fixture
def releasing(tmp_path: Path) -> Releasing:
    return Releasing(tmp_path / "data")
