"""What a stage is given: each batch its own documents' rows, whatever the order, and no more than the stage reads."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.orchestration import inputs
from dagster_project.orchestration.engine import InlineEngine
from dagster_project.orchestration.inputs import Inputs
from dagster_project.orchestration.stages import CONTENTS, Stage
from dagster_project.text.records import DOCUMENT_CONTENTS
from dagster_project.warehouse.connections import BuildFile
from tests.orchestration.toy_bench import WORDS, Bench
from tests.orchestration.toy_stages import NAME, shout

WAITING = sorted(WORDS)
BATCHES = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, 5)).map(
    lambda cut: WAITING[cut[0] : cut[0] + cut[1]]
)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> BuildFile:
    bench = Bench(tmp_path_factory.mktemp("inputs"), InlineEngine())
    bench.add(WORDS)
    bench.run()
    return bench.build


def no_contents(documents: pa.Table) -> pa.Table:
    raise AssertionError(f"the stage reads page texts alone, and was to be given contents of {documents.num_rows}")


@given(window=st.integers(1, 6), batches=st.lists(BATCHES, max_size=8))
def test_each_batch_is_given_its_own_rows_in_whatever_order_batches_come(
    build: BuildFile, window: int, batches: list[list[str]]
) -> None:
    with build.open() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "WINDOW", window)
        given_to = Inputs(connection, NAME, no_contents, WAITING)
        for batch in batches:
            page_texts = given_to.of(batch)["page_texts"]
            assert page_texts.column("document_id").to_pylist() == batch
            assert page_texts.column("page_text").to_pylist() == [WORDS[each].upper() for each in batch]


def test_a_document_without_rows_is_given_none(build: BuildFile) -> None:
    with build.open() as connection:
        given_to = Inputs(connection, NAME, no_contents, [*WAITING, "e01"])
        assert given_to.of(["e01"])["page_texts"].num_rows == 0


def test_a_stage_reads_only_the_columns_and_contents_that_it_names(tmp_path: Path) -> None:
    pages = {"d1": "text/plain", "d2": "text/html", "d3": "text/plain"}

    def contents(documents: pa.Table) -> pa.Table:
        rows = [{**row, "content": "words"} for row in documents.to_pylist()]
        return pa.Table.from_pylist(rows, schema=DOCUMENT_CONTENTS)

    stage = Stage(
        "of_html", 1, (CONTENTS, "page_lines"), (), shout,
        columns={"page_lines": ("document_id", "line_number")}, content_types=("text/html",),
    )  # fmt: skip
    with BuildFile(tmp_path / "build.duckdb", tmp_path).open() as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.documents (document_id varchar, media_type varchar)")
        connection.executemany("insert into raw.documents values (?, ?)", list(pages.items()))
        connection.execute("create table raw.page_lines as select 'd1' as document_id, 1 as line_number, 0.5 as p")
        found = Inputs(connection, stage, contents, sorted(pages)).of(sorted(pages))
    assert found[CONTENTS].column("document_id").to_pylist() == ["d2"]
    assert found["page_lines"].to_pylist() == [{"document_id": "d1", "line_number": 1}]
