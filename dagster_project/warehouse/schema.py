"""The tables of schema `raw`, made from the Arrow schemas, and the digest that says when they must be made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import duckdb
import pyarrow as pa

from dagster_project.text.records import STAGE_TABLES

STAGE_PROGRESS = pa.schema(
    [
        ("document_id", pa.string()),
        ("stage", pa.string()),
        ("effective_version", pa.string()),  # what the stored rows were made with
        ("outcome", pa.string()),  # done or failed
        ("reason", pa.string()),  # of a failure
        ("attempted_at", pa.timestamp("us")),
    ]
)
# Articles that passed all checks. No part of the digest: where it is missing, all rows are checked once more.
CHECKED_ARTICLES = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_state", pa.string()),  # in its corpus
        ("own_state", pa.string()),  # alone
    ]
)
BUILD_INFO = pa.schema([("key", pa.string()), ("value", pa.string())])

SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.bool_(): "BOOLEAN",
    pa.timestamp("us"): "TIMESTAMP",
}


class SchemaMismatch(RuntimeError):
    """A table that Python made does not have the columns that the warehouse expects."""


def raw_tables(arrivals: Mapping[str, pa.Schema]) -> dict[str, pa.Schema]:
    """Every table of schema raw by name: `arrivals` (deliveries, documents), the stages' tables, and the ledgers."""
    return {**arrivals, **STAGE_TABLES, "stage_progress": STAGE_PROGRESS, "build_info": BUILD_INFO}


def schema_digest(tables: Mapping[str, pa.Schema], *, salt: str = "") -> str:
    """A digest of all table and column names and types; another digest means that the build file is made anew."""
    shape = [f"{name}.{column.name}:{column.type}" for name, schema in tables.items() for column in schema]
    return hashlib.sha256("\n".join([salt, *shape]).encode()).hexdigest()[:20]


def create_tables(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Schema], digest: str) -> None:
    """Create schema raw with all tables in an empty build file and remember the digest."""
    connection.execute("create schema if not exists raw")
    for name, schema in tables.items():
        create_table(connection, f"raw.{name}", schema)
    create_table(connection, "raw.checked_articles", CHECKED_ARTICLES)
    connection.execute("insert into raw.build_info values ('schema_digest', ?)", [digest])


def create_table(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema) -> None:
    """Create an empty table; one of this name gives way."""
    columns = ", ".join(f'"{column.name}" {SQL_TYPES[column.type]}' for column in schema)
    connection.execute(f"create or replace table {name} ({columns})")


def is_current(connection: duckdb.DuckDBPyConnection, digest: str) -> bool:
    """Whether the open build file was made with this schema digest."""
    found = connection.execute(
        "select count(*) from information_schema.tables where table_schema = 'raw' and table_name = 'build_info'"
    ).fetchone()
    return bool(found and found[0]) and read_info(connection, "schema_digest") == digest


def read_info(connection: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """A value that an earlier run noted about this build file, or None."""
    row = connection.execute("select value from raw.build_info where key = ?", [key]).fetchone()
    return None if row is None else str(row[0])


def write_info(connection: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    """Note a value about this build file for later runs."""
    connection.execute("delete from raw.build_info where key = ?", [key])
    connection.execute("insert into raw.build_info values (?, ?)", [key, value])


def check_columns(name: str, expected: pa.Schema, table: pa.Table) -> None:
    """Raise SchemaMismatch unless `table` has the columns of `expected`, in order and type."""
    if table.schema.equals(expected):
        return
    missing = set(expected.names).difference(table.column_names)
    extra = set(table.column_names).difference(expected.names)
    raise SchemaMismatch(
        f"raw.{name} does not fit text/records.py: missing {sorted(missing)}, unexpected {sorted(extra)}, "
        f"types {table.schema.to_string(show_field_metadata=False)!r}. "
        f"Mend the step that returned it, or its schema in text/records.py."
    )
