"""Questions of analysts on a release of millions of mentions, and how long readers wait for its swap.

The rows are made in DuckDB: thirty mentions an article, actors as uneven as names are in news, ten years of days.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.warehouse.connections import open_release
from dagster_project.warehouse.releases import swing

MENTIONS = 30_000_000
MENTIONS_AN_ARTICLE, ACTORS, SOURCES, DAYS = 30, 20_000, 2_000, 3_650
TIMES = 5  # each is asked; the median counts
MADE = f"""
create schema marts;
create table marts.mentions as
select md5((number // {MENTIONS_AN_ARTICLE})::varchar) as article_id,
    'actor' || (({ACTORS} * pow(hash(number)::double / 18446744073709551615, 3))::integer) as actor_id,
    number % 97 as line_number, number % 1009 as char_start, 'name' as reference_kind
from range($mentions) as numbers(number);
create table marts.mention_counts as
select article_id, actor_id, 'source' || (hash(article_id) % {SOURCES}) as source_id,
    date '2015-01-01' + (hash(article_id, 1) % {DAYS})::integer as date_day, count(*) as mention_count,
    hash(article_id, 2) % 10 <> 0 as is_representative
from marts.mentions group by article_id, actor_id;
"""  # noqa: S608 (constants)
QUESTIONS = {
    "most mentioned actors": "select actor_id, sum(mention_count) as mentions, count(*) from marts.mention_counts"
    " where is_representative group by actor_id order by mentions desc limit 10",
    "an actor by month": "select date_trunc('month', date_day) as month, sum(mention_count) from marts.mention_counts"
    " where actor_id = 'actor7' group by month order by month",
    "an actor by source": "select source_id, sum(mention_count) as mentions from marts.mention_counts"
    " where actor_id = 'actor7' group by source_id order by mentions desc limit 20",
    "one article's mentions": "select * from marts.mentions where article_id = md5('12345') order by char_start",
    "an actor's mentions by kind": "select reference_kind, count(*) from marts.mentions where actor_id = 'actor7'"
    " group by reference_kind",
}


def questions(folder: Path, mentions: int = MENTIONS) -> Iterator[dict[str, Any]]:
    """A row for each question, and one for the swap of a release, in seconds."""
    release = folder / "release.duckdb"
    with duckdb.connect(str(release)) as connection:
        for statement in filter(str.strip, MADE.split(";")):
            connection.execute(statement, {"mentions": mentions} if "$mentions" in statement else None)
    with open_release(release) as connection:
        for name, sql in QUESTIONS.items():
            yield {"question": name, "mentions": mentions, "seconds": _median(lambda sql=sql: _all(connection, sql))}
    link = folder / "warehouse.duckdb"
    yield {"question": "swap of a release", "mentions": mentions, "seconds": _median(lambda: swing(link, release))}


def _all(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    if not connection.execute(sql).fetchall():
        raise ValueError(f"no row answers {sql}")


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
