"""Pairs of documents are a function of the set of documents, whatever way they came in."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dagster_project.orchestration.engine import InlineEngine, Model
from dagster_project.orchestration.runner import StageRunner
from dagster_project.orchestration.stages import COMPARISON, CONTENTS, INDEXING, Stage
from dagster_project.text.records import DOCUMENT_CONTENTS, PAGE_LINES, PAGE_TEXTS
from dagster_project.text.reuse.grams import Frequencies
from dagster_project.warehouse import build as builds
from dagster_project.warehouse import removal
from dagster_project.warehouse.connections import BuildFile
from tests.conftest import NOON
from tests.orchestration.toy_bench import ARRIVALS, SCHEMA
from tests.orchestration.toy_stages import table

NOTHING_KNOWN = Model("gram_frequencies", "none", lambda: Frequencies.of(_EMPTY))
_EMPTY = {"format": 1, "domains": 10, "grams": {}, "words": {}}


def all_body(document_contents: pa.Table) -> dict[str, pa.Table]:
    """Pages of one line, which is the body."""
    pages, lines = [], []
    for each in document_contents.to_pylist():
        key = {"document_id": each["document_id"]}
        pages.append({**key, "page_text": each["content"]})
        end = len(each["content"])
        lines.append({**key, "line_number": 1, "char_start": 0, "char_end": end, "observed_role": "body"})
    return {"page_texts": table(pages, PAGE_TEXTS), "page_lines": table(lines, PAGE_LINES)}


STAGES = (Stage("separation", 1, (CONTENTS,), ("page_texts", "page_lines"), all_body), INDEXING, COMPARISON)


def sentences(seed: int, count: int) -> list[str]:
    """Sentences of made-up words, no two alike."""
    dice = random.Random(seed)
    return [" ".join(f"w{dice.randrange(10**6)}" for _ in range(12)) + ". " for _ in range(count)]


def corpus(size: int = 14) -> dict[str, str]:
    """Articles of which all share a blurb, some are copies with changes, and some stand alone."""
    dice, story, blurb = random.Random(5), sentences(1, 8), "".join(sentences(2, 2))
    texts = {}
    for number in range(size):
        own = sentences(100 + number, 8)
        told = [one if dice.random() < number % 3 / 2.5 else other for one, other in zip(story, own, strict=True)]
        texts[f"{dice.randrange(16**6):06x}"] = "".join(told) + blurb
    return texts


class Corpus:
    """A build file into which documents come a few at a time."""

    def __init__(self, folder: Path, batch_documents: int = 4) -> None:
        engine = InlineEngine()
        self.texts: dict[str, str] = {}
        self.runner = StageRunner(
            build=BuildFile(folder / "build.duckdb", folder / "temp", threads=1),
            read_contents=self.contents,
            engine=lambda: engine,
            models={"gram_frequencies": lambda: NOTHING_KNOWN},
            now=lambda: NOON,
            batch_documents=batch_documents,
            stages=STAGES,
        )
        with builds.open_current(self.runner.build, SCHEMA):
            pass

    def contents(self, documents: pa.Table) -> pa.Table:
        rows = [
            {"document_id": each, "media_type": "text/plain", "content": self.texts[each]}
            for each in documents.column("document_id").to_pylist()
        ]
        return pa.Table.from_pylist(rows, schema=DOCUMENT_CONTENTS)

    def add(self, texts: dict[str, str]) -> list[int]:
        """Let documents come in and bring everything up to date; returns how many each stage did."""
        self.land(texts)
        return self.run()

    def land(self, texts: dict[str, str]) -> None:
        self.texts.update(texts)
        with self.runner.build.open() as connection:
            connection.execute("insert into raw.documents select unnest(?::varchar[])", [list(texts)])

    def run(self) -> list[int]:
        return [self.runner.run(stage).documents_done for stage in self.runner.stages]

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with self.runner.build.open() as connection:
            return connection.execute(query).fetchall()

    def found(self) -> tuple[object, ...]:
        """All pairs and passages."""
        return tuple(self.ask(f"from raw.{name} order by all") for name in COMPARISON.outputs)


def at_once(folder: Path, texts: dict[str, str]) -> tuple[object, ...]:
    """What is found when all documents come at once, in one batch."""
    whole = Corpus(folder, batch_documents=100)
    whole.add(texts)
    return whole.found()


@pytest.mark.usefixtures("few_hubs")
@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(order=st.permutations(sorted(corpus())), sizes=st.lists(st.integers(1, 6), min_size=1), batch=st.integers(1, 5))
def test_order_of_arrival_and_batches_change_no_pair(order: Sequence[str], sizes: list[int], batch: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        expected = at_once(Path(folder) / "whole", corpus())
        assert len(expected[0]) > 10  # type: ignore[arg-type]
        parts, waiting = Corpus(Path(folder) / "parts", batch), list(order)
        for size in [*sizes, len(waiting)]:
            parts.add({each: corpus()[each] for each in waiting[:size]})
            del waiting[:size]
        assert parts.found() == expected


@pytest.mark.usefixtures("few_hubs")
def test_a_run_that_is_killed_between_two_batches_ends_in_the_same_pairs(tmp_path: Path) -> None:
    texts = corpus()
    killed = Corpus(tmp_path / "killed", batch_documents=1)
    killed.add(dict(list(texts.items())[:7]))
    killed.land(dict(list(texts.items())[7:]))
    compare, calls = COMPARISON.function, iter([True] * 3)

    def dies(**tables: pa.Table) -> dict[str, pa.Table]:
        if not next(calls, False):
            raise KeyboardInterrupt
        return dict(compare(**tables))

    whole = killed.runner
    killed.runner = replace(whole, stages=(*STAGES[:2], replace(COMPARISON, function=dies)))
    with pytest.raises(KeyboardInterrupt):
        killed.run()
    killed.runner = whole
    killed.run()
    assert killed.found() == at_once(tmp_path / "whole", texts)


@pytest.mark.usefixtures("few_hubs")
@pytest.mark.parametrize("gone", range(3))
def test_without_a_removed_document_the_pairs_are_as_if_it_had_never_come(tmp_path: Path, gone: int) -> None:
    texts = corpus()
    removed = sorted(texts)[gone]  # among the first, which bring others together
    some = Corpus(tmp_path / "some")
    some.add(texts)
    with some.runner.build.open() as connection:
        removal.forget_documents(connection, [removed], SCHEMA.tables, ARRIVALS["deliveries"].empty_table())
    some.run()
    assert some.found() == at_once(tmp_path / "whole", {each: texts[each] for each in texts if each != removed})


def test_a_new_document_is_compared_with_what_shares_rare_words_with_it_only(tmp_path: Path) -> None:
    story = "".join(sentences(1, 8))
    texts = {f"{number:02d}": "".join(sentences(50 + number, 8)) for number in range(8)} | {"99": story}
    some = Corpus(tmp_path)
    some.add(texts)
    assert some.found() == ([], [])
    assert some.add({"55": "Now told again. " + story}) == [1, 1, 1]
    assert some.ask("select document_id, other_document_id from raw.reuse_pairs") == [("55", "99")]


@pytest.mark.usefixtures("few_hubs")
def test_a_phrase_that_all_share_brings_each_together_with_a_few_only(tmp_path: Path) -> None:
    blurb = "".join(sentences(2, 3))
    many = Corpus(tmp_path)
    many.add({f"{number:02d}": "".join(sentences(50 + number, 3)) + blurb for number in range(20)})
    pairs = many.ask("select count(*) from raw.reuse_pairs")
    assert pairs == [(19 + 18 + 17,)]


def test_nothing_new_compares_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    same = Corpus(tmp_path)
    same.add(corpus())
    monkeypatch.setattr(InlineEngine, "submit", None)
    assert same.run() == [0, 0, 0]
