"""Separating a page in tests: one text in, lines with roles out."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from dagster_project.orchestration.models import load_line_model
from dagster_project.text.records import DOCUMENT_CONTENTS
from dagster_project.text.separation import separate_pages


def contents(*texts: str, media_type: str = "text/plain") -> pa.Table:
    """document_contents of these texts."""
    rows = [{"document_id": f"d{n}", "media_type": media_type, "content": text} for n, text in enumerate(texts)]
    return pa.Table.from_pylist(rows, schema=DOCUMENT_CONTENTS)


def separate(text: str, media_type: str = "text/plain") -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The row of page_texts, and (role, text) of every line."""
    tables = separate_pages(contents(text, media_type=media_type), load_line_model())
    page = tables["page_texts"].to_pylist()[0]
    lines = tables["page_lines"].to_pylist()
    return page, [(line["observed_role"], page["page_text"][line["char_start"] : line["char_end"]]) for line in lines]


def role_of(words: str, text: str, media_type: str = "text/plain") -> str:
    """The role of the first line that holds these words."""
    return next(role for role, line in separate(text, media_type)[1] if words in line)
