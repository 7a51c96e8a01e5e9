"""Figures on dev are honest: no page is scored by a line model, or by weights, that were trained on its domain."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from dagster_project.text.separation import separate_pages
from dagster_project.text.separation.line_model import LineModel
from dagster_project.text.sourcing import find_sources
from tests.quality.folds import FoldModels, by_fold, folds_of_documents, pages_of_pool
from tests.quality.scores import INPUTS, TRAINED_ON
from tests.quality.source_folds import find_by_fold
from tests.text.separated import contents
from training import boosting
from training.data import FOLDS, domain_of, domains, folds, page_of, read_rows
from training.separation import Trainer

OUTLETS = [f"outlet{number}.example" for number in range(2 * FOLDS)]
STORY = "The harbour council voted on Tuesday to reopen the northern ferry line after a pause of eleven years, it said."


@pytest.fixture(scope="module")
def toy_bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dev set of the bench's form: one page and one text an outlet, each with a word of its own."""
    bench = tmp_path_factory.mktemp("bench")
    texts = {f"sh:{outlet}": f"Menu\nShop\n{STORY} {outlet[:7]}only.\n{STORY}\nPrivacy" for outlet in OUTLETS}
    golds = [{"id": page, "set": "body", "lang": "en", "body": STORY} for page in texts]
    trusted = {"gold_in_static_html": True, "gold_suspect": False}
    pages = [
        {"id": page, "url": f"https://www.{page[3:]}/a", "html": "".join(f"<p>{line}" for line in text.split("\n"))}
        for page, text in texts.items()
    ]
    _pack(bench, "pages.dev", pages)
    _pack(bench, "html_body.dev.gold", [gold | trusted for gold in golds])
    _pack(bench, "text_body.dev", [{"id": f"{page}#semi", "text": text} for page, text in texts.items()])
    _pack(bench, "text_body.dev.gold", [g | {"id": g["id"] + "#semi", "set": "main", "lab": "..BB."} for g in golds])
    return bench


def _pack(bench: Path, name: str, rows: Iterable[dict[str, Any]]) -> None:
    path = bench / "data" / f"{name}.jsonl.gz"
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture(scope="module")
def toy_models(toy_bench: Path) -> list[dict[str, Any]]:
    """The model of each fold of the toy bench, and last the one of all."""
    with pytest.MonkeyPatch.context() as patch:
        _train_little(patch)
        trainer = Trainer(toy_bench)
        return [trainer.train(fold) for fold in (*range(FOLDS), None)]


def _train_little(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(boosting, "TREES", 3)
    patch.setitem(boosting.PARAMETERS, "min_data_in_leaf", 1)


def test_the_model_of_a_fold_is_trained_on_all_domains_but_those_of_the_fold(
    toy_bench: Path, toy_models: list[dict[str, Any]]
) -> None:
    domain_of_page = domains(toy_bench)
    fold_of_page = folds(domain_of_page)
    for fold, model in enumerate(toy_models[:-1]):
        own = {domain_of_page[page] for page, number in fold_of_page.items() if number == fold}
        assert set(model["domains"]) == set(OUTLETS) - own
    assert set(toy_models[-1]["domains"]) == set(OUTLETS)


def test_the_same_data_gives_the_same_model(toy_bench: Path, toy_models: list[dict[str, Any]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _train_little(patch)
        assert Trainer(toy_bench).train() == toy_models[-1]


def test_each_document_is_separated_by_the_model_of_its_fold(toy_models: list[dict[str, Any]]) -> None:
    models = {fold: LineModel.of(model) for fold, model in enumerate(toy_models[:2])}
    documents = contents(STORY, f"Menu\n{STORY}\n{STORY}", f"{STORY}\nShop")
    fold_of = {"d0": 1, "d1": 0, "d2": 1}
    together = by_fold(documents, FoldModels(models, fold_of))["page_lines"].to_pylist()
    for number in range(3):
        alone = separate_pages(documents.slice(number, 1), models[fold_of[f"d{number}"]])["page_lines"].to_pylist()
        assert [row for row in together if row["document_id"] == f"d{number}"] == alone


def test_the_names_of_each_document_compete_by_the_weights_of_its_fold(toy_models: list[dict[str, Any]]) -> None:
    documents = contents(f"Harbour Post\n{STORY}\nCopyright 2021 Harbour Post", f"Bay News\n{STORY}\n© 2021 Bay News")
    separated = separate_pages(documents, LineModel.of(toy_models[-1]))
    weights = [{"prior": -1.0, "copyright_year": 2.0}, {"prior": -3.0, "media_word": 1.0}]
    fold_of = {"d0": 1, "d1": 0}
    together = find_by_fold(documents, **separated, weights=weights, fold_of=fold_of)["source_evidence"].to_pylist()
    alone = [
        find_sources(documents, **separated, publisher_weights=own)["source_evidence"].to_pylist() for own in weights
    ]
    assert alone[0] != alone[1]
    for document, fold in fold_of.items():
        assert [row for row in together if row["document_id"] == document] == [
            row for row in alone[fold] if row["document_id"] == document
        ]


@pytest.mark.parametrize("task", TRAINED_ON)
def test_no_dev_page_is_scored_by_a_model_trained_on_its_domain(task: str, bench_folder: Path) -> None:
    domain_of_page = {
        row["id"]: domain_of(row["url"]) for row in read_rows(bench_folder / "data" / "pages.dev.jsonl.gz")
    }
    fold_of_page = folds(domains(bench_folder))
    inputs = [row["id"] for row in read_rows(bench_folder / "data" / f"{INPUTS.get(task, task)}.dev.jsonl.gz")]
    pages = pages_of_pool(bench_folder) if task == "neardup" else {each: page_of(each) for each in inputs}
    scored_by = folds_of_documents(fold_of_page, {identifier: identifier for identifier in inputs}, pages)
    trained_on = [
        {domain_of_page[page] for page, number in fold_of_page.items() if number != fold} for fold in range(FOLDS)
    ]
    known = [each for each in inputs if pages[each] in domain_of_page]
    assert len(known) > len(inputs) / 3
    assert not [each for each in known if domain_of_page[pages[each] or ""] in trained_on[scored_by[each]]]
