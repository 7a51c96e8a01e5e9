"""A page as the date finders see it: its lines with roles and dates, and where title and body lie."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from dagster_project.text.dating.expressions import DIGIT, Expression, Order, find_expressions, order_of_numbers

# Characters of a line that finders look at: a clue to the publication stands at its beginning.
LOOKED_AT = 300
TAIL = 20  # characters at its end, spaces among them, in which a full stop is looked for
READ = ("document_id", "line_number", "char_start", "char_end", "observed_role")  # columns of page_lines
WORD = re.compile(r"[^\W\d_]+")
# Scripts that put no spaces between words; two characters count as one word.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# Its pages write the month first; where nothing else tells, a page in another language puts the day first.
ENGLISH = frozenset(["en", None])


# Domains of countries where English pages put the day first.
DAY_FIRST_DOMAIN = re.compile(  # begins with its dot: what comes before it stands everywhere
    r"(?i:\.(?<=\w\.)(?:co\.uk|org\.uk|com\.au|net\.au|co\.nz|co\.za|co\.in|ie|nz|ng|ke|gh|pk|sg|my))\b"
)


class _Line(NamedTuple):
    """What a line is made of: a tuple, for pages have many and most are never asked for more."""

    number: int
    start: int
    role: str
    text: str
    head: str  # what finders look at
    dates: tuple[Expression, ...]


class Line(_Line):
    """A line with its offsets, the role it was observed in, its words, and the dates near its beginning."""

    @cached_property
    def word_count(self) -> int:
        """Words of the part that finders look at."""
        return count_words(self.head)

    @property
    def days(self) -> tuple[Expression, ...]:
        """Those of its dates that name a day."""
        return tuple(date for date in self.dates if date.precision == "day") if self.dates else ()

    @property
    def ends_a_sentence(self) -> bool:
        """Whether it ends with a full stop."""
        return self.text[-TAIL:].rstrip().endswith(".")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's id, HTML source (empty for plain text) and lines; positions of its title and body, -1 for none."""

    document_id: str
    source: str
    lines: list[Line]
    title: int
    first_body: int
    last_body: int
    first_dated: int  # position of the first line that names a day
    first_number: Order | None  # how 02/03/2023 is to be read; None where nobody knows
    is_english: bool  # or of a language that nobody knows
    head_days: frozenset[date] = frozenset()  # what its source states for machines

    @property
    def top(self) -> int:
        """Position of the headline, or of the body where there is none; -1 on a page with neither."""
        return self.title if self.title >= 0 else self.first_body


def read_pages(document_contents: pa.Table, page_texts: pa.Table, page_lines: pa.Table) -> Iterator[Page]:
    """The pages of three tables, in the order of page_texts."""
    is_html = pc.equal(document_contents.column("media_type"), "text/html")
    html = document_contents.filter(is_html).select(["document_id", "content"])
    sources = dict(zip(*html.to_pydict().values(), strict=True))
    identifiers, *columns = (page_lines.column(name).to_pylist() for name in READ)
    places = defaultdict(list)
    for place, identifier in enumerate(identifiers):
        places[identifier].append(place)
    for page in page_texts.select(["document_id", "page_text", "language"]).to_pylist():
        identifier = page["document_id"]
        rows = [tuple(column[place] for column in columns) for place in places[identifier]]
        yield _read(identifier, sources.get(identifier) or "", page, rows)


def count_words(text: str) -> int:
    """Words of a text, in scripts with and without spaces."""
    unspaced = 0 if text.isascii() else len(UNSPACED.findall(text))
    return len(WORD.findall(text)) + unspaced // 2


def _read(identifier: str, source: str, page: dict[str, Any], rows: list[tuple[Any, ...]]) -> Page:
    text = page["page_text"]
    heads = [text[start : min(end, start + LOOKED_AT)] for _, start, end, _ in rows]
    numbered = [head for head in heads if DIGIT.search(head)]  # most lines hold no digit, and so no date
    first = order_of_numbers(numbered)
    if first is None and (page["language"] not in ENGLISH or DAY_FIRST_DOMAIN.search(text)):
        first = "day"
    dates = {head: tuple(find_expressions(head, first)) for head in numbered}
    lines = [
        Line(number, start, role, text[start:end], head, dates.get(head, ()))
        for head, (number, start, end, role) in zip(heads, rows, strict=True)
    ]
    titles = [position for position, line in enumerate(lines) if line.role == "title"]
    body = [position for position, line in enumerate(lines) if line.role in ("body", "credit")]
    return Page(
        document_id=identifier,
        source=source,
        lines=lines,
        title=titles[0] if titles else -1,
        first_body=body[0] if body else -1,
        last_body=body[-1] if body else -1,
        first_dated=next((position for position, line in enumerate(lines) if line.dates and line.days), -1),
        first_number=first,
        is_english=page["language"] in ENGLISH,
    )
