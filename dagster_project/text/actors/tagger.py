"""Names that a tagger finds in an article's prose; the tagger itself is passed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dagster_project.text.actors.characters import in_address
from dagster_project.text.actors.pages import Line, Page, pages_from
from dagster_project.text.records import NER_SPANS

# The tagger's labels that are kept, and what they are called here.
ENTITY_TYPES = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "NORP": "NORP",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
}

# Longer lines are read in pieces: memory grows with a text's length, and the tagger refuses a million characters.
MAX_PIECE = 20_000

# Texts that the tagger sees at once; any other number gives the same names.
BATCH_TEXTS = 32

# What a name may not begin or end with; the offsets shrink by it.
LEAD = re.compile(
    r"[\s\"'“”‘’(\[«»-]*(?:(?:[Tt]he|THE|[Aa]n?)\s+)?(?:(?:[Pp]ro|[Aa]nti|[Nn]on)-)?"
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Capt|Maj|Sgt|Prof|Sen|Rep|Gov)\b\.?\s+)*[\s\"'“”‘’(\[«]*"
)
TAIL = re.compile(r"(?:['’][sS]|[\s\"'“”‘’,;:)\]«»-]|-(?:led|backed|based|born|style|funded|run))+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line that the tagger reads together; `start` is their offset in the page."""

    page: Page
    line: Line
    start: int
    words: str


def tag_entities(page_texts: pa.Table, page_lines: pa.Table, tagger: Any) -> dict[str, pa.Table]:
    """Persons, organisations, peoples and places in the prose of each page, as `ner_spans`.

    `tagger` is a loaded spaCy pipeline with a `ner` component. Each line is a text of its own,
    so that neither other lines nor other documents change what is found in it. Pages in other languages than English
    are left out: the tagger has learned no other.
    """
    pieces = (piece for page in pages_from(page_texts, page_lines) if page.is_english for piece in _pieces(page))
    contexts = tagger.pipe(((piece.words, piece) for piece in pieces), as_tuples=True, batch_size=BATCH_TEXTS)
    rows = [row for doc, piece in contexts for row in _rows(doc.ents, piece)]
    return {"ner_spans": pa.Table.from_pylist(rows, schema=NER_SPANS)}


def _pieces(page: Page) -> Iterator[Piece]:
    for line in page.lines:
        if page.is_prose(line):
            yield from _line_pieces(page, line)


def _line_pieces(page: Page, line: Line) -> Iterator[Piece]:
    start = line.start
    while start < line.end:
        end = min(start + MAX_PIECE, line.end)
        if end < line.end:
            end = max(page.text.rfind(" ", start, end), start) + 1 if " " in page.text[start:end] else end
        words = page.text[start:end]
        if words.strip():
            yield Piece(page, line, start, words)
        start = end


def _rows(entities: Iterable[Any], piece: Piece) -> Iterator[dict[str, object]]:
    for entity in entities:
        entity_type = ENTITY_TYPES.get(entity.label_)
        start, end = trimmed(piece.words, entity.start_char, entity.end_char)
        if entity_type and _is_name(piece.words, start, end):
            yield _row(piece, piece.start + start, piece.start + end, entity_type)


def _is_name(words: str, start: int, end: int) -> bool:
    """Whether a capital is in the words and no address around them."""
    return any(letter.isupper() for letter in words[start:end]) and not in_address(words, start, end)


def trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of a name without article, quotes and possessive around it."""
    surface = words[start:end]
    lead = LEAD.match(surface)
    first = lead.end() if lead else 0
    tail = TAIL.search(surface, first)
    return start + first, start + (tail.start() if tail else len(surface))


def _row(piece: Piece, start: int, end: int, entity_type: str) -> dict[str, object]:
    sentence_start, sentence_end = piece.page.sentence(piece.line, start, end)
    return {
        "document_id": piece.page.document_id,
        "line_number": piece.line.line_number,
        "char_start": start,
        "char_end": end,
        "surface": piece.page.text[start:end],
        "entity_type": entity_type,
        "sentence_start": sentence_start,
        "sentence_end": sentence_end,
    }
