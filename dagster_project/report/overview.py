"""The report: one page on what a release holds, each figure with the query that made it and sentences behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dagster_project.report.drawing import (
    Draw,
    Drawn,
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

INCHES_A_FAMILY = 0.32  # of the timelines
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


def draw_figures(facts: ReportFacts) -> dict[str, Drawn]:
    """The figures of the report, by the names of their sections; none where there are no rows."""
    return {
        name: _figure(section.draw, facts.answers[name].rows, name)
        for name, section in SECTIONS.items()
        if section.draw and facts.answers[name].rows
    }


def report_page(facts: ReportFacts, figures: Mapping[str, Drawn], explained: Mapping[str, str]) -> str:
    """The whole report as one HTML document; `explained` holds titles of the articles with a page, by their ids."""
    return render(
        "overview.html.j2",
        title=f"Dateline, release {facts.version}",
        facts=facts,
        parts=[_part(name, facts.answers[name], figures.get(name)) for name in SECTIONS],
        explained=explained,
        shown_rows=SHOWN_ROWS,
    )


def _part(name: str, answer: Answer, figure: Drawn | None) -> dict[str, object]:
    return {"name": name, "section": SECTIONS[name], "answer": answer, "svg": figure.svg if figure else None}


def _figure(draw: Draw, rows: Rows, name: str) -> Drawn:
    families = len({row[0] for row in rows})
    height = {"height": max(1.6, 0.8 + INCHES_A_FAMILY * families)} if name in ("families", "actors_by_source") else {}
    return drawn(draw, rows, name, SECTIONS[name].title, **height)
