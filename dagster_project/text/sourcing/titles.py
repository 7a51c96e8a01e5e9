"""The article's headline as it stands on the page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from dagster_project.text.sourcing.clues import Clue, Page, clue_at
from dagster_project.text.sourcing.headlines import headline_scores

SEEN = 0.9  # the first heading that separation took for the headline of an HTML page
REPEATED = 0.4  # further lines with that role: a copy in a share bar, a headline of another story

# Odds that none of the lines is the headline, so that a page without one is not given the least bad line.
NONE_ODDS = math.exp(-2.0)
MIN_KEPT = 0.1  # lines less likely than this are no evidence


def with_headline(page: Page) -> Page:
    """The page with the position of its headline, null where no line can be one: of HTML the first that was seen."""
    seen = page.index_of_role("title") if page.source else None
    if seen is not None:
        return replace(page, headline=seen)
    scores = headline_scores(page)
    likeliest = max(scores, key=lambda index: (scores[index], -index), default=None)
    return replace(page, headline=likeliest, headline_scores=scores)


def title_clues(page: Page) -> Iterator[Clue]:
    """The lines that may be the headline: of HTML what separation saw, of text each line with its likelihood."""
    if page.source:
        yield from _headings(page)
    else:
        yield from _likely_lines(page)


def _headings(page: Page) -> Iterator[Clue]:
    confidence = SEEN
    for line in page.lines:
        if line.role == "title":
            yield clue_at(line, (0, len(line.text)), Clue("title", "h1", line.words, confidence))
            confidence = REPEATED


def _likely_lines(page: Page) -> Iterator[Clue]:
    odds = {index: math.exp(score) for index, score in page.headline_scores.items()}
    total = NONE_ODDS + sum(odds.values())
    for index, line in enumerate(page.lines):
        if odds.get(index, 0.0) / total >= MIN_KEPT:
            yield clue_at(line, (0, len(line.text)), Clue("title", "title_line", line.words, odds[index] / total))
