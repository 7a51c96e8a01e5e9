"""`make bench`: everything measured in one run, written to docs/performance.json, .md and .svg.

`python -m benchmarks SIZES MENTIONS`: sizes of the corpora, divided by spaces, and rows of mentions for the questions.
`python -m benchmarks SIZES` measures refreshes of these sizes alone, and replaces their rows in what was written.
Documents come from the dev sets in DATELINE_BENCH, or from the sample corpus.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.queries import questions
from benchmarks.refresh import refreshes, without_us
from benchmarks.report import Results, Row, in_order, read, write
from benchmarks.stages import stage_speeds


def main(sizes: list[int], mentions: int | None) -> int:
    """Measure and write; each row is said as it comes."""
    bench = Path(os.environ["DATELINE_BENCH"]) if os.environ.get("DATELINE_BENCH") else None
    found = read() if mentions is None else _parts(max(sizes), mentions, bench)
    for size in sizes:
        found["refreshes"] = [row for row in found["refreshes"] if row["documents"] != size]
        with tempfile.TemporaryDirectory(prefix="dateline_bench_") as folder:
            for row in refreshes(size, Path(folder), bench):
                found["refreshes"] = in_order([*found["refreshes"], _said(row)])
                write(found)  # the largest take an hour and may not come to an end
    return 0


def _parts(most: int, mentions: int, bench: Path | None) -> Results:
    """All that is measured besides refreshes."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    found: Results = {"machine": machine, "refreshes": []}
    found["stages"] = [_said(row) for row in stage_speeds(bench)]
    with tempfile.TemporaryDirectory(prefix="dateline_bench_") as folder:
        found["questions"] = [_said(row) for row in questions(Path(folder), mentions)]
    with tempfile.TemporaryDirectory(prefix="dateline_bench_") as folder:
        found["without_us"] = [_said(row) for row in without_us(most, Path(folder), bench)]
    return found


def _said(row: Row) -> Row:
    cells = (f"{value:,.2f}" if isinstance(value, float) else str(value) for value in row.values())
    print("  ".join(cells), flush=True)
    return row


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main([int(size) for size in sys.argv[1].split()], int(sys.argv[2]) if sys.argv[2:] else None))
