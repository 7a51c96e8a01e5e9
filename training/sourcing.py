"""Fit what each clue says about a page's publisher: `python -m training.sourcing` prints figures and weights.

A conditional logit: the chances of all names of a page, and of none of them, add up to one. Pages are separated by line
models that have not seen their domains, and the figures come from weights that have not seen them either. All languages
are fitted together: pages in English teach what menus anywhere look like, and those in others are few. The registry is
one more clue here; in the product SQL multiplies the odds by it (`int_article_outlets`).
"""

from __future__ import annotations

import csv
import hashlib
import math
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dagster_project.landing.decoding import DOCUMENT_ID_DIGITS
from dagster_project.orchestration.models import load_line_model
from dagster_project.settings import PROJECT_ROOT
from dagster_project.text.records import DOCUMENT_CONTENTS
from dagster_project.text.sourcing import publisher_features
from dagster_project.text.sourcing.clues import domain_key, name_key
from dagster_project.text.sourcing.weights import WEIGHTS
from tests.quality.folds import FoldModels, by_fold, fold_files, folds_of_documents
from training.data import FOLDS, domains, folds, read_rows

SEEDS = PROJECT_ROOT / "dbt" / "seeds"
RIDGE = 2.0  # of 1, 2 and 4 the best by folds
LEAST_NAMES = 8  # a trait of fewer names says nothing
LEAST_CHANCE = 0.35  # as in int_article_outlets
MIN_PARTIAL_CHARS = 5  # a shorter name is no part of another
BATCH = 64
# Too rare to fit, they keep the weights that ship.
BY_HAND = (
    "line_above_clock",
    "line_above_day",
    "line_above_day_media",
    "line_above_headline_media",
    "credit_line",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A page: the traits of each of its names, and which names are its publisher's."""

    fold: int
    group: str  # whether it is in English, and how much of the chrome it has
    names: Sequence[frozenset[str]]
    right: Sequence[bool]
    is_named: bool  # whether the page says at all who published it


def registry() -> tuple[dict[str, str], frozenset[str]]:
    """By keys of all its names, the key of each registered outlet's usual one; and of houses that are no outlets."""
    outlets, owners = {}, set()
    for row in _rows("publishers"):
        names = (row["publisher_id"], row["publisher_name"], row["domain"], *row["aliases"].split("|"))
        keys = {name_key(name) for name in names} | {domain_key(row["domain"])}
        outlets.update(dict.fromkeys(keys - {""}, name_key(row["publisher_name"])))
    for row in _rows("media_owners"):
        owners |= {name_key(name) for name in (row["owner_name"], *row["aliases"].split("|"))}
    return outlets, frozenset(owners - outlets.keys())


def _rows(seed: str) -> list[dict[str, str]]:
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def examples(bench: Path) -> Iterator[Example]:
    """The pages of source_text."""
    texts = {row["id"]: row["text"] for row in read_rows(bench / "data" / "source_text.dev.jsonl.gz")}
    golds = list(read_rows(bench / "data" / "source_text.dev.gold.jsonl.gz"))
    documents = {row["id"]: _document(texts[row["id"]]) for row in golds}
    fold_of = folds_of_documents(folds(domains(bench)), documents)
    found = features(documents, {key: texts[key] for key in documents}, fold_of, bench)
    outlets, owners = registry()
    for gold in golds:
        names = {key: traits for key, traits in found[documents[gold["id"]]].items() if key not in owners}
        yield Example(
            fold_of[documents[gold["id"]]],
            f"{'English' if gold['lang'] == 'en' else 'other'}, {gold['variant']}",
            [frozenset(traits | ({"registered"} if key in outlets else set())) for key, traits in names.items()],
            [is_right(key, gold) or is_right(outlets.get(key, key), gold) for key in names],
            gold["visible"] != "no",
        )


def _document(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DOCUMENT_ID_DIGITS]


def features(
    documents: Mapping[str, str], texts: Mapping[str, str], fold_of: Mapping[str, int], bench: Path
) -> dict[str, dict[str, set[str]]]:
    """The traits of every name, by document and name."""
    models = FoldModels({fold: load_line_model(file) for fold, file in enumerate(fold_files(bench))}, fold_of)
    contents = {
        document: {"document_id": document, "media_type": "text/plain", "content": texts[key]}
        for key, document in documents.items()
    }
    rows, found = list(contents.values()), {}
    for start in range(0, len(rows), BATCH):
        batch = pa.Table.from_pylist(rows[start : start + BATCH], schema=DOCUMENT_CONTENTS)
        found.update(publisher_features(batch, **by_fold(batch, models)))
    return found


def is_right(key: str, gold: Mapping[str, Any]) -> bool:
    """Whether a name is one of the page's names or its domain, a long one also when it is part of it."""
    wanted = {name_key(re.sub(r"\.(?:com|org|net|co\.uk)\b.*", "", name)) for name in gold["names"]}
    wanted.add(domain_key(gold["domain"]))
    parts = {name for name in wanted if len(name) >= MIN_PARTIAL_CHARS}
    return key in wanted or (len(key) >= MIN_PARTIAL_CHARS and any(key in name or name in key for name in parts))


def fit(pages: Sequence[Example]) -> dict[str, float]:
    """The weights, and under "prior" what a name without any trait has."""
    counts = Counter(trait for page in pages for traits in page.names for trait in traits)
    columns = {
        trait: column for column, trait in enumerate(sorted(t for t, n in counts.items() if n >= LEAST_NAMES), 1)
    }
    rows = [[0, *(columns[t] for t in traits if t in columns)] for page in pages for traits in page.names]
    pointers = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(pointers[-1]), np.concatenate(rows), pointers), shape=(len(rows), len(columns) + 1))
    page_of_row = np.repeat(np.arange(len(pages)), [len(page.names) for page in pages])
    right = np.array([value for page in pages for value in page.right], dtype=float)
    start = np.zeros(len(columns) + 1)
    best = minimize(_loss, start, args=(matrix, page_of_row, right, len(pages)), jac=True, method="L-BFGS-B")
    return {"prior": float(best.x[0]), **{trait: float(best.x[column]) for trait, column in columns.items()}}


def weights_without(pages: Sequence[Example], fold: int | None = None) -> dict[str, float]:
    """The weights of a product that was fitted on all pages but those of a fold; of them all without one."""
    fitted = fit([page for page in pages if page.fold != fold])
    return fitted | {cue: WEIGHTS[cue] for cue in BY_HAND}


def _loss(
    weights: NDArray[np.float64], matrix: Any, page_of_row: NDArray[np.int64], right: NDArray[np.float64], pages: int
) -> tuple[float, NDArray[np.float64]]:
    """Minus the log-likelihood, with a ridge on all but the prior, and its gradient."""
    odds = np.exp(np.clip(matrix @ weights, -30, 30))
    total = 1 + np.bincount(page_of_row, odds, pages)
    good = np.bincount(page_of_row, odds * right, pages)
    answer = np.where(good > 0, good, 1.0)  # none of the names, where none is right
    slope = odds / total[page_of_row] - np.where(good > 0, 1 / answer, 0)[page_of_row] * odds * right
    ridge = RIDGE * np.concatenate([[0.0], weights[1:]])
    return float(np.log(total / answer).sum() + weights @ ridge / 2), matrix.T @ slope + ridge


def share_right(weights: Mapping[str, float], pages: Iterable[Example]) -> list[bool]:
    """Whether each page gets a right name, or none where it says none."""
    return [_answer(weights, page) for page in pages]


def _answer(weights: Mapping[str, float], page: Example) -> bool:
    odds = [math.exp(weights["prior"] + sum(weights.get(trait, 0.0) for trait in traits)) for traits in page.names]
    chances = [value / (1 + sum(odds)) for value in odds]
    best = max(range(len(chances)), key=chances.__getitem__, default=None)
    return page.right[best] if best is not None and chances[best] >= LEAST_CHANCE else not page.is_named


def main() -> int:
    """The command line."""
    bench = os.environ.get("DATELINE_BENCH")
    if not bench:
        sys.stderr.write("DATELINE_BENCH is not set: it names the folder of the benchmarks.\n")
        return 1
    pages = list(examples(Path(bench)))
    unseen: dict[str, list[bool]] = {group: [] for group in sorted({page.group for page in pages})}
    for fold in range(FOLDS):
        weights = weights_without(pages, fold)
        for group, answers in unseen.items():
            answers.extend(share_right(weights, [p for p in pages if p.fold == fold and p.group == group]))
    for group, answers in unseen.items():
        sys.stdout.write(f"# {group}: {np.mean(answers):.3f} right, by weights that have not seen the domain\n")
    for trait, weight in sorted(weights_without(pages).items()):
        if abs(round(weight, 1)) > 0:
            sys.stdout.write(f'    "{trait}": {weight:.1f},\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
