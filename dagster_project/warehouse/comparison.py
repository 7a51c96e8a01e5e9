"""Two build files side by side: which tables hold other rows."""

from __future__ import annotations

from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.marts import table_digest

COMPARED = "table_schema in ('raw', 'marts') and table_name not in ('build_info', 'checked_articles')"


def differing_tables(one: BuildFile, other: BuildFile) -> list[str]:
    """Names ("schema.table") of the tables of raw and marts that differ in rows or columns, or that one file lacks."""
    old, new = table_digests(one), table_digests(other)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def table_digests(build: BuildFile) -> dict[str, str]:
    """A digest of each table and view of raw and marts, by name ("schema.table"); instants do not count."""
    with build.open() as connection:
        tables = connection.execute(
            # S608: only a constant is added.
            "select table_schema, table_name from information_schema.tables"  # noqa: S608
            f" where table_catalog = current_database() and {COMPARED}"
        ).fetchall()
        return {f"{schema}.{name}": table_digest(connection, schema, name) for schema, name in tables}
