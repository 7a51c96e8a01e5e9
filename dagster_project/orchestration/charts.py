"""Pictures of three tables for the UI: a query, a form, and a PNG inside markdown."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from importlib import import_module
from threading import Thread

from dagster_project.report.drawing import SHOWN_BARS, Draw, as_png, draw_bars, draw_months
from dagster_project.report.facts import Rows

SHOWN_SOURCES = 6


@dataclass(frozen=True, slots=True)
class Chart:
    """A title, the query that gives its rows, and how they are drawn."""

    title: str
    query: str
    draw: Draw


def get_ready() -> None:
    """Let a thread import what draws, half a second, while this one waits for others."""
    Thread(target=import_module, args=("matplotlib.figure",), daemon=True).start()


def as_markdown(chart: Chart, rows: Rows) -> str:
    """The picture as a markdown image that needs no file; one sentence where there is nothing to show."""
    if not rows:
        return f"{chart.title}: no rows yet."
    return picture(chart.title, as_png(chart.draw, rows, chart.title))


def picture(title: str, png: bytes) -> str:
    """A markdown image that needs no file."""
    return f"![{title}](data:image/png;base64,{base64.b64encode(png).decode()})"


TOP_ACTORS = f"""
select actor_name, sum(mention_count) as mentions
from marts.mention_counts inner join marts.actors using (actor_id)
where is_representative group by actor_name having mentions > 0 order by mentions desc, actor_name limit {SHOWN_BARS}
"""  # noqa: S608 (a constant)
ARTICLES_BY_MONTH = f"""
with named as (
    select strftime(published_on, '%Y-%m') as month, coalesce(source_name, 'unknown source') as source
    from marts.articles left join marts.sources using (source_id)
    where articles.is_current and published_on is not null
),
most_active as (select source from named group by source order by count(*) desc, source limit {SHOWN_SOURCES})
select month, coalesce(most_active.source, 'other sources') as shown, count(*)
from named left join most_active using (source)
group by month, shown order by shown = 'other sources', shown, month
"""  # noqa: S608 (a constant)
LINE_ROLES = """
select observed_role, count(*) as line_count from raw.page_lines group by all order by line_count desc, observed_role
"""

CHARTS = {
    "marts.mention_counts": Chart("Most mentioned actors, each story counted once", TOP_ACTORS, draw_bars),
    "marts.articles": Chart("Articles per source and month of publication", ARTICLES_BY_MONTH, draw_months),
    "raw.page_lines": Chart("Lines by observed role", LINE_ROLES, draw_bars),
}
