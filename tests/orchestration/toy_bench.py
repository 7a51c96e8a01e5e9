"""A build file with documents whose words decide what happens to them, for any engine."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from dagster_project.orchestration.engine import Engine
from dagster_project.orchestration.runner import StageRunner
from dagster_project.orchestration.stages import Stage
from dagster_project.text.records import DOCUMENT_CONTENTS
from dagster_project.warehouse import build as builds
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.schema import raw_tables
from tests.conftest import NOON
from tests.orchestration.toy_stages import TOY_STAGES

ARRIVALS = {
    "deliveries": pa.schema([("delivery_number", pa.int64())]),
    "documents": pa.schema([("document_id", pa.string())]),
}
SCHEMA = builds.Schema(raw_tables(ARRIVALS))
WORDS = {f"d{number:02d}": f"words of {number}" for number in range(12)}
ALL_WELL = {**WORDS}
ONE_OF_EACH_KIND = {**WORDS, "d03": "raise", "d07": "die", "d10": "hang"}
REASONS = {
    "d03": "ValueError: this document raises",
    "d07": "ended the process that worked on it",
    "d10": "took longer than a document may",
}


class Bench:
    """A build file with documents, a tiny gazetteer, and a runner over the toy stages."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.build = BuildFile(folder / "build.duckdb", folder / "temp", threads=1)
        self.words: dict[str, str] = {}
        self.runner = StageRunner(
            build=self.build,
            read_contents=self.contents,
            engine=lambda: engine,
            models={},
            now=lambda: NOON,
            batch_documents=5,
            document_seconds=2.0,
            stages=TOY_STAGES,
        )
        with builds.open_current(self.build, SCHEMA) as connection:
            connection.execute("create schema reference")
            connection.execute(
                "create table reference.gazetteer_actors as select 'KEN' as actor_id, 'Kenya' as actor_name,"
                " 'country' as actor_type, null::varchar as parent_id"
            )

    def contents(self, documents: pa.Table) -> pa.Table:
        rows = [
            {"document_id": each, "media_type": "text/plain", "content": self.words[each]}
            for each in documents.column("document_id").to_pylist()
        ]
        return pa.Table.from_pylist(rows, schema=DOCUMENT_CONTENTS)

    def add(self, words: dict[str, str]) -> None:
        self.words.update(words)
        with self.build.open() as connection:
            connection.executemany("insert into raw.documents values (?)", [[each] for each in words])

    def run(self, *stages: Stage) -> list[tuple[int, int]]:
        """Documents done and failed, a stage each."""
        summaries = [self.runner.run(stage) for stage in stages or self.runner.stages]
        return [(summary.documents_done, summary.documents_failed) for summary in summaries]

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with self.build.open() as connection:
            return connection.execute(query).fetchall()

    def reasons(self) -> dict[object, object]:
        """Why documents failed, by document."""
        return dict(self.ask("select document_id, reason from raw.stage_progress where outcome = 'failed'"))

    def tables(self) -> list[list[tuple[object, ...]]]:
        """Everything that stages wrote, without instants."""
        return [
            self.ask("select * from raw.page_texts order by all"),
            self.ask("select * from raw.ner_spans order by all"),
            self.ask("select * exclude (attempted_at) from raw.stage_progress order by all"),
        ]
