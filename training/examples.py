"""Labelled lines of a set of pages, and the rows that a model is fitted to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.features import wordless_columns
from dagster_project.text.separation.layout import cue_columns
from dagster_project.text.separation.pages import Columns, Integers, Pages
from dagster_project.text.separation.prose import judge
from training import boosting
from training.data import UNKNOWN
from training.grams import Found
from training.labels import LabelledPage

MAX_WORDS_WEIGHED = 100  # longer lines weigh no more


@dataclass(frozen=True)
class Examples:
    """Labelled lines of a set of pages, with what does not depend on which folds are left out."""

    labelled: Sequence[LabelledPage]
    domain_of: dict[str, str]
    fold_of: dict[str, int]
    _found: dict[str, Found] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Pages:
        """All lines."""
        return Pages.of([[judge(line) for line in page.lines] for page in self.labelled])

    @cached_property
    def labels(self) -> Integers:
        """1 body, 0 chrome, -1 unknown."""
        return np.concatenate([page.labels for page in self.labelled])

    @cached_property
    def folds(self) -> Integers:
        """The fold of each line's page."""
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
        """Features that hold in any language."""
        return wordless_columns(self.pages, {})

    @cached_property
    def cues(self) -> Columns:
        """Features of English cues."""
        return cue_columns(self.pages)

    def found(self, kind: str, find: Callable[[], Found]) -> Found:
        """Where grams of a kind stand on these pages, looked for once."""
        if kind not in self._found:
            self._found[kind] = find()
        return self._found[kind]

    def rows(self, without: int | None) -> NDArray[np.bool_]:
        """Which lines a model is trained on: the labelled ones of all folds but one."""
        found: NDArray[np.bool_] = (self.labels != UNKNOWN) & (self.folds != (-1 if without is None else without))
        return found

    def domains_of(self, without: int | None) -> set[str]:
        """The domains of these lines."""
        names = sorted({self.domain_of[page.page_id] for page in self.labelled})
        return {names[number] for number in np.unique(self.domains[self.rows(without)])}

    def fit(self, columns: Columns, without: int | None) -> dict[str, Any]:
        """A forest fitted to the lines of all folds but one."""
        rows = self.rows(without)
        return boosting.fit(
            {name: values[rows] for name, values in columns.items()}, self.labels[rows], self.weights[rows]
        )
