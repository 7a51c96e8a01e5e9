"""What dbt says once the sample corpus is built: planted faults raise their warnings, corrections reach the marts."""

from __future__ import annotations

import shutil

import duckdb
import pytest
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from dagster_project.orchestration.dbt import run_dbt
from dagster_project.settings import Settings
from tests.conftest import settings_for

ONE_SOURCE = "update intermediate.int_articles_sourced set source_id = 'planted'"
FAULTS = {
    "assert_no_likely_day_lies_after_delivery": [
        "update intermediate.int_date_evidence set candidate_date = '2031-01-01', date_precision = 'day' where rank = 6"
    ],
    "assert_no_day_holds_most_articles_of_a_source": [
        ONE_SOURCE,
        "update intermediate.int_articles_dated set published_on = '2024-05-01'",
        (
            "update intermediate.int_articles_dated set published_on = date '2024-05-01' + cast(n as integer) from ("
            "select article_id as planted, row_number() over () as n from intermediate.int_articles limit 3"
            ") where article_id = planted"
        ),
    ],
    "assert_no_source_is_dated_by_its_deliveries": [
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


def test_the_sample_corpus_raises_no_warning_about_days(spoilt: Settings) -> None:
    run_dbt(spoilt, "--warn-error", "test", "--select", " ".join(FAULTS))


@pytest.mark.parametrize("check", FAULTS)
def test_days_that_look_like_captures_raise_a_warning(check: str, published: Settings, spoilt: Settings) -> None:
    shutil.copy(published.build_file, spoilt.build_file)
    with duckdb.connect(str(spoilt.build_file)) as connection:
        for statement in FAULTS[check]:
            connection.execute(statement)
    with pytest.raises(DagsterDbtCliRuntimeError):
        run_dbt(spoilt, "--warn-error", "test", "--select", check)


def test_a_warning_about_days_fails_no_build(published: Settings, spoilt: Settings) -> None:
    shutil.copy(published.build_file, spoilt.build_file)
    with duckdb.connect(str(spoilt.build_file)) as connection:
        for statement in (statement for statements in FAULTS.values() for statement in statements):
            connection.execute(statement)
    run_dbt(spoilt, "test", "--select", " ".join(FAULTS))


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
