"""Golden records: what the pipeline makes of each text of the sample corpus, in a form that a person can read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.orchestration.stages import STAGES
from dagster_project.settings import Settings
from dagster_project.text.records import STAGE_TABLES
from dagster_project.warehouse.batches import table_digest

FOLDER = Path(__file__).parent / "records"
DIGESTS = Path(__file__).with_name("stage_digests.json")
UNREAD = "unread"  # the verdict of a record that nobody has read since it changed

ARTICLES = """
select articles.article_id, location, title, author, source_name as source, published_on::varchar as published_on,
    d.evidence_kind as date_from, d.surface as date_words, published_latest::varchar as published_latest,
    language, is_current, is_representative, body_word_count, page_word_count
from marts.articles
left join marts.sources using (source_id)
left join marts.date_evidence as d on articles.article_id = d.article_id and d.is_decisive
order by location, articles.article_id
"""
KIN = """
select families.relation, originals.location as derived_from, families.direction_basis
from marts.article_families as families
left join marts.articles as originals on families.derived_from_article_id = originals.article_id
where families.article_id = ? and families.relation is not null
"""
LINES = """
select line_number, role, line_text from marts.article_lines where article_id = ? order by line_number
"""
COUNTS = """
select actor_id, mention_count, page_mention_count from marts.mention_counts where article_id = ?
order by mention_count desc, page_mention_count desc, actor_id
"""
STATEMENTS = """
select concat_ws(' | ', statement_kind, coalesce(speaker_actor_id, '?'), speaker, cue, surface[:70])
from marts.statements where article_id = ? and is_content order by statement_number
"""
OTHER_DATES = """
select distinct evidence_kind, coalesce(candidate_date, surface) from marts.date_evidence
where article_id = ? and not is_decisive order by all
"""
REFUSED = "select location, outcome, reason_code from marts.deliveries where outcome = 'rejected' order by location"


def read_records(settings: Settings) -> dict[str, dict[str, Any]]:
    """One record an article, by file stem, and one for everything that was refused; without verdicts."""
    with duckdb.connect(str(settings.warehouse_file), read_only=True) as connection:
        result = connection.execute(ARTICLES)
        names = [column[0] for column in result.description]
        articles = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        records = {}
        for article in articles:
            identifier = article.pop("article_id")
            stem = article["location"].rsplit("/", 1)[-1]
            kin = [list(row) for row in connection.execute(KIN, [identifier]).fetchall()]
            records[stem] = {
                "article": article,
                **({"relation_to_original_by": kin[0]} if kin else {}),
                "other_dates": [list(row) for row in connection.execute(OTHER_DATES, [identifier]).fetchall()],
                "mentions_counted_and_on_page": {
                    actor: [counted, page]
                    for actor, counted, page in connection.execute(COUNTS, [identifier]).fetchall()
                },
                "statements": [said for (said,) in connection.execute(STATEMENTS, [identifier]).fetchall()],
                "lines": [
                    f"{number:>3} {role:<11} {text[:90]}"
                    for number, role, text in connection.execute(LINES, [identifier]).fetchall()
                ],
            }
        refused = [list(row) for row in connection.execute(REFUSED).fetchall()]
    return {**records, "refused": {"refused": refused}}


def read_digests(settings: Settings) -> dict[str, dict[str, Any]]:
    """Version and output digest of every stage on the sample corpus."""
    digests = {}
    with duckdb.connect(str(settings.build_file), read_only=True) as connection:
        for stage in STAGES:
            tables = [
                connection.execute(
                    f"select {', '.join(STAGE_TABLES[name].names)} from raw.{name} order by all"
                ).to_arrow_table()
                for name in stage.outputs
            ]
            digests[stage.name] = {"version": stage.version, "digest": "-".join(map(table_digest, tables))}
    return digests


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def save(path: Path, content: Any) -> None:
    """Write JSON for people: indented, readable letters."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
