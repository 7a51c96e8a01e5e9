"""The build file: made when missing, made anew when its schema changed or it is damaged, private otherwise."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from dagster_project.warehouse import batches
from dagster_project.warehouse.batches import StageVersion
from dagster_project.warehouse.build import Schema, last_delivery, open_current
from dagster_project.warehouse.connections import BuildFile, BuildFileBusy, transaction
from dagster_project.warehouse.schema import SchemaMismatch, raw_tables
from tests.conftest import NOON

ARRIVALS = {
    "deliveries": pa.schema([("delivery_number", pa.int64())]),
    "documents": pa.schema([("document_id", pa.string())]),
}
SCHEMA = Schema(raw_tables(ARRIVALS))
STAGE = StageVersion("separation", "v1")


@pytest.fixture
def build(tmp_path: Path) -> BuildFile:
    return BuildFile(tmp_path / "build.duckdb", tmp_path / "temp", threads=1)


def spans(document_id: str, *surfaces: str) -> pa.Table:
    schema = SCHEMA.tables["ner_spans"]
    empty = dict.fromkeys(schema.names)
    rows = [{**empty, "document_id": document_id, "surface": surface} for surface in surfaces]
    return pa.Table.from_pylist(rows, schema=schema)


def replace(connection: object, document_id: str, *surfaces: str) -> None:
    outputs = {"ner_spans": (SCHEMA.tables["ner_spans"], spans(document_id, *surfaces))}
    batches.replace_rows(connection, outputs, batches.progress_rows([document_id], STAGE, at=NOON))


def test_another_schema_or_a_damaged_file_means_an_empty_one(build: BuildFile) -> None:
    with open_current(build, SCHEMA) as connection:
        connection.execute("insert into raw.deliveries values (7)")
    with open_current(build, SCHEMA) as connection:
        assert last_delivery(connection) == 7
    with open_current(build, Schema(SCHEMA.tables, salt="next")) as connection:
        assert last_delivery(connection) == 0
    build.path.write_bytes(b"not a database" * 1000)
    with open_current(build, SCHEMA) as connection:
        assert last_delivery(connection) == 0


def test_a_batch_replaces_the_rows_of_its_documents_and_no_others(build: BuildFile) -> None:
    with open_current(build, SCHEMA) as connection:
        replace(connection, "a", "old", "older")
        replace(connection, "b", "kept")
        replace(connection, "a", "new")
        found = connection.execute("select document_id, surface from raw.ner_spans order by all").fetchall()
        assert found == [("a", "new"), ("b", "kept")]
        assert connection.execute("select count(*) from raw.stage_progress").fetchone() == (2,)


def test_a_transaction_that_raises_leaves_nothing_behind(build: BuildFile) -> None:
    with open_current(build, SCHEMA) as connection:
        with pytest.raises(duckdb.CatalogException), transaction(connection):
            connection.execute("insert into raw.deliveries values (1); insert into raw.no_such_table values (1)")
        assert last_delivery(connection) == 0


def test_a_table_of_another_shape_is_refused_with_what_is_missing(build: BuildFile) -> None:
    wrong = spans("a", "x").drop_columns(["surface"])
    outputs = {"ner_spans": (SCHEMA.tables["ner_spans"], wrong)}
    with open_current(build, SCHEMA) as connection, pytest.raises(SchemaMismatch, match=r"missing \['surface'\]"):
        batches.replace_rows(connection, outputs, batches.progress_rows(["a"], STAGE, at=NOON))


def test_documents_wait_until_what_they_read_is_done_and_are_pending_again_when_a_version_changes(
    build: BuildFile,
) -> None:
    dating = StageVersion("dating", "w1")
    with open_current(build, SCHEMA) as connection:
        connection.execute("insert into raw.documents values ('a'), ('b')")
        assert batches.pending_documents(connection, dating, [STAGE]) == []
        replace(connection, "a")
        assert batches.pending_documents(connection, STAGE, []) == ["b"]
        assert batches.pending_documents(connection, dating, [STAGE]) == ["a"]
        assert batches.pending_documents(connection, StageVersion("separation", "v2"), []) == ["a", "b"]


def test_who_has_the_build_file_open_is_told_to_use_the_release(build: BuildFile) -> None:
    import subprocess
    import sys

    with open_current(build, SCHEMA):
        pass
    hold = f"import duckdb; c = duckdb.connect({str(build.path)!r}); print('held', flush=True); input()"
    command = [sys.executable, "-c", hold]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BuildFileBusy, match="published warehouse"), build.open():
            pass
        other.kill()
