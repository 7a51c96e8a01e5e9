"""The release in a DuckLake: Parquet files anywhere, a catalogue in PostgreSQL, many machines that write and read.

Each machine refreshes a part of the texts, its *shard*, and replaces that shard's rows in one transaction: a reader's
query sees all marts of a shard as of one release. Nothing is downloaded: the extensions are installed packages.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from dagster_project.warehouse.connections import BuildFile, quoted, transaction
from dagster_project.warehouse.exports import YEAR, exported_tables, rows_with_year
from dagster_project.warehouse.extensions import extension_file
from dagster_project.warehouse.releases import KEPT_DAYS, ReleaseError

EXTENSIONS = ("ducklake", "postgres_scanner", "httpfs")
# Who loses to a writer that makes the same table at the same moment tries again: so often, and after such a pause.
TRIES = 6
PAUSE_SECONDS = 0.5
CREATE_LEDGER = (
    "create table if not exists lake.main.releases (shard varchar, release_version integer, released_at timestamp,"
    " code_version varchar, with_texts boolean)"
)


class LakeError(ReleaseError):
    """The lake cannot be reached or written; the message says why and holds no password."""


class LakeContested(LakeError):
    """Another writer was faster, as when two make the same table."""


@dataclass(frozen=True, slots=True)
class Lake:
    """Where a lake is, and which part of it is ours."""

    catalogue: str  # postgres:dbname=... host=..., as libpq takes it
    data_path: str  # of the Parquet files: a folder that all machines see, or s3://bucket/prefix
    shard: str
    storage: Mapping[str, str] = field(default_factory=dict, repr=False)  # access to s3://, as Settings.storage


def publish_to_lake(build: BuildFile, release: Path, lake: Lake, *, with_texts: bool, now: datetime) -> bool:
    """Let the lake hold the marts of a release as this shard's; false when it does already. Raises LakeError.

    Snapshots older than a week are let go, with the files that only they name.
    """
    attempt = 1
    while True:
        try:
            return _publish(build, release, lake, with_texts=with_texts, now=now)
        except LakeContested:
            if attempt == TRIES:
                raise
            time.sleep(PAUSE_SECONDS * attempt * (1 + random.random()))  # noqa: S311 (no secret)
            attempt += 1


def forget_snapshots(build: BuildFile, release: Path, lake: Lake) -> None:
    """Let go of all snapshots but the newest, with their files: after a removal, no time travel leads to the text."""
    with _attached(build, release, lake) as connection:
        _expire(connection, "now()")


def _publish(build: BuildFile, release: Path, lake: Lake, *, with_texts: bool, now: datetime) -> bool:
    with _attached(build, release, lake) as connection:
        with transaction(connection):
            if _is_there(connection, lake.shard, with_texts=with_texts):
                return False
            _replace_shard(connection, lake.shard, with_texts=with_texts)
        _expire(connection, f"timestamptz '{now - timedelta(days=KEPT_DAYS)}+00'")
    return True


@contextmanager
def _attached(build: BuildFile, release: Path, lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the release attached as `release` and the lake as `lake`."""
    try:
        with build.reading(release) as connection:
            attach(connection, lake)
            yield connection
    except duckdb.Error as error:
        said = str(error).replace(lake.catalogue.partition(":")[2], "...")
        lost_race = isinstance(error, duckdb.TransactionException) or "already exists" in said
        kind = LakeContested if lost_race else LakeError
        raise kind(f"the lake is left as it was: {said}") from None  # the cause would show the password


def attach(connection: duckdb.DuckDBPyConnection, lake: Lake, *, read_only: bool = False) -> None:
    """Attach the lake as `lake`; its catalogue is made when there is none."""
    for name in EXTENSIONS:
        connection.execute(f"load '{quoted(extension_file(name))}'")
    if lake.storage:
        options = ", ".join(f"{key} '{quoted(value)}'" for key, value in _secret(lake.storage).items())
        connection.execute(f"create or replace secret lake_storage (type s3, {options})")
    # All rows stay in files, few as they may be: what is deleted there is gone with the file.
    options = "data_inlining_row_limit 0" + (", read_only" if read_only else "")
    place = f"'ducklake:{quoted(lake.catalogue)}' as lake (data_path '{quoted(lake.data_path)}', {options})"
    connection.execute(f"attach {place}")


def _secret(storage: Mapping[str, str]) -> dict[str, str]:
    """The options of DuckDB's secret; an endpoint of one's own is no host for each bucket."""
    if not (endpoint := storage.get("endpoint", "")):
        return dict(storage)
    scheme, _, host = endpoint.rpartition("://")
    own = {"endpoint": host.rstrip("/"), "url_style": "path", "use_ssl": str(scheme != "http").lower()}
    return {**storage, **own}


def _is_there(connection: duckdb.DuckDBPyConnection, shard: str, *, with_texts: bool) -> bool:
    connection.execute(CREATE_LEDGER)
    found = connection.execute(
        "select 1 from lake.main.releases semi join release.release_info using (release_version, released_at)"
        " where shard = ? and with_texts = ?",
        [shard, with_texts],
    ).fetchone()
    return found is not None


def _replace_shard(connection: duckdb.DuckDBPyConnection, shard: str, *, with_texts: bool) -> None:
    connection.execute("create schema if not exists lake.marts")
    known = _columns(connection, "lake")
    tables = exported_tables(connection, with_texts=with_texts)
    for name in known.keys() - set(tables):  # marts that are gone, or texts that are not to leave any more
        connection.execute(f"delete from lake.marts.{name} where shard = ?", [shard])  # noqa: S608 (our own tables)
    for name in tables:
        query, divided = rows_with_year(connection, name)
        rows = f"select ?::varchar as shard, * from ({query})"  # noqa: S608 (our own tables)
        if name in known:
            _widen(connection, name, rows, shard, known[name])
            connection.execute(f"delete from lake.marts.{name} where shard = ?", [shard])  # noqa: S608 (our own tables)
        else:
            connection.execute(f"create table lake.marts.{name} as {rows} limit 0", [shard])
            by = f"shard, {YEAR}" if divided else "shard"
            connection.execute(f"alter table lake.marts.{name} set partitioned by ({by})")
        connection.execute(f"insert into lake.marts.{name} by name {rows}", [shard])
    connection.execute("delete from lake.main.releases where shard = ?", [shard])
    connection.execute(
        "insert into lake.main.releases select ?, release_version, released_at, code_version, ?"
        " from release.release_info",
        [shard, with_texts],
    )


def _widen(connection: duckdb.DuckDBPyConnection, name: str, rows: str, shard: str, known: Mapping[str, str]) -> None:
    """Add the columns that the mart has got since; other shards' rows have null there until their next release."""
    for column, kind, *_ in connection.execute(f"describe {rows}", [shard]).fetchall():
        if column not in known:
            connection.execute(f'alter table lake.marts.{name} add column "{column}" {kind}')
        elif known[column] != kind:
            raise LakeError(
                f"marts.{name}.{column} is {known[column]} in the lake and {kind} in the release: "
                f"drop the lake's table, and let each shard release anew."
            )


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, dict[str, str]]:
    """Names and types of the columns of all marts of an attached database."""
    rows = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns()"
        " where database_name = ? and schema_name = 'marts'",
        [database],
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def _expire(connection: duckdb.DuckDBPyConnection, before: str) -> None:
    connection.execute(f"call ducklake_expire_snapshots('lake', older_than => {before})")
    connection.execute("call ducklake_cleanup_old_files('lake', cleanup_all => true)")
