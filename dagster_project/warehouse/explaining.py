"""All that a release says about one article, and the queries that say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from dagster_project.warehouse.connections import MEMORY_OF_REPORTS, open_release
from dagster_project.warehouse.queries import read_queries

Row = Mapping[str, object]

# Each is asked for many articles at once and gives their ids; on a page it stands for the one.
QUERIES = read_queries("explained")


def article_ids(warehouse: Path, named: str) -> list[str]:
    """The articles that a person may mean: by id, by location or by part of it, the best way that finds any."""
    ways = ("article_id = $named", "location = $named", "contains(lower(location), lower($named))")
    with open_release(warehouse, MEMORY_OF_REPORTS) as connection:
        for way in ways:
            asked = f"select article_id from marts.articles where {way} order by location, article_id"  # noqa: S608 (constants)
            if found := connection.execute(asked, {"named": named}).fetchall():
                return [article for (article,) in found]
    return []


def query_for(name: str, article_id: str) -> str:
    """One of QUERIES as a reader may ask it of this article."""
    return QUERIES[name].strip().replace("any($articles)", f"'{article_id}'")


def article_facts(warehouse: Path, articles: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
    """What the release says about each of the articles that it holds: the rows of each of QUERIES by its name."""
    asked = {"articles": list(articles)}
    with open_release(warehouse, MEMORY_OF_REPORTS) as connection:
        answers = {name: _by_article(connection.execute(query, asked)) for name, query in QUERIES.items()}
    return {each: {name: rows.get(each, []) for name, rows in answers.items()} for each in answers["article"]}


def _by_article(result: duckdb.DuckDBPyConnection) -> dict[str, list[Row]]:
    names = [column[0] for column in result.description]
    found: dict[str, list[Row]] = {}
    for values in result.fetchall():
        row = dict(zip(names, values, strict=True))
        found.setdefault(row["article_id"], []).append(row)
    return found
