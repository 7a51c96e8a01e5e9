"""How today's mentions stand to what a reader said of drawn ones (see draw.py and labels/README.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb

from tests.quality.draw import COUNTRIES

LABELS = Path(__file__).with_name("labels")
COUNTED = """
select document_id, char_start, char_end, actor_id
from marts.mentions inner join intermediate.int_articles using (article_id)
where is_counted and tier = 'B'
"""


def verdict_figures(build_file: Path) -> dict[str, float]:
    """Named like a scorer's figures; the build file holds the dev articles of the entities task."""
    with duckdb.connect(str(build_file), read_only=True) as connection:
        counted = {tuple(map(str, row)) for row in connection.execute(COUNTED).fetchall()}
        found = [
            (set(row["countries"].split()), _countries(connection, row)) for row in _labels("country_sentences.csv")
        ]
    figures = {}
    for kind in ("person", "organisation"):
        rows = [row for row in _labels("tier_b_names.csv") if row["kind"] == kind]
        figures |= {f"tier B {kind} | {name}": value for name, value in _shares(rows, counted)}
    right = sum(len(expected & seen) for expected, seen in found)
    figures["countries | precision"] = right / sum(len(seen) for _, seen in found)
    figures["countries | recall"] = right / sum(len(expected) for expected, _ in found)
    return figures


def _labels(name: str) -> Iterator[dict[str, str]]:
    with (LABELS / name).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _shares(rows: list[dict[str, str]], counted: set[tuple[str, ...]]) -> Iterator[tuple[str, float]]:
    """Of judged mentions: the share right of those that count today, and the share that counts of those right."""
    judged = [
        (
            row["verdict"] == "right",
            (row["document_id"], row["char_start"], row["char_end"], row["actor_id"]) in counted,
        )
        for row in rows
    ]
    yield "right", sum(right for right, counts in judged if counts) / sum(counts for _, counts in judged)
    yield "kept", sum(counts for right, counts in judged if right) / sum(right for right, _ in judged)


def _countries(connection: duckdb.DuckDBPyConnection, row: dict[str, str]) -> set[str]:
    span = [row["document_id"], int(row["char_start"]), int(row["char_end"])]
    return {f"{actor}@{start}" for start, _, actor in connection.execute(COUNTRIES, span).fetchall()}
