"""Searching the published file in words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from dagster_project.orchestration.searching import print_hits
from dagster_project.settings import SettingError, Settings
from dagster_project.warehouse.connections import open_release
from dagster_project.warehouse.search import search
from tests.sql_models import model_sql


def found(settings: Settings, query: str) -> set[str]:
    return {hit.article_id for hit in search(settings.warehouse_file, query)}


def test_a_search_finds_the_articles_that_hold_the_word_and_those_that_hold_another_form_of_it(
    published: Settings,
) -> None:
    with open_release(published.warehouse_file) as release:
        texts = release.execute(
            "select article_id, coalesce(language, ''), lower(strip_accents(concat_ws(' ', title, body_text)))"
            " from marts.articles join marts.article_texts using (article_id) where is_current"
        ).fetchall()
        stems = {
            (language, word): stem
            for language, word, stem in release.execute(
                "select language, word, stem from marts.search_words"
            ).fetchall()
        }
    words = {article: (language, set(re.findall(r"[^\W_]+", text))) for article, language, text in texts}
    asked = sorted({word for _, held in words.values() for word in held})[::25]
    assert len(asked) > 30
    for word in asked:
        meant = {language: stems[language, word] for language, _ in words.values() if (language, word) in stems}
        expected = {
            article
            for article, (language, held) in words.items()
            if language in meant and any(stems.get((language, each)) == meant[language] for each in held)
        }
        assert found(published, word) >= {article for article, (_, held) in words.items() if word in held}
        if all(language in meant for language, _ in words.values()):
            assert found(published, word) == expected, word


def test_a_form_that_no_article_holds_finds_the_forms_that_share_its_stem(published: Settings) -> None:
    assert found(published, "corridor") == found(published, "corridors") != set()
    assert found(published, "corridorless") == found(published, "corridor")


def test_all_articles_with_a_word_have_a_score(published: Settings) -> None:
    with open_release(published.warehouse_file) as release:
        scored = release.execute("select article_id, score from marts.search_scores('NATO offices')").fetchall()
    assert {article for article, _ in scored} == found(published, "NATO offices")
    assert all(score > 0 for _, score in scored)


def test_words_in_quotation_marks_stand_in_the_article_as_they_are(published: Settings) -> None:
    assert len(found(published, "NATO office")) > len(found(published, '"NATO office"')) > 0
    assert found(published, '"office NATO"') == set()


def test_a_title_weighs_more_than_a_passing_word(published: Settings) -> None:
    first = search(published.warehouse_file, "mosaics")[0]
    assert "mosaics" in first.title
    assert "mosaics" in first.snippet


@pytest.mark.parametrize(
    "query", ["", "'; drop table marts.articles --", '"', '"(', "[a-", "%", "\\", "\x00", "\u202e", "(?i"]
)
def test_whatever_is_asked_is_only_words(query: str, published: Settings) -> None:
    assert isinstance(search(published.warehouse_file, query), list)


def test_without_stemmers_words_are_compared_as_they_stand_and_each_answer_says_so(
    published: Settings, tmp_path: Path
) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copyfile(published.warehouse_file.resolve(), copy)
    with duckdb.connect(str(copy)) as release:
        release.execute("use marts; create table search_stemmers (language varchar, stemmer varchar)")
        release.execute("insert into search_stemmers values ('en', 'english')")
        release.execute(f"create or replace table search_words as {model_sql('search_words')}")
    hits = search(copy, "corridors")
    assert hits
    assert "as they stand" in str(hits[0].note)
    assert search(published.warehouse_file, "corridors")[0].note is None


def test_a_search_on_a_terminal_says_when_there_is_nothing_to_say(
    published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_hits(published, "xylophonists")
    assert "no article holds" in capsys.readouterr().out
    print_hits(published, "mosaics")
    assert "restorers for island mosaics" in capsys.readouterr().out
    with pytest.raises(SettingError, match="some words"):
        print_hits(published, "  ")
    with pytest.raises(SettingError, match="make refresh"):
        print_hits(Settings(data_folder=tmp_path), "mosaics")
