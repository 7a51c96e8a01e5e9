"""The answer to a search, on a terminal."""

from __future__ import annotations

import sys

from dagster_project.settings import SettingError, Settings
from dagster_project.text.visible import visible
from dagster_project.warehouse.search import Hit, search

SHOWN = 10


def print_hits(settings: Settings, query: str) -> None:
    """Write the best answers, each in two lines. Raises SettingError without words or before a refresh."""
    if not query.strip():
        raise SettingError('say what to search for: make search Q="some words"')
    if not settings.warehouse_file.exists():
        raise SettingError(f"there is no {settings.warehouse_file} yet: run make refresh first")
    hits = search(settings.warehouse_file, query)
    lines = [line for hit in hits[:SHOWN] for line in _lines(hit)]
    more = [f"and {len(hits) - SHOWN} more: marts.search_articles()"] if len(hits) > SHOWN else []
    note = [f"note: {hits[0].note}"] if hits and hits[0].note else []
    sys.stdout.write("".join(f"{line}\n" for line in [*lines, *more, *note] or ["no article holds any of these words"]))


def _lines(hit: Hit) -> list[str]:
    day = hit.published_on.isoformat() if hit.published_on else "no day"
    return [visible(f"{hit.article_id}  {day:<10}  {hit.source_name}: {hit.title}"), visible(f"    {hit.snippet}")]
