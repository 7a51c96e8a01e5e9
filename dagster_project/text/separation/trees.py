"""Boosted trees, evaluated by sets of rows, a bit a row.

Each question of the forest, a feature and a threshold, is put once to all rows: trees have half of theirs in common.
Then all trees are walked down at once, level by level: the answers part the rows that reach a node among its children.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

LEAF_BITS = 5  # of a leaf's number in its tree
MAX_LEAVES = 2**LEAF_BITS
ROWS = 4096  # that are looked at together: of 1,024 to 8,192 the quickest

Floats = NDArray[np.float32]
Scores = NDArray[np.float64]
Sets = NDArray[np.uint8]  # sets x rows / 8
Numbers = NDArray[np.int64]
Question = tuple[int, float]  # number of a feature, threshold


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

    @property
    def root(self) -> int:
        """Its first node, or the only leaf."""
        return 0 if self.feature else -1

    def question(self, node: int) -> Question:
        """What the node asks."""
        return self.feature[node], self.threshold[node]


@dataclass(frozen=True, slots=True)
class _Questions:
    """All questions of a forest, each once, in order of features."""

    number_of: Mapping[Question, int]
    thresholds: Sequence[tuple[int, slice, Floats]]  # by feature: its questions' numbers, and what they ask

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> _Questions:
        asked = sorted({tree.question(node) for tree in trees for node in range(len(tree.feature))})
        number_of = {question: number for number, question in enumerate(asked)}
        thresholds = []
        for feature, same in groupby(asked, key=lambda question: question[0]):
            of_feature = [threshold for _, threshold in same]
            first = number_of[feature, of_feature[0]]
            places = slice(first, first + len(of_feature))
            thresholds.append((feature, places, np.array(of_feature, dtype=np.float32)[:, None]))
        return cls(number_of, thresholds)

    def answers(self, table: Floats) -> Sets:
        """For each question the rows whose feature is at most the threshold; `table` is features x rows."""
        sets = np.empty((len(self.number_of), -(-table.shape[1] // 8)), dtype=np.uint8)
        for feature, places, thresholds in self.thresholds:
            sets[places] = np.packbits(table[feature] <= thresholds, axis=1, bitorder="little")
        return sets


class _Level(NamedTuple):
    """The nodes of all trees that lie equally deep, by the places of their sets of rows."""

    nodes: Numbers
    questions: Numbers
    left: slice  # places of their children
    right: slice


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the sets of rows stand that reach the nodes and leaves of all trees: the roots first, an empty set last."""

    roots: int
    levels: Sequence[_Level]
    empty: int
    bits: Sequence[Numbers]  # for each bit of a leaf's number, trees x leaves: places of those that have it
    values: Scores  # trees x leaves, by their numbers

    @classmethod
    def through(cls, trees: Sequence[Tree], number_of: Mapping[Question, int]) -> _Walk:
        reached = list(_descend(trees))
        starts = [0, *accumulate(map(len, reached))]
        levels = [_level(trees, number_of, *each) for each in zip(reached, starts[:-1], strict=True)]
        leaves: list[list[int]] = [[] for _ in trees]
        values: list[list[float]] = [[] for _ in trees]
        for place, (number, node) in enumerate(chain.from_iterable(reached)):
            if node < 0:
                leaves[number].append(place)
                values[number].append(trees[number].value[-node - 1])
        if (most := max(map(len, leaves))) > MAX_LEAVES:
            raise ValueError(f"a tree of {most} leaves; at most {MAX_LEAVES} are understood")
        bits = [_padded([_having(bit, each) for each in leaves], starts[-1]) for bit in range(LEAF_BITS)]
        return cls(len(trees), levels, starts[-1], bits, _padded(values, 0.0, MAX_LEAVES))

    def leaves(self, answers: Sets, rows: int) -> Sets:
        """Trees x rows: the number of the leaf that each row reaches."""
        sets = np.empty((self.empty + 1, answers.shape[1]), dtype=np.uint8)
        sets[: self.roots], sets[self.empty] = 0xFF, 0
        for level in self.levels:
            here = sets[level.nodes]
            goes_left = here & answers[level.questions]
            sets[level.left], sets[level.right] = goes_left, here ^ goes_left
        numbers = np.zeros((self.roots, rows), dtype=np.uint8)
        for bit, places in enumerate(self.bits):
            having_it = np.bitwise_or.reduce(sets[places], axis=1)
            numbers |= np.unpackbits(having_it, axis=1, count=rows, bitorder="little") << bit
        return numbers


def _descend(trees: Sequence[Tree]) -> Iterator[list[tuple[int, int]]]:
    """Number of the tree and node of all that lie equally deep, from the roots down: left children, then right ones."""
    reached = [(number, tree.root) for number, tree in enumerate(trees)]
    while reached:
        yield reached
        inner = [(number, node) for number, node in reached if node >= 0]
        reached = [(number, trees[number].left[node]) for number, node in inner]
        reached += [(number, trees[number].right[node]) for number, node in inner]


def _level(
    trees: Sequence[Tree], number_of: Mapping[Question, int], reached: Sequence[tuple[int, int]], start: int
) -> _Level:
    inner = [(place, trees[number].question(node)) for place, (number, node) in enumerate(reached, start) if node >= 0]
    left, right = start + len(reached), start + len(reached) + len(inner)
    nodes = np.array([place for place, _ in inner], dtype=np.int64)
    questions = np.array([number_of[question] for _, question in inner], dtype=np.int64)
    return _Level(nodes, questions, slice(left, right), slice(right, right + len(inner)))


def _having(bit: int, leaves: Sequence[int]) -> list[int]:
    """The leaves that have the bit in their number."""
    return [place for number, place in enumerate(leaves) if number >> bit & 1]


def _padded(rows: Sequence[Sequence[float]], filler: float, size: int = MAX_LEAVES // 2) -> NDArray[Any]:
    return np.array([[*row, *[filler] * (size - len(row))] for row in rows])


@dataclass(frozen=True)
class Forest:
    """Trees over named features, whose summed values are the log-odds of a line being body."""

    features: tuple[str, ...]
    trees: tuple[Tree, ...]

    @classmethod
    def of(cls, part: Mapping[str, Any]) -> Forest:
        """The forest of a model file's part."""
        return cls(tuple(part["features"]), tuple(Tree(**tree) for tree in part["trees"]))

    @cached_property
    def _questions(self) -> _Questions:
        return _Questions.of(self.trees)

    @cached_property
    def _walk(self) -> _Walk:
        return _Walk.through(self.trees, self._questions.number_of)

    def probabilities(self, columns: Mapping[str, Floats]) -> Scores:
        """For each row the probability; `columns` holds at least the forest's features."""
        table = np.stack([columns[name] for name in self.features]).astype(np.float32)
        parts = [self._scores(table[:, start : start + ROWS]) for start in range(0, table.shape[1], ROWS)]
        found: Scores = 1 / (1 + np.exp(-np.concatenate([np.zeros(0), *parts])))
        return found

    def _scores(self, table: Floats) -> Scores:
        rows = table.shape[1]
        leaves = self._walk.leaves(self._questions.answers(table), rows)
        scores = np.zeros(rows)
        # One by one and in order, since a sum of floats depends on it.
        for values, reached in zip(self._walk.values, leaves, strict=True):
            scores += values.take(reached)
        return scores


def forest_part(features: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The part of a model file that `Forest.of` reads."""
    return {"features": list(features), "trees": list(trees)}
