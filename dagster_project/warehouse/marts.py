"""What schema marts of the build file holds: tables and views with digests of their rows, roll-ups, macros."""

from __future__ import annotations

import hashlib
import re
from graphlib import TopologicalSorter

import duckdb

ARTICLE = "article_id"
# Filled by `mart_digests`: of each mart whose rows all belong to articles, the rows of each article.
ARTICLE_ROWS = "article_rows"


def mart_digests(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A digest of every mart's rows, as `table_digest` makes it, and of every macro.

    Leaves the same by article in a temporary table `article_rows` (mart, article_id, row_count, row_digest).
    """
    connection.execute(
        f"create or replace temp table {ARTICLE_ROWS}"
        " (mart varchar, article_id varchar, row_count bigint, row_digest hugeint)"
    )
    tables = {name: _mart_digest(connection, name) for name in relations(connection)}
    return {**tables, **{f"{name}()": _text_digest(sql) for name, sql in macros(connection).items()}}


def structure(connection: duckdb.DuckDBPyConnection) -> str:
    """A digest of all that is made of the marts besides their rows: columns and their types, roll-ups, macros."""
    columns = connection.execute(
        "select table_name, column_name, data_type from information_schema.columns"
        " where table_catalog = current_database() and table_schema = 'marts' order by table_name, ordinal_position"
    ).fetchall()
    return _text_digest(repr((columns, sorted(rollups(connection).items()), sorted(macros(connection).items()))))


def relations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of all tables and views in schema marts."""
    rows = connection.execute(
        "select table_name from information_schema.tables"
        " where table_catalog = current_database() and table_schema = 'marts' order by table_name"
    ).fetchall()
    return [str(name) for (name,) in rows]


def table_digest(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> str:
    """A digest of the rows of a table or view, whatever their order; instants (columns ending _at) do not count."""
    listed = _listed(connection, schema, name)
    row = connection.execute(f"select count(*), sum(hash({listed})::hugeint) from {schema}.{name}").fetchone()  # noqa: S608 (ours)
    return ":".join([listed, *map(str, row or ())])


def rollups(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Views that read nothing but schema marts, in order of creation, with SQL free of the catalogue's name."""
    rows = connection.execute(
        "select view_name, sql from duckdb_views() where database_name = current_database() and schema_name = 'marts'"
        " order by view_oid"
    ).fetchall()
    outside = re.compile(r"\b(intermediate|staging|raw|reference)\.")
    catalogue = re.compile(r'\b"?build"?\."?marts"?\.')
    return {name: catalogue.sub("marts.", sql) for name, sql in rows if not outside.search(sql)}


def macros(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Statements that create the macros of schema marts, by their names; what another one calls comes before it."""
    rows = connection.execute(
        "select function_name, function_type, parameters, macro_definition from duckdb_functions()"
        " where database_name = current_database() and schema_name = 'marts' and function_type like '%macro'"
        " order by function_name"
    ).fetchall()
    statements = {
        name: f"create macro marts.{name}({', '.join(parameters)}) as {'table ' if kind == 'table_macro' else ''}{body}"
        for name, kind, parameters, body in rows
    }
    called = {
        name: {other for other in statements if f"marts.{other}(" in sql} - {name} for name, sql in statements.items()
    }
    return {name: statements[name] for name in TopologicalSorter(called).static_order()}


def _mart_digest(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The digest of one mart; where it has articles, the sum of theirs."""
    listed = _listed(connection, "marts", name)
    if f'"{ARTICLE}"' not in listed:
        return table_digest(connection, "marts", name)
    connection.execute(
        f"insert into {ARTICLE_ROWS} select '{name}', {ARTICLE}, count(*), sum(hash({listed})::hugeint)"  # noqa: S608 (names of our tables)
        f" from marts.{name} group by {ARTICLE}"
    )
    row = connection.execute(
        f"select coalesce(sum(row_count), 0), sum(row_digest) from {ARTICLE_ROWS} where mart = ?",  # noqa: S608 (a constant)
        [name],
    ).fetchone()
    return ":".join([listed, *map(str, row or ())])


def _listed(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> str:
    """The columns of which a digest is made, quoted."""
    columns = connection.execute(
        "select column_name from information_schema.columns where table_schema = ? and table_name = ?"
        " and table_catalog = current_database() and not column_name like '%\\_at' escape '\\'"
        " order by ordinal_position",
        [schema, name],
    ).fetchall()
    return ", ".join(f'"{column}"' for (column,) in columns)


def _text_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
