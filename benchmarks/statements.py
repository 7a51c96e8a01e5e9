"""Statements on one core beside gazetteer and tagger, measured in one run: `python -m benchmarks.statements [BENCH]`.

Milliseconds a page of 600 words, and statements a second. Machines are noisy: compare inside one table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pyarrow as pa

from benchmarks.actors import PAGES, TAGGED_PAGES, WORDS_AN_ARTICLE, seconds, texts
from dagster_project.orchestration.models import load_tagger
from dagster_project.text import records
from dagster_project.text.actors import match_aliases, tag_entities
from dagster_project.text.statements import find_statements
from tests.text.actors_pages import gazetteer, pages, table_of

Stage = Callable[[], Mapping[str, pa.Table]]


def main(arguments: list[str]) -> int:
    """Print the table."""
    found = texts(Path(arguments[0]) if arguments else None)[:PAGES]
    few = found[:TAGGED_PAGES]
    cues = table_of("speech_cues", records.SPEECH_CUES)
    tagger = load_tagger()
    stages: list[tuple[str, Stage, list[str]]] = [
        ("statements", partial(find_statements, **pages(*found), speech_cues=cues), found),
        ("gazetteer", partial(match_aliases, **pages(*found), **gazetteer()), found),
        ("tagger", partial(tag_entities, **pages(*few), tagger=tagger), few),
    ]
    for name, stage, read in stages:
        spent, rows = _measure(stage)
        words = sum(len(text.split()) for text in read)
        print(f"{name:<11}{spent * 1000 * WORDS_AN_ARTICLE / words:>7.2f} ms/page {rows / spent:>8.0f} rows/s")
    return 0


def _measure(stage: Stage) -> tuple[float, int]:
    """Processor seconds, and how many rows came of them."""
    rows: list[int] = []
    spent = seconds(lambda: rows.append(sum(table.num_rows for table in stage().values())))
    return spent, rows[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
