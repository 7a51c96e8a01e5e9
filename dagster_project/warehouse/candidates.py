"""Pairs of documents that share enough rows of an index, found without comparing everything with everything.

What is a pair is a function of the set of documents, whatever order and batches they came in. A key that many documents
share (a standing blurb, a wire story) brings each of them together with the few that have the smallest ids only. When
a new document becomes one of these, the one that it displaces is compared anew (`displaced`).
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from dagster_project.warehouse.batches import LISTED, StageVersion, listed
from dagster_project.warehouse.connections import transaction

# Documents that a key brings together with all others that have it. A copy shares dozens of keys with its original, so
# that one common hub is enough for a family to hold together; a blurb in n articles costs n times so many pairs.
HUBS = 24
# Least number of shared keys, and their least share of the fewer keys of the two.
MIN_SHARED_KEYS = 3
MIN_SHARED_SHARE = 0.03
# S608 is silenced below because only names of tables and the constants above are put into the SQL, never a text.


def prepare(
    connection: duckdb.DuckDBPyConnection, own: StageVersion, index: str, outputs: Sequence[str], waiting: Sequence[str]
) -> list[str]:
    """Forget all pairs of the waiting documents and of those that they displace; returns the ids of both.

    One transaction: a run that is killed later finds them waiting again.
    """
    with transaction(connection):
        _note_documents(connection, own, waiting)
        connection.execute(f"insert into waiting {_displaced(index)}")
        for name in outputs:
            connection.execute(
                f"delete from raw.{name} where document_id in (from waiting) or other_document_id in (from waiting)"  # noqa: S608
            )
        connection.execute(
            "delete from raw.stage_progress where stage = ? and document_id in (from waiting)", [own.stage]
        )
    return [str(row[0]) for row in connection.execute("from waiting order by all").fetchall()]


def find(connection: duckdb.DuckDBPyConnection, index: str) -> set[str]:
    """Make the temporary table of candidate pairs of the waiting documents; returns the ids of those that have any."""
    connection.execute(
        f"""create or replace temp table candidate_pairs as
        with {_keys(index)},
        shared as (select gram_hash from keys group by gram_hash having count(*) > 1),
        ranked as (
            select *, row_number() over (partition by gram_hash order by document_id) as rank
            from keys semi join shared using (gram_hash)
        ),
        counted as (
            select hub.document_id, other.document_id as other_document_id, count(*) as shared_count
            from ranked as hub join ranked as other
            on hub.gram_hash = other.gram_hash and hub.document_id < other.document_id
            where hub.rank <= {HUBS} and (hub.document_id in (from waiting) or other.document_id in (from waiting))
            group by all having shared_count >= {MIN_SHARED_KEYS}
        ),
        paired as (select document_id from counted union select other_document_id from counted),
        sizes as (
            select document_id, count(*) as key_count
            from raw.{index} semi join paired using (document_id) group by document_id
        )
        select if(other_document_id in (from waiting), other_document_id, counted.document_id) as owner_id,
            counted.document_id, other_document_id
        from counted
        join sizes as one on counted.document_id = one.document_id
        join sizes as two on other_document_id = two.document_id
        where shared_count >= {MIN_SHARED_SHARE} * least(one.key_count, two.key_count)"""  # noqa: S608
    )
    return {str(row[0]) for row in connection.execute("select distinct owner_id from candidate_pairs").fetchall()}


def read(connection: duckdb.DuckDBPyConnection, owner_ids: Sequence[str]) -> pa.Table:
    """The candidate pairs whose turn it is with these documents."""
    return connection.execute(
        f"select * from candidate_pairs where owner_id in {LISTED} order by all",  # noqa: S608
        [listed(owner_ids)],
    ).to_arrow_table()


def _note_documents(connection: duckdb.DuckDBPyConnection, own: StageVersion, waiting: Sequence[str]) -> None:
    """Temporary tables of the documents that are waiting, those that are done, and both (`compared`)."""
    connection.execute(
        f"create or replace temp table waiting as from {LISTED} as ids (document_id)",
        [listed(waiting)],
    )
    connection.execute(
        "create or replace temp table finished as select document_id from raw.stage_progress"
        " where stage = ? and effective_version = ? and outcome = 'done'",
        [own.stage, own.effective_version],
    )
    connection.execute("create or replace temp table compared as from waiting union from finished")


def _keys(index: str) -> str:
    """SQL: the rows of the index whose keys a waiting document has: what is old is scanned, and nothing else."""
    return f"""
    wanted as (select distinct gram_hash from raw.{index} semi join waiting using (document_id)),
    keys as (
        select gram_hash, document_id
        from raw.{index} semi join wanted using (gram_hash) semi join compared using (document_id)
    )"""  # noqa: S608


def _displaced(index: str) -> str:
    """SQL: finished documents that were among the first of a key and, with the waiting ones, no longer are."""
    return f"""
    with {_keys(index)},
    crowded as (select gram_hash from keys group by gram_hash having count(*) > {HUBS}),
    ranked as (
        select document_id, gram_hash, document_id in (from finished) as is_finished,
            row_number() over (partition by gram_hash order by document_id) as rank
        from keys semi join crowded using (gram_hash)
    ),
    ranked_before as (
        select *, count(*) filter (where is_finished) over (partition by gram_hash order by rank) as rank_before
        from ranked
    )
    select distinct document_id from ranked_before where is_finished and rank_before <= {HUBS} and rank > {HUBS}"""  # noqa: S608
