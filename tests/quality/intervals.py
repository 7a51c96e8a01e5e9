"""How often the interval of publication covers the true day, and how wide it is, from predictions and their gold."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from tests.quality.predict import read_lines

# The gold of a text says whether its true day stands in it; where it does not, the label may contradict the page.
STATED = "present"


def interval_figures(predictions: Path, gold: Path) -> dict[str, float]:
    """Named like a scorer's figures, for all inputs and for those whose text states the true day."""
    answers = {str(row["id"]): row for row in read_lines(predictions)}
    rows = list(read_lines(gold))
    figures: dict[str, float] = {}
    for name, chosen in (("all", rows), ("stated", [row for row in rows if row.get("cls") == STATED])):
        figures |= {f"{name} | {measure}": value for measure, value in _figures(answers, chosen)}
    return figures


def _figures(answers: Mapping[str, Mapping[str, str]], gold: list[Mapping[str, str]]) -> Iterator[tuple[str, float]]:
    """Of intervals with both ends: the share that covers the true day, the median width in days, and how many."""
    widths, covered = [], 0
    for row in gold:
        answer = answers.get(row["id"], {})
        if answer.get("earliest") and answer.get("latest"):
            earliest, latest = date.fromisoformat(answer["earliest"]), date.fromisoformat(answer["latest"])
            widths.append((latest - earliest).days)
            covered += earliest <= date.fromisoformat(row["date"]) <= latest
    if widths:
        yield "interval covers", covered / len(widths)
        yield "interval median days", statistics.median(widths)
        yield "intervals given", len(widths) / len(gold)
