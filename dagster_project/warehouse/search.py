"""Questions in words to a published file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dagster_project.warehouse.connections import open_release

QUERY = """
select
    article_id, published_on, coalesce(source_name, '(unknown)'), coalesce(title, location), coalesce(snippet, ''), note
from marts.search_articles(?)
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers."""

    article_id: str
    published_on: date | None
    source_name: str
    title: str
    snippet: str
    note: str | None  # what the reader of the list should know about how it was made


def search(warehouse: Path, query: str) -> list[Hit]:
    """The articles that hold words of the query, best first, at most a hundred."""
    with open_release(warehouse) as connection:
        return [Hit(*row) for row in connection.execute(QUERY, [query]).fetchall()]
