"""What is learned by counting, for every fold that may be left out: words of English pages, names of markup."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.markup import markup_columns
from dagster_project.text.separation.pages import Columns, Integers, Pages
from dagster_project.text.separation.words import summed, weigh
from training import grams
from training.data import FOLDS
from training.examples import Examples
from training.grams import Found


@dataclass(frozen=True)
class Words:
    """The grams of English pages, counted by fold."""

    examples: Examples

    @cached_property
    def grams(self) -> list[str]:
        """Grams of several domains."""
        return grams.frequent_grams(self.examples.pages, self.examples.domains, self.firsts)

    @cached_property
    def firsts(self) -> Integers:
        """Lines that no line of their domain before them repeats."""
        texts = (line.text.strip() for line in self.examples.pages.lines)
        return grams.first_of_each(zip(self.examples.domains.tolist(), texts, strict=True))

    def find(self, examples: Examples) -> Found:
        """Where they stand on these pages."""
        return examples.found("words", lambda: grams.find(self.grams, examples.pages))

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """Lines by fold, gram, side and label."""
        pages, labels = self.examples.pages, self.examples.labels
        found = self.find(self.examples)
        first = np.isin(found.lines, self.firsts)
        sides = [labels, *(pages.shifted(labels.astype(np.float32), by).astype(np.int64) for by in (1, -1))]
        counted = Found(found.lines[first], found.grams[first])
        return grams.count(counted, sides, self.examples.domains, self.examples.folds, len(self.grams))

    def out_of_fold(self, examples: Examples, without: int | None) -> Columns:
        """Word features of each line by weights that have seen neither its fold nor the one left out."""
        found = self.find(examples)
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
        """Names that several domains use."""
        users: dict[str, set[int]] = defaultdict(set)
        for line, domain in zip(self.examples.pages.lines, self.examples.domains.tolist(), strict=True):
            for name in line.markup:
                users[name].add(domain)
        return sorted(name for name, found in users.items() if len(found) >= grams.MIN_DOMAINS)

    def find(self, examples: Examples) -> Found:
        """Where they stand on these pages."""
        return examples.found("markup", lambda: self._find(examples.pages))

    def _find(self, pages: Pages) -> Found:
        number_of = {name: number for number, name in enumerate(self.names)}
        pairs = [
            (number, number_of[name])
            for number, line in enumerate(pages.lines)
            for name in line.markup
            if name in number_of
        ]
        return Found(*np.array(pairs, dtype=np.int64).T)

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """Lines by fold, name and label."""
        examples = self.examples
        return grams.count(self.find(examples), [examples.labels], examples.domains, examples.folds, len(self.names))

    def out_of_fold(self, examples: Examples, without: int | None) -> Columns:
        """Markup features of each line by weights that have seen neither its fold nor the one left out."""
        found = self.find(examples)
        weights = _weights_by_fold(self.counts, without)

        def columns(fold: int) -> Columns:
            said = summed(examples.pages.count, found.lines, weights[fold][found.grams, 0])
            return markup_columns(examples.pages, said)

        return _by_fold(examples, columns)

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
