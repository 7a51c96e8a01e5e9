"""What the elements around a line are called: tags, words of classes and ids, with learned weights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.pages import Columns, Pages
from dagster_project.text.separation.words import summed

LOOKED_AT = 10  # elements, from the line's own upwards
NEAR = 3  # of these, the ones whose names also count by themselves, each at its distance
MAX_WORDS = 12  # of the classes and the id of an element
NAME_WORD = re.compile(r"[A-Z]?[a-z]{2,24}")
TAGS = (
    "p", "li", "a", "span", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "blockquote", "figcaption", "strong", "b",
    "em", "i", "time", "button", "label", "dd", "dt", "pre", "article", "section", "header", "footer", "ul", "br",
)  # fmt: skip


@dataclass(slots=True)
class Names:
    """Names of elements, found once an element of a page."""

    known: dict[Any, tuple[str, ...]] = field(default_factory=dict)

    def of(self, around: Sequence[Any]) -> tuple[str, ...]:
        """All names of a line's elements, outermost first: `tag`, `.word`, and for the nearest `1:tag`, `1:.word`."""
        names: dict[str, None] = {}
        for distance, element in enumerate(reversed(around), start=1):
            own = self.known.get(element) or self.known.setdefault(element, _names(element))
            names |= dict.fromkeys(own)
            if distance <= NEAR:
                names |= dict.fromkeys(f"{distance}:{name}" for name in own)
        return tuple(names)


def _names(element: Any) -> tuple[str, ...]:
    words = NAME_WORD.findall(f"{element.get('class', '')} {element.get('id', '')}"[:400])[:MAX_WORDS]
    roles = [f"role={element.get('role')}"] if element.get("role") else []
    return (str(element.tag), *dict.fromkeys(f".{word.lower()}" for word in words), *roles)


@dataclass(frozen=True, slots=True)
class MarkupWeights:
    """Weights of names in hundredths of log-odds; names without one say nothing."""

    weights: Mapping[str, int]

    def columns(self, pages: Pages) -> Columns:
        """What the names around each line say."""
        known = self.weights.get
        found = [(number, known(name, 0)) for number, line in enumerate(pages.lines) for name in line.markup]
        pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
        return markup_columns(pages, pairs[:, 0], pairs[:, 1])


def markup_columns(pages: Pages, lines: NDArray[np.int64], weights: NDArray[np.int64]) -> Columns:
    """Features of the weights of each line's names (in order of lines), and of the elements themselves."""
    found = {f"markup_{name}": values for name, values in summed(pages.count, lines, weights).items()}
    for by in (-2, -1, 1, 2):
        found[f"markup_mean_{by:+d}"] = pages.shifted(found["markup_mean"], by, 0.0)
    found["markup_around"] = pages.around(found["markup_mean"], 4, 4)
    found["markup_over_page"] = found["markup_mean"] - pages.around(found["markup_mean"], pages.count, pages.count)
    links = np.array([round(100 * line.link_share) for line in pages.lines], dtype=np.float32)
    found |= {"link_share": links, "link_share_around": pages.around(links, 3, 3)}
    for distance in (1, 2):
        found[f"tag_{distance}"] = np.array(
            [_tag(line.markup, f"{distance}:") for line in pages.lines], dtype=np.float32
        )
    found["in_heading"] = np.array([bool(line.tags & HEADINGS) for line in pages.lines], dtype=np.float32)
    return found


HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
TAG_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}


def _tag(markup: Sequence[str], prefix: str) -> int:
    """Number of the tag at a distance, -1 for one that is not in the list."""
    names = (name[len(prefix) :] for name in markup if name.startswith(prefix))
    return next((TAG_NUMBERS[name] for name in names if name in TAG_NUMBERS), -1)


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
