"""What the finders of this package share: a page as they see it, a clue as they return it, spellings of names."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

# Longer candidates are sentences or keyword lists, never a name, a headline or an address. Characters.
MAX_CANDIDATE_CHARS = 300

# Patterns see a long line only at its two ends: names of outlets and authors stand there. Characters.
MAX_WINDOW_CHARS = 1_500

ARTICLE = re.compile(r"^the\s+")
MARK = re.compile(r"[\W_]+")
NO_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}  # deletes them from a text in ASCII

# The confidence of a publisher clue of the page text until all of them are compared.
UNWEIGHED = 0.1

SECOND_LEVEL_LABELS = frozenset({"ac", "co", "com", "edu", "gob", "gov", "go", "net", "or", "org"})


class Line(NamedTuple):
    """A non-empty line of the page text and the role that separation saw in it."""

    number: int
    start: int
    text: str
    role: str
    words: str  # the text without surrounding white space, of long lines the head

    @classmethod
    def of(cls, number: int, start: int, text: str, role: str) -> Line:
        """The line with its words."""
        return cls(number, start, text, role, text[:MAX_WINDOW_CHARS].strip())

    def windows(self) -> Iterator[tuple[int, str]]:
        """The parts that patterns look at, each with its offset in the line."""
        yield 0, self.text[:MAX_WINDOW_CHARS]
        if len(self.text) > MAX_WINDOW_CHARS:
            offset = max(MAX_WINDOW_CHARS, len(self.text) - MAX_WINDOW_CHARS)
            yield offset, self.text[offset:]


@dataclass(frozen=True, slots=True)
class Page:
    """A document as the finders see it; `source` is the HTML source, empty for plain text."""

    document_id: str
    source: str
    lines: tuple[Line, ...]
    headline: int | None = None  # position in `lines`
    headline_scores: Mapping[int, float] = field(default_factory=dict)  # log-odds by position in `lines`

    def index_of_role(self, role: str) -> int | None:
        """Position in `lines` of the first line of this role."""
        return next((index for index, line in enumerate(self.lines) if line.role == role), None)


class Clue(NamedTuple):
    """One candidate with its evidence: a row of source_evidence without the document."""

    field: str
    evidence_kind: str
    candidate: str
    confidence: float
    surface: str = ""
    line_number: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    cue: str = ""  # the finder's own name for the form of words, weighed when clues are compared
    finder: str = ""

    def rated(self, confidence: float) -> Clue:
        """The same clue with another confidence."""
        return Clue._make((*self[:3], confidence, *self[4:]))

    def found_by(self, finder: str) -> Clue:
        """The same clue with the name of its finder."""
        return Clue._make((*self[:-1], finder))


Finder = Callable[[Page], Iterator[Clue]]


def clue_at(line: Line, span: tuple[int, int], clue: Clue) -> Clue:
    """The clue with characters `span` of a line as its surface, trimmed of white space."""
    first, last = span
    words = line.text[first:last]
    start = line.start + first + len(words) - len(words.lstrip())
    surface = words.strip()
    field, kind, candidate, confidence, _, _, _, _, cue, finder = clue
    end = start + len(surface)
    return Clue(field, kind, tidy(candidate), confidence, surface, line.number, start, end, cue or kind, finder)


def head_clue(field: str, kind: str, words: str, confidence: float, candidate: str | None = None) -> Clue:
    """A clue read from `<head>`: no line, no offsets."""
    return Clue(field, kind, tidy(html.unescape(candidate or words)), confidence, tidy(words))


def tidy(words: str) -> str:
    """The words with runs of white space made single spaces."""
    return " ".join(words.split())


def lowered(words: str) -> str:
    """The words in lower case, letter by letter: offsets stay, for the Turkish İ becomes an i without a dot upon it."""
    return (words if words.isascii() else words.replace("İ", "i")).lower()


def is_usable(clue: Clue) -> bool:
    """Whether the candidate can be a name at all: short enough and with a letter or digit in it."""
    return len(clue.candidate) <= MAX_CANDIDATE_CHARS and any(map(str.isalnum, clue.candidate))


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """A name in lower case without accents, punctuation and a leading "the": two spellings of one name share it."""
    plain = name.strip().lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    if plain.startswith("the"):
        plain = ARTICLE.sub("", plain)
    return plain.translate(NO_MARKS) if plain.isascii() else MARK.sub("", plain)


def domain_key(domain: str) -> str:
    """The label that an owner chose in a domain: example for www.example.co.uk."""
    labels = [label for label in domain.lower().split(".") if label]
    labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in SECOND_LEVEL_LABELS:
        labels = labels[:-1]
    return name_key(labels[-1]) if labels else ""
