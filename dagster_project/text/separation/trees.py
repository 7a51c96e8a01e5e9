"""Boosted trees, evaluated by arrays: all nodes of a tree at once, and the leaves that they leave over.

Each node that sends a row right strikes the leaves on its left from a set of bits; the leftmost leaf not struck is the
row's leaf (QuickScorer, Lucchese et al. 2015).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_LEAVES = 32  # bits of a set
BITS = 37  # a prime of which the powers of two below 2**32 leave different remainders
ROWS = 2048  # that are looked at together, so that they stay in the processor's cache

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Tree:
    """A binary tree: node n sends a row left when its feature is at most the threshold.

    Children below 0 are leaves: -1 is the first value.
    """

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]

    @cached_property
    def _parts(self) -> tuple[NDArray[np.int64], Floats, NDArray[np.uint32], NDArray[np.float64]]:
        """Feature, threshold and leaves on the left of each node; values by remainder of the leaf's bit."""
        left = [0] * len(self.feature)
        leaves: list[int] = []

        def below(node: int) -> int:
            """The leaves below a node as bits, the leftmost of the tree first."""
            if node < 0:
                leaves.append(node)
                return 1 << (len(leaves) - 1)
            left[node] = below(self.left[node])
            return left[node] | below(self.right[node])

        below(0 if self.feature else -1)
        if len(leaves) > MAX_LEAVES:
            raise ValueError(f"a tree of {len(leaves)} leaves; at most {MAX_LEAVES} are understood")
        values = np.zeros(BITS)
        values[[(1 << place) % BITS for place in range(len(leaves))]] = [self.value[-leaf - 1] for leaf in leaves]
        feature, threshold = np.array(self.feature, dtype=np.int64), np.array(self.threshold, dtype=np.float32)
        return feature, threshold, np.array(left, dtype=np.uint32), values

    def add_to(self, scores: NDArray[np.float64], features: Floats) -> None:
        """Add each row's leaf value to its score; `features` is features x rows."""
        feature, threshold, left, values = self._parts
        goes_right = ~(features[feature] <= threshold[:, None])
        struck = np.bitwise_or.reduce(goes_right.view(np.uint8) * left[:, None], axis=0)
        # The lowest bit not struck.
        scores += values[(~struck & (struck + np.uint32(1))) % BITS]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over named features, whose summed values are the log-odds of a line being body."""

    features: tuple[str, ...]
    trees: tuple[Tree, ...]

    @classmethod
    def of(cls, part: Mapping[str, Any]) -> Forest:
        """The forest of a model file's part."""
        return cls(tuple(part["features"]), tuple(Tree(**tree) for tree in part["trees"]))

    def probabilities(self, columns: Mapping[str, Floats]) -> NDArray[np.float64]:
        """For each row the probability; `columns` holds at least the forest's features."""
        table = np.stack([columns[name] for name in self.features]).astype(np.float32)
        scores = np.zeros(table.shape[1])
        for start in range(0, len(scores), ROWS):
            part = np.ascontiguousarray(table[:, start : start + ROWS])
            for tree in self.trees:
                tree.add_to(scores[start : start + ROWS], part)
        return 1 / (1 + np.exp(-scores))


def forest_part(features: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The part of a model file that `Forest.of` reads."""
    return {"features": list(features), "trees": list(trees)}
