"""The same articles make the same families, whatever way they came in: real stages and the SQL of the models."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dagster_project.orchestration.digests import DBT_FOLDER
from dagster_project.warehouse import candidates
from tests.orchestration.test_comparison import Corpus, sentences
from tests.sql_models import build_models, model_sql

# What other models say of the articles: each document is one, and one document stands at two places.
INPUTS = {
    "int_articles": """
        select document_id || place as article_id, document_id, true as is_current,
            list_position($arrived, document_id) as first_delivery_number
        from raw.documents, (values (''), ('x')) as places (place) where place = '' or document_id = $twice
    """,
    "int_article_bodies": """
        select article_id, md5(page_text) as body_digest, len(string_split(page_text, ' ')) as body_word_count
        from raw.page_texts join int_articles using (document_id)
    """,
    "int_articles_sourced": "select article_id, null::varchar as source_id from int_articles",
    "int_outlets": "select null::varchar as found_source_id, null::varchar as source_id limit 0",
    "int_articles_dated": "select article_id, null::date as published_on from int_articles",
    "int_origin_clues": """
        select article_id, null::date as published_earliest, date '2024-06-01' as published_latest,
            null::date as told_on, false as has_republication_note, false as has_credit,
            document_id = $twice as has_dateline from int_articles
    """,
    "int_mention_counts": "select '' as article_id, '' as actor_id, 1 as mention_count limit 0",
    "int_date_mentions": """
        select '' as article_id, '' as date_value, '' as mention_kind, '' as granularity, null::varchar as modifier,
            true as is_content limit 0
    """,
}
MODELS = (
    "stg_reuse_pairs",
    "int_reuse_pairs",
    "int_reuse_agreements",
    "int_kin_groups",
    "int_reuse_directions",
    "int_article_relations",
    "int_article_families",
)


def corpus() -> dict[str, str]:
    """Two stories, each told again by several, one article that quotes both at length, some alone, two of one text."""
    dice, blurb = random.Random(3), "".join(sentences(9, 2))
    stories = [sentences(seed, 10) for seed in (1, 2)]
    texts = []
    for number in range(12):
        own, story = sentences(100 + number, 10), stories[number % 2]
        kept = dice.choice((1.0, 0.7, 0.5, 0.0))
        texts.append([told if dice.random() < kept else other for told, other in zip(story, own, strict=True)])
    texts.append(stories[0][:5] + sentences(200, 2) + stories[1][:2])
    texts.append(texts[2])
    return {f"{dice.randrange(16**6):06x}": "".join(told) + blurb * (number != 2) for number, told in enumerate(texts)}


def families(corpus: Corpus, arrived: Sequence[str]) -> tuple[set[frozenset[str]], list[tuple[object, ...]]]:
    """The members of each family, and what each article is to which other one, by the stages' rows and the models."""
    given = {"arrived": list(arrived), "twice": min(corpus.texts)}
    ranks = str(DBT_FOLDER / "seeds" / "reuse_direction_ranks.csv")
    with corpus.runner.build.open() as connection:
        connection.execute("create schema models")
        connection.execute("set schema = 'models'")
        for name, query in INPUTS.items():
            used = {key: value for key, value in given.items() if f"${key}" in query}
            connection.execute(f"create table {name} as {query}", used)
        connection.execute("create table reuse_direction_ranks as from read_csv(?)", [ranks])
        build_models(connection, MODELS)
        members = connection.execute("select list(article_id) from int_article_families group by family_id").fetchall()
        relations = connection.execute("from int_article_relations order by article_id").fetchall()
    return {frozenset(row[0]) for row in members}, relations


@cache
def at_once() -> tuple[set[frozenset[str]], list[tuple[object, ...]]]:
    """The families when all articles come at once, in one batch."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Corpus(Path(folder), batch_documents=100)
        whole.add(corpus())
        return families(whole, sorted(corpus()))


@pytest.mark.usefixtures("few_hubs")
@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@given(order=st.permutations(sorted(corpus())), sizes=st.lists(st.integers(1, 6), min_size=1), batch=st.integers(1, 5))
def test_order_of_arrival_and_batches_change_no_family(order: Sequence[str], sizes: list[int], batch: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts, waiting = Corpus(Path(folder), batch), list(order)
        for size in [*sizes, len(waiting)]:
            parts.add({each: corpus()[each] for each in waiting[:size]})
            del waiting[:size]
        assert families(parts, order) == at_once()


@pytest.mark.usefixtures("few_hubs")
def test_the_families_of_that_property_are_large_small_and_of_one() -> None:
    sizes = Counter(len(members) for members in at_once()[0])
    assert max(sizes) > candidates.HUBS
    assert sizes[1] > 1
    assert len(sizes) > 2


PASSAGE = {"char_start": 4, "char_end": 9, "other_char_start": 0, "other_char_end": 5}


@pytest.mark.parametrize("wrong", [{}, *({end: offset + by} for end, offset in PASSAGE.items() for by in (-1, 1))])
def test_a_passage_that_begins_or_ends_within_a_word_or_beside_one_fails_its_check(wrong: dict[str, int]) -> None:
    offsets = PASSAGE | wrong
    with duckdb.connect() as connection:
        connection.execute("create table int_checked_articles (article_id text)")
        connection.execute("create table article_texts (article_id text, page_text text)")
        connection.execute("insert into article_texts values ('a', 'The ice b broke.'), ('b', 'Ice b broke.')")
        listed = ", ".join(f"{offset} as {name}" for name, offset in offsets.items())
        connection.execute(
            f"create table reuse_passages as select 'a' as article_id, 'b' as other_article_id, {listed}"
        )
        found = connection.execute(model_sql("assert_passages_end_where_words_do")).fetchall()
    assert bool(found) == bool(wrong)
