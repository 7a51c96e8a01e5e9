"""What the yml of each table promises about its rows: a broken promise is told with its column and how many rows."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.orchestration.dbt import prepared_project, run_dbt
from dagster_project.settings import Settings
from tests.conftest import made_once, settings_for

NOWHERE = {"VARCHAR": "'nowhere'", "BOOLEAN": "false", "DATE": "date '1800-01-01'"}  # by type, values that no row has


@dataclass(frozen=True)
class Promises:
    """The test of one table, with the query that looks at its rows."""

    name: str
    relation: str
    query: str
    given: Mapping[str, Any]

    def about_values(self) -> Iterator[tuple[str, str]]:
        """Each promise about a value other than null as (column, what is said where it is broken)."""
        for column, values in self.given.get("one_of", {}).items():
            yield column, f"{column} is none of {', '.join(map(str, values))}"
        for column, place in self.given.get("exists_in", {}).items():
            yield column, f"{column} is not in {re.findall('[a-z_]+', place['to'])[1]}"

    def about_nulls(self) -> Iterator[tuple[str, str]]:
        """Each promise that a column is never null."""
        yield from ((column, f"{column} is null") for column in self.given.get("never_null", []))

    def broken_by(self, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
        """The faults of the rows of `broken`, a table of the same columns, with how many rows have each."""
        query, count = re.subn(rf"from {re.escape(self.relation)}(?= as looked_at)", "from broken", self.query)
        assert count == 1, self.name
        return dict(connection.execute(query).fetchall())


@pytest.fixture(scope="module")
def own(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the refreshed data folder with all tests compiled."""

    def make(folder: Path) -> None:
        shutil.copytree(published.data_folder, folder / "data", symlinks=True)
        run_dbt(settings_for(published.landing_folder, folder / "data"), "compile", "--select", "test_name:sound_rows")
        with duckdb.connect(str(folder / "data/build.duckdb")) as opened:
            opened.execute("truncate intermediate.int_checked_articles")
            opened.execute("create table intermediate.checked_before as from intermediate.int_articles_in_corpus")

    return settings_for(published.landing_folder, made_once(tmp_path_factory, "promises", make) / "data")


@pytest.fixture
def promises(own: Settings) -> list[Promises]:
    """The promises of all tables that make any."""
    manifest = json.loads(prepared_project().manifest_path.read_text(encoding="utf-8"))
    found = []
    for node in manifest["nodes"].values():
        if (node.get("test_metadata") or {}).get("name") == "sound_rows":
            [compiled] = own.dbt_target_folder.glob(f"compiled/**/{node['name']}.sql")
            relation = manifest["nodes"][node["attached_node"]]["relation_name"]
            found.append(Promises(node["name"], relation, compiled.read_text(), node["test_metadata"]["kwargs"]))
    return found


@pytest.fixture
def connection(own: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables as dbt left them, read-only but for temporary ones."""
    with duckdb.connect(str(own.build_file), read_only=True) as opened:
        yield opened


def put_nowhere(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """Give the first row of `broken` a value that stands nowhere."""
    [(kind,)] = connection.execute(f"select distinct typeof({column}) from broken").fetchall()
    connection.execute(f"update broken set {column} = {NOWHERE[kind]} where rowid = 0")


def test_every_broken_promise_is_told_with_how_many_rows_break_it(
    promises: list[Promises], connection: duckdb.DuckDBPyConnection
) -> None:
    told = 0
    for each in promises:
        connection.execute(f"create or replace temp table broken as from {each.relation} limit 0")
        connection.execute("insert into broken default values")
        for column, _ in each.about_values():
            put_nowhere(connection, column)
        connection.execute("insert into broken from broken")
        with_value = {column for column, _ in each.about_values()}
        expected = {fault: 2 for column, fault in each.about_nulls() if column not in with_value}
        expected |= {fault: 2 for _, fault in each.about_values()}
        if key := each.given.get("key"):
            expected[f"{', '.join(key)} twice"] = 1
        assert each.broken_by(connection) == expected, each.name
        told += len(expected)
    assert told > 400


def test_a_broken_promise_is_told_of_its_own_column_and_row_alone(
    promises: list[Promises], connection: duckdb.DuckDBPyConnection
) -> None:
    [mentions] = [each for each in promises if each.name == "mentions_rows"]
    for column, fault in [*mentions.about_nulls(), *mentions.about_values()]:
        connection.execute(f"create or replace temp table broken as from {mentions.relation} limit 3")
        assert mentions.broken_by(connection) == {}
        if fault.endswith("null"):
            connection.execute(f"update broken set {column} = null where rowid = 0")
        else:
            put_nowhere(connection, column)
        assert mentions.broken_by(connection) == {fault: 1}


def test_what_was_checked_is_left_out_but_for_rows_of_no_article_and_of_one_that_is_lost(
    promises: list[Promises], connection: duckdb.DuckDBPyConnection
) -> None:
    once = [each for each in promises if "unless_checked" in each.given]
    assert len(once) > 30
    [texts] = [
        replace(each, query=each.query.replace("int_checked_articles", "checked_before"))
        for each in once
        if each.name == "article_texts_rows"
    ]
    connection.execute(f"create or replace temp table broken as from {texts.relation} limit 3")
    connection.execute("update broken set page_text = null")
    assert texts.broken_by(connection) == {}
    connection.execute("update broken set article_id = null where rowid = 0")
    assert texts.broken_by(connection) == {"article_id is null": 1, "page_text is null": 1}
    lost = texts.query.replace('"build"."marts"."articles"', "(select * from marts.articles limit 0) as articles")
    assert replace(texts, query=lost).broken_by(connection) == {
        "article_id is null": 1,
        "article_id is not in articles": 2,
        "page_text is null": 3,
    }
