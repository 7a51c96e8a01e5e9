"""Which lines to keep of a page, given how probably each is body: those that promise the highest token F1.

The expectation is taken as that of numerator over denominator: 2 sum(kept p w) / (sum(kept w) + sum(p w)), w being
words. The best set of lines holds the most probable ones, so that all sets to look at are the beginnings of one order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.lines import Line

# Below it there is no body: nothing on the page promises even so much. Chosen by hand, not yet tuned.
MIN_EXPECTATION = 0.2


def select_lines(lines: Sequence[Line], probabilities: NDArray[np.float64]) -> tuple[list[int], float]:
    """Positions of a page's lines to keep, in order, and the token F1 (0 to 1) that may be expected of them."""
    return best_lines(probabilities, np.array([line.word_count for line in lines], dtype=np.int64))


def best_lines(probabilities: NDArray[np.float64], words: NDArray[np.int64]) -> tuple[list[int], float]:
    """Positions of the lines to keep, in order, and the token F1 (0 to 1) that may be expected of them."""
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
