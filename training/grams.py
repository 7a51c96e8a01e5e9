"""Weights of what is learned by counting: grams of words and tokens of markup.

A weight is the log-odds of a line being body, given that it (or its neighbour) has the gram, over the log-odds of any
line. Lines that a domain repeats count once, and a domain's voice grows with the square root of its lines, so that no
house style decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.pages import Pages
from dagster_project.text.separation.words import HUNDREDTHS, Weights, WordTable, grams_of
from training.data import BODY, CHROME, FOLDS

MIN_DOMAINS = 3  # a gram that fewer domains use is learned by heart
PRIOR_LINES = 4.0  # strength of the prior: so many lines at the usual share of body
MIN_WEIGHT = 15  # hundredths; grams that say less are left out
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """Where grams stand: number of the line and of the gram, in order of lines."""

    lines: Integers
    grams: Integers


def frequent_grams(pages: Pages, domains: Integers, firsts: Integers) -> list[str]:
    """Grams that several domains use; `firsts` are the lines to look at."""
    users: dict[str, set[int]] = defaultdict(set)
    for number in firsts.tolist():
        for gram in set(grams_of(pages.words[number], pages.lines[number].text.strip())):
            users[gram].add(int(domains[number]))
    return sorted(gram for gram, found in users.items() if len(found) >= MIN_DOMAINS)


def first_of_each(keys: Iterable[tuple[object, ...]]) -> Integers:
    """Numbers of the lines whose key no line before them has."""
    seen: dict[tuple[object, ...], int] = {}
    for number, key in enumerate(keys):
        seen.setdefault(key, number)
    return np.array(list(seen.values()), dtype=np.int64)


def count(
    found: Found, labels: Sequence[Integers], domains: Integers, folds: Integers, size: int
) -> NDArray[np.float64]:
    """Lines by fold, gram, side and label (folds x size x sides x 2), each domain's number under a square root."""
    counts = np.zeros((FOLDS, size, len(labels), 2))
    fold_of = np.zeros(int(domains.max()) + 1, dtype=np.int64)
    fold_of[domains] = folds
    for side, own in enumerate(labels):
        for label in (CHROME, BODY):
            wanted = own[found.lines] == label
            keys, numbers = np.unique(domains[found.lines][wanted] * size + found.grams[wanted], return_counts=True)
            np.add.at(counts[:, :, side, label], (fold_of[keys // size], keys % size), np.sqrt(numbers))
    return counts


def weigh_counts(counts: NDArray[np.float64], without: Iterable[int]) -> Integers:
    """Weights in hundredths (size x sides) of the counts of all other folds."""
    kept = counts[[fold for fold in range(FOLDS) if fold not in set(without)]].sum(axis=0)
    usual = kept[:, :, BODY].sum(axis=0) / kept.sum(axis=(0, 2))
    share = (kept[:, :, BODY] + PRIOR_LINES * usual) / (kept.sum(axis=2) + PRIOR_LINES)
    odds = np.log(share / (1 - share)) - np.log(usual / (1 - usual))
    weights = np.round(HUNDREDTHS * odds).astype(np.int64)
    weights[np.abs(weights) < MIN_WEIGHT] = 0
    return weights


def named(grams: Sequence[str], weights: Integers) -> Weights:
    """The weights by gram, without grams that say nothing."""
    return {gram: row for gram, row in zip(grams, weights.tolist(), strict=True) if any(row)}


def find(grams: Sequence[str], pages: Pages) -> Found:
    """Where these grams stand on the pages."""
    table = WordTable.of(dict.fromkeys(grams, (0, 0, 0)))
    return Found(*table.find(pages))


def rarity(pages_of_words: Mapping[str, set[str]], min_pages: int = 5) -> dict[str, int]:
    """Log of the inverse share of pages that use a word, in hundredths; '' stands for all words of few pages."""
    counts: dict[str, int] = defaultdict(int)
    for words in pages_of_words.values():
        for word in words:
            counts[word] += 1
    size = len(pages_of_words)
    found = {word: number for word, number in sorted(counts.items()) if number >= min_pages}
    weights = {word: round(HUNDREDTHS * float(np.log(size / number))) for word, number in found.items()}
    return {"": round(HUNDREDTHS * float(np.log(size / (min_pages / 2)))), **weights}
