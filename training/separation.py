"""Train the line model: `python -m training.separation [OUTPUT]` reads DATELINE_BENCH and writes the model file.

The same data gives the same file. Fold models, which have not seen a fold's domains, are made by `train` for
`make quality` (tests/quality/folds.py); the model that ships is made from all folds.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.orchestration.models import LINE_MODEL_FILE
from dagster_project.text.separation.features import extractor_columns, wordless_columns
from dagster_project.text.separation.layout import cue_columns
from dagster_project.text.separation.line_model import FORMAT
from dagster_project.text.separation.markup import markup_columns
from dagster_project.text.separation.pages import Columns, Pages
from dagster_project.text.separation.words import weigh
from training import boosting, grams
from training.data import FOLDS, UNKNOWN, domains, folds
from training.grams import Found
from training.labels import LabelledPage, flattened_pages, rendered_pages

Integers = NDArray[np.int64]
MAX_WORDS_WEIGHED = 100  # longer lines weigh no more


@dataclass(frozen=True)
class Examples:
    """Labelled lines of a set of pages, with what does not depend on which folds are left out."""

    labelled: Sequence[LabelledPage]
    domain_of: dict[str, str]
    fold_of: dict[str, int]

    @cached_property
    def pages(self) -> Pages:
        return Pages.of([page.lines for page in self.labelled])

    @cached_property
    def labels(self) -> Integers:
        return np.concatenate([page.labels for page in self.labelled])

    @cached_property
    def folds(self) -> Integers:
        return np.repeat([self.fold_of[page.page_id] for page in self.labelled], self.pages.sizes)

    @cached_property
    def domains(self) -> Integers:
        """A number for the domain of each line's page."""
        names = [self.domain_of[page.page_id] for page in self.labelled]
        return np.repeat(np.unique(names, return_inverse=True)[1], self.pages.sizes)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Long lines weigh more, because the measure counts words."""
        words = np.array([line.word_count for line in self.pages.lines])
        given = np.repeat([page.weight for page in self.labelled], self.pages.sizes)
        weights: NDArray[np.float64] = np.sqrt(np.minimum(words, MAX_WORDS_WEIGHED) + 5) * given
        return weights

    @cached_property
    def wordless(self) -> Columns:
        return wordless_columns(self.pages, {})

    @cached_property
    def cues(self) -> Columns:
        return cue_columns(self.pages)

    def fit(self, columns: Columns, without: int | None) -> dict[str, Any]:
        """A forest fitted to all folds but one."""
        rows = (self.labels != UNKNOWN) & (self.folds != (-1 if without is None else without))
        return boosting.fit({name: values[rows] for name, values in columns.items()}, self.labels[rows], self.weights[rows])


@dataclass(frozen=True)
class Words:
    """The grams of English pages, counted by fold."""

    examples: Examples

    @cached_property
    def grams(self) -> list[str]:
        pages = self.examples.pages
        keys = zip(self.examples.domains.tolist(), (line.text.strip() for line in pages.lines), strict=True)
        return grams.frequent_grams(pages, self.examples.domains, self._firsts(keys))

    def _firsts(self, keys: Any) -> Integers:
        return grams.first_of_each(keys)

    @cached_property
    def found(self) -> Found:
        return grams.find(self.grams, self.examples.pages)

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        pages, labels = self.examples.pages, self.examples.labels
        keys = zip(self.examples.domains.tolist(), (line.text.strip() for line in pages.lines), strict=True)
        first = np.isin(self.found.lines, self._firsts(keys))
        sides = [labels, *(pages.shifted(labels.astype(np.float32), by).astype(np.int64) for by in (1, -1))]
        counted = Found(self.found.lines[first], self.found.grams[first])
        return grams.count(counted, sides, self.examples.domains, self.examples.folds, len(self.grams))

    def out_of_fold(self, examples: Examples, without: int | None) -> Columns:
        """Word features of each line by weights that have seen neither its fold nor the one left out."""
        found = self.found if examples is self.examples else grams.find(self.grams, examples.pages)
        weights = _weights_by_fold(self.counts, without)
        return _by_fold(examples, lambda fold: weigh(examples.pages, found.lines, weights[fold][found.grams]))

    def table(self, without: int | None) -> dict[str, Any]:
        """The gram weights that the model file holds."""
        return dict(grams.named(self.grams, grams.weigh_counts(self.counts, [] if without is None else [without])))

    def rarity(self, without: int | None) -> dict[str, int]:
        """How rare words are on the pages of all folds but one."""
        words: dict[str, set[str]] = {}
        bounds = self.examples.pages.bounds
        for page, start, stop in zip(self.examples.labelled, bounds[:-1], bounds[1:], strict=True):
            if self.examples.fold_of[page.page_id] != without and page.page_id not in words:
                words[page.page_id] = {word for line in self.examples.pages.words[start:stop] for word in line}
        return grams.rarity(words)


@dataclass(frozen=True)
class Markup:
    """The names of the elements around lines of HTML pages, counted by fold."""

    examples: Examples

    @cached_property
    def names(self) -> list[str]:
        users: dict[str, set[int]] = defaultdict(set)
        for line, domain in zip(self.examples.pages.lines, self.examples.domains.tolist(), strict=True):
            for name in line.markup:
                users[name].add(domain)
        return sorted(name for name, found in users.items() if len(found) >= grams.MIN_DOMAINS)

    @cached_property
    def found(self) -> Found:
        return self.find(self.examples)

    def find(self, examples: Examples) -> Found:
        number_of = {name: number for number, name in enumerate(self.names)}
        pairs = [
            (number, number_of[name])
            for number, line in enumerate(examples.pages.lines)
            for name in line.markup
            if name in number_of
        ]
        return Found(*np.array(pairs, dtype=np.int64).T)

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        examples = self.examples
        return grams.count(self.found, [examples.labels], examples.domains, examples.folds, len(self.names))

    def out_of_fold(self, examples: Examples, without: int | None) -> Columns:
        """Markup features of each line by weights that have seen neither its fold nor the one left out."""
        found = self.find(examples)
        weights = _weights_by_fold(self.counts, without)
        return _by_fold(
            examples, lambda fold: markup_columns(examples.pages, found.lines, weights[fold][found.grams, 0])
        )

    def table(self, without: int | None) -> dict[str, int]:
        """The weights that the model file holds."""
        weights = grams.weigh_counts(self.counts, [] if without is None else [without])
        return {name: row[0] for name, row in grams.named(self.names, weights).items()}


def _weights_by_fold(counts: NDArray[np.float64], without: int | None) -> list[Integers]:
    left_out = set() if without is None else {without}
    return [grams.weigh_counts(counts, {fold, *left_out}) for fold in range(FOLDS)]


def _by_fold(examples: Examples, measure: Callable[[int], Columns]) -> Columns:
    """Columns whose lines of each fold are measured for that fold."""
    columns: Columns = {}
    for fold in range(FOLDS):
        here = examples.folds == fold
        for name, values in measure(fold).items():
            columns.setdefault(name, np.zeros(len(here), dtype=np.float32))[here] = values[here]
    return columns


class Trainer:
    """Everything that is read and measured once, for as many models as are wanted."""

    def __init__(self, bench: Path) -> None:
        domain_of = domains(bench)
        fold_of = folds(domain_of)

        def examples(pages: list[LabelledPage]) -> Examples:
            return Examples(pages, domain_of, fold_of)

        texts, rendered = flattened_pages(bench), rendered_pages(bench)
        self.texts, self.english_texts = examples(texts), examples(_english(texts))
        self.rendered, self.english_rendered = examples(rendered), examples(_english(rendered))
        self.words, self.markup = Words(self.english_texts), Markup(self.rendered)

    def train(self, without: int | None = None) -> dict[str, Any]:
        """The content of a model file, trained on all folds but one."""
        return {
            "format": FORMAT,
            "forests": {
                "text_en": self.english_texts.fit(self.english(self.english_texts, without), without),
                "text_any": self.texts.fit(self.texts.wordless, without),
                "html_en": self.english_rendered.fit(
                    self.english(self.english_rendered, without) | self.marked(self.english_rendered, without), without
                ),
                "html_any": self.rendered.fit(self.rendered.wordless | self.marked(self.rendered, without), without),
            },
            "rarity": self.words.rarity(without),
            "words": self.words.table(without),
            "markup": self.markup.table(without),
        }

    def english(self, examples: Examples, without: int | None) -> Columns:
        """Features of English lines, learned words out of fold."""
        wordless = wordless_columns(examples.pages, self.words.rarity(without))
        return wordless | examples.cues | self.words.out_of_fold(examples, without)

    def marked(self, examples: Examples, without: int | None) -> Columns:
        """Features of rendered lines beside those of any line, learned markup out of fold."""
        kept = extractor_columns(examples.pages, [page.kept for page in examples.labelled])
        return self.markup.out_of_fold(examples, without) | kept


def _english(pages: Sequence[LabelledPage]) -> list[LabelledPage]:
    """English pages of which every line is labelled."""
    return [page for page in pages if page.language == "en" and page.weight == 1]


def write(content: dict[str, Any], path: Path) -> None:
    """Write a model file: one line a tree, so that it can be read and compared."""
    path.parent.mkdir(parents=True, exist_ok=True)
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(compact.replace('{"feature":', '\n{"feature":') + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """The command line."""
    bench = os.environ.get("DATELINE_BENCH")
    if not bench:
        sys.stderr.write("DATELINE_BENCH is not set: it names the folder of the benchmarks.\n")
        return 1
    write(Trainer(Path(bench)).train(), Path(arguments[0]) if arguments else LINE_MODEL_FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
