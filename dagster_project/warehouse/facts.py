"""What the UI shows of a table after it was made: how many rows it has, and its first ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from dagster_project.text.visible import visible
from dagster_project.warehouse.connections import BuildFile

PREVIEW_ROWS = 5
SHOWN_ROWS = 20  # at most, of rows that are given
PREVIEW_COLUMNS = 8  # the first ones say what a row is
PREVIEW_CHARACTERS = 60  # of a value
SHOWN_CHARACTERS = 1000  # of markdown; the UI hides a longer one behind a link
FEWEST_LINES = 3  # header, rule, one row
PREVIEW_DIGITS = 4  # of a number, behind the point


@dataclass(frozen=True, slots=True)
class TableFacts:
    """Rows in all, and the first ones as text: a header and `PREVIEW_ROWS` rows at most."""

    row_count: int
    columns: list[str]
    preview: list[list[str]]

    def as_markdown(self) -> str:
        """The preview as a markdown table, with as many rows as stay below the length that is shown at once."""
        cells = [self.columns, ["---"] * len(self.columns), *self.preview]
        lines = [f"| {' | '.join(line)} |" for line in cells]
        while len(lines) > FEWEST_LINES and sum(len(line) + 1 for line in lines) >= SHOWN_CHARACTERS:
            lines.pop()
        return "\n".join(lines)


def table_facts(build: BuildFile, names: Iterable[str]) -> dict[str, TableFacts]:
    """Facts of these tables or views ("schema.table"); those that do not exist are left out."""
    with build.open() as connection:
        existing = {
            f"{schema}.{name}"
            for schema, name in connection.execute(
                "select table_schema, table_name from information_schema.tables"
            ).fetchall()
        }
        return {name: _facts(connection, name) for name in names if name in existing}


def facts_of(build: BuildFile, name: str) -> TableFacts:
    """Facts of a table or view that exists."""
    with build.open() as connection:
        return _facts(connection, name)


def query(build: BuildFile, sql: str) -> list[tuple[object, ...]]:
    """All rows of a query on the build file."""
    with build.open() as connection:
        return connection.execute(sql).fetchall()


def preview_of(
    columns: Sequence[str], rows: Sequence[Sequence[object]], characters: int = PREVIEW_CHARACTERS
) -> TableFacts:
    """The same of rows that somebody has already: their number, and the first ones as text."""
    shown = [[_cell(value, characters) for value in row[:PREVIEW_COLUMNS]] for row in rows[:SHOWN_ROWS]]
    return TableFacts(len(rows), list(columns[:PREVIEW_COLUMNS]), shown)


def _facts(connection: duckdb.DuckDBPyConnection, name: str) -> TableFacts:
    (count,) = connection.execute(f"select count(*) from {name}").fetchone() or (0,)  # noqa: S608 (a table's name)
    result = connection.execute(f"select * from {name} limit {PREVIEW_ROWS}")  # noqa: S608 (a table's name)
    return replace(preview_of([column[0] for column in result.description], result.fetchall()), row_count=int(count))


def _cell(value: object, characters: int) -> str:
    """A value on one line, without what markdown, HTML or a terminal would take for its own."""
    if value is None:
        return ""
    words = str(round(value, PREVIEW_DIGITS) if isinstance(value, float) else value).split()
    text = visible(" ".join(words))
    text = text if len(text) <= characters else text[: characters - 1] + "…"
    return text.translate(_MARKDOWN)


_MARKDOWN: Mapping[int, str] = str.maketrans({sign: f"\\{sign}" for sign in "|*_`[]<>#$"})
