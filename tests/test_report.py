"""The report: its numbers are the release's, its queries can be asked, and nothing in it can act."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from html import unescape
from pathlib import Path

import duckdb
import pytest

from dagster_project.orchestration.dbt import write_docs
from dagster_project.orchestration.explaining import write_report
from dagster_project.report.drawing import (
    HEIGHT,
    NARROW,
    WIDTH,
    _figure,
    draw_bars,
    draw_heat_map,
    draw_months,
    draw_network,
    draw_small_multiples,
    draw_timelines,
    drawn,
)
from dagster_project.report.facts import Answer, ReportFacts
from dagster_project.report.overview import SECTIONS, draw_figures, report_page
from dagster_project.settings import Settings
from dagster_project.warehouse import reporting
from dagster_project.warehouse.connections import open_release
from dagster_project.warehouse.reporting import report_facts
from tests.conftest import settings_for

EVIL = "<script>alert(1)</script>$x^2$\u202e\x1b[31m&\"'"


def report_of(settings: Settings) -> str:
    return (settings.report_folder / "index.html").read_text(encoding="utf-8")


def test_a_refresh_writes_a_report_on_its_release(published: Settings) -> None:
    page = report_of(published)
    assert "<h1>Dateline, release 1</h1>" in page
    for section in SECTIONS.values():
        assert section.title in page
    assert page.count("<svg") == 2 * sum(section.draw is not None for section in SECTIONS.values())


def test_every_query_of_the_report_gives_the_rows_that_stand_above_it(published: Settings) -> None:
    page = report_of(published)
    queries = re.findall(r'<pre tabindex="0">(.*?)</pre>', page, re.DOTALL)
    tables = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert len(queries) == len(tables) == len(SECTIONS)
    with open_release(published.warehouse_file) as release:
        for query, table in zip(queries, tables, strict=True):
            shown = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)]
            rows = release.execute(unescape(query)).fetchall()
            assert shown
            assert [[unescape(cell) for cell in row] for row in shown] == [
                ["" if value is None else str(value) for value in row] for row in rows[: len(shown)]
            ]


def test_every_link_of_the_report_leads_to_an_explained_article(published: Settings) -> None:
    links = set(re.findall(r'href="(articles/\w+\.html)"', report_of(published)))
    assert len(links) > 10
    for link in links:
        assert (published.report_folder / link).is_file()


def test_a_report_stays_while_its_release_does_and_is_made_anew_for_another(
    published: Settings, tmp_path: Path
) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    page = settings.report_folder / "index.html"
    page.write_text("as it was", encoding="utf-8")
    write_report(settings)
    assert page.read_text(encoding="utf-8") == "as it was"
    newer = settings.releases_folder / "warehouse_v000002_20300101T000000.duckdb"
    shutil.copyfile(settings.warehouse_file.resolve(), newer)
    newer.chmod(0o644)
    with duckdb.connect(str(newer)) as release:
        release.execute("update release_info set release_version = 2")
        release.execute("update marts.mention_counts set mention_count = mention_count + 10 where actor_id = 'KEN'")
    settings.warehouse_file.unlink()
    settings.warehouse_file.symlink_to(newer)
    write_report(settings)
    told = page.read_text(encoding="utf-8")
    assert "<h1>Dateline, release 2</h1>" in told
    assert re.search(r"Kenya</td><td class=\"number\">\d+</td>", told)
    assert not list(tmp_path.glob("data/.report*"))


def test_the_page_of_all_models_is_linked_once_it_is_there(published: Settings, tmp_path: Path) -> None:
    assert "<code>make docs</code>" in report_of(published)
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    written = write_docs(settings)
    assert "One row per current article and actor" in written.read_text(encoding="utf-8")
    (link,) = re.findall(r'href="([^"]*)">All models and columns', report_of(settings))
    assert (settings.report_folder / link).resolve() == written.resolve()
    assert "<code>make docs</code>" not in report_of(settings)


def test_a_release_without_articles_has_a_report_that_says_so(published: Settings, tmp_path: Path) -> None:
    empty = tmp_path / "warehouse.duckdb"
    shutil.copyfile(published.warehouse_file.resolve(), empty)
    with duckdb.connect(str(empty)) as release:
        tables = release.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        for (table,) in tables:
            release.execute(f"delete from marts.{table}")
    facts = report_facts(empty, None)
    page = report_page(facts, draw_figures(facts), {})
    assert page.count("Nothing to show yet.") == len(SECTIONS)


def test_every_section_has_its_query_and_all_queries_have_a_section() -> None:
    assert set(reporting.SECTIONS) == set(SECTIONS)
    assert set(reporting.EXAMPLES) <= {*SECTIONS, reporting.SENTENCES}


def test_what_strangers_wrote_is_shown_and_does_nothing() -> None:
    rows = {
        "mentions_over_time": [("2024-01", EVIL, 3)],
        "top_actors": [(EVIL, "2024-01", 3), (EVIL, None, 1)],
        "actors_by_source": [(EVIL, EVIL, 3, 0.5)],
        "co_mentions": [(EVIL, EVIL + "2", 3, 1.5)],
        "speakers": [(EVIL, 3, 1)],
        "families": [(EVIL, EVIL, EVIL, datetime(2024, 1, 1).date(), True, True, EVIL, 3)],
        "date_evidence": [(EVIL, 3)],
        "findings": [(EVIL, EVIL, 3, EVIL)],
    }
    answers = {name: Answer("select 1", ("a",), rows[name], [(EVIL, EVIL)]) for name in SECTIONS}
    facts = ReportFacts(1, datetime(2024, 1, 1), {"articles": 1}, {"articles": 0}, [(EVIL, 1, 2)], answers, [])
    page = report_page(facts, draw_figures(facts), {"a": EVIL})
    assert "&lt;script&gt;" in page
    for acting in ("<script", "\u202e", "\x1b"):
        assert acting not in page


def test_names_in_scripts_that_the_font_lacks_are_words_of_the_figure() -> None:
    made = drawn(draw_bars, [("国语唱片", 3), ("Ann", 2)], "bars", "Bars")
    assert "国语唱片" in made.svg


def test_no_id_of_a_figure_stands_twice_on_the_page(published: Settings) -> None:
    ids = re.findall(r'\bid="([^"]*)"', report_of(published))
    assert len(ids) == len(set(ids))
    for one, other in re.findall(r'url\(#([^)]*)\)|href="#([^"]*)"', report_of(published)):
        assert (one or other) in ids


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_the_legend_lies_beside_the_bars_even_where_there_is_only_one(width: float) -> None:
    figure = _figure(draw_months, [("2024-01", "The Harbour Gazette", 3)], (width, HEIGHT))
    figure.draw_without_rendering()
    (legend,), (axes,) = figure.legends, figure.axes
    assert not legend.get_window_extent().overlaps(axes.get_tightbbox())


@pytest.mark.parametrize(
    ("draw", "rows"),
    [
        (draw_bars, [("one", 3)]),
        (draw_months, [("2024-01", "one", 3), ("2024-02", "other", 1)]),
        (draw_small_multiples, [("one", None, 3)]),
        (draw_heat_map, [("one", "other", 0, 0.0)]),
        (draw_network, [("one", "other", 1, 1.0)]),
        (draw_timelines, [("one", "a", "b", datetime(2024, 1, 1).date(), False, True, "original", 0)]),
    ],
)
def test_a_figure_is_the_same_each_time_and_takes_the_ink_of_its_page(draw, rows) -> None:  # type: ignore[no-untyped-def] # four kinds of rows
    figure = drawn(draw, rows, "figure", "A title")
    svg = figure.svg
    assert figure == drawn(draw, rows, "figure", "A title")
    assert figure.png.startswith(b"\x89PNG")
    assert svg.startswith('<svg role="img" aria-label="A title"')
    assert "currentColor" in svg
    assert "#010203" not in svg
