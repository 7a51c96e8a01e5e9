"""Two build files side by side: which tables hold other rows."""

from __future__ import annotations

import duckdb

from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.releases import table_digest

COMPARED = "table_schema in ('raw', 'marts') and table_name <> 'build_info'"


def differing_tables(one: BuildFile, other: BuildFile) -> list[str]:
    """Names ("schema.table") of the tables of raw and marts that differ in rows or columns, or that one file lacks."""
    digests = []
    for build in (one, other):
        with build.open() as connection:
            digests.append(_digests(connection))
    names = digests[0].keys() | digests[1].keys()
    return sorted(name for name in names if digests[0].get(name) != digests[1].get(name))


def _digests(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    tables = connection.execute(
        # S608: only a constant is added.
        "select table_schema, table_name from information_schema.tables"  # noqa: S608
        f" where table_catalog = current_database() and {COMPARED}"
    ).fetchall()
    return {f"{schema}.{name}": table_digest(connection, schema, name) for schema, name in tables}
