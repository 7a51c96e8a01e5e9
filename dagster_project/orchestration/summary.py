"""The few lines that end a refresh on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dagster_project.settings import Settings
from dagster_project.warehouse.summary import SHOWN_ROWS, Summary, summarise

QUERY = "select * from marts.mention_counts order by mention_count desc limit 5"


def print_summary(settings: Settings, first_delivery: int) -> None:
    """Say what the refresh brought, what the warehouse holds, where it is and how to ask it."""
    summary = summarise(settings.warehouse_file, first_delivery)
    console = Console(highlight=False, soft_wrap=True)
    console.print(_documents_line(summary))
    for title, rows in (("refused", summary.refusals), ("failed", summary.failures)):
        _print_reasons(console, title, rows)
    console.print(f"Articles    {summary.articles} current, {summary.undated_articles} of them without a known day")
    console.print(_table("Articles per source", ("source", "articles"), summary.sources))
    console.print(_table("Top actors", ("actor", "mentions", "articles"), summary.actors))
    console.print(f"Warehouse   {_short(settings.warehouse_file)} (release {summary.release_version})", markup=False)
    console.print(f'Try         make sql Q="{QUERY}"', markup=False)


def _documents_line(summary: Summary) -> str:
    counts = [f"{summary.outcomes.get(name, 0)} {name}" for name in ("new", "known", "rejected")]
    return f"Documents   {', '.join(counts)}"


def _print_reasons(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    for name, reason in rows[:SHOWN_ROWS]:
        console.print(f"  {title:<9} {name}: {reason}", markup=False)
    if len(rows) > SHOWN_ROWS:
        console.print(f"  {title:<9} and {len(rows) - SHOWN_ROWS} more")


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(escape(str(value)) for value in row))
    return table


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
