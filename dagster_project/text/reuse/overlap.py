"""How much of one text another holds, and whether it is spread over it as in a copy or heaped as in a shared block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dagster_project.text.reuse.bodies import Flags
from dagster_project.text.reuse.grams import Grams

# A blurb, a press release's closing words or a list of teasers fill one stretch of a text, a rewrite touches all of it.
# So a text is cut into ten parts, and the four that the other holds most of are left out. On dev every choice from
# three to five of ten separates copies from same-site and same-topic pairs about as well (docs/decisions/0009).
PARTS = 10
MOST_SHARED_PARTS = 4


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common, by weight of their runs of three words outside quotation marks (shares 0 to 1)."""

    shared_gram_count: int
    first_share: float  # of the first text, that the second holds
    second_share: float
    steady_share: float  # of the parts of the more contained text that are left when the most shared ones are left out


def overlap(first: Grams, second: Grams) -> Overlap:
    """Compare two texts; texts without any grams have nothing in common."""
    shared_first, shared_second = _held(first, second), _held(second, first)
    shares = (_share(first, shared_first), _share(second, shared_second))
    steady = _steady(first, np.isin(first.hashes, second.distinct[0]))
    if shares[1] > shares[0]:
        steady = _steady(second, np.isin(second.hashes, first.distinct[0]))
    return Overlap(int(shared_first.sum()), *shares, steady)


def _held(one: Grams, other: Grams) -> Flags:
    """Which of one text's distinct grams the other has too."""
    held: Flags = np.isin(one.distinct[0], other.distinct[0], assume_unique=True)
    return held


def _share(grams: Grams, held: Flags) -> float:
    weights = grams.distinct[1]
    return float(weights[held].sum() / weights.sum()) if len(weights) else 0.0


def _steady(grams: Grams, held: Flags) -> float:
    """Mean share of the least shared parts of a text."""
    if len(held) < PARTS:
        return float(held.mean()) if len(held) else 0.0
    part = np.arange(len(held)) * PARTS // len(held)
    whole = np.bincount(part, weights=grams.weights, minlength=PARTS)
    shares = np.sort(np.bincount(part, weights=grams.weights * held, minlength=PARTS) / whole)
    return float(shares[: PARTS - MOST_SHARED_PARTS].mean())
