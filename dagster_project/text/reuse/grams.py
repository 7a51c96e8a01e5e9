"""Runs of three words by hash, and how much each says: the rarer in a frozen sample of news, the more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.reuse.bodies import Body, Flags, Hashes, Integers

GRAM_WORDS = 3
FORMAT = 1
# Domains that a gram or word counts for of which the sample knows none.
UNSEEN_DOMAINS = 0.5
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
Floats = NDArray[np.float64]


class FrequenciesDamaged(RuntimeError):
    """The table of frequencies has another format than this code reads."""


@dataclass(frozen=True)
class Frequencies:
    """In how many of the sampled domains runs of three words, and words, occur; by sorted hash."""

    domains: int
    grams: tuple[Hashes, Integers]
    words: tuple[Hashes, Integers]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Frequencies:
        """The table of a file's content; raises FrequenciesDamaged when its format is another."""
        if content.get("format") != FORMAT:
            raise FrequenciesDamaged(f"format {content.get('format')}, not {FORMAT}: check the project out anew.")
        return cls(content["domains"], _sorted(content["grams"]), _sorted(content["words"]))

    def gram_weights(self, hashes: Hashes) -> Floats:
        """Log of the inverse share of domains; grams that the sample does not know weigh most."""
        return self._weights(self.grams, hashes)

    def word_weights(self, hashes: Hashes) -> Floats:
        """The same of words."""
        return self._weights(self.words, hashes)

    def is_rare(self, hashes: Hashes) -> Flags:
        """Which grams the sample does not know."""
        rare: Flags = _counts(self.grams, hashes) == 0
        return rare

    def _weights(self, table: tuple[Hashes, Integers], hashes: Hashes) -> Floats:
        counts = np.maximum(_counts(table, hashes), UNSEEN_DOMAINS)
        weights: Floats = np.log(self.domains / counts)
        return weights


@dataclass(frozen=True)
class Grams:
    """The runs of three compared words of a body, in order, by hash and weight."""

    hashes: Hashes
    weights: Floats

    @classmethod
    def of(cls, body: Body, frequencies: Frequencies) -> Grams:
        """All runs of three words that lie outside quotation marks."""
        hashes = own_gram_hashes(body)
        return cls(hashes, frequencies.gram_weights(hashes))

    @cached_property
    def distinct(self) -> tuple[Hashes, Floats]:
        """Each gram once, sorted, with its weight."""
        hashes, firsts = np.unique(self.hashes, return_index=True)
        return hashes, self.weights[firsts]


def own_gram_hashes(body: Body) -> Hashes:
    """A hash of each run of three words of a body, in order, of which none is quoted."""
    hashes, own = gram_hashes(body.hashes), body.own
    if not len(hashes):
        return hashes
    return hashes[np.logical_and.reduce([own[at : len(hashes) + at] for at in range(GRAM_WORDS)])]


def gram_hashes(words: Hashes) -> Hashes:
    """A hash of each run of three of these words, by their hashes; none of fewer words."""
    count = max(0, len(words) - GRAM_WORDS + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for at in range(GRAM_WORDS):
        mixed = mixed * _MULTIPLIER + words[at : at + count]
    # SplitMix64's finish (Steele, Lea, Flood 2014): every bit of the words decides about every bit of the hash.
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIXERS[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIXERS[1]
    hashes: Hashes = mixed ^ (mixed >> np.uint64(31))
    return hashes


def _sorted(by_count: Mapping[str, list[str]]) -> tuple[Hashes, Integers]:
    """Sorted hashes with their counts, of hexadecimal hashes by count."""
    hashes = np.array([int(each, 16) for group in by_count.values() for each in group], dtype=np.uint64)
    counts = np.repeat([int(count) for count in by_count], [len(group) for group in by_count.values()])
    order = np.argsort(hashes)
    return hashes[order], counts[order].astype(np.int64)


def _counts(table: tuple[Hashes, Integers], hashes: Hashes) -> Integers:
    known, counts = table
    if not len(known):
        return np.zeros(len(hashes), dtype=np.int64)
    where = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    found: Integers = np.where(known[where] == hashes, counts[where], 0)
    return found
