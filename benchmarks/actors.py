"""Actors on one core, measured in one run: `python -m benchmarks.actors [BENCH]`.

Gazetteer: articles of 600 words a minute. Tagger: the stage beside bare `nlp.pipe` of the same pipeline on the same
lines; the stage adds reading lines, trimming names and finding sentences. Texts are those of the entities task in the
benchmark folder, else the sample corpus several times over. Machines are noisy: compare inside one table.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dagster_project.orchestration.models import load_tagger
from dagster_project.settings import PROJECT_ROOT
from dagster_project.text.actors import match_aliases, tag_entities
from dagster_project.text.actors.tagger import BATCH_TEXTS
from tests.text.actors_pages import gazetteer, pages

PAGES = 480
TAGGED_PAGES = 60
WORDS_AN_ARTICLE = 600


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
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(sys.argv[1:]))
