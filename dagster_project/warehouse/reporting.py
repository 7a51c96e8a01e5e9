"""What the report asks of a release: for each section a query, and one for examples that a reader can follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from dagster_project.report.facts import Answer, ReportFacts, Rows
from dagster_project.warehouse.connections import MEMORY_OF_REPORTS, open_release
from dagster_project.warehouse.queries import read_queries

SHOWN_CHANGES = 12  # actors
SECTIONS, EXAMPLES, WHOLE = read_queries("report"), read_queries("examples"), read_queries("whole")
SENTENCES = "sentences"  # the examples of sections that have none of their own


def report_facts(release: Path, before: Path | None) -> ReportFacts:
    """Ask the release, and the one before for what has changed."""
    with open_release(release, MEMORY_OF_REPORTS) as connection:
        info = connection.execute("select release_version, released_at from release_info").fetchone() or (0, None)
        totals, actors = _totals(connection), _actors(connection)
        answers = {name: _answer(connection, name) for name in SECTIONS}
        explained = [article for (article,) in connection.execute(WHOLE["explained_articles"]).fetchall()]
    earlier: Mapping[str, int] | None = None
    changed: Rows = []
    if before is not None:
        with open_release(before, MEMORY_OF_REPORTS) as connection:
            earlier, actors_before = _totals(connection), _actors(connection)
        changed = _changes(actors_before, actors)
    return ReportFacts(int(info[0]), info[1], totals, earlier, changed, answers, explained)


def _answer(connection: duckdb.DuckDBPyConnection, name: str) -> Answer:
    result = connection.execute(SECTIONS[name])
    columns = tuple(column[0] for column in result.description)
    rows = result.fetchall()
    return Answer(SECTIONS[name], columns, rows, connection.execute(EXAMPLES.get(name, EXAMPLES[SENTENCES])).fetchall())


def _totals(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    result = connection.execute(WHOLE["totals"])
    names = [column[0] for column in result.description]
    return dict(zip(names, result.fetchone() or (), strict=True))


def _actors(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, int]]:
    return {
        actor: (name, int(mentions)) for actor, name, mentions in connection.execute(WHOLE["actor_totals"]).fetchall()
    }


def _changes(before: Mapping[str, tuple[str, int]], now: Mapping[str, tuple[str, int]]) -> Rows:
    """The actors whose mentions changed most: name, mentions before, mentions now."""
    rows = [
        ((now.get(actor) or before[actor])[0], before.get(actor, ("", 0))[1], now.get(actor, ("", 0))[1])
        for actor in {*before, *now}
    ]
    changed = [row for row in rows if row[1] != row[2]]
    return sorted(changed, key=lambda row: (-abs(row[2] - row[1]), row[0]))[:SHOWN_CHANGES]
