"""Honest figures of sources: the names of a dev page compete by weights that have not seen its domain.

The weights of each fold are fitted once, beside the line models of the folds, under a digest of what decides them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from dagster_project.orchestration.runner import StageRunner
from dagster_project.orchestration.stages import SOURCING
from dagster_project.settings import PROJECT_ROOT
from dagster_project.text.sourcing import find_sources
from tests.quality.folds import fold_files, folds_of_documents
from training.data import FOLDS, domains, folds
from training.sourcing import examples, weights_without

CODE = "dagster_project/text/sourcing"
FILES = ("training/sourcing.py", "dbt/seeds/publishers.csv", "dbt/seeds/media_owners.csv")
DATA = ("source_text.dev", "source_text.dev.gold")

Weights = Mapping[str, float]


def with_source_folds(runner: StageRunner, bench: Path, documents: Mapping[str, str]) -> StageRunner:
    """The runner with the sourcing stage by folds. `documents` gives the document of each input id."""
    fold_of = folds_of_documents(folds(domains(bench)), documents)
    function = partial(find_by_fold, weights=fold_weights(bench), fold_of=fold_of)
    stages = tuple(
        dataclasses.replace(stage, function=function) if stage is SOURCING else stage for stage in runner.stages
    )
    return dataclasses.replace(runner, stages=stages)


def find_by_fold(
    document_contents: pa.Table,
    page_texts: pa.Table,
    page_lines: pa.Table,
    *,
    weights: Sequence[Weights],
    fold_of: Mapping[str, int],
) -> dict[str, pa.Table]:
    """The stage's own function on the documents of each fold, with that fold's weights."""
    numbers = [fold_of[document] for document in page_texts.column("document_id").to_pylist()]
    parts = [
        find_sources(
            document_contents, page_texts.filter(pa.array([number == fold for number in numbers])), page_lines, own
        )
        for fold, own in enumerate(weights)
    ]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in SOURCING.outputs}


def fold_weights(bench: Path) -> list[Weights]:
    """The weights of each fold, fitted unless they are kept."""
    folder = fold_files(bench)[0].parent
    file = folder / f"sources_{_digest(bench)}.json"
    if not file.is_file():
        pages = list(examples(bench))
        fitted = [weights_without(pages, fold) for fold in range(FOLDS)]
        file.write_text(json.dumps(fitted), encoding="utf-8")
    found: list[Weights] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _digest(bench: Path) -> str:
    paths = [*sorted((PROJECT_ROOT / CODE).rglob("*.py")), *(PROJECT_ROOT / file for file in FILES)]
    paths += [bench / "data" / f"{name}.jsonl.gz" for name in DATA]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]
