"""What a person wants to see after a refresh, asked of the published file in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dagster_project.warehouse.connections import open_release

SHOWN_ROWS = 10  # of each list

OUTCOMES = """
select outcome, count(*) from marts.deliveries where delivery_number > ? group by outcome
"""
REFUSALS = """
select location, reason from marts.deliveries where delivery_number > ? and outcome = 'rejected' order by location
"""
FAILURES = """
select document_id, failed_stage || ': ' || reason from marts.documents where outcome = 'failed' order by document_id
"""
SOURCES = f"""
select coalesce(s.source_name, '(unknown)') as source, count(*) as articles
from marts.articles as a left join marts.sources as s using (source_id)
where a.is_current group by source order by articles desc, source limit {SHOWN_ROWS}
"""  # noqa: S608 (a constant)
ACTORS = f"""
select actor_name, sum(c.mention_count), count(*) filter (where c.mention_count > 0)
from marts.mention_counts as c inner join marts.actors as a using (actor_id)
group by actor_name having sum(c.mention_count) > 0 order by 2 desc, 1 limit {SHOWN_ROWS}
"""  # noqa: S608 (a constant)
TOTALS = """
select count(*), count(*) filter (where published_on is null) from marts.articles where is_current
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and short lists about the newest release and the deliveries of one refresh."""

    outcomes: dict[str, int]
    refusals: list[tuple[str, str]]  # location, reason
    failures: list[tuple[str, str]]  # document_id, reason
    sources: list[tuple[str, int]]  # name, articles
    actors: list[tuple[str, int, int]]  # name, mentions, articles
    articles: int
    undated_articles: int
    release_version: int


def summarise(warehouse: Path, first_delivery: int) -> Summary:
    """Ask the published file; `first_delivery` is the last delivery number of the refresh before."""
    with open_release(warehouse) as connection:
        articles, undated = connection.execute(TOTALS).fetchone() or (0, 0)
        (version,) = connection.execute("select release_version from release_info").fetchone() or (0,)
        return Summary(
            outcomes=dict(connection.execute(OUTCOMES, [first_delivery]).fetchall()),
            refusals=connection.execute(REFUSALS, [first_delivery]).fetchall(),
            failures=connection.execute(FAILURES).fetchall(),
            sources=connection.execute(SOURCES).fetchall(),
            actors=connection.execute(ACTORS).fetchall(),
            articles=articles,
            undated_articles=undated,
            release_version=version,
        )
