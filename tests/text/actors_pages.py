"""Pages and the project's gazetteer as the actor steps get them, for tests."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

import pyarrow as pa

from dagster_project.settings import PROJECT_ROOT
from dagster_project.text import records
from dagster_project.text.actors import match_aliases

SEEDS = PROJECT_ROOT / "dbt" / "seeds"


@cache
def seed_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the project's reference tables, as written."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def gazetteer() -> dict[str, pa.Table]:
    """The gazetteer as it lies in the warehouse: empty cells are null, priorities are numbers."""
    return {
        "gazetteer_actors": table_of("gazetteer_actors", records.GAZETTEER_ACTORS),
        "gazetteer_aliases": table_of("gazetteer_aliases", records.GAZETTEER_ALIASES),
    }


def table_of(name: str, schema: pa.Schema) -> pa.Table:
    rows = [{column: row[column] or None for column in schema.names} for row in seed_rows(name)]
    if "priority" in schema.names:
        rows = [{**row, "priority": int(row["priority"] or 1)} for row in rows]
    return pa.Table.from_pylist(rows, schema=schema)


def pages(*texts: str, role: str = "body") -> dict[str, pa.Table]:
    """The tables of some texts, named "0", "1", …, all of whose lines have one role."""
    named = [(str(number), text) for number, text in enumerate(texts)]
    page_texts = [{"document_id": name, "page_text": text} for name, text in named]
    page_lines = [line for name, text in named for line in _lines(name, text, role)]
    return {
        "page_texts": pa.Table.from_pylist(page_texts, schema=records.PAGE_TEXTS),
        "page_lines": pa.Table.from_pylist(page_lines, schema=records.PAGE_LINES),
    }


def _lines(document_id: str, text: str, role: str) -> list[dict[str, Any]]:
    lines, start = [], 0
    for number, words in enumerate(text.split("\n"), start=1):
        if words.strip():
            line = {"line_number": number, "char_start": start, "char_end": start + len(words)}
            lines.append({"document_id": document_id, "observed_role": role, **line})
        start += len(words) + 1
    return lines


def matches(text: str) -> list[dict[str, Any]]:
    """All matches of the project's gazetteer in one text."""
    return match_aliases(**pages(text), **gazetteer())["alias_matches"].to_pylist()


def references(text: str) -> list[tuple[str, str, str, str]]:
    """(surface, actor, kind, tier) of each match in one text."""
    return [(row["surface"], row["actor_id"], row["reference_kind"], row["tier"]) for row in matches(text)]


def counted(text: str) -> list[tuple[str, str]]:
    """(surface, actor) of each match that is counted."""
    never = {"place", "embedded", "concept"}
    return [(surface, actor) for surface, actor, kind, tier in references(text) if kind not in never and tier != "C"]
