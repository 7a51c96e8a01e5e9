"""The report: one page on what a release holds, each figure with the query that made it and sentences behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dagster_project.report.drawing import (
    COLUMNS,
    HEIGHT,
    NARROW,
    WIDTH,
    Draw,
    Drawn,
    as_svg,
    draw_bars,
    draw_heat_map,
    draw_months,
    draw_network,
    draw_small_multiples,
    draw_timelines,
    drawn,
)
from dagster_project.report.facts import Answer, ReportFacts, Rows
from dagster_project.report.pages import render

INCHES_A_LINE = 0.32  # of timelines and heat maps
INCHES_A_MULTIPLE = 0.85  # of small ones, below each other
INCHES_OF_NAMES = 0.6  # below a heat map
SHOWN_ROWS = 40  # of the table under a figure


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: what it answers, and how it is drawn, if it is."""

    title: str
    told: str
    draw: Draw | None = None


SECTIONS: Mapping[str, Section] = {
    "mentions_over_time": Section(
        "Mentions over time, by source",
        "Counted mentions of all actors by month of publication. Each story counts once; without a day none is shown.",
        draw_months,
    ),
    "top_actors": Section(
        "Most mentioned actors",
        "Their mentions by month of publication, on one scale. Each story counts once.",
        draw_small_multiples,
    ),
    "actors_by_source": Section(
        "Who speaks of whom",
        "Mentions of an actor by a source; the darker, the larger its share of all mentions in that source.",
        draw_heat_map,
    ),
    "co_mentions": Section(
        "Mentioned together",
        "The wider a line, the more articles mention both. A lift above 1 is more than chance.",
        draw_network,
    ),
    "speakers": Section(
        "Whose words are reported",
        "Statements of actors, in quotation marks or not. Each story counts once.",
        draw_bars,
    ),
    "families": Section(
        "Copies and rewrites",
        "Stories that stand at several places, by day: the square is the article that stands for its family; a hollow"
        " sign has no known day and stands where it arrived. Inflated by: mentions that a plain count would add.",
        draw_timelines,
    ),
    "date_evidence": Section(
        "How days are known", "Articles by the evidence that decided their day of publication.", draw_bars
    ),
    "findings": Section("What may be wrong", "The ledger of data quality, by kind."),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of a section: for a screen and as a file, and once more for a phone."""

    wide: Drawn
    narrow: str


def draw_figures(facts: ReportFacts) -> dict[str, Figure]:
    """The figures of the report, by the names of their sections; none where there are no rows."""
    return {
        name: _figure(name, section.title, section.draw, facts.answers[name].rows)
        for name, section in SECTIONS.items()
        if section.draw and facts.answers[name].rows
    }


def report_page(
    facts: ReportFacts, figures: Mapping[str, Figure], explained: Mapping[str, str], docs: str | None = None
) -> str:
    """The whole report as one HTML document.

    `explained` holds titles of the articles with a page, by their ids; `docs` is a link to the page of all models.
    """
    return render(
        "overview.html.j2",
        title=f"Dateline, release {facts.version}",
        facts=facts,
        parts=[_part(name, facts.answers[name], figures.get(name)) for name in SECTIONS],
        explained=explained,
        docs=docs,
        shown_rows=SHOWN_ROWS,
    )


def _part(name: str, answer: Answer, figure: Figure | None) -> dict[str, object]:
    shown = {"wide": figure.wide.svg, "narrow": figure.narrow} if figure else {}
    return {"name": name, "section": SECTIONS[name], "answer": answer, "figures": shown}


def _figure(name: str, title: str, draw: Draw, rows: Rows) -> Figure:
    wide, narrow = ((width, _height(draw, rows, width)) for width in (WIDTH, NARROW))
    return Figure(drawn(draw, rows, f"{name}-wide", title, wide), as_svg(draw, rows, f"{name}-narrow", title, narrow))


def _height(draw: Draw, rows: Rows, width: float) -> float:
    """Of a figure, in inches: what is listed from top to bottom has its room, whatever the width."""
    listed = len({row[0] for row in rows})
    if draw in (draw_timelines, draw_heat_map):
        return max(1.6, 0.8 + INCHES_A_LINE * listed + (INCHES_OF_NAMES if draw is draw_heat_map else 0))
    if draw is draw_small_multiples and width == NARROW:
        return max(HEIGHT, 2 * listed / COLUMNS * INCHES_A_MULTIPLE)
    return HEIGHT
