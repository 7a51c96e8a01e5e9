"""Answer a benchmark task with the real pipeline: `python -m tests.quality.predict TASK INPUT.jsonl[.gz] OUTPUT.jsonl`.

With `--folds`, for dev pages only, neither the line model nor the publishers' weights have seen the page's domain (see
folds.py and source_folds.py).

The inputs are landed as files in a temporary folder, the stages and the dbt models run up to the deciding mart, and
the answers are read from its tables: no rule of this module ranks, maps or assembles anything.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import duckdb

from dagster_project.landing.decoding import DOCUMENT_ID_DIGITS
from dagster_project.orchestration.dbt import run_dbt
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.runner import StageRunner
from dagster_project.orchestration.stages import (
    ALIASES,
    ATTRIBUTION,
    COMPARISON,
    DATING,
    INDEXING,
    SEPARATION,
    SOURCING,
    TAGGING,
    Stage,
)
from dagster_project.settings import Settings
from tests.quality.folds import folded
from tests.quality.source_folds import with_source_folds

# What inputs say besides their text, and the hint of a sidecar that it is.
HINTS = {"url": "url", "dct": "published"}
BODY_LINES = """
select document_id, to_json({
    keep: list(line_number - 1 order by line_number), confidence: any_value(separation_confidence)
})
from marts.article_lines
inner join intermediate.int_articles using (article_id)
inner join staging.stg_page_texts using (document_id)
where is_body group by document_id
"""
BODIES = """
select document_id, to_json({body: body_text})
from marts.article_texts inner join intermediate.int_articles using (article_id)
"""
DATES = """
select document_id, to_json({date: published_on, earliest: published_earliest, latest: published_latest})
from marts.articles
"""
SOURCES = """
select document_id, to_json({source: source_name, title: title, author: string_split(author, '; ')})
from marts.articles left join marts.sources using (source_id)
"""
ENTITIES = """
select document_id, to_json({entities: list({surface: surface, type: entity_type, count: mention_count})})
from (
    select document_id, surface, entity_type, count(*) as mention_count
    from intermediate.int_entities inner join intermediate.int_articles using (article_id) group by all
) group by document_id
"""
TIMES = """
select document_id, to_json({timex: coalesce(list(timex order by char_start) filter (timex is not null), [])})
from intermediate.int_articles left join (
    select article_id, char_start, json_array(char_start, char_end, case
        when mention_kind in ('duration', 'set') then upper(mention_kind)
        when time_of_day is not null then 'TIME' else 'DATE'
    end, date_value) as timex
    from marts.date_mentions
) using (article_id) group by document_id
"""
QUOTES = """
select document_id, to_json({quotes: coalesce(list(quote order by statement_number) filter (quote is not null), [])})
from intermediate.int_articles left join (
    select article_id, statement_number, {
        content: [char_start, char_end], source: if(speaker_start is null, null, [speaker_start, speaker_end])
    } as quote
    from marts.statements
) using (article_id) group by document_id
"""
# Articles of one body are paired with the first of them only; the scorer wants every pair.
KIN = """
with kin as (
    select one.document_id, two.document_id as other_document_id, relation
    from intermediate.int_reuse_pairs as pairs
    inner join intermediate.int_articles as one using (article_id)
    inner join intermediate.int_articles as two on two.article_id = pairs.other_article_id
    where is_kin
)
select document_id, other_document_id from kin
union
select one.other_document_id, two.other_document_id
from kin as one inner join kin as two using (document_id, relation)
where relation = 'exact' and one.other_document_id < two.other_document_id
"""
Rows = Iterable[dict[str, object]]


def answers_of_inputs(found: list[tuple[str, str]], documents: Mapping[str, str]) -> Rows:
    """A prediction for every input, empty where nothing was found; `found` are documents with answers in JSON."""
    answers = dict(found)
    for identifier, document in documents.items():
        yield {"id": identifier, **json.loads(answers.get(document, "{}"))}


def related_inputs(found: list[tuple[str, str]], documents: Mapping[str, str]) -> Rows:
    """A prediction for every pair of related inputs; `found` are pairs of documents. Equal inputs are one document."""
    inputs: dict[str, list[str]] = defaultdict(list)
    for identifier, document in documents.items():
        inputs[document].append(identifier)
    pairs = {(one, other) for a, b in found for one in inputs[a] for other in inputs[b]}
    pairs |= {pair for same in inputs.values() for pair in combinations(same, 2)}
    yield from ({"a": one, "b": other} for one, other in sorted(pairs))


@dataclass(frozen=True, slots=True)
class Task:
    """What a task needs built, and the query that reads its answers."""

    stages: tuple[Stage, ...]
    models: str  # dbt selection
    answers: str  # SQL: what `rows` makes predictions of
    suffix: str = ".txt"
    rows: Callable[[list[tuple[str, str]], Mapping[str, str]], Rows] = answers_of_inputs


TASKS = {
    "text_body": Task((SEPARATION,), "+article_lines", BODY_LINES),
    "html_body": Task((SEPARATION,), "+article_texts", BODIES, ".html"),
    "pub_date_text": Task((SEPARATION, DATING), "+articles", DATES),
    "pub_date_html": Task((SEPARATION, DATING), "+articles", DATES, ".html"),
    "source_text": Task((SEPARATION, SOURCING), "+articles +sources", SOURCES),
    "timex": Task((SEPARATION, DATING), "+date_mentions", TIMES),
    "neardup": Task((SEPARATION, INDEXING, COMPARISON), "+int_reuse_pairs", KIN, rows=related_inputs),
    "quotes": Task((SEPARATION, ALIASES, ATTRIBUTION), "+statements +actors", QUOTES),
    "entities": Task((SEPARATION, ALIASES, TAGGING), "+int_entities +mentions +actors", ENTITIES),
}


def predict(task: Task, inputs: Path, output: Path, folder: Path, bench: Path | None = None) -> None:
    """Write one prediction a line for every input, or pair of inputs; `folder` is for landing and data.

    With `bench` the inputs are dev pages, and each is read by models and weights that have not seen its domain.
    """
    settings = Settings.from_env({}, landing_folder=folder / "landing", data_folder=folder / "data")
    documents = dict(land(read_lines(inputs), settings.landing_folder, task.suffix))
    work = Refresh(settings)
    try:
        work.take_in()
        run_dbt(settings, "seed", "--full-refresh")
        runner = unseeing(work.stages, task, bench, documents) if bench else work.stages
        for stage in runner.stages:
            if stage.name in {each.name for each in task.stages}:
                runner.run(stage)
    finally:
        work.close()
    run_dbt(settings, "run", "--full-refresh", "--select", task.models)
    with duckdb.connect(str(settings.build_file), read_only=True) as connection:
        found = connection.execute(task.answers).fetchall()
    with output.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in task.rows(found, documents))


def unseeing(runner: StageRunner, task: Task, bench: Path, documents: Mapping[str, str]) -> StageRunner:
    """The runner with models and weights that have not seen the domains of the documents."""
    by_lines = folded(runner, bench, documents)
    return with_source_folds(by_lines, bench, documents) if SOURCING in task.stages else by_lines


def read_lines(path: Path) -> Iterator[Mapping[str, str]]:
    """The rows of a JSON lines file, packed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def land(rows: Iterator[Mapping[str, str]], landing: Path, suffix: str) -> Iterator[tuple[str, str]]:
    """Write each input as a file, its address and date of reference into a sidecar; yields input and document id."""
    landing.mkdir(parents=True)
    for number, row in enumerate(rows):
        content = (row.get("html") or row.get("text") or "").encode("utf-8", "replace")
        (landing / f"{number:06d}{suffix}").write_bytes(content)
        hints = {hint: row[key] for key, hint in HINTS.items() if row.get(key)}
        if hints:
            (landing / f"{number:06d}{suffix}.meta.json").write_text(json.dumps(hints), encoding="utf-8")
        yield row["id"], hashlib.sha256(content).hexdigest()[:DOCUMENT_ID_DIGITS]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("inputs", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--folds", action="store_true", help="dev pages, by models that have not seen their domains")
    options = parser.parse_args()
    bench = Path(os.environ["DATELINE_BENCH"]) if options.folds else None
    with tempfile.TemporaryDirectory(prefix="dateline_predict_", dir=os.environ.get("TMPDIR")) as folder:
        predict(TASKS[options.task], options.inputs, options.output, Path(folder), bench)
    return 0


if __name__ == "__main__":
    sys.exit(main())
