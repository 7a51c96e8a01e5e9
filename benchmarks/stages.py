"""Each stage by itself, beside its bare part: documents a second of a core's time while all cores do the same.

A core whose neighbour is idle is faster than those of a refresh: all of them work, and share caches, memory and clock.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import ahocorasick_rs
import pyarrow as pa
import trafilatura
from htmldate import find_date
from htmldate.meta import reset_caches

from benchmarks.corpus import copies, originals
from dagster_project.orchestration.models import MODELS, load_tagger
from dagster_project.orchestration.stages import (
    ALIASES,
    COMPARISON,
    CONTENTS,
    DATING,
    SEPARATION,
    STAGES,
    TAGGING,
    Stage,
)
from dagster_project.text.actors.pages import pages_from
from dagster_project.text.actors.tagger import BATCH_TEXTS
from dagster_project.text.records import DOCUMENT_CONTENTS
from tests.text.actors_pages import gazetteer, table_of

DOCUMENTS = 96  # of either kind
Row = dict[str, Any]
Documents = tuple[list[str], dict[str, pa.Table]]  # their contents, and what the stages made of them
MEDIA_TYPES = {"text": "text/plain", "html": "text/html"}


def stage_speeds(bench: Path | None) -> Iterator[Row]:
    """A row for each bare part and each stage that works document by document; reuse.py measures comparing."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for same in zip(*pool.map(_seconds, [bench] * cores), strict=True):
            seconds = sum(row["seconds"] for row in same) / cores
            yield {"kind": same[0]["kind"], "part": same[0]["part"], "documents_per_second": DOCUMENTS / seconds}


def _seconds(bench: Path | None) -> list[Row]:
    return list(_measured(bench))


def _measured(bench: Path | None) -> Iterator[Row]:
    for kind in ("text", "html"):
        # As many others go first: what is loaded once a process may be called for by one page in a hundred.
        contents, others = ([*copies(kind, numbers, bench)] for numbers in _spread(len(originals(kind, bench))))
        warm, tables = ({CONTENTS: _contents(each, kind)} for each in (others, contents))
        for stage in STAGES:
            if stage is COMPARISON:
                continue
            warm |= _run(stage, warm)
            started = time.process_time()
            tables |= _run(stage, tables)
            yield _row(kind, stage.name, time.process_time() - started)
            yield from _bare(kind, stage, (others, warm), (contents, tables))


def _spread(count: int) -> tuple[range, range]:
    """Numbers of the copies that are measured and of those that go first, taken from all over the originals."""
    step = max(1, count // DOCUMENTS)
    end = DOCUMENTS * step
    return range(0, end, step), range(end, 2 * end, step)


def _run(stage: Stage, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    references = {name: table_of(name, schema) for name, schema in stage.reference_tables.items()}
    models = {name: MODELS[name]().load() for name in stage.models}
    return dict(stage.function(**{name: tables[name] for name in stage.inputs}, **references, **models))


def _bare(kind: str, stage: Stage, warm: Documents, measured: Documents) -> Iterator[Row]:
    for part_of, of_kind, name, work in BARE_PARTS:
        if (part_of, of_kind) == (stage, kind):
            others, given = (_prose(tables) if part_of is TAGGING else pages for pages, tables in (warm, measured))
            list(work(others))
            reset_caches()  # it has just seen these pages as a part of our stage
            started = time.process_time()
            list(work(given))
            yield _row(kind, name, time.process_time() - started)


def _prose(tables: dict[str, pa.Table]) -> list[str]:
    """The lines that the tagger is given, so that both read the same words."""
    pages = pages_from(tables["page_texts"], tables["page_lines"])
    english = [page for page in pages if page.is_english]
    return [page.text[line.start : line.end] for page in english for line in page.lines if page.is_prose(line)]


def _extracted(pages: list[str]) -> Iterable[object]:
    return (trafilatura.extract(page, favor_precision=True) for page in pages)


def _dated(pages: list[str]) -> Iterable[object]:
    return (find_date(page) for page in pages)


def _tagged(lines: list[str]) -> Iterable[object]:
    return load_tagger().pipe(lines, batch_size=BATCH_TEXTS)


def _matched(pages: list[str]) -> Iterable[object]:
    aliases = gazetteer()["gazetteer_aliases"].column("alias").to_pylist()
    automaton = ahocorasick_rs.AhoCorasick(aliases)
    return (automaton.find_matches_as_indexes(page, overlapping=True) for page in pages)


BARE_PARTS: list[tuple[Stage, str, str, Callable[[list[str]], Iterable[object]]]] = [
    (SEPARATION, "html", "bare trafilatura", _extracted),
    (DATING, "html", "bare htmldate", _dated),
    (ALIASES, "text", "bare automaton", _matched),
    (TAGGING, "text", "bare nlp.pipe", _tagged),
]


def _contents(contents: list[str], kind: str) -> pa.Table:
    rows = [
        {"document_id": f"{number:020d}", "media_type": MEDIA_TYPES[kind], "content": content}
        for number, content in enumerate(contents)
    ]
    return pa.Table.from_pylist(rows, schema=DOCUMENT_CONTENTS)


def _row(kind: str, name: str, seconds: float) -> Row:
    return {"kind": kind, "part": name, "seconds": seconds}
