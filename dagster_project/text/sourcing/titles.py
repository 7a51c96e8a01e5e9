"""The article's headline as it stands on the page."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dagster_project.text.sourcing.clues import Clue, Page, clue_at
from dagster_project.text.sourcing.headlines import headline_scores

SEEN = 0.9  # the first heading that separation took for the headline of an HTML page
REPEATED = 0.4  # further lines with that role: a copy in a share bar, a headline of another story

# Odds that none of the lines is the headline, so that a page without one is not given the least bad line.
NONE_ODDS = math.exp(-2.0)
MIN_KEPT = 0.1  # lines less likely than this are no evidence


def headline_index(page: Page) -> int | None:
    """Position in `page.lines` of the headline; null where no line can be one."""
    if page.source and (seen := page.index_of_role("title")) is not None:
        return seen
    scores = headline_scores(page)
    return max(scores, key=lambda index: (scores[index], -index), default=None)


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
    odds = {index: math.exp(score) for index, score in headline_scores(page).items()}
    total = NONE_ODDS + sum(odds.values())
    for index, line in enumerate(page.lines):
        if odds.get(index, 0.0) / total >= MIN_KEPT:
            yield clue_at(line, (0, len(line.text)), Clue("title", "title_line", line.words, odds[index] / total))
