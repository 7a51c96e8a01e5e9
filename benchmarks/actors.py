"""Actors, measured in one run: `python -m benchmarks.actors [BENCH]`.

Gazetteer: articles of 600 words a minute. Tagger: the stage beside bare `nlp.pipe` of the same pipeline on the same
lines; the stage adds reading lines, trimming names and finding sentences. First by processor time on one core, then by
the clock on all: the stage's batches through the pool beside `nlp.pipe` with as many processes, in pairs one after the
other of which the median counts. Texts are those of the entities task in the benchmark folder, else the sample corpus
several times over. Machines are noisy: compare inside one table.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dagster_project.orchestration.engine import Call, PoolEngine
from dagster_project.orchestration.models import load_tagger
from dagster_project.orchestration.models import tagger as tagger_model
from dagster_project.settings import PROJECT_ROOT
from dagster_project.text.actors import match_aliases, tag_entities
from dagster_project.text.actors.tagger import BATCH_TEXTS
from tests.text.actors_pages import gazetteer, pages

PAGES = 480
TAGGED_PAGES = 60
WORDS_AN_ARTICLE = 600
BATCH_PAGES = 32  # as the stage runner has them
POOLED_PAGES = 192
PAIRS = 3


def texts(bench: Path | None) -> list[str]:
    """Texts of articles."""
    if bench is None:
        sample = [path.read_text(encoding="utf-8") for path in sorted((PROJECT_ROOT / "seeds").glob("0[1-9]_*.txt"))]
        return list(itertools.islice(itertools.cycle(sample), PAGES))
    with gzip.open(bench / "data" / "entities.dev.jsonl.gz", "rt", encoding="utf-8") as handle:
        return [json.loads(line)["text"] for line in itertools.islice(handle, PAGES)]


def seconds(work: Callable[[], object]) -> float:
    """How much of one processor the work takes; other processes do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


def wall(work: Callable[[], object]) -> float:
    """How long the work takes by the clock."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def paired_ratios(found: list[str], lines: list[str], tagger: Any, workers: int) -> list[float]:
    """Bare time over the stage's, by the clock on all cores, once for each pair, the pool's workers being warm."""
    references = {"tagger": tagger_model()}
    batches = [found[start : start + BATCH_PAGES] for start in range(0, len(found), BATCH_PAGES)]
    calls = [Call(tag_entities, pages(*batch), references) for batch in batches]
    engine = PoolEngine(workers)
    try:
        stage = partial(_all_results, engine, calls)
        stage()  # workers load the tagger
        bare = partial(_all_docs, tagger, lines, workers)
        return [wall(bare) / wall(stage) for _ in range(PAIRS)]
    finally:
        engine.close()


def _all_results(engine: PoolEngine, calls: list[Call]) -> list[object]:
    return [future.result() for future in [engine.submit(call, 600) for call in calls]]


def _all_docs(tagger: Any, lines: list[str], workers: int) -> list[object]:
    return list(tagger.pipe(lines, batch_size=BATCH_TEXTS, n_process=workers))


def main(arguments: list[str]) -> int:
    """Print the table."""
    found = texts(Path(arguments[0]) if arguments else None)
    tables = pages(*found)
    tagger: Any = load_tagger()  # a spaCy pipeline
    match_aliases(**pages("Warm."), **gazetteer())
    matching = seconds(lambda: match_aliases(**tables, **gazetteer()))
    words = sum(len(text.split()) for text in found)
    few = found[:TAGGED_PAGES]
    lines = [line for text in few for line in text.split("\n") if line.strip()]
    list(tagger.pipe(lines[:50]))
    bare = seconds(lambda: list(tagger.pipe(lines, batch_size=BATCH_TEXTS)))
    stage = seconds(lambda: tag_entities(**pages(*few), tagger=tagger))
    print(f"{'gazetteer':<24}{words / WORDS_AN_ARTICLE / matching * 60:>10,.0f} articles a minute")
    print(f"{'tagger':<24}{sum(len(text.split()) for text in few) / stage:>10,.0f} words a second")
    print(f"{'of bare nlp.pipe':<24}{bare / stage:>10.2f}")
    workers = os.cpu_count() or 1
    pooled = found[:POOLED_PAGES]
    ratios = paired_ratios(
        pooled, [line for text in pooled for line in text.split("\n") if line.strip()], tagger, workers
    )
    print(f"{f'the same, {workers} cores':<24}{statistics.median(ratios):>10.2f}")
    print(f"{'each pair':<24}{' '.join(f'{ratio:.2f}' for ratio in ratios):>24}")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(sys.argv[1:]))
