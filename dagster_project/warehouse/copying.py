"""The tables of a release: all copied from schema marts, or those of the release before with what has changed.

A release by difference is a copy of a file and a few rows; all rows of all marts are read only for their digests. It is
made where the build file remembers, article by article, what it released last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dagster_project.warehouse.connections import quoted, transaction
from dagster_project.warehouse.marts import ARTICLE, ARTICLE_ROWS, macros, relations, rollups, structure

# Schema of the build file that keeps what `mart_digests` left for the last release; the table's comment says for which.
RELEASED = "released"
DRAFT = "draft"  # catalogue of the file that is written
# Beyond this part of its articles a mart is copied whole: rows that gave way take room in a file.
MOST_CHANGED = 0.25

CHANGED = f"""
create or replace temp table changed_articles as
select mart, article_id
from {ARTICLE_ROWS} as new
full join {RELEASED}.{ARTICLE_ROWS} as old using (mart, article_id)
where new.row_digest is distinct from old.row_digest or new.row_count is distinct from old.row_count
"""  # noqa: S608 (constants)
CHANGED_BY_ARTICLE = f"""
select mart
from changed_articles
group by mart
having count(article_id) = count(*) and count(*) <= {MOST_CHANGED} * (
    select count(*) from {ARTICLE_ROWS} as new where new.mart = changed_articles.mart
)
"""  # noqa: S608 (constants)


@contextmanager
def drafted(connection: duckdb.DuckDBPyConnection, draft: Path, before: Path | None) -> Iterator[None]:
    """A new file as the catalogue `draft`, empty or as another file is; complete on disk when the block has ended."""
    if before:
        shutil.copyfile(before, draft)
    connection.execute(f"attach '{quoted(draft)}' as {DRAFT}")
    try:
        yield
        connection.execute(f"checkpoint {DRAFT}")
    finally:
        connection.execute(f"detach {DRAFT}")


def copy_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Copy schema marts into an empty draft: tables and views as tables, roll-ups as views over them, and macros."""
    connection.execute(f"create schema {DRAFT}.marts")
    derived = rollups(connection)
    for name in relations(connection):
        if name not in derived:
            connection.execute(f"create table {DRAFT}.marts.{name} as from marts.{name}")
    _create_in_draft(connection, [*derived.values(), *macros(connection).values()])


def copy_changes(connection: duckdb.DuckDBPyConnection, before: Mapping[str, str], digests: Mapping[str, str]) -> None:
    """Bring a draft that is the release before up to the marts: the rows of changed articles, or a whole table.

    Needs what `mart_digests` left in this connection; `before` and `digests` are the release's and its result.
    """
    connection.execute(CHANGED)
    by_article = {name for (name,) in connection.execute(CHANGED_BY_ARTICLE).fetchall()}
    derived = rollups(connection)
    for name in relations(connection):
        if name in derived or digests[name] == before[name]:
            continue
        if name in by_article:
            _replace_articles(connection, name)
        else:
            connection.execute(f"create or replace table {DRAFT}.marts.{name} as from marts.{name}")


def remember(connection: duckdb.DuckDBPyConnection, release: Path) -> None:
    """Keep in the build file what `mart_digests` left: these are the rows of `release`."""
    with transaction(connection):
        connection.execute(f"create schema if not exists {RELEASED}")
        connection.execute(f"create or replace table {RELEASED}.{ARTICLE_ROWS} as from {ARTICLE_ROWS}")
        made_of = quoted(_made_of(connection, release))
        connection.execute(f"comment on table {RELEASED}.{ARTICLE_ROWS} is '{made_of}'")


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the next release be copied whole: rows that gave way may still stand in the blocks of a copied file."""
    connection.execute(f"drop schema if exists {RELEASED} cascade")


def is_remembered(connection: duckdb.DuckDBPyConnection, release: Path) -> bool:
    """Whether the build file knows the rows of this release, and the marts are of the same structure."""
    found = connection.execute(
        "select comment from duckdb_tables()"
        " where database_name = current_database() and schema_name = ? and table_name = ?",
        [RELEASED, ARTICLE_ROWS],
    ).fetchone()
    return found is not None and found[0] == _made_of(connection, release)


def _made_of(connection: duckdb.DuckDBPyConnection, release: Path) -> str:
    return f"{release.name} {structure(connection)}"


def _replace_articles(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    changed = f"{ARTICLE} in (select {ARTICLE} from changed_articles where mart = '{name}')"  # noqa: S608 (a mart)
    connection.execute(f"delete from {DRAFT}.marts.{name} where {changed}")  # noqa: S608 (as above)
    connection.execute(f"insert into {DRAFT}.marts.{name} from marts.{name} where {changed}")


def _create_in_draft(connection: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    current = connection.execute("select current_database()").fetchone()
    connection.execute(f"use {DRAFT}")
    try:
        for sql in statements:
            connection.execute(sql)
    finally:
        connection.execute(f'use "{current[0] if current else "build"}"')
