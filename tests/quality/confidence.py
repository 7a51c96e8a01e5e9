"""Whether pages that are separated badly are found among those least sure, from predictions and their gold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.quality.predict import read_lines

BAD = 0.8  # token F1
SET = "main"  # of the gold's sets the one with a mark for every line
WORD = re.compile(r"\w+")


def confidence_figures(predictions: Path, inputs: Path, gold: Path) -> dict[str, float]:
    """Named like a scorer's figures: what share of the bad texts the least sure tenth and fifth of all texts hold."""
    answers, texts = ({str(row["id"]): row for row in read_lines(path)} for path in (predictions, inputs))
    judged = [
        _judged(answers[row["id"]], texts[row["id"]]["text"], row) for row in read_lines(gold) if row["set"] == SET
    ]
    least_sure = [is_bad for _, is_bad in sorted(judged)]
    bad = max(1, sum(least_sure))
    return {
        f"{SET} | bad texts": sum(least_sure),
        f"{SET} | found in least sure tenth": sum(least_sure[: len(judged) // 10]) / bad,
        f"{SET} | found in least sure fifth": sum(least_sure[: len(judged) // 5]) / bad,
    }


def _judged(answer: Mapping[str, Any], text: str, gold: Mapping[str, Any]) -> tuple[float, bool]:
    """How sure the answer is, and whether it is bad; without a body it is sure of nothing."""
    return float(answer.get("confidence", 0.0)), token_f1(answer.get("keep", []), text.split("\n"), gold["lab"]) < BAD


def token_f1(kept: Sequence[int], lines: Sequence[str], marks: str) -> float:
    """Token F1 of the kept lines; a line's mark is B for body and . for chrome, and any other line does not count."""
    words = {position: len(WORD.findall(lines[position])) for position, mark in enumerate(marks) if mark in "B."}
    chosen = {position for position in kept if position in words}
    body = {position for position in words if marks[position] == "B"}
    total = sum(words[position] for position in chosen) + sum(words[position] for position in body)
    return 2 * sum(words[position] for position in chosen & body) / total if total else 0.0
