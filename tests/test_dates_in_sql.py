"""What dbt says once the sample corpus is built: planted faults stand in the ledger, corrections reach the marts."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dagster_project.orchestration.dbt import run_dbt
from dagster_project.settings import Settings
from tests.conftest import settings_for

ONE_SOURCE = "update intermediate.int_articles_sourced set source_id = 'planted'"
FAULTS = {
    "day_after_delivery": [
        "update intermediate.int_date_evidence set candidate_date = '2031-01-01', date_precision = 'day' where rank = 6"
    ],
    "crowded_day": [
        ONE_SOURCE,
        "update intermediate.int_articles_dated set published_on = '2024-05-01'",
        (
            "update intermediate.int_articles_dated set published_on = date '2024-05-01' + cast(n as integer) from ("
            "select article_id as planted, row_number() over () as n from intermediate.int_articles limit 3"
            ") where article_id = planted"
        ),
    ],
    "dated_by_delivery": [
        ONE_SOURCE,
        (
            "update intermediate.int_articles_dated as dated set published_on = articles.first_delivered_on"
            " from intermediate.int_articles as articles where dated.article_id = articles.article_id"
        ),
    ],
}


# What a person set right of one article, and where the marts show it.
CORRECTED = {
    "published_on": ("2021-05-03", "cast(published_on as varchar)", "date_evidence", "date_evidence_id"),
    "publisher": ("The Guardian", "source_name", "source_evidence", "publisher_evidence_id"),
    "title": ("Rain at noon", "title", "source_evidence", "title_evidence_id"),
    "author": ("Bo Roe", "author", "source_evidence", "author_evidence_id"),
}
TOUCHED = "int_hint_source_evidence int_hint_date_evidence"


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory, published: Settings) -> Settings:
    """A copy of the refreshed sample corpus whose build file tests may spoil."""
    folder = tmp_path_factory.mktemp("spoilt") / "data"
    shutil.copytree(published.data_folder, folder, symlinks=True)
    return settings_for(published.landing_folder, folder)


def found_kinds(settings: Settings) -> set[str]:
    with duckdb.connect(str(settings.build_file), read_only=True) as connection:
        return {kind for (kind,) in connection.execute("select kind from marts.quality_findings").fetchall()}


def test_of_the_days_of_the_sample_corpus_the_ledger_says_nothing(published: Settings) -> None:
    assert found_kinds(published) == {"refused_delivery"}


@pytest.mark.parametrize("kind", FAULTS)
def test_days_that_look_like_captures_are_found(kind: str, published: Settings, spoilt: Settings) -> None:
    shutil.copy(published.build_file, spoilt.build_file)
    with duckdb.connect(str(spoilt.build_file)) as connection:
        for statement in FAULTS[kind]:
            connection.execute(statement)
    run_dbt(spoilt, "run", "--select", "int_quality_articles int_article_findings quality_findings")
    assert kind in found_kinds(spoilt)


def test_a_correction_of_publisher_title_or_author_ranks_before_all_else(published: Settings) -> None:
    with duckdb.connect(str(published.build_file), read_only=True) as connection:
        ranks = "select min(rank), arg_min(evidence_kind, rank), count(*) filter (where rank <= 0) from reference."
        assert connection.execute(f"{ranks}date_evidence_ranks").fetchall() == [(0, "correction", 1)]
        for field in ("publisher", "title", "author"):
            found = connection.execute(f"{ranks}source_evidence_ranks where field = '{field}'").fetchall()
            assert found == [(0, "correction", 1)]


def test_a_correction_stands_in_the_marts_with_itself_as_evidence(published: Settings, spoilt: Settings) -> None:
    shutil.copy(published.build_file, spoilt.build_file)
    with duckdb.connect(str(spoilt.build_file)) as connection:
        connection.executemany(
            "insert into reference.article_corrections select document_id, ?, ?, 'printed edition' from marts.articles"
            " where location like '06%'",
            [[field, value] for field, (value, *_) in CORRECTED.items()],
        )
    marts = ("articles", "sources", "date_evidence", "source_evidence")
    touched = [f"{hint}+,+{mart}" for hint in TOUCHED.split() for mart in marts]
    run_dbt(spoilt, "run", "--full-refresh", "--select", " ".join(touched))
    with duckdb.connect(str(spoilt.build_file), read_only=True) as connection:
        for value, column, evidence, key in CORRECTED.values():
            found = connection.execute(
                f"select {column}, evidence_kind from marts.articles left join marts.sources using (source_id)"
                f" left join marts.{evidence} as evidence on evidence.{evidence}_id = articles.{key}"
                " where articles.location like '06%'"
            ).fetchall()
            assert found == [(value, "correction")]
