"""The measurements as `docs/performance.md` and its plot, both made from `docs/performance.json` and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from dagster_project.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "docs"
Row = dict[str, Any]
Results = dict[str, Any]
HEAD = """# Performance

Written by `make bench` from `docs/performance.json`. Measured on {cores} cores with Python {python}.
Machines are noisy: compare inside one run; refreshes of another day than the others were measured alone. Memory is the
peak of the sum over all processes.

![Processor time by number of documents](performance.svg)
"""


def read(folder: Path = FOLDER) -> Results:
    """What was written last."""
    found: Results = json.loads((folder / "performance.json").read_text(encoding="utf-8"))
    return found


def in_order(rows: list[Row]) -> list[Row]:
    """Rows of refreshes by size, those of one size as they were measured."""
    return sorted(rows, key=lambda row: int(row["documents"]))


def write(results: Results, folder: Path = FOLDER) -> None:
    """Write data, page and plot into a folder."""
    (folder / "performance.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (folder / "performance.md").write_text(page(results), encoding="utf-8")
    plot(results["refreshes"]).savefig(folder / "performance.svg", metadata={"Date": None})


def page(results: Results) -> str:
    """The page, in Markdown."""
    parts = [
        HEAD.format(**results["machine"]),
        "## Targets\n\n" + _table(("target", "figure", "goal"), targets(results)),
        "## Refreshes\n\n" + _table(REFRESH_COLUMNS, map(_refresh_cells, results["refreshes"])),
        "## The same work without this project\n\n"
        + _table(REFRESH_COLUMNS, map(_refresh_cells, results["without_us"])),
        "## Stages, on one of all cores at work\n\n"
        + _table(
            ("kind", "part", "documents/s"),
            ((row["kind"], row["part"], f"{row['documents_per_second']:.1f}") for row in results["stages"]),
        ),
        "## Questions\n\n"
        + _table(
            ("question", "mentions", "seconds"),
            ((row["question"], f"{row['mentions']:,}", f"{row['seconds']:.4f}") for row in results["questions"]),
        ),
    ]
    return "\n".join(parts)


def targets(results: Results) -> list[tuple[str, str, str]]:
    """Name, figure and goal of each target that the run had what it takes to measure."""
    found = []
    for name, goal, figure in TARGETS:
        try:
            found.append((name, figure(results), goal))
        except LookupError:
            found.append((name, "not measured in this run", goal))
    return found


def plot(rows: Iterable[Row]) -> Figure:
    """Processor time by number of documents, a line for each kind and run."""
    figure = Figure(figsize=(7.5, 4.5), layout="constrained")
    axes = figure.subplots()
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        lines.setdefault((row["kind"], row["run"]), []).append(row)
    for (kind, run), points in lines.items():
        points.sort(key=lambda row: row["documents"])
        seconds = [row["processor_seconds"] for row in points]
        axes.plot([row["documents"] for row in points], seconds, marker="o", label=f"{kind}, {run}")
    axes.set(xscale="log", yscale="log", xlabel="documents", ylabel="processor time in seconds")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    return figure


REFRESH_COLUMNS = (
    "documents", "kind", "run", "seconds", "processor seconds", "peak MB", "MB on disk", "measured on"
)  # fmt: skip


def _refresh_cells(row: Row) -> tuple[str, ...]:
    numbers = [row[name] for name in ("seconds", "processor_seconds", "peak_megabytes", "megabytes_on_disk")]
    return (
        f"{row['documents']:,}",
        row["kind"],
        row["run"],
        *(f"{number:,.1f}" for number in numbers),
        row["measured_on"],
    )


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(columns)
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _run(results: Results, kind: str, run: str, size: int | None = None) -> Row:
    """The row of a run, at a size or at the largest that was measured."""
    rows = [row for row in results["refreshes"] if row["kind"] == kind and row["run"] == run]
    rows = [row for row in rows if size is None or row["documents"] == size]
    if not rows:
        raise LookupError(f"{kind}, {run}, {size} was not measured")
    return max(rows, key=lambda row: row["documents"])


def _speed(results: Results, kind: str, part: str) -> float:
    found = [row["documents_per_second"] for row in results["stages"] if (row["kind"], row["part"]) == (kind, part)]
    if not found:
        raise LookupError(f"{kind}, {part} was not measured")
    return float(found[0])


def _against(kind: str, run: str, part: str) -> Callable[[Results], float]:
    """How many times the processor time of a bare part a refresh takes, document by document, at its largest size."""

    def ratio(results: Results) -> float:
        row = _run(results, kind, run)
        return float(row["processor_seconds"] * _speed(results, kind, part) / row["documents"])

    return ratio


def _times_the_tagger(results: Results) -> str:
    return f"{1 / _against('text', 'first', 'bare nlp.pipe')(results):.1f} times"


def _seconds(kind: str, run: str, size: int | None) -> Callable[[Results], str]:
    return lambda results: f"{_run(results, kind, run, size)['seconds']:.1f} s"


def _new_ones(results: Results) -> str:
    size = _run(results, "text", "1,000 new")["documents"]
    first, nothing, new = (_run(results, "text", run, size)["seconds"] for run in ("first", "nothing new", "1,000 new"))
    return f"{new:.1f} s; {nothing + 0.02 * first:.1f} s at {size:,} documents"


def _peak(results: Results) -> str:
    row = _run(results, "text", "first")
    return f"{row['peak_megabytes']:,.0f} MB at {row['documents']:,} documents"


def _slowest(*, swap: bool) -> Callable[[Results], str]:
    def figure(results: Results) -> str:
        rows = [row for row in results["questions"] if (row["question"] == "swap of a release") is swap]
        if not rows:
            raise LookupError("no question was asked")
        return f"{max(row['seconds'] for row in rows) * 1000:,.1f} ms"

    return figure


TARGETS: list[tuple[str, str, Callable[[Results], str]]] = [
    ("first refresh of five texts, with the tagger", "at most 15 s", _seconds("text", "first, with the tagger", 5)),
    ("nothing new, at the largest size", "at most 10 s", _seconds("text", "nothing new", None)),
    ("plain text without the tagger, documents/s", "at least 4 times bare nlp.pipe", _times_the_tagger),
    (
        "HTML without the tagger, processor time",
        "at most 2.5 times bare trafilatura",
        lambda results: f"{_against('html', 'first', 'bare trafilatura')(results):.2f} times",
    ),
    (
        "plain text with the tagger, processor time",
        "at most 1.4 times bare nlp.pipe",
        lambda results: f"{_against('text', 'first, with the tagger', 'bare nlp.pipe')(results):.2f} times",
    ),
    ("1,000 new ones", "at most nothing new and 2 % of the first run", _new_ones),
    ("peak memory without the tagger", "at most 2,000 MB", _peak),
    ("swap of a release", "below 50 ms", _slowest(swap=True)),
    ("slowest question", "below 1,000 ms", _slowest(swap=False)),
]
