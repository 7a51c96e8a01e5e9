"""The stage runner: what is pending runs, what fails costs itself only, and the rest changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from pebble.pool.process import PoolManager

from dagster_project.orchestration.engine import InlineEngine, PoolEngine, Preparation
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.runner import batch_size
from dagster_project.orchestration.stages import downstream_of, effective_version, upstream_of
from dagster_project.settings import Settings
from dagster_project.warehouse import build as builds
from tests.orchestration.toy_bench import ALL_WELL, ONE_OF_EACH_KIND, REASONS, WORDS, Bench
from tests.orchestration.toy_stages import NAME, SHOUT, TOY_STAGES, end_the_worker


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, InlineEngine())


@pytest.fixture
def pool() -> Iterator[PoolEngine]:
    engine = PoolEngine(workers=2)
    yield engine
    engine.close()


def test_a_second_run_calls_no_stage_function(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.add(ALL_WELL)
    assert bench.run() == [(12, 0), (12, 0)]
    before = bench.tables()
    monkeypatch.setattr(InlineEngine, "submit", None)
    assert bench.run() == [(0, 0), (0, 0)]
    assert bench.tables() == before


def test_a_new_document_costs_itself_only(bench: Bench) -> None:
    bench.add(ALL_WELL)
    bench.run()
    bench.add({"new": "more words"})
    assert bench.run() == [(1, 0), (1, 0)]


def test_a_changed_reference_row_runs_what_reads_it_and_nothing_else(bench: Bench) -> None:
    bench.add(ALL_WELL)
    bench.run()
    bench.ask("update reference.gazetteer_actors set actor_name = 'Republic of Kenya'")
    assert bench.run() == [(0, 0), (12, 0)]
    assert bench.ask("select distinct surface[:17] from raw.ner_spans") == [("Republic of Kenya",)]


def test_a_raised_stage_version_runs_the_stage_and_what_reads_it(bench: Bench) -> None:
    bench.add(ALL_WELL)
    bench.run()
    bench.runner = replace(bench.runner, stages=(replace(SHOUT, version=2), NAME))
    assert bench.run() == [(12, 0), (12, 0)]


def test_a_document_that_raises_becomes_a_row_with_its_reason(bench: Bench) -> None:
    bench.add({**WORDS, "d03": "raise"})
    assert bench.run() == [(11, 1), (11, 0)]
    assert bench.ask("select document_id, stage, reason from raw.stage_progress where outcome = 'failed'") == [
        ("d03", "shout", "ValueError: this document raises")
    ]
    assert bench.run() == [(0, 0), (0, 0)]


def test_a_document_that_kills_or_hangs_its_worker_costs_that_document_only(tmp_path: Path, pool: PoolEngine) -> None:
    bench = Bench(tmp_path, pool)
    bench.add(ONE_OF_EACH_KIND)
    assert bench.run() == [(9, 3), (9, 0)]
    assert bench.reasons() == REASONS
    assert bench.ask("select count(*) from raw.page_texts") == [(9,)]


def test_a_worker_that_dies_before_it_was_heard_costs_no_other_document(
    tmp_path: Path, pool: PoolEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_a_while(manager: PoolManager, timeout: float) -> None:
        time.sleep(0.3)  # longer than pebble waits between two looks for dead workers
        heard(manager, timeout)

    heard = PoolManager.process_next_message
    monkeypatch.setattr(PoolManager, "process_next_message", after_a_while)
    bench = Bench(tmp_path, pool)
    bench.runner = replace(bench.runner, document_seconds=20.0)
    bench.add({"d01": "words", "d02": "die"})
    assert bench.run() == [(1, 1), (1, 0)]
    assert bench.reasons() == {"d02": REASONS["d07"]}


def test_a_document_whose_worker_somebody_else_ended_is_done_at_the_second_time(
    tmp_path: Path, pool: PoolEngine
) -> None:
    bench = Bench(tmp_path, pool)
    bench.runner = replace(bench.runner, batch_documents=1, document_seconds=60.0)
    bench.add({"d01": "words", "d02": f"die once: {tmp_path / 'died'}"})
    assert bench.run() == [(2, 0), (2, 0)]


def test_a_worker_that_ends_while_it_gets_ready_costs_no_document(tmp_path: Path, pool: PoolEngine) -> None:
    pool.prepare(Preparation((SHOUT.function,), (end_the_worker,)))
    bench = Bench(tmp_path, pool)
    bench.add(ALL_WELL)
    assert bench.run() == [(12, 0), (12, 0)]


def test_no_more_workers_start_than_can_have_a_batch(settings: Settings) -> None:
    for number in range(3):
        (settings.landing_folder / f"{number}.txt").write_text(f"words of {number}", encoding="utf-8")
    refresh = Refresh(replace(settings, engine="pool", workers=8, batch_documents=2, ner=False))
    try:
        refresh.take_in()
        assert refresh.engine().slots == 2 * 2
    finally:
        refresh.close()


@pytest.mark.parametrize("size", [1, 3, 100])
def test_batch_size_and_engine_change_nothing(tmp_path: Path, bench: Bench, pool: PoolEngine, size: int) -> None:
    other = Bench(tmp_path / "other", pool)
    other.runner = replace(other.runner, batch_documents=size)
    for each in (bench, other):
        each.add({**WORDS, "d03": "raise"})
        each.run()
    assert bench.tables() == other.tables()


@pytest.mark.parametrize(
    ("documents", "most", "size"), [(5, 128, 32), (100, 128, 32), (300, 128, 75), (100_000, 128, 128), (100, 8, 8)]
)
def test_batches_grow_with_the_work_as_long_as_every_worker_has_some(documents: int, most: int, size: int) -> None:
    assert batch_size(documents, most, slots=4) == size


def test_a_failed_document_is_tried_again_on_request_and_then_flows_on(bench: Bench) -> None:
    bench.add({**WORDS, "d03": "raise"})
    bench.run()
    bench.words["d03"] = "better now"
    with bench.build.open() as connection:
        assert builds.forget_failures(connection) == 1
    assert bench.run() == [(1, 0), (1, 0)]


def test_a_document_that_begins_to_fail_loses_what_later_stages_made_of_it(bench: Bench) -> None:
    bench.add(ALL_WELL)
    bench.run()
    bench.words["d03"] = "raise"
    bench.runner = replace(bench.runner, stages=(replace(SHOUT, version=2), NAME))
    assert bench.run(bench.runner.stages[0]) == [(11, 1)]
    assert bench.ask("select count(*) from raw.ner_spans where document_id = 'd03'") == [(0,)]
    assert bench.runner.pending() == {"shout": 0, "name": 11}


def test_an_input_that_cannot_be_read_costs_its_document_only(bench: Bench) -> None:
    bench.add(ALL_WELL)
    read: Callable[[pa.Table], pa.Table] = bench.contents

    def with_one_damaged(documents: pa.Table) -> pa.Table:
        if "d05" in documents.column("document_id").to_pylist():
            raise OSError("content of d05 is damaged")
        return read(documents)

    bench.runner = replace(bench.runner, read_contents=with_one_damaged)
    assert bench.run() == [(11, 1), (11, 0)]


def test_stages_know_who_reads_them() -> None:
    assert upstream_of(NAME, TOY_STAGES) == [SHOUT]
    assert downstream_of(SHOUT, TOY_STAGES) == [NAME]


@pytest.mark.parametrize(
    "other",
    [
        effective_version(replace(NAME, version=2), {"shout": "a"}, {"gazetteer_actors": "b"}),
        effective_version(NAME, {"shout": "x"}, {"gazetteer_actors": "b"}),
        effective_version(NAME, {"shout": "a"}, {"gazetteer_actors": "x"}),
        effective_version(replace(NAME, libraries=("pytest",)), {"shout": "a"}, {"gazetteer_actors": "b"}),
    ],
)
def test_an_effective_version_changes_with_everything_that_the_result_depends_on(other: str) -> None:
    assert effective_version(NAME, {"shout": "a"}, {"gazetteer_actors": "b"}) != other
