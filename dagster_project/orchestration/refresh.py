"""A refresh, step by step, without Dagster: intake, stages, what dbt still has to do, release."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from dagster_project.feeds.collecting import Collector, FeedReport, due_feeds, fetch_feeds
from dagster_project.feeds.config import read_feeds
from dagster_project.feeds.visiting import Manners, Visitor
from dagster_project.landing import folder, tables
from dagster_project.landing.archive import Archive
from dagster_project.orchestration import state
from dagster_project.orchestration.dbt_process import process_beside
from dagster_project.orchestration.descriptions import mart_descriptions
from dagster_project.orchestration.digests import DECISIVE_FILES, files_digest
from dagster_project.orchestration.engine import Engine, make_engine
from dagster_project.orchestration.models import MODELS
from dagster_project.orchestration.progress import Progress
from dagster_project.orchestration.provenance import installed, intake_version, made_with
from dagster_project.orchestration.runner import LEAST_BATCH, StageRunner
from dagster_project.orchestration.stages import stages_with
from dagster_project.settings import Settings
from dagster_project.warehouse import build as builds
from dagster_project.warehouse import exports, facts, lake, releases
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.lock import writer_lock
from dagster_project.warehouse.release_info import Provenance
from dagster_project.warehouse.releases import Release, ReleaseError
from dagster_project.warehouse.schema import raw_tables

logger = logging.getLogger(__name__)

# So many arrivals are read from the log and turned into rows at a time.
ARRIVALS_PER_BATCH = 500


@dataclass(frozen=True, slots=True)
class IntakeSummary:
    """What one look at the landing folder brought."""

    first_delivery: int  # deliveries of this refresh have numbers above it
    last_delivery: int
    files_unchanged: int
    files_ignored: int
    files_postponed: int  # written to while being read: left for the next refresh


class Refresh:
    """The work of a refresh on one landing folder and one data folder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.build = BuildFile(settings.build_file, settings.temp_folder, settings.threads, settings.memory_limit)
        self.archive = Archive(settings.archive_folder)
        self.schema = builds.Schema(
            raw_tables({"deliveries": tables.DELIVERIES, "documents": tables.DOCUMENTS}), salt=intake_version()
        )
        self._engine: Engine | None = None
        self._held = ExitStack()  # the build file, while it is held open
        self._is_published = False  # by this run: no mart is written after that
        self._observed: Mapping[str, str] | None = None  # the landing folder, models and code as this refresh saw them

    @cached_property
    def stages(self) -> StageRunner:
        """The stage runner of these settings."""
        return StageRunner(
            build=self.build,
            read_contents=lambda documents: tables.read_contents(self.archive, documents),
            engine=self.engine,
            models=MODELS,
            now=self.settings.now,
            batch_documents=self.settings.batch_documents,
            document_seconds=self.settings.document_seconds,
            stages=stages_with(ner=self.settings.ner),
        )

    def engine(self) -> Engine:
        """The engine of this refresh, started at its first use."""
        if self._engine is None:
            self._engine = make_engine(self.settings.engine, min(self.settings.workers, self._batches()))
        return self._engine

    def _batches(self) -> int:
        """How many workers could have a batch at once: each further one would start and load models for nothing."""
        return max(1, -(-self.count_documents() // min(LEAST_BATCH, self.settings.batch_documents)))

    def count_documents(self) -> int:
        """How many documents the tables know."""
        with builds.open_current(self.build, self.schema) as connection:
            return builds.count_documents(connection)

    def hold(self) -> None:
        """Keep the build file open until `let_go`: to open and close it costs more than most looks into it."""
        self.let_go()
        self._held.enter_context(self.build.open())

    def let_go(self) -> None:
        """Leave the build file to others: to dbt, or to the next run."""
        self._held.close()

    def close(self) -> None:
        """End the engine's workers, and leave the build file to others."""
        self.let_go()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def take_in(self) -> IntakeSummary:
        """Archive what is new in the landing folder, then bring deliveries and documents up to the archive's log."""
        observed = state.observe(self.settings)
        builds.begin_run(self.build, self.schema)
        with self.opened():
            before = self.last_delivery()
            delivered = self._deliver()
            after = self._apply_log()
            if after > before:
                process_beside(self.settings)
                self.stages.prepare()
        arrivals = {"arrivals": state.archive_state(self.settings)}  # those of this look are in the tables now
        self._observed = {**observed, **arrivals} if not delivered.postponed else None
        return IntakeSummary(before, after, delivered.unchanged, delivered.ignored, delivered.postponed)

    def _deliver(self) -> folder.Delivered:
        with Progress("landing", None) as progress:
            return folder.deliver(
                state.landing_place(self.settings),
                self.archive,
                max_bytes=self.settings.max_file_bytes,
                max_container_bytes=self.settings.max_container_bytes,
                now=self.settings.now,
                progress=progress.advance,
            )

    def fetch(self, *, only_due: bool = True) -> list[FeedReport]:
        """Fetch feeds into the archive; a later refresh makes rows of what they bring. Raises FeedsFileError."""
        given = read_feeds(self.settings.feeds_file)
        memory, now = self.settings.feeds_folder, self.settings.now
        ends = time.monotonic() + self.settings.fetch_seconds
        visitor = Visitor(self._manners(given.contact))
        collector = Collector(self.archive, memory, visitor, now, is_over=lambda: time.monotonic() > ends)
        return fetch_feeds(collector, due_feeds(given.feeds, memory, now()) if only_due else given.feeds)

    def _manners(self, contact: str) -> Manners:
        return Manners(
            max_bytes=self.settings.max_file_bytes,
            request_seconds=self.settings.request_seconds,
            host_seconds=self.settings.host_seconds,
            allow_loopback=self.settings.loopback_feeds,
            contact=contact,
        )

    @contextmanager
    def as_writer(self, purpose: str, say: Callable[[str], object] = logger.info) -> Iterator[Self]:
        """Hold the data folder's write lock for the block; waits for another holder and tells `say` who that is."""
        path, wait = self.settings.lock_file, self.settings.lock_seconds
        with writer_lock(path, purpose=purpose, since=self.settings.now(), wait_seconds=wait, say=say):
            yield self

    def last_delivery(self) -> int:
        """The number of the newest delivery in the tables."""
        with builds.open_current(self.build, self.schema) as connection:
            return builds.last_delivery(connection)

    def retry(self) -> int:
        """Let the next run try all failed documents again; returns how many."""
        with builds.open_current(self.build, self.schema) as connection:
            return builds.forget_failures(connection)

    def _apply_log(self) -> int:
        with builds.open_current(self.build, self.schema) as connection:
            known = builds.known_documents(connection)
            waiting = list(self.archive.read(after=builds.last_delivery(connection)))
            for start in range(0, len(waiting), ARRIVALS_PER_BATCH):
                received = tables.receive(waiting[start : start + ARRIVALS_PER_BATCH], self.archive, known)
                builds.add_deliveries(connection, received.deliveries, received.documents)
                known.update(received.documents.column("document_id").to_pylist())
            return builds.last_delivery(connection)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep the build file open for the block, so that not every look opens it anew; dbt must not run in it."""
        with self.build.open():
            yield

    def is_noted(self, key: str, value: str) -> bool:
        """Whether the build file was last noted with this value."""
        return builds.noted(self.build, key) == value

    def note(self, key: str, value: str) -> None:
        """Note a value about the build file."""
        builds.note(self.build, key, value)

    def inputs_digest(self) -> str:
        """A digest of everything that the models read, and of the dbt project itself."""
        with self.build.open() as connection:
            return builds.inputs_digest(connection, files_digest(DECISIVE_FILES))

    def is_released(self) -> bool:
        """Whether the newest release was made from what the models would read now, and is in place."""
        return self.settings.warehouse_file.exists() and self.is_noted("released_from", self.inputs_digest())

    def missing(self) -> str | None:
        """What a release still waits for; None when all of its inputs are complete."""
        with self.opened():
            if waiting := {name: count for name, count in self.stages.pending().items() if count}:
                return f"stages have documents to do: {waiting}"
            if not self.is_noted("models_built_from", self.inputs_digest()):
                return "not all models are built from the newest inputs"
        return None

    def publish(self) -> Release | None:
        """Publish the marts; None when nothing changed. Raises ReleaseError while something is missing."""
        with self.opened():
            if missing := self.missing():
                raise ReleaseError(f"not released: {missing}. Run the whole refresh.")
            release = releases.publish(
                self.build,
                self.settings.releases_folder,
                self.settings.warehouse_file,
                now=self.settings.now(),
                provenance=self._made_with(),
            )
            self.note("released_from", builds.noted(self.build, "models_built_from") or "")
        self._is_published = True
        logger.info("released %s", release.path if release else "nothing: no mart has changed")
        return release

    def provenance(self) -> Provenance:
        """What a release of these settings would be made with now."""
        return installed(self.stages.stages, self.settings.commit)

    def _made_with(self) -> Provenance:
        with self.build.open() as connection:
            return made_with(self.provenance(), self.stages.stages, connection)

    def complete(self) -> None:
        """Write down what this refresh had seen when it looked at the landing folder, now that it is released.

        Before, let Parquet files and lake hold what readers of the release see; they catch up here after a failure.
        """
        if not self.is_released():
            return
        self.export()
        builds.end_run(self.build)
        if self._observed is not None:
            state.write(self.settings, self._observed)

    def export(self) -> None:
        """Bring Parquet files and lake, where they are asked for, to the release that readers see. Raises LakeError."""
        settings, release = self.settings, self.settings.warehouse_file.resolve()
        if settings.parquet:
            wanted = exports.Wanted(settings.texts, settings.csv, mart_descriptions())
            if written := exports.publish_files(self.build, release, settings.parquet_folder, wanted):
                logger.info("files of the release in %s", written)
        exports.prune_parquet(settings.parquet_folder, settings.releases_folder)
        if settings.ducklake:
            now, texts = settings.now(), settings.texts
            if lake.publish_to_lake(self.build, release, self.lake(), with_texts=texts, now=now):
                logger.info("the lake holds %s as shard %s", release.name, settings.shard)

    def lake(self) -> lake.Lake:
        """The lake of these settings, and which part of it is ours."""
        settings = self.settings
        return lake.Lake(settings.ducklake, settings.lake_path, settings.shard, settings.storage)

    def unreleased(self, marts: Iterable[str]) -> dict[str, bool]:
        """For each of these marts ("schema.table") whether the release still lacks its newest rows."""
        if self._is_published:  # all marts have just been compared
            return dict.fromkeys(marts, False)
        return releases.unreleased(self.build, self.settings.releases_folder, marts)

    def facts(self, names: Iterable[str]) -> dict[str, facts.TableFacts]:
        """Row counts and first rows of these tables."""
        return facts.table_facts(self.build, names)

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """All rows of a query on the build file."""
        return facts.query(self.build, sql)
