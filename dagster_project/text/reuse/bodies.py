"""The words of a page's probable body, as texts are compared by them: where each stands, and whether it is quoted."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dagster_project.text.actors.sentences import sentence_starts

BODY = "body"  # the observed role of lines that are compared
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Two reporters may both quote the same words. Single marks are left out: most are apostrophes.
QUOTATION = re.compile(r"“[^“”\n]{1,1500}”|\"[^\"\n]{1,1500}\"|«[^«»\n]{1,1500}»")
MIN_OWN_WORDS = 40  # a text with fewer words outside quotation marks, such as a speech, is compared as a whole

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Body:
    """The words of one body in order, with their offsets into the page text."""

    page_text: str
    lines: tuple[tuple[int, int], ...]  # offsets of its lines
    words: tuple[str, ...]  # lower case
    starts: Integers
    ends: Integers
    is_quoted: Flags

    @cached_property
    def own(self) -> Flags:
        """Which words are compared: those outside quotation marks, or all where too few are."""
        own: Flags = ~self.is_quoted
        return own if int(own.sum()) >= MIN_OWN_WORDS else np.ones(len(self.words), dtype=bool)

    @cached_property
    def hashes(self) -> Hashes:
        """A hash of each word."""
        return np.fromiter(map(word_hash, self.words), dtype=np.uint64, count=len(self.words))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """First word and end (exclusive) of each sentence; a sentence ends with its line."""
        bounds = [start + offset for start, end in self.lines for offset in sentence_starts(self.page_text[start:end])]
        firsts = np.unique(np.searchsorted(self.starts, np.array(bounds, dtype=np.int64)))
        edges = [*firsts.tolist(), len(self.words)]
        return [(first, end) for first, end in pairwise(edges) if end > first]

    @cached_property
    def line_spans(self) -> list[tuple[int, int]]:
        """First word and end (exclusive) of each line that has words."""
        edges = [*np.searchsorted(self.starts, [start for start, _ in self.lines]).tolist(), len(self.words)]
        return [(first, end) for first, end in pairwise(edges) if end > first]


def read_bodies(page_texts: pa.Table, page_lines: pa.Table) -> dict[str, Body]:
    """The body of every page, by document; `page_lines` in order of lines."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = (page_lines.column(name).to_pylist() for name in ("document_id", "char_start", "char_end"))
    for role, document, start, end in zip(page_lines.column("observed_role").to_pylist(), *columns, strict=True):
        if role == BODY:
            spans[document].append((start, end))
    pages = zip(page_texts.column("document_id").to_pylist(), page_texts.column("page_text").to_pylist(), strict=True)
    return {document: read_body(text, tuple(spans[document])) for document, text in pages}


def read_body(page_text: str, lines: tuple[tuple[int, int], ...]) -> Body:
    """The words of these lines of a page."""
    words: list[str] = []
    starts: list[int] = []
    quotations: list[tuple[int, int]] = []
    for start, end in lines:
        line = page_text[start:end]
        matches = [*WORD.finditer(line)]
        words += [found[0] for found in matches]
        starts += [start + found.start() for found in matches]
        quotations += [(start + found.start(), start + found.end()) for found in QUOTATION.finditer(line)]
    begins = np.array(starts, dtype=np.int64)
    ends = begins + np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    return Body(page_text, lines, _lower(words), begins, ends, _inside(begins, quotations))


def _lower(words: list[str]) -> tuple[str, ...]:
    """The words in lower case, with straight apostrophes: all at once, for a page has a thousand."""
    return tuple("\n".join(words).lower().replace("’", "'").split("\n")) if words else ()


@lru_cache(maxsize=200_000)
def word_hash(word: str) -> int:
    """The first 8 bytes of the word's BLAKE2b digest as a number: the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _inside(offsets: Integers, spans: list[tuple[int, int]]) -> Flags:
    """Which offsets lie in one of the spans, which are in order and do not overlap."""
    if not spans:
        return np.zeros(len(offsets), dtype=bool)
    starts, ends = np.array(spans, dtype=np.int64).T
    before = np.searchsorted(starts, offsets, side="right") - 1
    inside: Flags = (before >= 0) & (offsets < ends[np.maximum(before, 0)])
    return inside
