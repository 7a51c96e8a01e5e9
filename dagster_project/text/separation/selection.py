"""Which lines to keep of a page, given how probably each is body: those that promise the highest token F1.

The expectation is taken as that of numerator over denominator: 2 sum(kept p w) / (sum(kept w) + sum(p w)), w being
words. The best set of lines holds the most probable ones, so that all sets to look at are the beginnings of one order.

That holds where lines err one by one. What is kept apart from the rest, below a list of teasers or above a menu, is
another article or the comments as a whole or not at all: a body in pieces promises less.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.lines import Line

# Below it there is no body: nothing on the page promises even so much. Chosen by hand, not yet tuned.
MIN_EXPECTATION = 0.2

# So many lines left out between two kept ones part a body: headings, captions and pull quotes are fewer. Lines.
MAX_GAP = 5
# What the share of words outside a body's longest piece costs of the F1 that the lines promise one by one: least
# squares on the dev texts, .32 to .40 on any four of the five folds of domains (docs/decisions/0005-line-model.md).
COST_OF_PIECES = 0.35


def select_lines(lines: Sequence[Line], probabilities: NDArray[np.float64]) -> tuple[list[int], float]:
    """Positions of a page's lines to keep, in order, and the token F1 (0 to 1) that may be expected of them."""
    words = np.array([line.word_count for line in lines], dtype=np.int64)
    kept, promised = best_lines(probabilities, words)
    return kept, promised * (1 - COST_OF_PIECES * share_apart(kept, words))


def share_apart(kept: Sequence[int], words: NDArray[np.int64]) -> float:
    """Share (0 to 1) of the kept words that stand outside the body's longest piece; `kept` are positions in order."""
    if not kept:
        return 0.0
    positions = np.array(kept)
    piece = np.concatenate([[0], np.cumsum(np.diff(positions) > MAX_GAP + 1)])
    sizes = np.bincount(piece, weights=words[positions])
    return float(1 - sizes.max() / max(1.0, sizes.sum()))


def best_lines(probabilities: NDArray[np.float64], words: NDArray[np.int64]) -> tuple[list[int], float]:
    """Positions of the lines to keep, in order, and the token F1 (0 to 1) that they promise one by one."""
    expected = probabilities * words
    total = expected.sum()
    if total <= 0:
        return [], 0.0
    order = np.lexsort((np.arange(len(words)), -probabilities))
    promised = 2 * np.cumsum(expected[order]) / (np.cumsum(words[order]) + total)
    size = int(promised.argmax()) + 1
    if promised[size - 1] < MIN_EXPECTATION:
        return [], 0.0
    return sorted(order[:size].tolist()), float(promised[size - 1])
