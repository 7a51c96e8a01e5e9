"""A build file small enough to see through."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.warehouse.connections import BuildFile


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
        connection.execute("create macro marts.above(i) as table select n from marts.numbers where n > i")
    return build
