"""Separation on one core beside bare trafilatura, measured in one run: `python -m benchmarks.separation [BENCH]`.

Plain text: 200 pages of 100 lines made of the sample corpus, in lines a second. HTML: the pages of the benchmark folder
(or the sample corpus, when none is given), in pages a second, beside `trafilatura.extract` alone. Machines are noisy:
compare inside one table.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import trafilatura

from dagster_project.orchestration.models import load_line_model
from dagster_project.settings import PROJECT_ROOT
from dagster_project.text.separation.html import separate_html
from dagster_project.text.separation.plain_text import separate_plain_text

PAGES, LINES_A_PAGE, BATCH = 200, 100, 32
HTML_PAGES = 160


def plain_pages(bench: Path | None) -> list[str]:
    """Pages of 100 non-empty lines, cut from one running text of all plain texts."""
    texts = list(plain_texts(bench))
    lines = itertools.cycle(line for text in texts for line in text.split("\n") if line.strip())
    return ["\n".join(itertools.islice(lines, LINES_A_PAGE)) for _ in range(PAGES)]


def plain_texts(bench: Path | None) -> Iterator[str]:
    """Plain texts of the benchmark folder, else of the sample corpus."""
    if bench:
        yield from (row["text"] for row in _rows(bench / "data" / "text_body.dev.jsonl.gz"))
    else:
        yield from (path.read_text(encoding="utf-8") for path in sorted((PROJECT_ROOT / "seeds").glob("0[1-9]_*.txt")))


def html_pages(bench: Path | None) -> list[str]:
    """HTML pages, every fifth of the benchmark's."""
    if bench:
        rows = _rows(bench / "data" / "pages.dev.jsonl.gz")
        return [row["html"] for row in itertools.islice(rows, 0, None, 5)][:HTML_PAGES]
    return [path.read_text(encoding="utf-8") for path in sorted((PROJECT_ROOT / "seeds").rglob("*.html"))]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from map(json.loads, handle)


def seconds(work: Callable[[Sequence[str]], object], pages: Sequence[str]) -> float:
    """How much of one processor the work takes over all pages, batch by batch; other processes do not count."""
    started = time.process_time()
    for start in range(0, len(pages), BATCH):
        work(pages[start : start + BATCH])
    return time.process_time() - started


def main(arguments: list[str]) -> int:
    """Print the table."""
    bench = Path(arguments[0]) if arguments else None
    model = load_line_model()
    texts, pages = plain_pages(bench), html_pages(bench)
    separate_plain_text(texts[:BATCH], model)  # loads what is loaded once a process
    separate_html(pages[:1], model)
    plain = seconds(lambda batch: separate_plain_text(batch, model), texts)
    ours = seconds(lambda batch: separate_html(batch, model), pages)
    bare = seconds(lambda batch: [trafilatura.extract(page) for page in batch], pages)
    print(f"{'plain text':<24}{PAGES * LINES_A_PAGE / plain:>10,.0f} lines/s")
    print(f"{'HTML':<24}{len(pages) / ours:>10.1f} pages/s")
    print(f"{'bare trafilatura':<24}{len(pages) / bare:>10.1f} pages/s")
    print(f"{'HTML costs':<24}{ours / bare:>10.2f} times bare trafilatura")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(sys.argv[1:]))
