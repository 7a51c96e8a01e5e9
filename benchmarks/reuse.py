"""Time and memory of finding copies among many made-up articles: `python -m benchmarks.reuse [ARTICLES]` (100,000).

One article in twenty derives from another: a third of its words are changed, in every sentence. Written are the seconds
of indexing, of finding candidates and of comparing them, for all articles and for a hundredth more that come later, by
the clock and of the processors; the share of planted relatives among the candidates; and the peak of memory.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.measuring import watch
from dagster_project.landing.tables import DELIVERIES, DOCUMENTS
from dagster_project.orchestration.engine import PoolEngine
from dagster_project.orchestration.models import MODELS
from dagster_project.orchestration.runner import StageRunner
from dagster_project.orchestration.stages import COMPARISON, INDEXING, SEPARATION, STAGES
from dagster_project.text.records import PAGE_LINES, PAGE_TEXTS
from dagster_project.warehouse import batches, candidates
from dagster_project.warehouse import build as builds
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.schema import raw_tables

WORDS = 400  # of an article
VOCABULARY = 50_000
COPIES = 20  # one article in so many derives from another
CHANGED_SHARE = 1 / 3
CHUNK = 2_000
Seconds = NDArray[np.float64]  # by the clock, and of all processors


class Collection:
    """A build file with made-up articles in it."""

    def __init__(self, folder: Path, engine: PoolEngine) -> None:
        self.dice = np.random.default_rng(7)
        self.vocabulary = np.array([f"{number:x}word" for number in range(VOCABULARY)])
        weights = 1 / (np.arange(VOCABULARY) + 3.0)  # Zipf: few words are most of a text
        self.shares = weights / weights.sum()
        self.ids: list[str] = []
        self.last = np.zeros(WORDS, dtype=np.int32)  # words of the last article, from which the next one may derive
        self.runner = StageRunner(
            build=BuildFile(folder / "build.duckdb", folder / "temp", memory_limit="1GB"),
            read_contents=lambda documents: documents,
            engine=lambda: engine,
            models=MODELS,
            now=lambda: datetime.now(UTC).replace(tzinfo=None),
            batch_documents=500,
        )
        schema = builds.Schema(raw_tables({"deliveries": DELIVERIES, "documents": DOCUMENTS}))
        with builds.open_current(self.runner.build, schema) as connection:
            connection.execute("create schema reference")
            for name, columns in _references():
                listed = ", ".join(f'"{column}" varchar' for column in columns.names)
                connection.execute(f"create table reference.{name} ({listed})")

    def add(self, count: int) -> None:
        """Make articles up and put their pages into the build file, as separation would."""
        with self.runner.build.open() as connection:
            version = self.runner.versions(connection)[SEPARATION.name]
            chunks = range(len(self.ids), len(self.ids) + count, CHUNK)
            for place, start in enumerate(chunks):
                numbers = range(start, min(start + CHUNK, chunks.stop))
                # Separation takes documents in order of their ids, and ids are in no order of the articles.
                firsts = (place + self.dice.random(len(numbers))) / len(chunks) * 16**8
                self.ids += [f"{int(first):08x}{number:012x}" for first, number in zip(firsts, numbers, strict=True)]
                self._insert(connection, version, numbers)

    def original_of(self, number: int) -> int:
        """The article that this one derives from."""
        return number - 1

    def _insert(self, connection: Any, version: batches.StageVersion, numbers: range) -> None:
        made = dict(zip((self.ids[number] for number in numbers), map(self._text, self._made(numbers)), strict=True))
        ids, texts = sorted(made), [made[key] for key in sorted(made)]
        pages = [
            {"document_id": key, "page_text": text, "language": "en"} for key, text in zip(ids, texts, strict=True)
        ]
        lines = [
            {"document_id": key, "line_number": 1, "char_start": 0, "char_end": len(text), "observed_role": "body"}
            for key, text in zip(ids, texts, strict=True)
        ]
        batches.insert_rows(connection, "documents", pa.table({"document_id": ids}))
        batches.insert_rows(connection, "page_texts", pa.Table.from_pylist(pages, schema=PAGE_TEXTS))
        batches.insert_rows(connection, "page_lines", pa.Table.from_pylist(lines, schema=PAGE_LINES))
        batches.insert_rows(connection, "stage_progress", batches.progress_rows(ids, version, at=self.runner.now()))

    def _made(self, numbers: range) -> Iterator[Any]:
        """The words of these articles, by number: made up, or in part those of the one before."""
        made = self.dice.choice(VOCABULARY, size=(len(numbers), WORDS), p=self.shares)
        for number, new in zip(numbers, made, strict=True):
            derives = number > 0 and number % COPIES == 0
            kept = derives & (self.dice.random(WORDS) >= CHANGED_SHARE)
            self.last = np.where(kept, self.last, new)
            yield self.last

    def _text(self, words: Any) -> str:
        return " ".join(f"A{' '.join(sentence)}." for sentence in self.vocabulary[words].reshape(-1, 20))

    def update(self) -> dict[str, Seconds]:
        """Seconds of each step for what is new."""
        found: dict[str, Seconds] = {}
        before = spent()
        self.runner.run(INDEXING)
        found["indexing"] = spent() - before
        with timed(found):
            self.runner.run(COMPARISON)
        found["all"] = spent() - before
        found["comparing"] = found["all"] - found["indexing"] - found["finding candidates"]
        return found

    def found_share(self) -> float:
        """Share of planted relatives that were compared with their originals."""
        planted = {
            tuple(sorted((self.ids[number], self.ids[self.original_of(number)])))
            for number in range(COPIES, len(self.ids), COPIES)
        }
        with self.runner.build.open() as connection:
            pairs = connection.execute("select document_id, other_document_id from raw.reuse_pairs").fetchall()
        return len(planted.intersection(pairs)) / max(1, len(planted))


def _references() -> Iterator[tuple[str, pa.Schema]]:
    """Reference tables that the versions of other stages rest on; here they are empty."""
    for stage in STAGES:
        yield from stage.reference_tables.items()


def spent() -> Seconds:
    """Seconds so far by the clock, and of the processors in this process and its workers."""
    own = psutil.Process()
    used = sum(sum(each.cpu_times()[:2]) for each in [own, *own.children(recursive=True)])
    return np.array([time.monotonic(), used])


@contextmanager
def timed(found: dict[str, Seconds]) -> Iterator[None]:
    """Note how long finding candidates takes inside the block."""
    prepare, find = candidates.prepare, candidates.find
    found["finding candidates"] = np.zeros(2)

    def counted(function: Any) -> Any:
        def run(*given: Any) -> Any:
            before = spent()
            result = function(*given)
            found["finding candidates"] += spent() - before
            return result

        return run

    candidates.prepare, candidates.find = counted(prepare), counted(find)
    yield
    candidates.prepare, candidates.find = prepare, find


def main(articles: int) -> int:
    """Print the table."""
    peak = [0.0]
    threading.Thread(target=watch, args=(os.getpid(), peak), daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="dateline_reuse_", dir=os.environ.get("TMPDIR")) as folder:
        engine = PoolEngine(workers=2)
        collection = Collection(Path(folder), engine)
        collection.add(articles)
        peak[0] = 0.0  # making them up is no part of the work
        whole = collection.update()
        collection.add(articles // 100)
        later = collection.update()
        engine.close()
        print(
            f"{'seconds (of processors)':<24}{f'{articles:,} new':>20}{f'{articles // 100:,} later':>20}{'share':>16}"
        )
        for name, new in whole.items():
            cells = (f"{clock:.1f} ({used:.1f})" for clock, used in (new, later[name]))
            share = f"{later[name][0] / new[0]:.1%} ({later[name][1] / new[1]:.1%})"
            print(f"{name:<24}" + "".join(f"{cell:>20}" for cell in cells) + f"{share:>16}")
        candidate_seconds = whole["indexing"] + whole["finding candidates"]
        print(f"candidates of {articles / candidate_seconds[0]:,.0f} articles a second, peak {peak[0]:,.0f} MB")
        print(f"  and {articles / candidate_seconds[1]:,.0f} articles a second of one processor")
        print(f"planted relatives compared: {collection.found_share():.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
