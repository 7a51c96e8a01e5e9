"""Dating and sourcing on one core beside htmldate, measured in one run: `python -m benchmarks.dating [BENCH]`.

Milliseconds a page of 100 lines for the evidence of its day, for the evidence of publisher, title and author, for the
dates that it speaks of, and for htmldate on the same text wrapped in paragraphs. Machines are noisy: compare inside one
table.
"""

from __future__ import annotations

import html
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
from htmldate import find_date

from benchmarks.separation import plain_pages
from dagster_project.orchestration.models import load_line_model
from dagster_project.text.dating.head_finders import head_clues
from dagster_project.text.dating.line_finders import line_clues
from dagster_project.text.dating.mentions import date_mentions
from dagster_project.text.dating.pages import Page, read_pages
from dagster_project.text.records import DOCUMENT_CONTENTS
from dagster_project.text.separation import separate_pages
from dagster_project.text.sourcing import find_sources


def milliseconds(work: Callable[[], Iterable[object]], pages: int) -> float:
    """How much of one processor the work takes for each page; other processes do not count."""
    started = time.process_time()
    for _ in work():
        pass
    return (time.process_time() - started) * 1000 / pages


def main(arguments: list[str]) -> int:
    """Print the table."""
    texts = plain_pages(Path(arguments[0]) if arguments else None)
    rows = [{"document_id": str(n), "media_type": "text/plain", "content": text} for n, text in enumerate(texts)]
    contents = pa.Table.from_pylist(rows, schema=DOCUMENT_CONTENTS)
    tables = separate_pages(contents, load_line_model())
    pages = list(read_pages(contents, **tables))

    def evidence() -> Iterable[object]:
        for page in read_pages(contents, **tables):
            yield from _clues(page)

    wrapped = ["".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n")) for text in texts]
    print(f"{'evidence':<10}{milliseconds(evidence, len(texts)):>8.2f} ms/page")
    sources = milliseconds(lambda: find_sources(contents, **tables), len(texts))
    print(f"{'sources':<10}{sources:>8.2f} ms/page")
    spoken = milliseconds(lambda: (row for page in pages for row in date_mentions(page)), len(texts))
    print(f"{'mentions':<10}{spoken:>8.2f} ms/page")
    bare = milliseconds(lambda: (find_date(f"<html><body>{each}</body></html>") for each in wrapped), len(texts))
    print(f"{'htmldate':<10}{bare:>8.2f} ms/page")
    return 0


def _clues(page: Page) -> Iterable[object]:
    return (clue.row(page.document_id) for clue in (*head_clues(page), *line_clues(page)))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(sys.argv[1:]))
