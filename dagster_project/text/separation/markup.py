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

_Call = tuple[str, str, str, str]  # tag, class, id and role of an element


@dataclass(slots=True)
class Names:
    """Names of the elements of a page: lines whose elements are called alike, as those of a list, share them."""

    calls: dict[Any, _Call] = field(default_factory=dict)  # by element
    known: dict[tuple[_Call, ...], tuple[str, ...]] = field(default_factory=dict)

    def of(self, around: Sequence[Any]) -> tuple[str, ...]:
        """All names of a line's elements: for the nearest `1:tag`, `1:.word`, for all `tag`, `.word`."""
        calls = tuple([self.calls.get(each) or self.calls.setdefault(each, _call(each)) for each in around])
        return self.known.get(calls) or self.known.setdefault(calls, _names(calls))


def _call(element: Any) -> _Call:
    return element.tag, element.get("class", ""), element.get("id", ""), element.get("role", "")


def _names(calls: Sequence[_Call]) -> tuple[str, ...]:
    upwards = calls[::-1]
    near = [_names_of(call, f"{distance}:") for distance, call in enumerate(upwards[:NEAR], start=1)]
    return tuple(dict.fromkeys(chain(*near, *[_names_of(call) for call in upwards])))


@lru_cache(maxsize=CACHED_CALLS)
def _names_of(call: _Call, prefix: str = "") -> tuple[str, ...]:
    tag, classes, identifier, role = call
    words = NAME_WORD.findall(f"{classes} {identifier}"[:400])[:MAX_WORDS]
    roles = [f"role={role}"] if role else []
    return tuple(prefix + name for name in (tag, *dict.fromkeys(f".{word.lower()}" for word in words), *roles))


@dataclass(frozen=True, slots=True)
class MarkupWeights:
    """Weights of names in hundredths of log-odds; names without one say nothing."""

    weights: Mapping[str, int]

    def columns(self, pages: Pages) -> Columns:
        """What the names around each line say."""
        names = chain.from_iterable(line.markup for line in pages.lines)
        weights = np.fromiter(map(self.weights.get, names, repeat(0)), dtype=np.int64)
        lines = np.repeat(np.arange(pages.count), [len(line.markup) for line in pages.lines])
        return markup_columns(pages, lines, weights)


def markup_columns(pages: Pages, lines: NDArray[np.int64], weights: NDArray[np.int64]) -> Columns:
    """Features of the weights of each line's names (in order of lines), and of the elements themselves."""
    found = {f"markup_{name}": values for name, values in summed(pages.count, lines, weights).items()}
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
