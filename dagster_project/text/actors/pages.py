"""A page as the actor steps see it: folded text, lines, and what surrounds a match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

import pyarrow as pa

from dagster_project.text.actors.characters import folded
from dagster_project.text.actors.gazetteer import Alias
from dagster_project.text.actors.sentences import sentence_around, sentence_starts

# Characters of the line on either side of a match that the rules may look at.
REACH = 90

# A stretch whose letters are capitals in at least this share is shouted; it must hold a few letters to tell.
MIN_SHOUTED_SHARE = 0.8
MIN_SHOUTED_CONTEXT = 4

# A stretch whose longer words are capitalised in at least this share reads like a headline.
MIN_TITLE_CASE_SHARE = 0.75
MIN_TITLE_CASE_WORDS = 4

# Roles of lines that hold the article; a line of another is prose if it has this many words and ends like a sentence.
CONTENT_ROLES = frozenset({"title", "standfirst", "body", "credit"})
MIN_PROSE_WORDS = 12
PROSE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s*$")
PROSE_TAIL = 8  # characters at a line's end that show how it ends

# Pages whose language is unknown are short ones, and taken for English.
ENGLISH = frozenset({None, "en"})
LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


class Line(NamedTuple):
    """A non-empty line of a page; offsets are those of the page. A tuple, for a page has hundreds."""

    line_number: int
    start: int
    end: int
    role: str


@dataclass(frozen=True)
class Page:
    """One document's text with its lines in order."""

    document_id: str
    text: str
    lines: tuple[Line, ...]
    language: str | None = None
    _sentence_starts: dict[int, list[int]] = field(default_factory=dict)

    @property
    def is_english(self) -> bool:
        """Whether English words and English ways of writing may be looked for."""
        return self.language in ENGLISH

    @cached_property
    def folded(self) -> str:
        """The text with plain quotes, hyphens and spaces; same offsets."""
        return folded(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, start: int, end: int) -> Line | None:
        """The line that holds [start, end), if one does."""
        index = bisect_right(self._line_starts, start) - 1
        if index < 0 or end > self.lines[index].end:
            return None
        return self.lines[index]

    def is_prose(self, line: Line) -> bool:
        """Whether the line is content, or has a sentence's length and end: roles may err, and SQL decides them anew."""
        if line.role in CONTENT_ROLES:
            return True
        if not PROSE_END.search(self.text[max(line.start, line.end - PROSE_TAIL) : line.end]):
            return False
        return len(self.text[line.start : line.end].split(maxsplit=MIN_PROSE_WORDS)) >= MIN_PROSE_WORDS

    def lines_between(self, first: Line, last: Line) -> int:
        """How many non-empty lines one line stands after another; 0 for the same."""
        return bisect_right(self._line_starts, last.start) - bisect_right(self._line_starts, first.start)

    def sentence(self, line: Line, start: int, end: int) -> tuple[int, int]:
        """Offsets of the sentence around [start, end), within its line."""
        if line.line_number not in self._sentence_starts:
            starts = [line.start + offset for offset in sentence_starts(self.text[line.start : line.end])]
            self._sentence_starts[line.line_number] = [*starts, line.end]
        return sentence_around(self._sentence_starts[line.line_number], self.text, start, end)


@dataclass(frozen=True)
class Hit:
    """A place in a page where words of the gazetteer stand, and whom they may mean."""

    page: Page
    line: Line
    start: int
    end: int
    meanings: tuple[Alias, ...]

    @cached_property
    def surface(self) -> str:
        """The words as they stand on the page."""
        return self.page.text[self.start : self.end]

    @cached_property
    def before(self) -> str:
        """The line's words before the match, quotes folded."""
        return self.page.folded[max(self.line.start, self.start - REACH) : self.start]

    @cached_property
    def after(self) -> str:
        """The line's words after the match, quotes folded."""
        return self.page.folded[self.end : min(self.line.end, self.end + REACH)]

    @cached_property
    def is_shouted(self) -> bool:
        """Whether the words around are in capitals, as in some headlines and menus."""
        around = self.before[-40:] + self.after[:40]
        letters = sum(map(str.isalpha, around))
        return letters >= MIN_SHOUTED_CONTEXT and sum(map(str.isupper, around)) >= MIN_SHOUTED_SHARE * letters

    @cached_property
    def in_title_case(self) -> bool:
        """Whether most longer words around are capitalised, so that capitals say nothing."""
        words = LONGER_WORD.findall(f"{self.before} {self.after}")
        capitalised = sum(word[0].isupper() for word in words)
        return len(words) >= MIN_TITLE_CASE_WORDS and capitalised >= MIN_TITLE_CASE_SHARE * len(words)

    @cached_property
    def opens_sentence(self) -> bool:
        """Whether no word of the sentence stands before the match."""
        first, _ = self.page.sentence(self.line, self.start, self.end)
        return not re.search(r"\w", self.page.text[max(first, self.start - REACH) : self.start])


def pages_from(page_texts: pa.Table, page_lines: pa.Table) -> Iterator[Page]:
    """The pages of two tables, each with its lines, in the order of `page_texts`."""
    lines: dict[str, list[Line]] = {}
    columns = ("line_number", "char_start", "char_end", "observed_role")
    read = map(Line, *(page_lines.column(name).to_pylist() for name in columns))
    for document_id, line in zip(page_lines.column("document_id").to_pylist(), read, strict=True):
        lines.setdefault(document_id, []).append(line)
    for row in page_texts.select(["document_id", "page_text", "language"]).to_pylist():
        own = sorted(lines.get(row["document_id"], []), key=attrgetter("start"))
        yield Page(row["document_id"], row["page_text"] or "", tuple(own), row["language"])
