"""Pictures of three tables for the UI: a query, a form, and a PNG inside markdown."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dagster_project.text.visible import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Rows = Sequence[tuple[object, ...]]
WIDTH, HEIGHT, DOTS_PER_INCH = 7.5, 3.6, 90  # of a picture, in inches; about 30 kB as PNG
COLOUR = "#3a6ea5"
SHOWN_BARS, SHOWN_SOURCES = 12, 6
NAME_CHARACTERS = 40  # of a name; a longer one would leave no room for the bars


@dataclass(frozen=True, slots=True)
class Chart:
    """A title, the query that gives its rows, and how they are drawn."""

    title: str
    query: str
    draw: Callable[[Axes, Rows], None]


def as_markdown(chart: Chart, rows: Rows) -> str:
    """The picture as a markdown image that needs no file; one sentence where there is nothing to show."""
    if not rows:
        return f"{chart.title}: no rows yet."
    # Half a second that only a run with something to show should pay; the Figure class needs no screen.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH, layout="constrained")
    axes = figure.subplots()
    axes.set_title(chart.title, loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    chart.draw(axes, rows)
    png = io.BytesIO()
    figure.savefig(png, format="png", metadata={"Software": None})
    return f"![{chart.title}](data:image/png;base64,{base64.b64encode(png.getvalue()).decode()})"


def draw_bars(axes: Axes, rows: Rows) -> None:
    """Rows (name, number) as horizontal bars, the first on top."""
    names = [_plain(row[0]) for row in rows][::-1]
    numbers = [float(str(row[1])) for row in rows][::-1]
    axes.bar_label(axes.barh(names, numbers, color=COLOUR), fmt="{:,.0f}", padding=3, fontsize=8)
    axes.tick_params(labelsize=9)


def draw_months(axes: Axes, rows: Rows) -> None:
    """Rows (month, source, number) as bars by month, the sources one upon the other."""
    months = sorted({str(row[0]) for row in rows})
    base = [0.0] * len(months)
    for source in dict.fromkeys(row[1] for row in rows):
        heights = {str(row[0]): float(str(row[2])) for row in rows if row[1] == source}
        numbers = [heights.get(month, 0.0) for month in months]
        axes.bar(months, numbers, bottom=base, label=_plain(source))
        base = [below + number for below, number in zip(base, numbers, strict=True)]
    axes.tick_params(axis="x", rotation=60 if len(months) > SHOWN_BARS else 0, labelsize=8)
    axes.set_xticks(axes.get_xticks()[:: max(1, len(months) // 30)])
    axes.legend(fontsize=8, frameon=False)


def _plain(name: object) -> str:
    """A name in which nothing acts: no dollar signs, which would be read as formulas, and no control characters."""
    shown = visible(str(name))
    shown = shown if len(shown) <= NAME_CHARACTERS else shown[: NAME_CHARACTERS - 1] + "…"
    return shown.replace("$", r"\$")


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
