"""What somebody would write who does without this project: names of spaCy and their counts into DuckDB.

`python -m benchmarks.script TEXTS DATABASE on|off`: no roles of lines, no dates, no identities, no second run.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa

from dagster_project.orchestration.models import load_tagger

KINDS = ("PERSON", "ORG", "GPE", "NORP")
TEXTS_A_BATCH = 32


def main(folder: Path, database: Path, ner: str) -> int:
    """Read every text below a folder, count its names, write both."""
    paths = sorted(folder.rglob("*.txt"))  # trafilatura makes folders of its own
    texts = [path.read_text(encoding="utf-8") for path in paths]
    counts = []
    if ner == "on":
        docs = load_tagger().pipe(texts, batch_size=TEXTS_A_BATCH, n_process=os.cpu_count() or 1)
        for path, doc in zip(paths, docs, strict=True):
            found = Counter(entity.text for entity in doc.ents if entity.label_ in KINDS)
            counts += [{"page": path.stem, "name": name, "mentions": count} for name, count in found.items()]
    pages = pa.table({"page": [path.stem for path in paths], "text": texts})  # noqa: F841 (DuckDB finds it by its name)
    mentions = pa.Table.from_pylist(  # noqa: F841 (as above)
        counts, schema=pa.schema([("page", pa.string()), ("name", pa.string()), ("mentions", pa.int64())])
    )
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table pages as from pages; create table mentions as from mentions")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
