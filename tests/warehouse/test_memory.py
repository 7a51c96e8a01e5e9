"""What DuckDB needs stays small however much is new: pages pass by a check, articles are added slice by slice."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.sql_models import model_sql, rendered

PAGES = """
create table article_texts as
select md5(number::varchar) as article_id, repeat(md5(number::varchar), 625) as page_text
from range(4000) as pages (number)
"""
SPANS = """
create table mentions as
select article_id, char_start, char_start + 8 as char_end, substring(page_text, char_start + 1, 8) as surface
from article_texts
cross join (select 640 * number as char_start from range(25) as places (number))
order by article_id
"""
PASSAGES = """
create table reuse_passages as
select
    article_id, article_id as other_article_id, char_start, char_end, surface,
    char_start as other_char_start, char_end as other_char_end, surface as other_surface
from mentions limit 50000
"""
STATEMENTS = """
create table statements as
select *, 0 as cue_start, 0 as cue_end, '' as cue, 0 as speaker_start, 0 as speaker_end, '' as speaker
from mentions limit 0
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """80 million characters of pages, of which a fortieth was checked before."""
    file = tmp_path_factory.mktemp("memory") / "pages.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(PAGES)
        connection.execute("create table int_checked_articles as select article_id from article_texts limit 100")
        for table in (SPANS, PASSAGES, STATEMENTS):
            connection.execute(table)
        for name in ("date_mentions", "date_evidence", "source_evidence"):
            connection.execute(f"create table {name} as from mentions limit 0")
    return file


@pytest.mark.parametrize("check", ["assert_offsets_hold", "assert_passages_end_where_words_do"])
def test_a_check_of_pages_fits_into_memory_beside_articles_that_were_checked_before(
    check: str, corpus: Path, tmp_path: Path
) -> None:
    config = {"threads": 2, "memory_limit": "200MB", "temp_directory": str(tmp_path)}
    with duckdb.connect(str(corpus), read_only=True, config=config) as connection:
        (pages,) = connection.execute("select sum(length(page_text)) from article_texts").fetchone()
        (faults,) = connection.execute(f"select count(*) from ({model_sql(check)})").fetchone()
    assert pages == 80_000_000
    assert (faults == 0) is (check == "assert_offsets_hold")  # made passages end within words


@pytest.mark.parametrize(
    ("changed", "slices", "slices_of_all"), [(0, 1, 4), (5_000, 1, 4), (5_001, 2, 4), (20_000, 4, 4)]
)
def test_articles_that_are_not_as_they_were_are_added_slice_by_slice(
    changed: int, slices: int, slices_of_all: int
) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table articles as select n as article_id, n as article_state from range(20000) r (n)"
        )
        connection.execute("create schema raw")
        connection.execute(
            "create table raw.checked_articles as select article_id, article_state as own_state from articles"
        )
        connection.execute("update raw.checked_articles set own_state = null where article_id < ?", [changed])
        for anew, expected in (("false", slices), ("true", slices_of_all)):
            query = rendered("{{ number_of_slices('articles', 'own_state', " + anew + ") }}")
            assert connection.execute(query).fetchone() == (expected,)
