"""A document leaves the build file: its rows, what others share with it, and the blocks that held them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from dagster_project.warehouse import copying
from dagster_project.warehouse.batches import insert_rows
from dagster_project.warehouse.connections import BuildFile, transaction

# Where and how much of a document stands in articles that remain, best witness first.
QUOTING = """
with passages as (
    select document_id, other_document_id, char_end - char_start as length from raw.reuse_passages
    union all
    select other_document_id, document_id, other_char_end - other_char_start from raw.reuse_passages
)
select coalesce(deliveries.hint_url, deliveries.location), passages.other_document_id, sum(passages.length)::bigint
from passages
join raw.deliveries as deliveries on passages.other_document_id = deliveries.document_id
where passages.document_id in (select unnest(?)) and passages.other_document_id not in (select unnest(?))
group by all order by 3 desc, 1
"""
COMPARE_ANEW = """
delete from raw.stage_progress where stage = 'comparison' and document_id in (
    select document_id from raw.reuse_grams
    where gram_hash in (select gram_hash from raw.reuse_grams where document_id in (from gone))
)
"""


def find_contents(connection: duckdb.DuckDBPyConnection, location: str) -> list[str]:
    """Ids of all documents that ever arrived at a location or stand there as articles."""
    arrived = "select document_id from raw.deliveries where location = $1 or hint_url = $1"
    stands = " union select document_id from marts.articles where location = $1" if _have_articles(connection) else ""
    rows = connection.execute(f"{arrived}{stands} order by all", [location]).fetchall()
    return [str(row[0]) for row in rows if row[0]]


def quoting(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> list[tuple[str, str, int]]:
    """What shares passages with these documents: location, document id and shared characters, the most first."""
    ids = list(document_ids)
    rows = connection.execute(QUOTING, [ids, ids]).fetchall()
    return [(str(where), str(other), int(size)) for where, other, size in rows]


def forget_documents(
    connection: duckdb.DuckDBPyConnection,
    document_ids: Sequence[str],
    tables: Mapping[str, pa.Schema],
    deliveries: pa.Table,
) -> None:
    """Delete all rows of the documents from `tables` and replace their deliveries by these; one transaction.

    The next release is copied whole. Whom a comparison brings together depends on all that share a rare run of words:
    these are compared anew.
    """
    with transaction(connection):
        _note_gone(connection, document_ids)
        copying.forget(connection)
        connection.execute(COMPARE_ANEW)
        for name, schema in tables.items():
            columns = {"document_id", "other_document_id"} & set(schema.names)
            if columns and name != "deliveries":
                condition = " or ".join(f"{column} in (from gone)" for column in sorted(columns))
                connection.execute(f"delete from raw.{name} where {condition}")  # noqa: S608 (names of our tables)
        numbers = deliveries.column("delivery_number").to_pylist()
        connection.execute("delete from raw.deliveries where delivery_number in (select unnest(?))", [numbers])
        insert_rows(connection, "deliveries", deliveries)


def _note_gone(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    connection.execute(
        "create or replace temp table gone as select unnest(?::varchar[]) as document_id", [list(document_ids)]
    )


def _have_articles(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "select count(*) from information_schema.tables where table_schema = 'marts' and table_name = 'articles'"
    ).fetchone()
    return bool(found and found[0])


def compact(build: BuildFile) -> None:
    """Write the build file anew: deleted rows stay in its blocks until something else needs the room."""
    fresh = build.path.with_name(f".{build.path.stem}.fresh.duckdb")
    fresh.unlink(missing_ok=True)
    with build.open() as connection:
        place = str(fresh).replace("'", "''")
        connection.execute(f"attach '{place}' as fresh")
        connection.execute(f'copy from database "{build.path.stem}" to fresh')
        connection.execute("detach fresh")
    fresh.replace(build.path)
