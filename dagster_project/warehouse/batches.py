"""Documents waiting for a stage, the rows a stage reads of them, and the transaction that replaces what it wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from dagster_project.warehouse.connections import transaction
from dagster_project.warehouse.schema import STAGE_PROGRESS, check_columns

# SQL: the ids of a parameter that `listed` makes. A list as parameter costs two searches for pandas for each of its
# values, a tenth of a millisecond where it is not installed: of 10,000 articles half the time of comparing them.
LISTED = "(select unnest(string_split(?, ' ')))"


@dataclass(frozen=True, slots=True)
class StageVersion:
    """A stage by name and what its rows must have been made with to count as done."""

    stage: str
    effective_version: str


def pending_documents(
    connection: duckdb.DuckDBPyConnection, own: StageVersion, upstream: Sequence[StageVersion]
) -> list[str]:
    """Ids of documents whose rows are missing or outdated, in order, and whose upstream stages are all done."""
    ready = "".join(
        " and exists (select 1 from raw.stage_progress as u where u.document_id = d.document_id"
        " and u.stage = ? and u.effective_version = ? and u.outcome = 'done')"
        for _ in upstream
    )
    values = [own.stage, own.effective_version]
    for each in upstream:
        values += [each.stage, each.effective_version]
    rows = connection.execute(
        "select d.document_id from raw.documents as d"  # noqa: S608 (only placeholders are added)
        " left join raw.stage_progress as p on p.document_id = d.document_id and p.stage = ?"
        f" where p.effective_version is distinct from ? {ready} order by d.document_id",
        values,
    ).fetchall()
    return [str(row[0]) for row in rows]


def read_rows(
    connection: duckdb.DuckDBPyConnection, table: str, document_ids: Sequence[str], columns: Sequence[str] = ()
) -> pa.Table:
    """The rows of raw.`table` that belong to these documents, in a stable order; all columns where none is named."""
    order = {"page_lines": "document_id, line_number"}.get(table, "document_id")
    return connection.execute(
        f"select {', '.join(columns) or '*'} from raw.{table} where document_id in {LISTED} order by {order}",  # noqa: S608 (names of ours)
        [listed(document_ids)],
    ).to_arrow_table()


def read_name_mentions(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> pa.Table:
    """Sure mentions, chrome included, of actors whom only the tagger knows: document_id, offsets, actor_id."""
    return connection.execute(
        "select distinct document_id, char_start, char_end, actor_id"
        " from marts.mentions inner join intermediate.int_articles using (article_id)"
        " where tier = 'B' and regexp_matches(actor_id, '^(person|org):') and document_id in (select unnest(?))",
        [list(document_ids)],
    ).to_arrow_table()


def replace_rows(
    connection: duckdb.DuckDBPyConnection,
    outputs: Mapping[str, tuple[pa.Schema, pa.Table]],
    progress: pa.Table,
) -> dict[str, int]:
    """Replace all rows of the documents in `progress` in each output, together with the progress; count the new rows.

    One transaction: after a crash either everything of the batch is there or nothing.
    """
    for name, (schema, table) in outputs.items():
        check_columns(name, schema, table)
    document_ids = progress.column("document_id").to_pylist()
    stages = sorted(set(progress.column("stage").to_pylist()))
    with transaction(connection):
        if _have_progress(connection, document_ids, stages):
            forget_rows(connection, document_ids, list(outputs), stages)
        for name, (_, table) in outputs.items():
            insert_rows(connection, name, table)
        insert_rows(connection, "stage_progress", progress)
    return {name: table.num_rows for name, (_, table) in outputs.items()}


def replace_failed(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str], stages: Sequence[str], progress: pa.Table
) -> None:
    """Delete what these stages wrote about a document and note in `progress` why it has nothing; one transaction."""
    with transaction(connection):
        forget_rows(connection, progress.column("document_id").to_pylist(), tables, stages)
        insert_rows(connection, "stage_progress", progress)


def forget_rows(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str], tables: Sequence[str], stages: Sequence[str]
) -> None:
    """Delete what these stages wrote about these documents, and that they did."""
    for name in tables:
        connection.execute(f"delete from raw.{name} where document_id in {LISTED}", [listed(document_ids)])  # noqa: S608
    connection.execute(
        f"delete from raw.stage_progress where document_id in {LISTED} and stage in {LISTED}",  # noqa: S608
        [listed(document_ids), listed(stages)],
    )


def listed(ids: Sequence[str]) -> str:
    """Ids, or names of stages, as the parameter that LISTED takes apart; none of them has a space."""
    return " ".join(ids)


def insert_rows(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Append an Arrow table to raw.`name` by column name."""
    if table.num_rows == 0:
        return
    connection.register("incoming_rows", table)
    try:
        connection.execute(f"insert into raw.{name} by name select * from incoming_rows")  # noqa: S608
    finally:
        connection.unregister("incoming_rows")


def progress_rows(
    document_ids: Sequence[str], version: StageVersion, *, at: datetime, failure: str | None = None
) -> pa.Table:
    """Rows of stage_progress for documents that are done with a stage, or failed for a reason."""
    outcome = "done" if failure is None else "failed"
    rows = [
        {
            "document_id": document_id,
            "stage": version.stage,
            "effective_version": version.effective_version,
            "outcome": outcome,
            "reason": failure,
            "attempted_at": at,
        }
        for document_id in document_ids
    ]
    return pa.Table.from_pylist(rows, schema=STAGE_PROGRESS)


def read_reference(connection: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema | None = None) -> pa.Table:
    """A reference table as dbt seeded it, in a stable order; with the columns and types of `schema` where given."""
    columns = ", ".join(f'"{name}"' for name in schema.names) if schema else "*"
    rows = connection.execute(f"select {columns} from reference.{table} order by all").to_arrow_table()  # noqa: S608
    return rows.cast(schema) if schema else rows


def fingerprint(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[object, ...] | None:
    """Of a reference table, in a tenth of the time of its digest: as long as it is the same, so is that."""
    row: tuple[object, ...] | None = connection.execute(
        f"select count(*), sum(hash(seeded)::hugeint) from reference.{table} as seeded"  # noqa: S608 (a table's name)
    ).fetchone()
    return row


def read_seed(connection: duckdb.DuckDBPyConnection, path: Path, schema: pa.Schema) -> pa.Table:
    """A reference table as its CSV is now, before dbt has seeded it; empty cells are null."""
    columns = ", ".join(f'"{name}"' for name in schema.names)
    source = "read_csv(?, header = true, all_varchar = true, nullstr = '')"
    # S608: only the names of a schema in the code are added.
    rows = connection.execute(f"select {columns} from {source} order by all", [str(path)]).to_arrow_table()  # noqa: S608
    return rows.cast(schema)


def seed_digest(path: Path, schema: pa.Schema) -> str:
    """What `table_digest` gives for this CSV once dbt has seeded it."""
    with duckdb.connect() as connection:
        return table_digest(read_seed(connection, path, schema))


def read_pages(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Id and text of every document's page, in a stable order."""
    return connection.execute("select document_id, page_text from raw.page_texts order by document_id").to_arrow_table()


def table_digest(table: pa.Table) -> str:
    """A digest of a table's names and values, in their order."""
    digest = hashlib.sha256(repr(table.schema.names).encode())
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:20]


def _have_progress(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str], stages: Sequence[str]) -> bool:
    row = connection.execute(
        f"select count(*) from raw.stage_progress where document_id in {LISTED} and stage in {LISTED}",  # noqa: S608
        [listed(document_ids), listed(stages)],
    ).fetchone()
    return bool(row and row[0])
