"""What the elements around a line are called: tags, words of classes and ids, with learned weights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.pages import Columns, Pages
from dagster_project.text.separation.words import summed

LOOKED_AT = 10  # elements, from the line's own upwards
NEAR = 3  # of these, the ones whose names also count by themselves, each at its distance
TAGS_LOOKED_AT = (1, 2)  # the same of the tags
MAX_WORDS = 12  # of the classes and the id of an element
NAME_WORD = re.compile(r"[A-Z]?[a-z]{2,24}")
CACHED_CALLS = 20_000  # elements of an outlet's pages are called alike
TAGS = (
    "p", "li", "a", "span", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "blockquote", "figcaption", "strong", "b",
    "em", "i", "time", "button", "label", "dd", "dt", "pre", "article", "section", "header", "footer", "ul", "br",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Called:
    """Names of elements that are called alike; compared by identity, which is quicker than by names."""

    names: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """Names of the elements of a page: lines whose elements are called alike, as those of a list, share them."""

    around: dict[Any, tuple[_Called, ...]] = field(default_factory=dict)  # by element, the outermost first

    def of(self, element: Any) -> tuple[str, ...]:
        """All names of the elements around a line: for the nearest `1:tag`, `1:.word`, for all `tag`, `.word`."""
        return _names(self._around(element))

    def _around(self, element: Any) -> tuple[_Called, ...]:
        """What the element and those that it stands in are called."""
        missing = []
        while element is not None and element not in self.around:
            missing.append(element)
            element = element.getparent()
        called = self.around.get(element, ())
        for each in reversed(missing):
            called = self.around[each] = (*called[1 - LOOKED_AT :], _call(each))
        return called


def _call(element: Any) -> _Called:
    return _called(element.tag, element.get("class", ""), element.get("id", ""), element.get("role", ""))


@lru_cache(maxsize=CACHED_CALLS)
def _called(tag: str, classes: str, identifier: str, role: str) -> _Called:
    words = NAME_WORD.findall(f"{classes} {identifier}"[:400])[:MAX_WORDS]
    roles = [f"role={role}"] if role else []
    return _Called((tag, *dict.fromkeys(f".{word.lower()}" for word in words), *roles))


@lru_cache(maxsize=CACHED_CALLS)
def _near(called: _Called, distance: int) -> tuple[str, ...]:
    return tuple([f"{distance}:{name}" for name in called.names])


@lru_cache(maxsize=CACHED_CALLS)
def _names(called: tuple[_Called, ...]) -> tuple[str, ...]:
    upwards = called[::-1]
    near = [_near(each, distance) for distance, each in enumerate(upwards[:NEAR], start=1)]
    return tuple(dict.fromkeys(chain(*near, *[each.names for each in upwards])))


@dataclass(frozen=True, slots=True)
class MarkupWeights:
    """Weights of names in hundredths of log-odds; names without one say nothing."""

    weights: Mapping[str, int]

    def columns(self, pages: Pages) -> Columns:
        """What the names around each line say, weighed once for all lines that share them."""
        shared: dict[tuple[str, ...], int] = {}
        numbers = np.array([shared.setdefault(line.markup, len(shared)) for line in pages.lines], dtype=np.int64)
        weights = np.fromiter(map(self.weights.get, chain.from_iterable(shared), repeat(0)), dtype=np.int64)
        said = summed(len(shared), np.repeat(np.arange(len(shared)), list(map(len, shared))), weights)
        return markup_columns(pages, {name: values[numbers] for name, values in said.items()})


def markup_columns(pages: Pages, said: Columns) -> Columns:
    """Features of what the names around each line say, as `summed` has it, and of the elements themselves."""
    found = {f"markup_{name}": values for name, values in said.items()}
    for by in (-2, -1, 1, 2):
        found[f"markup_mean_{by:+d}"] = pages.shifted(found["markup_mean"], by, 0.0)
    found["markup_around"] = pages.around(found["markup_mean"], 4, 4)
    found["markup_over_page"] = found["markup_mean"] - pages.around(found["markup_mean"], pages.count, pages.count)
    links = np.round(100 * np.array([line.link_share for line in pages.lines])).astype(np.float32)
    found |= {"link_share": links, "link_share_around": pages.around(links, 3, 3)}
    for distance, numbers in TAG_NUMBERS.items():
        tags = [_tag(line.markup, numbers) for line in pages.lines]
        found[f"tag_{distance}"] = np.array(tags, dtype=np.float32)
    found["in_heading"] = np.array([not HEADINGS.isdisjoint(line.tags) for line in pages.lines], dtype=np.float32)
    return found


HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# By distance and name: what a tag at that distance is called, and its number.
TAG_NUMBERS = {
    distance: {f"{distance}:{tag}": number for number, tag in enumerate(TAGS)} for distance in TAGS_LOOKED_AT
}


def _tag(markup: Sequence[str], numbers: Mapping[str, int]) -> int:
    """Number of the tag at a distance, -1 for one that is not in the list."""
    return next((numbers[name] for name in markup if name in numbers), -1)


def kept_columns(pages: Pages, extractor: str, shares: NDArray[np.float32]) -> Columns:
    """Features of an extractor's decision: the share of each line's words that it kept, 0 to 1."""
    percent = np.round(100 * shares).astype(np.float32)
    kept = percent >= KEPT
    words = np.array([line.word_count for line in pages.lines], dtype=np.int64)
    return {
        f"{extractor}_kept": percent,
        f"{extractor}_above": pages.shifted(percent, -1, 0.0),
        f"{extractor}_below": pages.shifted(percent, 1, 0.0),
        f"{extractor}_around": pages.around(percent, 3, 3),
        f"{extractor}_since": np.minimum(pages.since(kept), 200).astype(np.float32),
        f"{extractor}_until": np.minimum(pages.until(kept), 200).astype(np.float32),
        f"{extractor}_words": pages.per_page(np.where(kept, words, 0)).astype(np.float32),
    }


KEPT = 60  # percent of a line's words, from which on an extractor counts as having kept it
