"""The few lines that end a refresh on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import dagster as dg
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dagster_project.orchestration.explaining import PAGE
from dagster_project.settings import Settings
from dagster_project.text.visible import visible
from dagster_project.warehouse.summary import SHOWN_ROWS, Summary, summarise

MAX_REASON_LENGTH = 300  # characters of an error that a terminal shows
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
    console.print(f"Report      {_short(settings.report_folder / PAGE)}", markup=False)
    console.print(f'Try         make sql Q="{QUERY}"', markup=False)


# What stands in the message of an error, and what it means for a person.
MEANINGS = {
    "No space left on device": "The disk is full: `make disk` says what takes room; the next refresh goes on.",
    "File too large": "A file may not grow any further here: see the limits of this user and file system.",
    "Read-only file system": "The data folder cannot be written.",
    "Permission denied": "Files of the data folder belong to another user.",
    "Corrupt database file": "The build file is damaged: the next refresh makes it anew from the archive.",
}


def explain(message: str) -> str | None:
    """The telling line of an error's message with what it means, on one harmless line; None where that is not known."""
    for sign, meaning in MEANINGS.items():
        for line in message.splitlines():
            if sign in line:
                return f"{_shown(line)} {meaning}"
    return None


def _shown(line: str) -> str:
    return visible(line.strip())[:MAX_REASON_LENGTH]


def failure_reason(result: dg.ExecuteInProcessResult) -> str:
    """Why the first step of a run failed: the innermost error, explained."""
    for event in result.all_events:
        error = event.step_failure_data.error if event.is_step_failure else None
        if error is not None:
            while error.cause is not None:
                error = error.cause
            return explain(error.message) or _shown(next(iter(error.message.strip().splitlines()), "no words"))
    return "no step says why"


def _documents_line(summary: Summary) -> str:
    counts = [f"{summary.outcomes.get(name, 0)} {name}" for name in ("new", "known", "rejected")]
    return f"Documents   {', '.join(counts)}"


def _print_reasons(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    for name, reason in rows[:SHOWN_ROWS]:
        console.print(f"  {title:<9} {visible(f'{name}: {reason}')}", markup=False)
    if len(rows) > SHOWN_ROWS:
        console.print(f"  {title:<9} and {len(rows) - SHOWN_ROWS} more")


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(escape(visible(str(value))) for value in row))
    return table


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
