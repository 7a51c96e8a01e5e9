"""Which articles passed all checks, in which state: until that changes, checks of an article's own rows leave it out.

Python notes the states (raw.checked_articles); which articles still have theirs is a model (int_checked_articles).
"""

from __future__ import annotations

import pyarrow as pa

from dagster_project.warehouse.connections import BuildFile, transaction
from dagster_project.warehouse.schema import CHECKED_ARTICLES, create_table

LEFT_OUT = pa.schema([("article_id", pa.string()), ("document_id", pa.string())])


def check_anew(build: BuildFile) -> None:
    """Let the next checks look at all rows."""
    with build.open() as connection, transaction(connection):
        connection.execute("create schema if not exists intermediate")
        create_table(connection, "raw.checked_articles", CHECKED_ARTICLES)
        create_table(connection, "intermediate.int_checked_articles", LEFT_OUT)  # what dbt made of the other


def remember_checked(build: BuildFile) -> None:
    """All checks have passed on all articles as they are now."""
    with build.open() as connection:
        connection.execute(
            "create or replace table raw.checked_articles as"
            " select article_id, in_corpus.article_state, alone.article_state as own_state"
            " from intermediate.int_articles_in_corpus as in_corpus"
            " inner join intermediate.int_articles as alone using (article_id)"
        )
