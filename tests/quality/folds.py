"""Honest figures: each dev page is separated by a line model that has not seen its domain.

A model for each fold of domains is trained once and kept in a folder that git ignores, under a digest of the training
code and data. The pipeline then runs as it is, but for its line model: `by_fold` parts each batch by the folds of its
documents and calls the stage's own function on each part.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from dagster_project.orchestration.engine import Model
from dagster_project.orchestration.models import load_line_model
from dagster_project.orchestration.runner import StageRunner
from dagster_project.orchestration.stages import SEPARATION, Stage
from dagster_project.settings import PROJECT_ROOT
from dagster_project.text.separation import separate_pages
from dagster_project.text.separation.line_model import LineModel
from training.data import FOLDS, domains, folds, page_of, read_rows
from training.separation import Trainer, write

CACHE = PROJECT_ROOT / ".fold_models"
CODE = ("training", "dagster_project/text/separation")  # decides, with the data, what a fold's model is
NO_PART = ("sourcing.py",)  # trains something else
DATA = ("pages.dev", "text_body.dev", "text_body.dev.gold", "html_body.dev.gold")


@dataclass(frozen=True)
class FoldModels:
    """The model of each fold, and the fold of each document."""

    models: Mapping[int, LineModel]
    fold_of: Mapping[str, int]  # by document id


def fold_files(bench: Path, cache: Path = CACHE) -> list[Path]:
    """The model file of each fold, trained unless it is in the cache."""
    folder = cache / _digest(bench)
    files = [folder / f"without_{fold}.json" for fold in range(FOLDS)]
    missing = [fold for fold, file in enumerate(files) if not file.is_file()]
    if missing:
        trainer = Trainer(bench)
        for fold in missing:
            write(trainer.train(fold), files[fold])
    return files


def folds_of_documents(
    fold_of_pages: Mapping[str, int], documents: Mapping[str, str], pages: Mapping[str, str | None] | None = None
) -> dict[str, int]:
    """The fold of each document, given the document of each input id.

    `pages` names the pages of texts whose ids do not; None stands for a page that no model has seen.
    """
    named = pages or {}
    return {
        document: fold_of_pages.get(named[identifier] or "", 0)
        if identifier in named
        else fold_of_pages[page_of(identifier)]
        for identifier, document in documents.items()
    }


def pages_of_pool(bench: Path) -> dict[str, str | None]:
    """The page in whose chrome a text of the pool of copies stands, by id; None where it is no page of ours.

    The gold names the origin: "s/PAGE", or "s/STORY~PAGE" where one page's story was put into another's chrome.
    """
    texts = read_rows(bench / "data" / "neardup.dev.jsonl.gz")
    golds = read_rows(bench / "data" / "neardup.dev.gold.jsonl.gz")
    origins = {gold[side]: gold[f"orig_{side}"] for gold in golds for side in ("a", "b")}
    return {
        text["id"]: origins[text["id"]].rsplit("/", 1)[-1].rsplit("~", 1)[-1] if text["id"] in origins else None
        for text in texts
    }


def by_fold(document_contents: pa.Table, line_model: FoldModels) -> dict[str, pa.Table]:
    """The stage's own function on the documents of each fold, with that fold's model."""
    numbers = [line_model.fold_of[document] for document in document_contents.column("document_id").to_pylist()]
    parts = [
        separate_pages(document_contents.filter(pa.array([number == fold for number in numbers])), model)
        for fold, model in line_model.models.items()
    ]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in SEPARATION.outputs}


def folded(runner: StageRunner, bench: Path, documents: Mapping[str, str]) -> StageRunner:
    """The runner with the line model of each document's fold in place of the one that ships.

    `documents` gives the document of each input id; all are dev pages, or made of one.
    """
    fold_of = folds_of_documents(folds(domains(bench)), documents, pages_of_pool(bench))
    model = Model("line_model", "folds", partial(_load, tuple(fold_files(bench)), fold_of))
    stages = tuple(by_folds(stage) for stage in runner.stages)
    return dataclasses.replace(runner, models={**runner.models, "line_model": lambda: model}, stages=stages)


def by_folds(stage: Stage) -> Stage:
    """The separation stage by folds; any other as it is."""
    return dataclasses.replace(stage, function=by_fold) if stage is SEPARATION else stage


def _load(files: tuple[Path, ...], fold_of: Mapping[str, int]) -> FoldModels:
    return FoldModels({fold: load_line_model(file) for fold, file in enumerate(files)}, fold_of)


def _digest(bench: Path) -> str:
    folders = [PROJECT_ROOT / folder for folder in CODE]
    code = [path for folder in folders for path in sorted(folder.rglob("*.py")) if path.name not in NO_PART]
    data = [bench / "data" / f"{name}.jsonl.gz" for name in DATA]
    digest = hashlib.sha256()
    for path in [*code, *data]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]
