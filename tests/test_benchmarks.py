"""`make bench`: what it measures is distinct documents and real answers, and its page holds what its data say."""

from __future__ import annotations

import importlib
import json
import random
import re
import subprocess
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.corpus import OUTLETS, copies, land, originals, other_number
from benchmarks.measuring import measure
from benchmarks.queries import QUESTIONS, questions
from benchmarks.report import in_order, read, targets, write
from dagster_project.settings import PROJECT_ROOT

RESULTS = {
    "machine": {"cores": 2, "python": "3.11"},
    "refreshes": [
        {"documents": 1000, "kind": "html", "run": "first", "seconds": 20.0, "processor_seconds": 40.0,
         "peak_megabytes": 900.0, "megabytes_on_disk": 50.0, "measured_on": "2026-11-29"},
    ],
    "without_us": [],
    "stages": [{"kind": "html", "part": "bare trafilatura", "documents_per_second": 50.0}],
    "questions": [
        {"question": "an actor by month", "mentions": 30, "seconds": 0.25},
        {"question": "swap of a release", "mentions": 30, "seconds": 0.001},
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["text", "html"])
def test_copies_are_distinct_and_the_same_in_every_run(kind: str) -> None:
    made = list(copies(kind, range(60), None))
    assert len(set(made)) == 60
    assert list(copies(kind, range(30, 60), None)) == made[30:]
    assert min(map(len, made)) > 100


@pytest.mark.parametrize("kind", ["text", "html"])
def test_copies_of_one_document_share_too_little_to_be_kin(kind: str) -> None:
    count = len(originals(kind, None))
    made = list(copies(kind, range(2 * count), None))
    for one, other in zip(made[:count], made[count:], strict=True):
        words, others = (
            re.findall(r"\w+", re.sub(r"(?s)<script.*?</script>|<[^>]*>", " ", text)) for text in (one, other)
        )
        runs, other_runs = ({*zip(each, each[1:], each[2:], strict=False)} for each in (words, others))
        assert len(runs & other_runs) < 0.1 * len(runs)


def test_in_a_copy_years_stay_and_a_month_or_a_day_becomes_another_one() -> None:
    chance = random.Random(1)
    assert other_number("2021", chance) == "2021"
    assert {int(other_number("07", chance)) for _ in range(500)} == set(range(1, 13))
    assert {int(other_number("24", chance)) for _ in range(500)} == set(range(13, 29))
    assert len({other_number("0815", chance) for _ in range(500)}) > 400
    assert len(other_number("7" * 5_000, chance)) == 5_000


def test_a_landed_corpus_has_a_line_for_each_document_and_many_outlets(tmp_path: Path) -> None:
    land(tmp_path, "text", range(1_500), None)
    lines = [json.loads(line) for path in sorted(tmp_path.iterdir()) for line in path.read_text("utf-8").splitlines()]
    assert len({line["text"] for line in lines}) == len({line["url"] for line in lines}) == 1_500
    assert len({line["url"].split("/")[2] for line in lines}) == OUTLETS


def test_a_measured_command_costs_time_and_memory_and_one_that_fails_is_no_figure() -> None:
    found = measure(["compileall", "-q", "-f", "benchmarks"], {})
    assert found.seconds > 0
    assert found.processor_seconds > 0
    with pytest.raises(subprocess.CalledProcessError):
        measure(["compileall", "-q", "no/such/folder", "-x", "("], {})


def test_every_question_has_an_answer_and_a_time(tmp_path: Path) -> None:
    found = list(questions(tmp_path, mentions=600_000))
    assert [row["question"] for row in found] == [*QUESTIONS, "swap of a release"]
    assert all(row["seconds"] > 0 for row in found)


def test_a_target_is_a_ratio_of_what_one_run_measured_or_says_that_it_was_not() -> None:
    found = {name: figure for name, figure, _ in targets(RESULTS)}
    assert found["HTML without the tagger, processor time"] == "2.00 times"  # 40 ms a page beside 20
    assert found["slowest question"] == "250.0 ms"
    assert found["swap of a release"] == "1.0 ms"
    assert found["peak memory without the tagger"] == "not measured in this run"


def test_the_page_holds_all_rows_and_its_plot(tmp_path: Path) -> None:
    write(RESULTS, tmp_path)
    page = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "| 1,000 | html | first | 20.0 | 40.0 | 900.0 | 50.0 | 2026-11-29 |" in page
    assert "performance.svg" in page
    assert (tmp_path / "performance.svg").read_text(encoding="utf-8").count("<svg") == 1
    assert json.loads((tmp_path / "performance.json").read_text(encoding="utf-8")) == RESULTS


def test_a_size_measured_again_stands_among_the_others(tmp_path: Path) -> None:
    write(RESULTS, tmp_path)
    before = read(tmp_path)["refreshes"]
    rows = in_order([{**before[0], "documents": 10_000}, {**before[0], "run": "nothing new"}, {**before[0]}])
    assert [(row["documents"], row["run"]) for row in rows] == [
        (1_000, "nothing new"),
        (1_000, "first"),
        (10_000, "first"),
    ]


def test_the_page_in_docs_is_the_one_that_its_data_make() -> None:
    data = report.FOLDER / "performance.json"
    pages = [report.FOLDER / name for name in ("performance.md", "performance.svg")]
    assert {path.exists() for path in pages} == {data.exists()}
    if data.exists():
        assert pages[0].read_text(encoding="utf-8") == report.page(json.loads(data.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted((PROJECT_ROOT / "benchmarks").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_every_benchmark_finds_what_it_imports(path: Path) -> None:
    importlib.import_module(f"benchmarks.{path.stem}")
