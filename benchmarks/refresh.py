"""Whole refreshes at one size: all new, nothing new, 1,000 more; and the same work as done without this project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.corpus import copies, land
from benchmarks.measuring import Measured, measure, megabytes_on_disk

NEW_DOCUMENTS = 1_000
MOST_TAGGED = 10_000  # documents; the tagger reads 8,000 words a second
MOST_HTML = 10_000  # documents; trafilatura reads 50 a second
MOST_WITHOUT_US = 1_000  # documents; more take their multiple
Row = dict[str, Any]


def refreshes(size: int, folder: Path, bench: Path | None) -> Iterator[Row]:
    """A row for each measured refresh of `size` documents, of either kind."""
    for kind in ("text", "html") if size <= MOST_HTML else ("text",):
        settings = _settings(folder / kind, ner="off")
        land(folder / kind / "landing", kind, range(size), bench)
        for run in ("first", "nothing new"):
            yield _row(size, kind, run, measure(["dagster_project", "refresh"], settings), folder / kind / "data")
        new = min(size, NEW_DOCUMENTS)
        land(folder / kind / "landing", kind, range(size, size + new), bench)
        done = measure(["dagster_project", "refresh"], settings)
        yield _row(size, kind, f"{new:,} new", done, folder / kind / "data")
    if size <= MOST_TAGGED:
        land(folder / "tagged" / "landing", "text", range(size), bench)
        done = measure(["dagster_project", "refresh"], _settings(folder / "tagged", ner="on"))
        yield _row(size, "text", "first, with the tagger", done, folder / "tagged" / "data")


def without_us(size: int, folder: Path, bench: Path | None) -> Iterator[Row]:
    """The same documents through trafilatura's command line and spaCy into DuckDB, by a script."""
    size = min(size, MOST_WITHOUT_US)
    for kind in ("text", "html"):
        pages = folder / f"bare_{kind}" / "pages"
        pages.mkdir(parents=True)
        texts = pages
        for number, content in enumerate(copies(kind, range(size), bench)):
            (pages / f"{number:07d}.{'html' if kind == 'html' else 'txt'}").write_text(content, encoding="utf-8")
        if kind == "html":
            texts = pages.with_name("texts")
            command = ["trafilatura.cli", "--input-dir", str(pages), "--output-dir", str(texts), "--precision"]
            done = measure(command, {})
            yield _row(size, kind, "trafilatura's command line", done, texts)
        for ner in ("off", "on"):
            base = folder / f"bare_{kind}" / f"ner_{ner}"
            base.mkdir()
            done = measure(["benchmarks.script", str(texts), str(base / "bare.duckdb"), ner], {})
            run = "spaCy and a script into DuckDB" if ner == "on" else "a script into DuckDB"
            yield _row(size, kind, run, done, base)


def _settings(folder: Path, *, ner: str) -> dict[str, str]:
    return {
        "DATELINE_LANDING_FOLDER": str(folder / "landing"),
        "DATELINE_DATA_FOLDER": str(folder / "data"),
        "DATELINE_NER": ner,
        "DAGSTER_HOME": str(folder / "home"),
    }


def _row(size: int, kind: str, run: str, done: Measured, data: Path) -> Row:
    told = {"documents": size, "kind": kind, "run": run, "measured_on": f"{datetime.now(UTC):%Y-%m-%d}"}
    return {**told, **asdict(done), "megabytes_on_disk": megabytes_on_disk(data)}
