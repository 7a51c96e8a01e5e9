"""Queries that the report and its pages ask of a release, one in each file; a page shows them as they stand here."""

from __future__ import annotations

from pathlib import Path


def read_queries(folder: str) -> dict[str, str]:
    """The queries of one folder by their names."""
    files = sorted((Path(__file__).parent / folder).glob("*.sql"))
    return {file.stem: file.read_text(encoding="utf-8").strip() for file in files}
