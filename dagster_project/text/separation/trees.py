"""Boosted trees, evaluated by arrays: one tree after the other, its rows parted at each node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tree:
    """A binary tree: node n sends a row left when its feature is at most the threshold.

    Children below 0 are leaves: -1 is the first value.
    """

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]

    def add_to(self, scores: NDArray[np.float64], features: Floats) -> None:
        """Add each row's leaf value to its score; `features` is features x rows."""
        waiting = [(0 if self.feature else -1, np.arange(features.shape[1]))]
        while waiting:
            node, rows = waiting.pop()
            if node < 0:
                scores[rows] += self.value[-node - 1]
                continue
            goes_left = features[self.feature[node]][rows] <= self.threshold[node]
            for child, part in ((self.left[node], rows[goes_left]), (self.right[node], rows[~goes_left])):
                if len(part):
                    waiting.append((child, part))


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
        for tree in self.trees:
            tree.add_to(scores, table)
        return 1 / (1 + np.exp(-scores))


def forest_part(features: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The part of a model file that `Forest.of` reads."""
    return {"features": list(features), "trees": list(trees)}
