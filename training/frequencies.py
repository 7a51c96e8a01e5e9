"""Count in how many domains runs of three words, and words, occur: `python -m training.frequencies [OUTPUT]`.

Reads the English dev pages of DATELINE_BENCH (all from permissively licensed sets), takes their bodies by the line
model, and writes hashes only, by number of domains. The same data gives the same file.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa

from dagster_project.orchestration.models import FREQUENCIES_FILE, load_line_model
from dagster_project.text.records import DOCUMENT_CONTENTS
from dagster_project.text.reuse.bodies import Body, read_bodies
from dagster_project.text.reuse.grams import FORMAT, gram_hashes
from dagster_project.text.separation import separate_pages
from training.data import domains, read_rows

MIN_WORDS = 50  # a shorter body is a stub or no article
MIN_DOMAINS = 2  # what one domain alone says is its own phrase
PAGES_PER_BATCH = 50


def main(output: Path = FREQUENCIES_FILE) -> int:
    """Write the table."""
    bench = Path(os.environ["DATELINE_BENCH"])
    grams: dict[int, set[str]] = defaultdict(set)
    words: dict[int, set[str]] = defaultdict(set)
    for domain, body in _bodies(bench):
        for table, hashes in ((grams, gram_hashes(body.hashes)), (words, body.hashes)):
            for each in np.unique(hashes).tolist():
                table[each].add(domain)
    used = {domain for found in words.values() for domain in found}
    parts = {"format": FORMAT, "domains": len(used), "words": _by_count(words), "grams": _by_count(grams)}
    text = ",\n".join(f"{json.dumps(name)}:{_lines(part)}" for name, part in parts.items())
    output.write_text("{" + text + "}\n", encoding="utf-8")
    return 0


def _bodies(bench: Path) -> Iterator[tuple[str, Body]]:
    """Domain and body of every English page that holds an article."""
    domain_of = domains(bench)
    rows = list(read_rows(bench / "data" / "pages.dev.jsonl.gz"))
    for start in range(0, len(rows), PAGES_PER_BATCH):
        batch = rows[start : start + PAGES_PER_BATCH]
        contents = [{"document_id": row["id"], "media_type": "text/html", "content": row["html"]} for row in batch]
        tables = separate_pages(pa.Table.from_pylist(contents, schema=DOCUMENT_CONTENTS), load_line_model())
        english = {row["document_id"] for row in tables["page_texts"].to_pylist() if row["language"] == "en"}
        for page, body in read_bodies(tables["page_texts"], tables["page_lines"]).items():
            if page in english and len(body.words) >= MIN_WORDS:
                yield domain_of[page], body


def _by_count(table: Mapping[int, set[str]]) -> dict[str, list[str]]:
    """Hexadecimal hashes by number of domains."""
    groups: dict[int, list[str]] = defaultdict(list)
    for each in sorted(table):
        if len(table[each]) >= MIN_DOMAINS:
            groups[len(table[each])].append(f"{each:016x}")
    return {str(count): groups[count] for count in sorted(groups)}


def _lines(part: object) -> str:
    """JSON with a line for each number of domains."""
    if not isinstance(part, dict):
        return json.dumps(part)
    lines = [f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in part.items()]
    return "{\n" + ",\n".join(lines) + "}"


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
