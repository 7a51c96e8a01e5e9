"""Which sentence of one text became which of the other, and how much it was changed on the way.

Sentences are paired by the rare words that they share (cosine of weighted sets, word ends cut off), so that reordered
and reworded ones are found; the kind then rests on their words in order (Ratcliff and Obershelp's ratio, difflib).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from dagster_project.text.reuse.bodies import Body, Integers, word_hash
from dagster_project.text.reuse.grams import GRAM_WORDS, Floats, Frequencies, gram_hashes

WORD_END = re.compile(r"(?:'s|ies|es|s|ing|ed|ly)$")
MIN_STEM_CHARACTERS = 5  # shorter words keep their ends
MIN_SENTENCE_WORDS = 4  # shorter sentences say nothing of their origin
# Least likeness of a pair of sentences, 0 to 1; see docs/decisions/0009.
MIN_LIKENESS = 0.4
EDITED_RATIO = 0.6  # of words in the same order; below, it is told in other words


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of each text that says the same, as first word and end (exclusive)."""

    first: tuple[int, int]
    second: tuple[int, int]
    kind: str  # verbatim, edited or paraphrased
    likeness: float  # 0 to 1


def align(first: Body, second: Body, frequencies: Frequencies) -> list[Passage]:
    """Passages in order of the first text; verbatim ones that follow each other in a line are one."""
    if first.words == second.words:
        return [Passage(line, line, "verbatim", 1.0) for line in first.line_spans]
    spans = [[each for each in body.sentences if each[1] - each[0] >= MIN_SENTENCE_WORDS] for body in (first, second)]
    if not spans[0] or not spans[1]:
        return []
    likeness = _likeness(first, spans[0], second, spans[1], frequencies)
    found = [
        _passage(first, spans[0][one], second, spans[1][other], float(likeness[one, other]))
        for one, other in _pairs(likeness)
    ]
    return list(_joined(found, {end for _, end in first.line_spans}))


def longest_run(first: Body, second: Body) -> int:
    """Words of the longest stretch that both texts have word by word; 0 when it has fewer than three."""
    one, other = gram_hashes(first.hashes), gram_hashes(second.hashes)
    order = np.argsort(other, kind="stable")
    lows, highs = np.searchsorted(other[order], one, "left"), np.searchsorted(other[order], one, "right")
    counts = highs - lows
    places = np.repeat(np.arange(len(one)), counts)
    # Where each gram of the first text stands in the second: every place of every occurrence.
    offsets = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    others = order[np.repeat(lows, counts) + offsets] if len(places) else places
    diagonals = others - places
    sequence = np.lexsort((places, diagonals))
    places, diagonals = places[sequence], diagonals[sequence]
    breaks = np.flatnonzero((np.diff(diagonals) != 0) | (np.diff(places) != 1)) + 1
    runs = np.diff(np.concatenate([[0], breaks, [len(places)]]))
    return int(runs.max()) + GRAM_WORDS - 1 if len(places) else 0


def _likeness(
    first: Body,
    first_spans: Sequence[tuple[int, int]],
    second: Body,
    second_spans: Sequence[tuple[int, int]],
    frequencies: Frequencies,
) -> Floats:
    """Cosine of every sentence of the first text with every one of the second."""
    hashes = [np.array([word_hash(stem(word)) for word in body.words], dtype=np.uint64) for body in (first, second)]
    _, numbers = np.unique(np.concatenate(hashes), return_inverse=True)
    words = np.concatenate([first.hashes, second.hashes])
    weights = np.zeros(int(numbers.max()) + 1)
    weights[numbers] = np.sqrt(frequencies.word_weights(words))
    sets = (
        _sets(numbers[: len(first.words)], first_spans, weights),
        _sets(numbers[len(first.words) :], second_spans, weights),
    )
    # Rounded, so that no processor's way of adding up decides between equal sentences.
    likeness: Floats = np.round(sets[0] @ sets[1].T, 6)
    return likeness


def _sets(numbers: Integers, spans: Sequence[tuple[int, int]], weights: Floats) -> Floats:
    """Sentences as unit vectors of their words' weights."""
    table = np.zeros((len(spans), len(weights)))
    for row, (start, end) in enumerate(spans):
        chosen = numbers[start:end]
        table[row, chosen] = weights[chosen]
    vectors: Floats = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return vectors


def stem(word: str) -> str:
    """A word without the endings that rewriting changes first."""
    return WORD_END.sub("", word) if len(word) > MIN_STEM_CHARACTERS else word


def _pairs(likeness: Floats) -> Iterator[tuple[int, int]]:
    """Sentences that are each other's likest."""
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    for one, other in enumerate(best.tolist()):
        if back[other] == one and likeness[one, other] >= MIN_LIKENESS:
            yield one, other


def _passage(first: Body, one: tuple[int, int], second: Body, other: tuple[int, int], likeness: float) -> Passage:
    words = (first.words[slice(*one)], second.words[slice(*other)])
    ratio = SequenceMatcher(None, *words, autojunk=False).ratio()
    kind = "verbatim" if words[0] == words[1] else "edited" if ratio >= EDITED_RATIO else "paraphrased"
    return Passage(one, other, kind, likeness)


def _joined(passages: Sequence[Passage], line_ends: set[int]) -> Iterator[Passage]:
    """Runs of verbatim passages as one each, but none beyond the end of a line of the first text."""
    pending: Passage | None = None
    for each in passages:
        if pending and _follows(pending, each) and not line_ends.intersection(pending.first[1:]):
            pending = Passage(
                (pending.first[0], each.first[1]),
                (pending.second[0], each.second[1]),
                "verbatim",
                min(pending.likeness, each.likeness),
            )
            continue
        if pending:
            yield pending
        pending = each
    if pending:
        yield pending


def _follows(one: Passage, other: Passage) -> bool:
    joined = one.first[1] == other.first[0] and one.second[1] == other.second[0]
    return joined and one.kind == other.kind == "verbatim"
