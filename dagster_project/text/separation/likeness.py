"""How much a line speaks of what its page speaks of: words shared with the prose of the page and with its title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.pages import Columns, Integers, Pages
from dagster_project.text.separation.prose import heaviest_run
from dagster_project.text.separation.roles import find_title
from dagster_project.text.separation.words import HUNDREDTHS

MIN_LETTERS = 4  # shorter words join everything to everything
MANY = 5  # lines of prose that use a word; more say no more


@dataclass(frozen=True)
class _Terms:
    """The distinct words of each line: number of the line, of the word, and of the word on its page; weight of each."""

    lines: Integers
    on_page: Integers  # the same number for the same word of the same page
    weights: Integers

    @classmethod
    def of(cls, pages: Pages, rarity: Mapping[str, int]) -> _Terms:
        distinct, lines, words = pages.numbered_words
        default = rarity.get("", HUNDREDTHS)
        weights = np.array([rarity.get(word, default) for word in distinct], dtype=np.int64)
        counts = np.array([_counts(word) for word in distinct], dtype=bool)[words]
        size = max(len(distinct), 1)
        pairs = np.unique((lines * size + words)[counts])
        lines, word = pairs // size, pairs % size
        on_page = np.unique(pages.first[lines] * size + word, return_inverse=True)[1]
        return cls(lines, on_page.reshape(-1), weights[word] if len(word) else word)


def _counts(word: str) -> bool:
    return len(word) >= MIN_LETTERS or not word.isascii()


def likeness_columns(pages: Pages, rarity: Mapping[str, int]) -> Columns:
    """Features of shared words; `rarity` gives a word's weight, words that it lacks have that of ''."""
    spoken, title = _prose_and_title(pages)
    terms = _Terms.of(pages, rarity)

    def summed(weights: Integers) -> Integers:
        return np.bincount(terms.lines, weights=weights, minlength=pages.count).astype(np.int64)

    size = int(terms.on_page.max(initial=0)) + 1
    inside = spoken[terms.lines]
    others = np.bincount(terms.on_page, weights=inside, minlength=size)[terms.on_page].astype(np.int64) - inside
    headline = np.bincount(terms.on_page, weights=title[terms.lines] == terms.lines, minlength=size)[terms.on_page] > 0
    whole = np.maximum(summed(terms.weights), 1)
    titled = summed(terms.weights * headline)
    title_weight = np.where(title >= 0, whole[title], 1)
    return {
        "like_shared_prose": _percent(summed(terms.weights * (others > 0)), whole),
        "like_shared_mean": _percent(summed(terms.weights * np.minimum(others, MANY)), whole),
        "like_shared_title": _percent(titled, whole),
        "like_title_covered": _percent(titled, title_weight),
        "like_is_title": (title == np.arange(pages.count)).astype(np.float32),
        "like_since_title": np.where(title >= 0, np.arange(pages.count) - title, -999).astype(np.float32),
    }


def _percent(part: Integers, whole: Integers) -> NDArray[np.float32]:
    return np.round(HUNDREDTHS * part / whole).astype(np.float32)


def _prose_and_title(pages: Pages) -> tuple[Integers, Integers]:
    """For each line whether it is prose of its page's heaviest run (0 or 1), and its page's title, -1 where none is."""
    spoken, title = np.zeros(pages.count, dtype=np.int64), np.full(pages.count, -1)
    for first, stop in zip(pages.bounds[:-1].tolist(), pages.bounds[1:].tolist(), strict=True):
        judged = pages.judged[first:stop]
        run = heaviest_run(judged)
        spoken[first + run.start : first + run.stop] = [judged[position].reads_like_prose for position in run]
        found = find_title(judged, run.start) if run else None
        title[first:stop] = -1 if found is None else first + found
    return spoken, title
