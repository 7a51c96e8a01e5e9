"""Separation: the article from the page around it, as a role for every line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from dagster_project.text.records import PAGE_LINES, PAGE_TEXTS
from dagster_project.text.separation.html import separate_html
from dagster_project.text.separation.language import detect_language
from dagster_project.text.separation.line_model import LineModel
from dagster_project.text.separation.page import SeparatedPage
from dagster_project.text.separation.plain_text import separate_plain_text

Separator = Callable[[Sequence[str], LineModel], list[SeparatedPage]]
SEPARATORS: dict[str, Separator] = {
    "text/plain": separate_plain_text,
    "text/html": separate_html,
}


class UnknownMediaType(ValueError):
    """A document of a kind that no separator reads; the message names it."""


def separate_pages(document_contents: pa.Table, line_model: LineModel) -> dict[str, pa.Table]:
    """The text and the lines of every page: one row a document in page_texts, one a non-empty line in page_lines."""
    documents = document_contents.to_pylist()
    names = [document["document_id"] for document in documents]
    pages = _separate(documents, line_model)
    texts = [{"document_id": name, **_text_row(page)} for name, page in zip(names, pages, strict=True)]
    return {
        "page_texts": pa.Table.from_pylist(texts, schema=PAGE_TEXTS),
        "page_lines": pa.table(_line_columns(names, pages), schema=PAGE_LINES),
    }


def _separate(documents: Sequence[dict[str, Any]], line_model: LineModel) -> list[SeparatedPage]:
    """The separated page of each document; those of one kind are separated together."""
    found: dict[int, SeparatedPage] = {}
    kinds = [document["media_type"] for document in documents]
    for kind in dict.fromkeys(kinds):
        if kind not in SEPARATORS:
            raise UnknownMediaType(f"{kind!r} is none of {sorted(SEPARATORS)}")
        numbers = [number for number, each in enumerate(kinds) if each == kind]
        pages = SEPARATORS[kind]([documents[number]["content"] for number in numbers], line_model)
        found |= zip(numbers, pages, strict=True)
    return [found[number] for number in range(len(documents))]


def _text_row(page: SeparatedPage) -> dict[str, Any]:
    body = "\n".join(line.text for line, role in zip(page.lines, page.roles, strict=True) if role.name == "body")
    return {
        "page_text": page.page_text,
        "language": detect_language(body or page.page_text),
        "separation_method": page.method,
        "separation_confidence": round(page.confidence, 4),
    }


def _line_columns(documents: Sequence[str], pages: Sequence[SeparatedPage]) -> dict[str, list[Any]]:
    """By column: a page has hundreds of lines, and rows would take twice the time."""
    lines = [line for page in pages for line in page.lines]
    roles = [role for page in pages for role in page.roles]
    return {
        "document_id": [name for name, page in zip(documents, pages, strict=True) for _ in page.lines],
        "line_number": [line.number for line in lines],
        "char_start": [line.start for line in lines],
        "char_end": [line.end for line in lines],
        "observed_role": [role.name for role in roles],
        "body_probability": [round(role.body_probability, 4) for role in roles],
        "reason": [role.reason for role in roles],
    }
