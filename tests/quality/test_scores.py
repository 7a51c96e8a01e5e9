"""Scores are read right, and a floor is a floor."""

from __future__ import annotations

import json
from pathlib import Path

from tests.quality.confidence import confidence_figures
from tests.quality.intervals import interval_figures
from tests.quality.scores import parse, shortfalls

LINES = "us\tdev\tmain\tpages 843\ttok P 0.910 R 0.920 F1 0.915\tF1>.9 0.780\nus\tdev\tarticles 490\tPERSON 0.8 ORG 0.6"


def test_figures_are_named_by_set_and_measure() -> None:
    figures = dict(parse(LINES))
    assert figures["main | tok F1"] == 0.915
    assert figures["main | F1>.9"] == 0.78
    assert (figures["all | articles"], figures["all | ORG"]) == (490, 0.6)


def test_an_interval_covers_a_true_day_at_its_ends_and_counts_only_with_both(tmp_path: Path) -> None:
    gold = [
        {"id": name, "date": "2024-05-03", "cls": cls}
        for name, cls in zip("abcd", ("present", "absent") * 2, strict=True)
    ]
    answers = [
        {"id": "a", "earliest": "2024-05-03", "latest": "2024-05-03"},
        {"id": "b", "earliest": "2024-05-04", "latest": "2024-05-08"},
        {"id": "c", "earliest": None, "latest": "2024-05-08"},
        {"id": "d", "earliest": "2024-05-01", "latest": "2024-05-03"},
    ]
    for name, rows in (("gold", gold), ("answers", answers)):
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    figures = interval_figures(tmp_path / "answers", tmp_path / "gold")
    assert figures["all | interval covers"] == 2 / 3
    assert figures["all | interval median days"] == 2
    assert (figures["stated | interval covers"], figures["stated | intervals given"]) == (1.0, 0.5)


def test_bad_texts_are_looked_for_among_the_answers_that_are_least_sure(tmp_path: Path) -> None:
    names = [f"t{number}" for number in range(10)]
    inputs = [{"id": name, "text": "Menu\nFour words of body\nFour words of comment"} for name in names]
    gold = [{"id": name, "set": "main", "lab": ".B."} for name in names]
    answers = [{"id": name, "keep": [1], "confidence": 0.9} for name in names]
    answers[3] |= {"keep": [1, 2], "confidence": 0.5}
    answers[7] = {"id": "t7"}
    for name, rows in (("inputs", inputs), ("gold", gold), ("answers", answers)):
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    figures = confidence_figures(tmp_path / "answers", tmp_path / "inputs", tmp_path / "gold")
    assert figures["main | bad texts"] == 2
    assert figures["main | found in least sure tenth"] == 0.5
    assert figures["main | found in least sure fifth"] == 1.0


def test_a_figure_below_its_floor_above_its_ceiling_or_missing_falls_short() -> None:
    figures = {"main | tok F1": 0.9, "main | wrong": 0.2}
    floors = {"at_least": {"main | tok F1": 0.91, "gone": 0.1}, "at_most": {"main | wrong": 0.1}}
    assert shortfalls(figures, floors) == ["main | tok F1 below 0.91", "gone below 0.1", "main | wrong above 0.1"]
    assert shortfalls(figures, {"at_least": {"main | tok F1": 0.9}}) == []
