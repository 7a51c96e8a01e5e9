"""A page's lines, with what can be measured on one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

WORD = re.compile(r"\w+")
DIGIT = re.compile(r"\d")
# A sentence ends with a stop, whatever closes after it, or with a quotation.
STOPS = (".", "!", "?", "…", "。", "！", "？")
CLOSING_QUOTES = ('"', "”", "’", "»")
CLOSERS = "\"”’')]»"
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
    def folded(self) -> str:
        """The same in lower case."""
        return self.head.lower()

    @cached_property
    def has_digit(self) -> bool:
        """Whether a digit stands in it."""
        return bool(DIGIT.search(self.head))

    @cached_property
    def word_count(self) -> int:
        """Number of words."""
        return len(WORD.findall(self.text))

    @cached_property
    def ends_a_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        end = self.text[-200:].rstrip()
        return end.endswith(CLOSING_QUOTES) or end.rstrip(CLOSERS).endswith(STOPS)


def split_lines(page_text: str) -> list[Line]:
    r"""All lines of a page that hold more than white space, split at "\n" only."""
    found, start = [], 0
    for number, text in enumerate(page_text.split("\n"), start=1):
        end = start + len(text)
        if text.strip():
            found.append(Line(text, number, start, end))
        start = end + 1
    return found
