"""A line cut into sentences, and these into words, marks and whole quotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from dagster_project.text.statements.quotations import Quotation

# Letters and a stop must be next: most words are passed over without trying one title after the other.
ABBREVIATION = r"(?=[A-Za-z]{1,4}\.)"
TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Sens|Rep|Reps|Gov|Govs|Rev|Hon|St|Jr|Sr|No|Inc|Ltd|Co|Corp|vs"
TOKEN = re.compile(
    rf"{ABBREVIATION}(?:{TITLE}|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?!\w)|(?:[A-Za-z]\.){{2,}}|[A-Z]\.(?=\s[A-Z]))"
    r"|[$£€]?\d[\d,.]*\d%?|\w+(?:[-'’&/]\w+)*(?:(?<=s)[’'](?=\s[a-z]))?|\.\.\.|--+|\S"
)
ENDS = frozenset({".", "!", "?", "...", "…"})
ENDS_WITH = ".!?…"  # a token with which a sentence may end
# "in the U.S. He said": what can only begin a sentence behind an abbreviation.
ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,}$|(?:Jr|Sr|Inc|Ltd|Co|Corp)\.$")
OPENERS = frozenset(
    ["He", "She", "They", "It", "The", "We", "I", "This", "That", "These", "In", "But", "And", "His", "Her", "Its"]
)
CLOSING = "\"”’»'"
ENDS_INSIDE = re.compile(r"[.!?…][\"”’»']+$")

# Words after a quoted question in which "Ann Poe asked" is looked for.
MAX_REPORTER = 8


class Token(NamedTuple):
    """A word, a mark or a whole quotation, with offsets in the line: a tuple, for a page has a thousand."""

    start: int
    end: int
    text: str
    lower: str
    quotation: Quotation | None = None

    @property
    def is_word(self) -> bool:
        """Whether it begins like a word or a number."""
        return self.quotation is None and (self.text[0].isalnum() or self.text[0] in "$£€")

    @property
    def is_capitalised(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.quotation is None and self.text[0].isupper()


def tokens_of(line: str, quotations: Sequence[Quotation]) -> list[Token]:
    """The tokens of a line; a quotation is one token."""
    found: list[Token] = []
    position = 0
    for quotation in quotations:
        found += _plain(line, position, quotation.start)
        found.append(Token(quotation.start, quotation.end, line[quotation.start : quotation.end], "“”", quotation))
        position = quotation.end
    return found + _plain(line, position, len(line))


def sentences_of(tokens: Sequence[Token], reports: Callable[[str], bool]) -> list[list[Token]]:
    """The tokens by sentence; a quotation that ends like a sentence ends the one around it, unless that goes on.

    `reports` says whether a word is a verb of reporting: "Is it over?" Poe asked.
    """
    may_end = [end for end, token in enumerate(tokens, 1) if token.text[-1] in ENDS_WITH or token.quotation is not None]
    ends = [
        end
        for end in may_end
        if end < len(tokens) and _ends(tokens[end - 1], tokens[end : end + MAX_REPORTER], reports)
    ]
    return [list(tokens[start:end]) for start, end in pairwise([0, *ends, len(tokens)])] if tokens else []


_token = partial(tuple.__new__, Token)  # its own constructor takes twice the time


def _plain(line: str, start: int, end: int) -> list[Token]:
    return [
        _token((*each.span(), words, words.lower().replace("’", "'"), None))
        for each in TOKEN.finditer(line, start, end)
        for words in (each[0],)
    ]


def _ends(token: Token, following: Sequence[Token], reports: Callable[[str], bool]) -> bool:
    begins = following[0].quotation is not None or (following[0].is_word and not following[0].text[0].islower())
    if token.quotation is None:
        is_end = token.text in ENDS or (ABBREVIATED.match(token.text) is not None and following[0].text in OPENERS)
        return is_end and begins
    if not begins or not ENDS_INSIDE.search(token.text):
        return False
    return token.text.rstrip(CLOSING)[-1:] == "." or not _is_reported(following, reports)


def _is_reported(following: Sequence[Token], reports: Callable[[str], bool]) -> bool:
    """Whether a verb of reporting comes before any mark."""
    for token in following:
        if reports(token.lower):
            return True
        if not token.is_word:
            return False
    return False
