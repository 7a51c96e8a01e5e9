"""Which lines of a flattened page are the article's body, by length and punctuation.

A line that reads like prose speaks for the article, any other against it; the body is the run of lines for which the
sum is largest (maximum-sum segment, Bentley 1984), without what does not belong into it. Constants are the best of the
values beside them on the English dev texts (`make quality`, text_body).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dagster_project.text.separation.cues import Cue, find_cue
from dagster_project.text.separation.lines import Line

PROSE_WORDS = 10  # a sentence of so many words is prose; shorter ones also occur in chrome
LONG_WORDS = 25  # so many words are prose even without a full stop
SHORT_SENTENCE_WORDS = 4
SHORT_SENTENCE_WEIGHT = 0.3
UNPUNCTUATED_WEIGHT = 0.8
MOST_WORDS = 60  # (30-120) no line speaks louder, so that one long line cannot bridge a menu
OTHER_LINE_COST = 14.0  # (1.5-22) words that a line of chrome takes away from the run
HEADING_WORDS = 3  # inside the run a line of so many words without any cue is a heading


class Judged(NamedTuple):
    """A line with its cue and what it says for (above 0) or against the article, in words."""

    line: Line
    cue: Cue | None
    weight: float

    @property
    def reads_like_prose(self) -> bool:
        """Whether it speaks for the article."""
        return self.weight > 0


def judge(line: Line) -> Judged:
    """What a line says by itself."""
    cue = find_cue(line)
    return Judged(line, cue, -OTHER_LINE_COST if cue else _weight(line))


def heaviest_run(judged: Sequence[Judged]) -> range:
    """Positions of the run of lines that speaks most for the article; empty when none does."""
    best, best_run, total, start = 0.0, range(0), 0.0, 0
    for position, each in enumerate(judged):
        if total <= 0:
            total, start = 0.0, position
        total += each.weight
        if total > best:
            best, best_run = total, range(start, position + 1)
    return best_run


def _weight(line: Line) -> float:
    words, sentence = line.word_count, line.ends_a_sentence
    if words >= PROSE_WORDS and sentence:
        return min(float(words), MOST_WORDS)
    if words >= LONG_WORDS:
        return min(words * UNPUNCTUATED_WEIGHT, MOST_WORDS)
    if words >= SHORT_SENTENCE_WORDS and sentence:
        return words * SHORT_SENTENCE_WEIGHT
    return -OTHER_LINE_COST
