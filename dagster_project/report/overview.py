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
    as_png,
    as_svg,
    draw_bars,
    draw_heat_map,
    draw_months,
    draw_network,
    draw_small_multiples,
    draw_timelines,
)
from dagster_project.report.facts import Answer, ReportFacts, Rows
from dagster_project.report.pages import render

WIDTHS = {"wide": WIDTH, "narrow": NARROW}
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


def report_page(facts: ReportFacts, explained: Mapping[str, str], docs: str | None = None) -> str:
    """The whole report as one HTML document.

    `explained` holds titles of the articles with a page, by their ids; `docs` is a link to the page of all models.
    """
    return render(
        "overview.html.j2",
        title=f"Dateline, release {facts.version}",
        facts=facts,
        parts=[_part(name, section, facts.answers[name]) for name, section in SECTIONS.items()],
        explained=explained,
        docs=docs,
        shown_rows=SHOWN_ROWS,
    )


def pictures(facts: ReportFacts) -> dict[str, bytes]:
    """The figures of the report as PNG files, by the titles of their sections."""
    return {
        section.title: as_png(section.draw, facts.answers[name].rows, section.title)
        for name, section in SECTIONS.items()
        if section.draw and facts.answers[name].rows
    }


def _part(name: str, section: Section, answer: Answer) -> dict[str, object]:
    drawn = {width: _figure(name, section, answer.rows, inches) for width, inches in WIDTHS.items()}
    return {"name": name, "section": section, "answer": answer, "figures": drawn if drawn["wide"] else {}}


def _figure(name: str, section: Section, rows: Rows, width: float) -> str | None:
    if section.draw is None or not rows:
        return None
    return as_svg(section.draw, rows, f"{name}-{width:.0f}", section.title, (width, _height(section.draw, rows, width)))


def _height(draw: Draw, rows: Rows, width: float) -> float:
    """Of a figure, in inches: what is listed from top to bottom has its room, whatever the width."""
    listed = len({row[0] for row in rows})
    if draw in (draw_timelines, draw_heat_map):
        return max(1.6, 0.8 + INCHES_A_LINE * listed + (INCHES_OF_NAMES if draw is draw_heat_map else 0))
    if draw is draw_small_multiples and width == NARROW:
        return max(HEIGHT, 2 * listed / COLUMNS * INCHES_A_MULTIPLE)
    return HEIGHT
