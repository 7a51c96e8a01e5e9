"""`make quality`: predict every task on the dev benchmarks, score it, and hold each figure against its floor."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.quality.confidence import confidence_figures
from tests.quality.intervals import interval_figures
from tests.quality.predict import TASKS, predict
from tests.quality.verdicts import verdict_figures

FLOORS = Path(__file__).with_name("floors.json")
# Tasks whose inputs do not bear their name.
INPUTS = {"html_body": "pages", "pub_date_html": "pages"}
# Tasks whose inputs are pages that the line model was trained on: scored by models that have not seen their domains.
TRAINED_ON = ("text_body", "html_body", "pub_date_text", "pub_date_html", "source_text", "neardup")
# Tasks whose answers bear an interval as well as a day.
DATED = ("pub_date_text", "pub_date_html")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def parse(output: str) -> Iterator[tuple[str, float]]:
    """Figures of a scorer's output, named "set | measure"; a line is tab-separated, a field is words and numbers."""
    for line in output.splitlines():
        fields = line.split("\t")[2:]
        named = not NUMBER.fullmatch(fields[0].split()[-1])
        for field in fields[1:] if named else fields:
            yield from ((f"{fields[0] if named else 'all'} | {name}", value) for name, value in _pairs(field))


def _pairs(field: str) -> Iterator[tuple[str, float]]:
    """Names and numbers of a field: the words before its first name hold for all of them ("tok P 0.9 R 0.8")."""
    prefix: list[str] | None = None
    words: list[str] = []
    for word in field.split():
        if not NUMBER.fullmatch(word):
            words.append(word)
            continue
        if prefix is None:
            prefix = words[:-1]
            words = words[-1:]
        yield " ".join([*prefix, *words]), float(word)
        words = []


def shortfalls(figures: dict[str, float], floors: dict[str, dict[str, float]]) -> list[str]:
    """Figures that are below what they must reach at least, or above what they may be at most, or missing."""
    low = [
        f"{name} below {bound}" for name, bound in floors.get("at_least", {}).items() if figures.get(name, -1) < bound
    ]
    high = [
        f"{name} above {bound}" for name, bound in floors.get("at_most", {}).items() if figures.get(name, 9) > bound
    ]
    return low + high


def score(task: str, bench: Path, folder: Path) -> dict[str, float]:
    """Predict one task on dev and run its scorer."""
    inputs = bench / "data" / f"{INPUTS.get(task, task)}.dev.jsonl.gz"
    output = folder / f"{task}.jsonl"
    predict(TASKS[task], inputs, output, folder / task, bench if task in TRAINED_ON else None)
    command = [sys.executable, str(bench / "score" / f"{task}.py"), str(output), "--by", "--name", "dateline"]
    if task in ("pub_date_html", "entities", "neardup", "timex", "quotes"):
        command.remove("--by")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    figures = dict(parse(done.stdout))
    if task == "text_body":
        figures |= confidence_figures(output, inputs, bench / "data" / f"{task}.dev.gold.jsonl.gz")
    if task in DATED:
        figures |= interval_figures(output, bench / "data" / f"{task}.dev.gold.jsonl.gz")
    if task == "entities":
        figures |= verdict_figures(folder / task / "data" / "build.duckdb")
    return figures


def main(arguments: list[str]) -> int:
    """Score the named tasks (default: all) and print the figures that have floors; 1 when any falls short."""
    console = Console(soft_wrap=True)
    bench = os.environ.get("DATELINE_BENCH")
    if not bench:
        console.print(
            "DATELINE_BENCH is not set: it names the folder of the benchmarks, which are not part of the project."
        )
        return 1 if os.environ.get("CI") else 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed: list[str] = []
    for task in arguments or TASKS:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="dateline_quality_") as folder:
            figures = score(task, Path(bench), Path(folder))
        console.print(_table(task, figures, floors.get(task, {}), time.monotonic() - started))
        failed += [f"{task}: {each}" for each in shortfalls(figures, floors.get(task, {}))]
    for each in failed:
        console.print(f"[red]FLOOR[/red] {each}")
    return 1 if failed else 0


def _table(task: str, figures: dict[str, float], floors: dict[str, dict[str, float]], seconds: float) -> Table:
    table = Table(title=f"{task} ({seconds:.0f} s)", title_justify="left", box=None)
    for column in ("figure", "reached", "floor"):
        table.add_column(column)
    bounds = {name: f">= {value}" for name, value in floors.get("at_least", {}).items()}
    bounds |= {name: f"<= {value}" for name, value in floors.get("at_most", {}).items()}
    for name in bounds:
        table.add_row(name, f"{figures.get(name, float('nan')):.3f}", bounds[name])
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
