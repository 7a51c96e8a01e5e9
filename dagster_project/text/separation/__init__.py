"""Separation: the article from the page around it, as a role for every line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from dagster_project.text.records import PAGE_LINES, PAGE_TEXTS
from dagster_project.text.separation.html import separate_html
from dagster_project.text.separation.language import detect_language
from dagster_project.text.separation.page import SeparatedPage
from dagster_project.text.separation.plain_text import separate_plain_text

Separator = Callable[[str], SeparatedPage]
SEPARATORS: dict[str, Separator] = {
    "text/plain": separate_plain_text,
    "text/html": separate_html,
}


class UnknownMediaType(ValueError):
    """A document of a kind that no separator reads; the message names it."""


def separate_pages(document_contents: pa.Table) -> dict[str, pa.Table]:
    """The text and the lines of every page: one row a document in page_texts, one a non-empty line in page_lines."""
    texts: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for document in document_contents.to_pylist():
        page = _separate(document["media_type"], document["content"])
        texts.append({"document_id": document["document_id"], **_text_row(page)})
        lines += [{"document_id": document["document_id"], **row} for row in _line_rows(page)]
    return {
        "page_texts": pa.Table.from_pylist(texts, schema=PAGE_TEXTS),
        "page_lines": pa.Table.from_pylist(lines, schema=PAGE_LINES),
    }


def _separate(media_type: str, content: str) -> SeparatedPage:
    if media_type not in SEPARATORS:
        raise UnknownMediaType(f"{media_type!r} is none of {sorted(SEPARATORS)}")
    return SEPARATORS[media_type](content)


def _text_row(page: SeparatedPage) -> dict[str, Any]:
    body = "\n".join(line.text for line, role in zip(page.lines, page.roles, strict=True) if role.name == "body")
    return {
        "page_text": page.page_text,
        "language": detect_language(body or page.page_text),
        "separation_method": page.method,
        "separation_confidence": round(page.confidence, 4),
    }


def _line_rows(page: SeparatedPage) -> list[dict[str, Any]]:
    return [
        {
            "line_number": line.number,
            "char_start": line.start,
            "char_end": line.end,
            "observed_role": role.name,
            "body_probability": round(role.body_probability, 4),
            "reason": role.reason,
        }
        for line, role in zip(page.lines, page.roles, strict=True)
    ]
