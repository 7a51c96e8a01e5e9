"""Marks in a text that may overlap, as HTML wants it: stretches that each lie in the same marks from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was found in a text."""

    char_start: int  # into the page text; end exclusive
    char_end: int
    kind: str  # classes of the style sheet: mention, mention uncounted, date, source, spoken, passage
    told: str  # what a reader is told about it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of a line and all marks that they lie in, widest first."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        """The classes of its marks."""
        return " ".join(sorted({mark.kind for mark in self.marks}))


def stretches(line: str, char_start: int, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """The line in order, cut wherever a mark begins or ends; joined together they are the line again.

    `char_start` is the offset of the line in the page text, into which the marks point.
    """
    inside = [
        (max(mark.char_start - char_start, 0), min(mark.char_end - char_start, len(line)), mark)
        for mark in marks
        if mark.char_start < char_start + len(line) and mark.char_end > char_start
    ]
    cuts = sorted({0, len(line), *(start for start, _, _ in inside), *(end for _, end, _ in inside)})
    for start, end in pairwise(cuts):
        over = [(first - last, mark) for first, last, mark in inside if first <= start and last >= end]
        yield Stretch(line[start:end], tuple(mark for _, mark in sorted(over, key=lambda each: each[0])))
