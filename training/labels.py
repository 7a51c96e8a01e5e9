"""Labelled lines: of flattened pages by the gold's own marks, of rendered pages by aligning the gold body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.alignment import MIN_COVERED_SHARE, kept_lines, split_words
from dagster_project.text.separation.html import read_html
from dagster_project.text.separation.lines import Line, split_lines
from training.data import BODY, CHROME, UNKNOWN, page_of, read_rows

MARKS = {"B": BODY, ".": CHROME}
SEGMENT_WEIGHT = 3.0  # of a line known by a marked segment; few lines of such a page are
MIN_SEGMENT_CHARACTERS = 15  # a shorter line says too little to be found inside a segment
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class LabelledPage:
    """A page's lines with their labels (1 body, 0 chrome, -1 unknown) and the weight of each."""

    page_id: str
    language: str
    lines: list[Line]
    labels: NDArray[np.int64]
    weight: float = 1.0
    kept: Mapping[str, Sequence[float]] = field(default_factory=dict)  # by extractors, of each line of an HTML page


def flattened_pages(bench: Path) -> list[LabelledPage]:
    """The texts of text_body: English ones marked line by line, others by segments."""
    texts = {row["id"]: row["text"] for row in read_rows(bench / "data" / "text_body.dev.jsonl.gz")}
    golds = read_rows(bench / "data" / "text_body.dev.gold.jsonl.gz")
    return [_flattened(gold, texts[gold["id"]]) for gold in golds if gold["set"] != "suspect"]


def _flattened(gold: Mapping[str, Any], text: str) -> LabelledPage:
    lines, page = split_lines(text), page_of(gold["id"])
    if "lab" in gold:
        marks = [MARKS.get(gold["lab"][line.number - 1], UNKNOWN) for line in lines]
        return LabelledPage(page, gold["lang"], lines, np.array(marks, dtype=np.int64))
    return LabelledPage(page, gold["lang"], lines, segment_labels(lines, gold), SEGMENT_WEIGHT)


def rendered_pages(bench: Path) -> list[LabelledPage]:
    """The pages of html_body as we render them, those without a trustworthy gold left out."""
    sources = {row["id"]: row["html"] for row in read_rows(bench / "data" / "pages.dev.jsonl.gz")}
    golds = read_rows(bench / "data" / "html_body.dev.gold.jsonl.gz")
    return [
        _rendered(gold, sources[gold["id"]])
        for gold in golds
        if gold["set"] == "seg" or (gold["gold_in_static_html"] and not gold["gold_suspect"])
    ]


def _rendered(gold: Mapping[str, Any], source: str) -> LabelledPage:
    page = read_html(source)
    if gold["set"] == "seg":
        labels = segment_labels(page.lines, gold)
        return LabelledPage(gold["id"], gold["lang"], page.lines, labels, SEGMENT_WEIGHT, page.kept)
    shares = np.array(kept_lines([split_words(line.text) for line in page.lines], gold["body"]))
    return LabelledPage(
        gold["id"], gold["lang"], page.lines, np.where(shares >= MIN_COVERED_SHARE, BODY, CHROME), 1, page.kept
    )


def segment_labels(lines: Sequence[Line], gold: Mapping[str, Any]) -> NDArray[np.int64]:
    """Labels of the lines that hold a marked segment, or that one holds."""
    wanted, unwanted = ([folded(each) for each in gold[key]] for key in ("seg_with", "seg_without"))
    texts = [folded(line.text) for line in lines]
    return np.array([_segment_label(text, wanted, unwanted) for text in texts], dtype=np.int64)


def _segment_label(text: str, wanted: Sequence[str], unwanted: Sequence[str]) -> int:
    """Unwanted segments speak first for lines that say little else, wanted ones for all others."""
    if any(each in text for each in wanted):
        return BODY
    if any(each in text for each in unwanted):
        return CHROME
    if len(text) < MIN_SEGMENT_CHARACTERS:
        return UNKNOWN
    return (
        BODY if any(text in each for each in wanted) else CHROME if any(text in each for each in unwanted) else UNKNOWN
    )


def folded(text: str) -> str:
    """White space as single spaces."""
    return SPACE.sub(" ", text).strip()
