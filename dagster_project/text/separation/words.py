"""Learned words: what the words of a line, and of the lines beside it, say for and against the article.

A gram is a run of one to three words, or the first or last characters of a line. Each carries three weights, log-odds
in hundredths: for its own line, for the line below and for the line above. Grams that a table does not know count
nothing. Weights are integers, so that sums do not depend on their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.pages import Columns, Pages

LONGEST = 3  # words of a gram
ENDS = (2, 4, 6, 8, 12)  # characters of a line's beginning and end that are looked at
HUNDREDTHS = 100
SIDES = {"own": 0, "above": -1, "below": 1}  # a weight's name, and where the line stands that it was read from

Weights = Mapping[str, Sequence[int]]  # (own, says of the line below, says of the line above) by gram


def grams_of(words: Sequence[str], text: str) -> Iterator[str]:
    """All grams of a line."""
    for size in range(1, LONGEST + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])
    yield from ends_of(text)


def ends_of(text: str) -> Iterator[str]:
    """The first and last characters of a line, marked by ^ and $."""
    first, last = text[: ENDS[-1]].lower(), text[-ENDS[-1] :].lower()
    for size in ENDS:
        yield "^" + first[:size]
        yield last[-size:] + "$"


@dataclass(frozen=True)
class WordTable:
    """Grams with their weights, made ready for lookup.

    A gram of several words is looked up by the numbers of its words, so that lines are read by arrays.
    """

    weights: NDArray[np.int64]  # grams x 3
    vocabulary: Mapping[str, int]
    keys: tuple[NDArray[np.int64], ...]  # by size of gram less 1: sorted keys
    places: tuple[NDArray[np.int64], ...]  # and the rows of weights they stand for
    ends: Mapping[str, int]

    @classmethod
    def of(cls, weights: Weights) -> WordTable:
        """A table of these weights."""
        grams = list(weights)
        ends = {gram: row for row, gram in enumerate(grams) if gram[0] == "^" or gram[-1] == "$"}
        split = {row: gram.split(" ") for row, gram in enumerate(grams) if gram not in ends}
        vocabulary = {word: number for number, word in enumerate(dict.fromkeys(w for ws in split.values() for w in ws))}
        keys, places = [], []
        for size in range(1, LONGEST + 1):
            rows = np.array([row for row, words in split.items() if len(words) == size], dtype=np.int64)
            numbers = np.array([[vocabulary[word] for word in split[row]] for row in rows.tolist()], dtype=np.int64)
            key = _key(list(numbers.reshape(-1, size).T), len(vocabulary))
            order = np.argsort(key)
            keys.append(key[order])
            places.append(rows[order])
        table = np.array([weights[gram] for gram in grams], dtype=np.int64).reshape(-1, 3)
        return cls(table, vocabulary, tuple(keys), tuple(places), ends)

    def columns(self, pages: Pages) -> Columns:
        """What the words of each line and of its neighbours say: sums, and the strongest voices on either side."""
        lines, rows = self.find(pages)
        return weigh(pages, lines, self.weights[rows])

    def find(self, pages: Pages) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All known grams of the batch: number of the line, row of weights; in order of lines."""
        found = [*self._word_grams(pages), self._end_grams(pages)]
        lines = np.concatenate([line for line, _ in found])
        order = np.argsort(lines, kind="stable")
        return lines[order], np.concatenate([row for _, row in found])[order]

    def _word_grams(self, pages: Pages) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        distinct, lines, words = pages.numbered_words
        known = np.array([self.vocabulary.get(word, -1) for word in distinct], dtype=np.int64)
        numbers = known[words]
        for size in range(1, LONGEST + 1):
            length = max(0, len(numbers) - size + 1)
            parts = [numbers[start : start + length] for start in range(size)]
            whole = (lines[:length] == lines[size - 1 :]) if length else np.zeros(0, dtype=bool)
            whole = np.logical_and.reduce([whole, *(part >= 0 for part in parts)])
            where = np.flatnonzero(whole)
            row, hit = _look_up(self.keys[size - 1], self.places[size - 1], _key(parts, len(self.vocabulary))[where])
            yield lines[where][hit], row

    def _end_grams(self, pages: Pages) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        known = self.ends.get
        texts = [line.text.strip() for line in pages.lines]
        firsts = ["^" + text[: ENDS[-1]].lower() for text in texts]
        lasts = [text[-ENDS[-1] :].lower() + "$" for text in texts]
        rows = [[known(first[: size + 1], -1) for first in firsts] for size in ENDS]
        rows += [[known(last[-size - 1 :], -1) for last in lasts] for size in ENDS]
        by_line = np.array(rows, dtype=np.int64).T
        lines, ends = np.nonzero(by_line >= 0)
        return lines, by_line[lines, ends]


@dataclass(frozen=True)
class Lexicon:
    """Learned words, and how rare words are."""

    words: WordTable
    rarity: Mapping[str, int]  # log of the inverse share of pages, in hundredths; '' for all other words

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Lexicon:
        """The lexicon of a model file's content."""
        return cls(WordTable.of(content["words"]), content["rarity"])


def _key(parts: Sequence[NDArray[np.int64]], base: int) -> NDArray[np.int64]:
    key = parts[0]
    for part in parts[1:]:
        key = key * base + part
    return key


def _look_up(
    keys: NDArray[np.int64], places: NDArray[np.int64], wanted: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    if not len(keys) or not len(wanted):
        return np.zeros(0, dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    where = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hit = keys[where] == wanted
    return places[where[hit]], hit


def weigh(pages: Pages, lines: NDArray[np.int64], weights: NDArray[np.int64]) -> Columns:
    """Features of the weights of each line's grams (grams x 3, in order of lines)."""
    found: Columns = {}
    for column, (side, by) in enumerate(SIDES.items()):
        for name, values in summed(pages.count, lines, weights[:, column]).items():
            found[f"words_{side}_{name}"] = pages.shifted(values, by, 0.0) if by else values
    own = found["words_own_mean"]
    for by in (-3, -2, -1, 1, 2, 3):
        found[f"words_mean_{by:+d}"] = pages.shifted(own, by, 0.0)
    found["words_around"] = pages.around(own, 3, 3)
    found["words_above"] = pages.around(own, 8, -1)
    found["words_below"] = pages.around(own, -1, 8)
    return found


def summed(size: int, lines: NDArray[np.int64], weights: NDArray[np.int64]) -> Columns:
    """For each of `size` lines sum, mean and extremes of the weights found on it (of lines in order)."""
    total = np.bincount(lines, weights=weights, minlength=size)
    against = np.bincount(lines, weights=np.minimum(weights, 0), minlength=size)
    # Nothing said (weight 0) is as good as nothing known: a table may leave such grams out.
    number = np.bincount(lines, weights=weights != 0, minlength=size)
    highest, lowest = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.maximum.at(highest, lines, weights)
    np.minimum.at(lowest, lines, weights)
    return {
        "sum": total.astype(np.float32),
        "mean": np.round(total / np.maximum(number, 3)).astype(np.float32),
        "against": against.astype(np.float32),
        "highest": highest.astype(np.float32),
        "lowest": lowest.astype(np.float32),
    }
