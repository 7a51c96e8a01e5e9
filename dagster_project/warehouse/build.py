"""The build file's life: made when it is missing, made anew when its schema has changed, fed from the delivery log."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from dagster_project.warehouse.batches import insert_rows
from dagster_project.warehouse.connections import BuildFile, transaction
from dagster_project.warehouse.schema import create_tables, is_current, read_info, schema_digest, write_info

logger = logging.getLogger(__name__)

# What DuckDB raises when a file does not hold what was written to it.
DAMAGED = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)
UNENDED = "unended"  # under this key stands that a run has begun, until it ends


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of schema raw and what else must be the same for a build file to be kept (`salt`)."""

    tables: Mapping[str, pa.Schema]
    salt: str = ""

    @property
    def digest(self) -> str:
        """The digest that the build file carries."""
        return schema_digest(self.tables, salt=self.salt)


@contextmanager
def open_current(build: BuildFile, schema: Schema) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a build file of this schema: a missing, outdated or damaged one is replaced by an empty one.

    Nothing is lost: whatever was in it is made again from the archive.
    """
    if not _usable(build, schema):
        remove(build)
        with build.open() as connection, transaction(connection):
            create_tables(connection, schema.tables, schema.digest)
    with build.open() as connection:
        yield connection


def begin_run(build: BuildFile, schema: Schema) -> None:
    """Note that a run has begun. After one that did not end, every block is read first: damage is found here.

    A damaged file is removed; what was in it is made again from the archive.
    """
    with open_current(build, schema) as connection:
        unended = read_info(connection, UNENDED)
    if unended and not _readable(build):
        remove(build)
    with open_current(build, schema) as connection:
        write_info(connection, UNENDED, "a run")


def end_run(build: BuildFile) -> None:
    """Note that the run came to its end."""
    with build.open() as connection:
        write_info(connection, UNENDED, "")


def remove(build: BuildFile) -> None:
    """Delete the build file and its write-ahead log."""
    for path in (build.path, Path(f"{build.path}.wal")):
        path.unlink(missing_ok=True)


def last_delivery(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the newest delivery that the tables know; 0 when none."""
    row = connection.execute("select coalesce(max(delivery_number), 0) from raw.deliveries").fetchone()
    return int(row[0]) if row else 0


def known_documents(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Ids of all documents in the tables."""
    return {str(row[0]) for row in connection.execute("select document_id from raw.documents").fetchall()}


def count_documents(connection: duckdb.DuckDBPyConnection) -> int:
    """How many documents the tables know."""
    row = connection.execute("select count(*) from raw.documents").fetchone()
    return int(row[0]) if row else 0


def add_deliveries(connection: duckdb.DuckDBPyConnection, deliveries: pa.Table, documents: pa.Table) -> None:
    """Append received deliveries and their new documents in one transaction."""
    with transaction(connection):
        insert_rows(connection, "documents", documents)
        insert_rows(connection, "deliveries", deliveries)


def inputs_digest(connection: duckdb.DuckDBPyConnection, transformation: str) -> str:
    """A digest of all that the dbt models read: deliveries, what stages made and of which version, dbt itself."""
    row = connection.execute(
        "select count(*), sum(hash(document_id, stage, effective_version, outcome, reason)::hugeint)"
        " from raw.stage_progress"
    ).fetchone()
    text = f"{transformation}|{last_delivery(connection)}|{row}"
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def forget_failures(connection: duckdb.DuckDBPyConnection) -> int:
    """Let the next run try all failed documents again; returns how many there are."""
    gone = connection.execute(
        "delete from raw.stage_progress where outcome = 'failed' returning document_id"
    ).fetchall()
    return len({row[0] for row in gone})


def note(build: BuildFile, key: str, value: str) -> None:
    """Note a value about the build file."""
    with build.open() as connection:
        write_info(connection, key, value)


def noted(build: BuildFile, key: str) -> str | None:
    """What was noted about the build file under this key."""
    with build.open() as connection:
        return read_info(connection, key)


def _usable(build: BuildFile, schema: Schema) -> bool:
    if not build.path.exists():
        return False
    try:
        with build.open() as connection:
            if is_current(connection, schema.digest):
                return True
        logger.warning("%s has another schema: it is made anew from the archive", build.path)
    except DAMAGED as error:
        logger.warning("%s cannot be read (%s): it is made anew from the archive", build.path, error)
    return False


def _readable(build: BuildFile) -> bool:
    """Whether every row of every table can be read."""
    try:
        with build.open() as connection:
            tables = connection.execute(
                "select table_schema, table_name from information_schema.tables"
                " where table_catalog = current_database() and table_type = 'BASE TABLE'"
            ).fetchall()
            for schema, name in tables:
                connection.execute(f'select bit_xor(hash(row)) from "{schema}"."{name}" as row').fetchone()  # noqa: S608
    except DAMAGED as error:
        logger.warning("%s is damaged (%s): it is made anew from the archive", build.path, error)
        return False
    return True
