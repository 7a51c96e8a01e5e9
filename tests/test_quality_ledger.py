"""The ledger of data quality: 21 kinds of fault in 300 articles are found, and nothing where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import duckdb
import pytest

from dagster_project.landing.archive import Archive
from dagster_project.orchestration.dbt import run_dbt
from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import Settings
from tests.conftest import made_once, settings_for
from tests.made_corpus import DAYS, FAULTS, FAULTY_DAY, FEEDS, SILENT_FEED, fetch_clean, land_clean, land_faults

MOST_FALSE_ALARMS = 1
FEWEST_CAUGHT = 20
Finding = tuple[str, str | None, str | None, str | None]  # kind, location, outlet, feed


def take_in(settings: Settings, day: date, feeds: Iterable[str]) -> None:
    """Archive what these feeds bring and what lies in the landing folder, as if it were that day's noon."""
    for feed in feeds:
        fetch_clean(Archive(settings.archive_folder), feed, day)
    noon = datetime.combine(day, time(12))
    Refresh(replace(settings, now=lambda: noon)).take_in()


def judge(settings: Settings) -> list[Finding]:
    """Run the stages, build the ledger and what it reads, and read it."""
    work = Refresh(settings)
    for stage in work.stages.stages:
        work.stages.run(stage)
    run_dbt(settings, "run", "--select", "+quality_findings +sources")
    with duckdb.connect(str(settings.build_file), read_only=True) as connection:
        query = (
            "select kind, location, source_name, feed from marts.quality_findings"
            " left join marts.sources using (source_id) order by all"
        )
        return connection.execute(query).fetchall()


def fill(folder: Path) -> None:
    """Write down what the ledger says of the clean corpus, and of the same one with all faults in it."""
    (folder / "landing").mkdir()
    settings = settings_for(folder / "landing", folder / "data", ner=False)
    for day in DAYS:
        land_clean(settings.landing_folder, day)
        take_in(settings, day, FEEDS)
    run_dbt(settings, "seed")
    clean = judge(settings)
    land_faults(settings.landing_folder)
    take_in(settings, FAULTY_DAY, FEEDS.keys() - {SILENT_FEED})
    found = {"clean": clean, "faulty": judge(settings)}
    (folder / "findings.json").write_text(json.dumps(found), encoding="utf-8")


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """Both, made once for all worker processes."""
    folder = made_once(tmp_path_factory, "ledger", fill)
    found: dict[str, list[Finding]] = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    return found


def test_each_kind_of_fault_is_found_by_kind_and_place(ledgers: dict[str, list[Finding]], tmp_path: Path) -> None:
    places = {(kind, place) for kind, *where in ledgers["faulty"] for place in where if place}
    caught = {name for name, place in land_faults(tmp_path).items() if place in places}
    assert len(FAULTS) > FEWEST_CAUGHT
    assert len(caught) >= FEWEST_CAUGHT, f"missed: {sorted(FAULTS.keys() - caught)}"


def test_a_feed_that_goes_on_is_not_called_silent(ledgers: dict[str, list[Finding]]) -> None:
    assert [feed for kind, *_, feed in ledgers["faulty"] if kind == "silent_feed"] == [SILENT_FEED]


def test_three_hundred_clean_articles_raise_no_alarm(ledgers: dict[str, list[Finding]]) -> None:
    assert len(ledgers["clean"]) <= MOST_FALSE_ALARMS, ledgers["clean"]
