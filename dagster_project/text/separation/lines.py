"""A page's lines, with what can be measured on one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

WORD = re.compile(r"\w+")
# A sentence's end, with whatever closes after it.
SENTENCE_END = re.compile(r"[.!?…。！？][\"”’')\]»]*\s*$|[\"”’»]\s*$")
# Longer lines are looked at by their beginning and end only, so that a page on one line costs no more than others.
LOOKED_AT = 2_000  # characters


@dataclass(frozen=True)
class Line:
    """A non-empty line: its text, its number from 1, its offsets, and for HTML the elements it stands in."""

    text: str
    number: int
    start: int
    end: int
    tags: frozenset[str] = field(default_factory=frozenset)
    markup: tuple[str, ...] = ()  # names of the elements around it, see markup.py
    link_share: float = 0.0

    @cached_property
    def head(self) -> str:
        """The beginning of the text, without white space around it."""
        return self.text[:LOOKED_AT].strip()

    @cached_property
    def word_count(self) -> int:
        """Number of words."""
        return sum(1 for _ in WORD.finditer(self.text))

    @cached_property
    def ends_a_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(SENTENCE_END.search(self.text[-200:]))


def split_lines(page_text: str) -> list[Line]:
    r"""All lines of a page that hold more than white space, split at "\n" only."""
    found, start = [], 0
    for number, text in enumerate(page_text.split("\n"), start=1):
        end = start + len(text)
        if text.strip():
            found.append(Line(text, number, start, end))
        start = end + 1
    return found
