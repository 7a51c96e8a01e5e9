"""What DuckDB alone carries: dbt's build, the release and an analyst's queries over a corpus of made rows.

`python -m benchmarks.warehouse DATA COPIES` takes the build file of a refresh of the sample corpus (DATA) and
multiplies what its stages wrote: each copy has documents, places and addresses of its own, 26 copies share their
publishers, and the letters of their words are moved on by as many places, so that offsets still hold and no line
repeats without end. Reused passages are not multiplied. Then dbt builds all models, and then again with nothing new.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from benchmarks.measuring import watch
from dagster_project.orchestration.dbt import run_dbt
from dagster_project.settings import Settings
from dagster_project.warehouse import releases
from dagster_project.warehouse.checked import remember_checked
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.release_info import Provenance

# Spread as digests of contents are, and in the order in which stages write: models take articles by ranges of these.
DOCUMENT = "left(md5(document_id || '-' || copy), 20) as document_id"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
COPIED = (
    "page_texts", "page_lines", "date_evidence", "date_mentions", "source_evidence", "alias_matches", "ner_spans",
    "stage_progress", "documents", "deliveries",
)  # fmt: skip
WORDS = "translate({column}, '{letters}', '{letters}'[copy % 26 + 1:] || '{letters}'[:copy % 26]) as {column}"
SURFACE = WORDS.format(column="surface", letters=LETTERS)
# What differs from copy to copy besides the document's id.
REPLACED = {
    "deliveries": "delivery_number + copy * 1000000 as delivery_number, copy || '/' || location as location,"
    " hint_url || '?copy=' || copy as hint_url, hint_publisher || ' ' || copy // 26 as hint_publisher",
    "documents": "first_delivery_number + copy * 1000000 as first_delivery_number",
    "page_texts": WORDS.format(column="page_text", letters=LETTERS),
    "date_evidence": SURFACE,
    "date_mentions": SURFACE,
    "alias_matches": SURFACE,
    "ner_spans": SURFACE,
    "source_evidence": f"{SURFACE}, case field when 'url' then candidate || '?copy=' || copy"
    " when 'publisher' then candidate || ' ' || copy // 26 else candidate end as candidate",
}
QUERIES = {
    "who is mentioned most": "select actor_id, sum(mention_count) as mentions from marts.mention_counts"
    " where is_representative group by all order by mentions desc limit 10",
    "one actor by source and year": "select source_id, year(date_day), sum(mention_count) from marts.mention_counts"
    " where actor_id = 'NATO' group by all",
    "mentions of one actor, read": "select surface, sentence from marts.mentions where actor_id = 'KEN' limit 100",
}


def multiply(build: Path, copies: int) -> None:
    """Add so many copies of all documents to the build file."""
    with duckdb.connect(str(build), config={"memory_limit": "2GB"}) as connection:
        for table in COPIED:
            changes = ", ".join(filter(None, (DOCUMENT, REPLACED.get(table))))
            connection.execute(
                f"insert into raw.{table} from (select * exclude (copy) replace ({changes})"  # noqa: S608 (names from above)
                f" from raw.{table}, range(1, {copies}) as copies(copy)) order by document_id"
            )


@dataclass(slots=True)
class Meter:
    """Watches this process and all that it starts."""

    peak: list[float] = field(default_factory=lambda: [0.0])

    def __post_init__(self) -> None:
        threading.Thread(target=watch, args=(os.getpid(), self.peak), daemon=True).start()

    @contextmanager
    def measured(self, name: str) -> Iterator[None]:
        """Print what the block takes: wall time, processor time, and the peak of the memory of all processes."""
        self.peak[0] = 0.0
        started, spent = time.monotonic(), sum(os.times()[:4])
        yield
        wall, processor = time.monotonic() - started, sum(os.times()[:4]) - spent
        print(f"{name:<40}{wall:>9.1f} s wall{processor:>9.1f} s processor{self.peak[0]:>9.0f} MB", flush=True)


def build_file_of(settings: Settings) -> BuildFile:
    """The build file under the limits of the settings."""
    return BuildFile(settings.build_file, settings.temp_folder, settings.threads, settings.memory_limit)


def publish(settings: Settings) -> Path:
    """A release of the build file; its place."""
    build = build_file_of(settings)
    made = Provenance("benchmark", {}, {}, {})
    link = settings.warehouse_file
    release = releases.publish(build, settings.releases_folder, link, now=settings.now(), provenance=made)
    if release is None:
        raise SystemExit("no mart has changed: give more copies")
    return release.path


def main(data: Path, copies: int) -> int:
    """Print the table."""
    meter = Meter()
    with tempfile.TemporaryDirectory(prefix="dateline_bench_") as temporary:
        settings = Settings.from_env(data_folder=Path(temporary))
        shutil.copy(data / "build.duckdb", settings.build_file)
        multiply(settings.build_file, copies)
        # As a refresh of many documents does; the tests of the models are measured with it.
        build = ("build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "seed", "--threads", "1")
        with meter.measured("dbt, all models anew"):
            run_dbt(settings, *build, "--full-refresh")
        remember_checked(build_file_of(settings))
        with meter.measured("dbt, nothing new"):
            run_dbt(settings, *build)
        with meter.measured("release"):
            release = publish(settings)
        _report(settings, release, meter)
    return 0


def _report(settings: Settings, release: Path, meter: Meter) -> None:
    with duckdb.connect(str(release), read_only=True) as connection:
        for name in ("articles", "article_lines", "mention_counts", "mentions"):
            rows = connection.execute(f"select count(*) from marts.{name}").fetchone()  # noqa: S608 (names from here)
            print(f"marts.{name:<34}{rows[0] if rows else 0:>9,} rows")
        for name, query in QUERIES.items():
            with meter.measured(name):
                connection.execute(query).fetchall()
    for path in (settings.build_file, release):
        print(f"{path.name:<40}{path.stat().st_size / 1e6:>9.0f} MB")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), int(sys.argv[2])))
