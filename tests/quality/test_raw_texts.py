"""Five real raw texts: what misleads other tools misleads nobody here, and labels made by a reader are met."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dagster_project.settings import Settings
from tests.conftest import settings_for
from tests.quality.scores import FLOORS, shortfalls
from tests.refreshing import ask, run_refresh

LABELS = Path(__file__).with_name("labels")
CONTENT = {"title", "standfirst", "body", "credit"}
LABELLED_TYPES = ("country", "territory", "historic_country", "igo")
COUNTED_KINDS = {"name", "acronym", "demonym", "metonym", "nominal"}


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory, raw_texts_folder: Path) -> Settings:
    """The five real raw texts, refreshed by worker processes."""
    folder = tmp_path_factory.mktemp("five")
    settings = settings_for(raw_texts_folder, folder / "data", engine="pool", workers=2)
    run_refresh(settings)
    return settings


def test_the_five_raw_texts_become_five_articles_with_one_dated_and_sourced(five: Settings) -> None:
    found = ask(
        five,
        "select location[1:3], source_name, published_on::varchar from marts.articles"
        " left join marts.sources using (source_id) where is_current order by location",
    )
    assert [row[0] for row in found] == ["000", "001", "002", "003", "004"]
    assert found[2] == ("002", "Global Times", "2023-02-02")
    assert [row[2] for row in found if row[0] != "002"] == [None] * 4


def test_the_rewrite_among_the_raw_texts_cannot_be_older_than_its_original(five: Settings) -> None:
    found = ask(five, "select published_earliest::varchar from marts.articles where location like '000%'")
    assert found == [("2023-02-02",)]


def test_misleading_dates_of_the_raw_texts_stand_in_the_evidence_as_what_they_are(five: Settings) -> None:
    found = ask(
        five,
        "select distinct location[1:3], evidence_kind, candidate_date from marts.date_evidence"
        " join marts.articles using (article_id) where not is_decisive order by all",
    )
    assert ("000", "teaser", "2026-01-29") in found
    assert ("003", "masthead_clock", "2025-07-01") in found


def test_nothing_from_the_teasers_and_the_headline_tail_of_the_raw_texts_counts(five: Settings) -> None:
    counts = ask(
        five,
        "select actor_id, sum(mention_count), sum(page_mention_count) from marts.mention_counts"
        " where actor_id in ('GHA', 'ISR', 'IRN', 'HUN', 'SRB', 'QAT') group by actor_id order by actor_id",
    )
    assert all(counted == 0 and on_page > 0 for _, counted, on_page in counts)
    assert {"IRN", "ISR", "HUN", "QAT"} <= {actor for actor, _, _ in counts}
    nato = ask(
        five,
        "select mention_count, page_mention_count from marts.mention_counts join marts.articles using (article_id)"
        " where actor_id = 'NATO' and location like '003%'",
    )
    assert nato[0][1] > nato[0][0] > 0


def test_every_offset_of_every_table_holds_on_the_raw_texts(five: Settings) -> None:
    for table in ("mentions", "date_evidence", "source_evidence", "date_mentions", "reuse_passages"):
        wrong = ask(
            five,
            f"select count(*) from marts.{table} join marts.article_texts using (article_id)"
            " where char_start is not null and page_text[char_start + 1:char_end] <> surface",
        )
        assert wrong == [(0,)], table


def test_one_pair_of_the_raw_texts_is_kin_and_the_rewrite_is_known_by_the_credit_that_it_lacks(five: Settings) -> None:
    found = ask(
        five,
        "select articles.location[:3], relation, originals.location[:3], direction_basis, article_count"
        " from marts.article_families join marts.articles using (article_id, relation)"
        " left join marts.articles as originals on originals.article_id = article_families.derived_from_article_id"
        " where relation is not null",
    )
    assert found == [("000", "rewrite", "002", "credit", 2)]
    passages = ask(five, "select count(*), bool_and(is_kin) from marts.reuse_passages")
    assert passages[0][0] >= 8
    assert passages[0][1]


def test_nato_by_name_counts_once_for_each_family(five: Settings) -> None:
    counts = ask(
        five,
        "select sum(name_mention_count), sum(name_mention_count) filter (where is_representative)"
        " from marts.mention_counts where actor_id = 'NATO'",
    )
    assert counts == [(52, 40)]


def labels(name: str) -> Iterator[dict[str, str]]:
    """Rows of a file of labels."""
    with (LABELS / f"raw_text_{name}.csv").open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def line_figures(settings: Settings) -> dict[str, float]:
    """Share of lines whose role is right, and of those whose counting is."""
    found = {
        (document, line): role
        for document, line, role in ask(
            settings,
            "select document_id, line_number, role from marts.article_lines join marts.articles using (article_id)",
        )
    }
    rows = [(row["role"], found[row["document_id"], int(row["line_number"])]) for row in labels("lines")]
    assert len(rows) == len(found)
    return {
        "roles right": sum(one == other for one, other in rows) / len(rows),
        "content right": sum((one in CONTENT) == (other in CONTENT) for one, other in rows) / len(rows),
    }


def mention_figures(settings: Settings) -> dict[str, float]:
    """Precision and recall of counted mentions, and the share of (text, actor) pairs whose count is exact."""
    expected = Counter(
        (row["document_id"], row["actor_id"]) for row in labels("mentions") if row["reference_kind"] in COUNTED_KINDS
    )
    counted = dict.fromkeys(expected, 0) | {
        (document, actor): count
        for document, actor, count in ask(
            settings,
            "select document_id, actor_id, mention_count from marts.mention_counts"
            " join marts.articles using (article_id) join marts.actors using (actor_id)"
            " where list_contains(?, actor_type) and mention_counts.mention_count > 0",
            list(LABELLED_TYPES),
        )
    }
    right = sum(min(count, expected[pair]) for pair, count in counted.items())
    return {
        "mention precision": right / sum(counted.values()),
        "mention recall": right / expected.total(),
        "counts exact": sum(count == expected[pair] for pair, count in counted.items()) / len(counted),
    }


def test_roles_and_counts_agree_with_the_labels(five: Settings) -> None:
    figures = line_figures(five) | mention_figures(five)
    assert shortfalls(figures, json.loads(FLOORS.read_text(encoding="utf-8"))["raw_texts"]) == [], str(figures)
