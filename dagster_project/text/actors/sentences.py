"""Where the sentences of a line begin: good enough to show a mention in its words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

# A full stop, quotes or brackets that close, space, and something that may open a sentence.
SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,2}[A-Z0-9À-Þ])")

# Words whose full stop ends no sentence, and single capitals as in "J. K. Rowling" or "U.S. troops".
ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|No|vs|etc|Inc|Ltd|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|(?:[A-Z]\.){0,3}[A-Z])\.$"
)

# Characters before a full stop in which an abbreviation is looked for.
ABBREVIATION_REACH = 12


def sentence_starts(line: str) -> list[int]:
    """Offsets at which the line's sentences begin; the first is 0."""
    return [0, *(found.end() for found in SENTENCE_BREAK.finditer(line) if _ends_sentence(line, found.start()))]


def sentence_around(bounds: list[int], text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence, or sentences, that hold [start, end), without space around.

    `bounds` are the offsets at which sentences begin, and last the end of their line.
    """
    first = bounds[bisect_right(bounds, start) - 1]
    last = bounds[bisect_left(bounds, end)]
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _ends_sentence(line: str, stop: int) -> bool:
    if line[stop] != ".":
        return True
    return ABBREVIATION.search(line[max(0, stop - ABBREVIATION_REACH) : stop + 1]) is None
