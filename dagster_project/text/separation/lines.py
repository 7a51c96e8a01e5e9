"""A page's lines, with what can be measured on one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

WORD = re.compile(r"\w+")
YEAR = re.compile(r"\d{4}")
# A sentence ends with a stop, whatever closes after it, or with a quotation.
STOPS = (".", "!", "?", "…", "。", "！", "？")
CLOSING_QUOTES = ('"', "”", "’", "»")
CLOSERS = "\"”’')]»"
# Longer lines are looked at by their beginning and end only, so that a page on one line costs no more than others.
LOOKED_AT = 2_000  # characters
MOST_WORDS = 60  # of a line, that are looked at one by one
WORDS_WITHIN = 8 * MOST_WORDS  # characters in which they stand


@dataclass(slots=True)
class Line:
    """A non-empty line: its text, its number from 1, its offsets, and for HTML the elements it stands in.

    The rest is measured at once, since every line is asked for all of it.
    """

    text: str
    number: int
    start: int
    end: int
    tags: frozenset[str] = frozenset()
    markup: tuple[str, ...] = ()  # names of the elements around it, see markup.py
    link_share: float = 0.0
    head: str = field(init=False)  # the beginning of the text, without white space around it
    folded: str = field(init=False)  # the same in lower case
    words: list[str] = field(init=False)  # the first of these
    has_year: bool = field(init=False)  # four digits in a row, in the beginning
    word_count: int = field(init=False)
    ends_a_sentence: bool = field(init=False)

    def __post_init__(self) -> None:
        """Measure the text."""
        self.head = self.text[:LOOKED_AT].strip()
        self.folded = self.head.lower()
        self.has_year = YEAR.search(self.head) is not None
        self.words = WORD.findall(self.folded[:WORDS_WITHIN])
        # A letter of which lower case makes two may part a word.
        are_all = len(self.text) <= WORDS_WITHIN and len(self.folded) == len(self.head)
        self.word_count = len(self.words) if are_all else len(WORD.findall(self.text))
        del self.words[MOST_WORDS:]
        end = self.text[-200:].rstrip()
        self.ends_a_sentence = end.endswith(CLOSING_QUOTES) or end.rstrip(CLOSERS).endswith(STOPS)


def split_lines(page_text: str) -> list[Line]:
    r"""All lines of a page that hold more than white space, split at "\n" only."""
    found, start = [], 0
    for number, text in enumerate(page_text.split("\n"), start=1):
        end = start + len(text)
        if text.strip():
            found.append(Line(text, number, start, end))
        start = end + 1
    return found
