"""How much a line speaks of what its page speaks of: words shared with the prose of the page and with its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from dagster_project.text.separation.pages import Columns, Pages
from dagster_project.text.separation.prose import Judged, heaviest_run
from dagster_project.text.separation.roles import find_title

MIN_LETTERS = 4  # shorter words join everything to everything
ALL_TITLES = 3


def likeness_columns(pages: Pages, rarity: Mapping[str, int]) -> Columns:
    """Features of shared words; `rarity` gives a word's weight, words that it lacks have that of ''."""
    rows: list[tuple[float, ...]] = []
    default = rarity.get("", 100)
    terms = [
        {word: rarity.get(word, default) for word in words if len(word) >= MIN_LETTERS or not word.isascii()}
        for words in pages.words
    ]
    for first, stop in zip(pages.bounds[:-1], pages.bounds[1:], strict=True):
        rows += _page(pages.judged[first:stop], terms[first:stop])
    table = np.array(rows, dtype=np.float32).reshape(-1, 6)
    names = ("shared_prose", "shared_mean", "shared_title", "title_covered", "is_title", "since_title")
    return {f"like_{name}": table[:, number] for number, name in enumerate(names)}


def _page(judged: Sequence[Judged], terms: Sequence[Mapping[str, int]]) -> list[tuple[float, ...]]:
    run = heaviest_run(judged)
    spoken = Counter(word for position in run if judged[position].reads_like_prose for word in terms[position])
    title = find_title(judged, run.start) if run else None
    headline = terms[title] if title is not None else {}
    headline_weight = sum(headline.values()) or 1
    rows: list[tuple[float, ...]] = []
    for position, own in enumerate(terms):
        weight = sum(own.values()) or 1
        inside = position in run and judged[position].reads_like_prose
        counts = {word: spoken[word] - inside for word in own if spoken[word] > inside}
        shared = sum(own[word] for word in counts)
        often = sum(own[word] * min(count, 5) for word, count in counts.items())
        titled = sum(weight for word, weight in headline.items() if word in own)
        rows.append(
            (
                round(100 * shared / weight),
                round(100 * often / weight),
                round(100 * titled / weight),
                round(100 * titled / headline_weight),
                float(position == title),
                float(position - title) if title is not None else -999.0,
            )
        )
    return rows
