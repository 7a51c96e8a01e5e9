"""The lines of a batch of pages as arrays: what all features are measured on.

Nothing that is measured on a page depends on the pages beside it, and sums are sums of integers, so that the rows of a
page are the same however pages are batched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.lines import Line
from dagster_project.text.separation.prose import Judged

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Columns = dict[str, NDArray[np.float32]]  # features by name, one value a line


@dataclass(frozen=True)
class Pages:
    """Lines of several pages, one page after the other; page p holds lines bounds[p] to bounds[p + 1]."""

    judged: Sequence[Judged]
    bounds: Integers

    @classmethod
    def of(cls, pages: Sequence[Sequence[Judged]]) -> Pages:
        """The lines of these pages."""
        bounds = np.cumsum([0, *(len(judged) for judged in pages)])
        return cls([each for judged in pages for each in judged], bounds)

    @cached_property
    def lines(self) -> list[Line]:
        """All lines."""
        return [each.line for each in self.judged]

    @property
    def count(self) -> int:
        """Number of lines."""
        return len(self.judged)

    @cached_property
    def sizes(self) -> Integers:
        """Lines of each page."""
        return np.diff(self.bounds)

    @cached_property
    def first(self) -> Integers:
        """For each line the number of its page's first line in this batch."""
        return np.repeat(self.bounds[:-1], self.sizes)

    @cached_property
    def stop(self) -> Integers:
        """For each line the number behind its page's last line."""
        return np.repeat(self.bounds[1:], self.sizes)

    @cached_property
    def position(self) -> Integers:
        """For each line how many lines of its page stand before it."""
        return np.arange(self.count) - self.first

    @cached_property
    def words(self) -> list[list[str]]:
        """The first words of each line, in lower case."""
        return [line.words for line in self.lines]

    @cached_property
    def numbered_words(self) -> tuple[list[str], Integers, Integers]:
        """The distinct words, and for each word of `words` its line and its place among the distinct ones."""
        number_of: defaultdict[str, int] = defaultdict(count().__next__)
        words = np.fromiter(map(number_of.__getitem__, chain.from_iterable(self.words)), dtype=np.int64)
        lines = np.repeat(np.arange(self.count), np.fromiter(map(len, self.words), dtype=np.int64))
        return list(number_of), lines, words

    def per_page(self, values: Integers | NDArray[np.float32]) -> Integers:
        """For each line the sum over its page."""
        total = self.running(values)
        return total[self.stop] - total[self.first]

    def running(self, values: Integers | NDArray[np.float32] | Flags) -> Integers:
        """Sums of the values before each line, over the whole batch; one longer than the lines."""
        return np.concatenate([[0], np.cumsum(values, dtype=np.int64)])

    def shifted(self, values: NDArray[np.float32], by: int, outside: float = -1.0) -> NDArray[np.float32]:
        """For each line the value `by` lines below it, `outside` where its page has no such line."""
        where = np.arange(self.count) + by
        inside = (where >= self.first) & (where < self.stop)
        found = np.full(self.count, outside, dtype=np.float32)
        found[inside] = values[where[inside]]
        return found

    def around(self, values: Integers | NDArray[np.float32] | Flags, before: int, after: int) -> NDArray[np.float32]:
        """For each line the mean over the lines from `before` above to `after` below it that its page has."""
        running, number = self.running(values), np.arange(self.count)
        start, stop = np.maximum(number - before, self.first), np.minimum(number + after + 1, self.stop)
        means = (running[stop] - running[start]) / np.maximum(stop - start, 1)
        return np.asarray(means, dtype=np.float32)

    def since(self, flags: Flags) -> Integers:
        """For each line how many lines ago the last flagged one of its page stood, -1 where none did."""
        last = np.where(flags, np.arange(self.count), -1)
        last = np.maximum.accumulate(last) if self.count else last
        return np.where(last >= self.first, np.arange(self.count) - last, -1)

    def until(self, flags: Flags) -> Integers:
        """For each line how many lines below it the next flagged one of its page stands, -1 where none does."""
        size = self.count
        following = np.where(flags, np.arange(size), size)[::-1]
        following = np.minimum.accumulate(following)[::-1] if size else following
        return np.where(following < self.stop, following - np.arange(size), -1)
