"""The stage runner: pending documents -> pure function -> committed batch, one document never costing another."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from dagster_project.landing.archive import ArchiveDamaged
from dagster_project.orchestration.engine import DEATHS, Call, Engine, EngineLost, Model, Preparation
from dagster_project.orchestration.inputs import Inputs
from dagster_project.orchestration.progress import Progress
from dagster_project.orchestration.stages import (
    OFF,
    STAGES,
    Stage,
    downstream_of,
    effective_versions,
    upstream_of,
)
from dagster_project.text.records import STAGE_TABLES
from dagster_project.text.visible import visible
from dagster_project.warehouse import batches, candidates
from dagster_project.warehouse.batches import StageVersion
from dagster_project.warehouse.connections import BuildFile

logger = logging.getLogger(__name__)

# A batch may take the longest time of one document and this much for each further one.
SECONDS_PER_FURTHER_DOCUMENT = 1.0
# Fewer documents do not pay for a worker of their own, or for a look at the tables.
LEAST_BATCH = 32
KEPT_REASONS = 20  # of failures, in the summary of a run
MAX_REASON_LENGTH = 500  # characters of an error message that stage_progress keeps
WORKER_ENDED = "ended the process that worked on it"


@dataclass(slots=True)
class StageSummary:
    """What one run of a stage did."""

    stage: str
    effective_version: str
    documents_done: int = 0
    documents_failed: int = 0
    seconds: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)  # of the first failures


@dataclass(frozen=True, slots=True)
class StageRunner:
    """Runs stages over the documents that need them; see rule 4 in docs/architecture.md."""

    build: BuildFile
    read_contents: Callable[[pa.Table], pa.Table]  # documents rows -> document_contents
    engine: Callable[[], Engine]
    models: Mapping[str, Callable[[], Model]]
    now: Callable[[], datetime]
    batch_documents: int = 128  # at most
    document_seconds: float = 60.0
    stages: tuple[Stage, ...] = STAGES
    known_digests: dict[object, str] = field(default_factory=dict)  # of reference tables: all stages ask for versions

    def versions(self, connection: Any) -> dict[str, StageVersion]:
        """The effective version of every stage, given the reference tables as they are now."""

        def digests(stage: Stage) -> dict[str, str]:
            tables = {
                name: self._table_digest(connection, name, schema) for name, schema in stage.reference_tables.items()
            }
            return {**tables, **{name: self.models[name]().digest for name in stage.models}}

        versions = effective_versions(self.stages, digests)
        return {name: StageVersion(name, version) for name, version in versions.items()}

    def pending(self) -> dict[str, int]:
        """How many documents each stage still has to do."""
        with self.build.open() as connection:
            versions = self.versions(connection)
            return {stage.name: len(self._pending(connection, stage, versions)) for stage in self.stages}

    def prepare(self) -> None:
        """Let the engine's workers get ready for the stages while this process does other work."""
        models = sorted({name for stage in self.stages for name in stage.models})
        functions = tuple(stage.function for stage in self.stages)
        self.engine().prepare(Preparation(functions, tuple(self.models[name] for name in models)))

    def run(self, stage: Stage) -> StageSummary:
        """Bring every document's rows of this stage up to date; returns what was done."""
        if stage not in self.stages:
            logger.info("%s is off: rows that exist stay as they are", stage.name)
            return StageSummary(stage.name, OFF)
        started = time.monotonic()
        with self.build.open() as connection:
            versions = self.versions(connection)
            waiting = self._pending(connection, stage, versions)
            summary = StageSummary(stage.name, versions[stage.name].effective_version)
            if waiting:
                _StageRun(self, connection, stage, versions[stage.name], summary).run(waiting)
        summary.seconds = time.monotonic() - started
        logger.info(
            "%s: %d documents done, %d failed, %s",
            stage.name,
            summary.documents_done,
            summary.documents_failed,
            summary.rows or "nothing to do",
        )
        return summary

    def _pending(self, connection: Any, stage: Stage, versions: Mapping[str, StageVersion]) -> list[str]:
        upstream = [versions[other.name] for other in upstream_of(stage, self.stages)]
        return batches.pending_documents(connection, versions[stage.name], upstream)

    def _table_digest(self, connection: Any, name: str, schema: pa.Schema) -> str:
        key = name, *schema.names, batches.fingerprint(connection, name)
        if key not in self.known_digests:
            self.known_digests[key] = batches.table_digest(batches.read_reference(connection, name, schema))
        return self.known_digests[key]

    def _references(self, connection: Any, stage: Stage) -> dict[str, pa.Table | Model]:
        tables = {
            name: batches.read_reference(connection, name, schema) for name, schema in stage.reference_tables.items()
        }
        return {**tables, **{name: self.models[name]() for name in stage.models}}


@dataclass(slots=True)
class _StageRun:
    """One stage's way through its pending documents."""

    runner: StageRunner
    connection: Any
    stage: Stage
    version: StageVersion
    summary: StageSummary
    survived: set[str] = field(default_factory=set)  # documents alone with a worker that died: tried once more

    def run(self, waiting: list[str]) -> None:
        if self.stage.index:
            waiting = self._find_pairs(waiting)
        references = self.runner._references(self.connection, self.stage)  # noqa: SLF001
        inputs = Inputs(self.connection, self.stage, self.runner.read_contents, waiting)
        engine = self.runner.engine()
        with Progress(self.stage.name, len(waiting)) as progress:
            for document_ids, outcome in self._outcomes(engine, references, inputs):
                if isinstance(outcome, str):
                    self._commit_failure(document_ids[0], outcome)
                else:
                    self._commit(document_ids, outcome)
                progress.advance(len(document_ids))

    def _find_pairs(self, waiting: list[str]) -> list[str]:
        """Bring the waiting documents together with others; done are those for which there is none."""
        waiting = candidates.prepare(self.connection, self.version, self.stage.index, self.stage.outputs, waiting)
        paired = candidates.find(self.connection, self.stage.index)
        if alone := [document for document in waiting if document not in paired]:
            self._commit(alone, {name: STAGE_TABLES[name].empty_table() for name in self.stage.outputs})
        return sorted(paired)

    def _outcomes(
        self, engine: Engine, references: Mapping[str, Any], inputs: Inputs
    ) -> Iterator[tuple[list[str], dict[str, pa.Table] | str]]:
        """Batches with their tables, or single documents with the reason why they have none."""
        waiting = inputs.waiting
        size = batch_size(len(waiting), self.runner.batch_documents, engine.slots)
        todo = deque(list(waiting[start : start + size]) for start in range(0, len(waiting), size))
        running: dict[Future[Any], list[str]] = {}
        while todo or running:
            while todo and len(running) < engine.slots:
                batch = todo.popleft()
                running[self._start(engine, references, inputs, batch)] = batch
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                batch = running.pop(future)
                outcome = _result(future)
                if again := self._again(batch, outcome):
                    logger.warning(
                        "%s: %d documents again, in %d: %s", self.stage.name, len(batch), len(again), outcome
                    )
                    todo.extendleft(reversed(again))
                else:
                    yield batch, outcome

    def _again(self, batch: list[str], outcome: object) -> list[list[str]]:
        """What of a batch that came to nothing is tried again: its halves, until the culprit stands alone.

        What kills a worker may be somebody else, a node that leaves or a machine short of memory, so a lone document
        is its culprit only at the second time.
        """
        if not isinstance(outcome, str):
            return []
        if len(batch) > 1:
            middle = len(batch) // 2
            return [batch[:middle], batch[middle:]]
        if outcome != WORKER_ENDED or batch[0] in self.survived:
            return []
        self.survived.add(batch[0])
        return [batch]

    def _start(self, engine: Engine, references: Mapping[str, Any], inputs: Inputs, batch: list[str]) -> Future[Any]:
        seconds = self.runner.document_seconds + SECONDS_PER_FURTHER_DOCUMENT * (len(batch) - 1)
        try:
            tables = inputs.of(batch)
        except (
            OSError,
            ArchiveDamaged,
        ) as error:  # a damaged or vanished archive file costs its document, like any other bad input
            failed: Future[Any] = Future()
            failed.set_exception(error)
            return failed
        return engine.submit(Call(self.stage.function, tables, references), seconds)

    def _commit(self, document_ids: list[str], tables: Mapping[str, pa.Table]) -> None:
        outputs = {name: (STAGE_TABLES[name], tables[name]) for name in self.stage.outputs}
        progress = batches.progress_rows(document_ids, self.version, at=self.runner.now())
        for name, count in batches.replace_rows(self.connection, outputs, progress).items():
            self.summary.rows[name] = self.summary.rows.get(name, 0) + count
        self.summary.documents_done += len(document_ids)

    def _commit_failure(self, document_id: str, reason: str) -> None:
        """Replace the document's rows by none, here and in every stage that reads them, and keep the reason."""
        logger.warning("%s: document %s failed: %s", self.stage.name, document_id, reason)
        affected = [self.stage, *downstream_of(self.stage, self.runner.stages)]
        tables = [name for stage in affected for name in stage.outputs]
        batches.replace_failed(
            self.connection,
            tables,
            [stage.name for stage in affected],
            batches.progress_rows([document_id], self.version, at=self.runner.now(), failure=reason),
        )
        self.summary.documents_failed += 1
        if len(self.summary.reasons) < KEPT_REASONS:
            self.summary.reasons.append(f"document {document_id}: {reason}")


def batch_size(documents: int, most: int, slots: int = 1) -> int:
    """How many of these documents go to a worker together: large batches cost least, but each slot wants one."""
    return min(most, max(LEAST_BATCH, -(-documents // slots)))


def _result(future: Future[Any]) -> dict[str, pa.Table] | str:
    """What the call returned, or why it returned nothing: the one place where any error becomes a row."""
    try:
        result: dict[str, pa.Table] = future.result()
    except (BrokenProcessPool, EngineLost):
        raise  # no worker starts at all: that is no document's fault
    except DEATHS:
        return WORKER_ENDED
    except TimeoutError:
        return "took longer than a document may"
    except Exception as error:  # noqa: BLE001 (the record boundary: a bad document is a row with its reason)
        return visible(f"{type(error).__name__}: {error}"[:MAX_REASON_LENGTH])
    return result
