"""How a page uses each of some names: how often in its story, and where in the lines around it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

from dagster_project.text.sourcing.clues import Page

LONG_LINE = 60  # characters: a sentence, where others are items of menus
TOP_LINES, BOTTOM_LINES, END_LINES = 10, 12, 3  # of a page
LEAST_LINES = 30  # of a page that has a bottom: a shorter one ends with its story
BETWEEN = (" - ", " | ", " – ", " — ", " · ", " » ")  # a title and the name of the site
BODY, AROUND, LEADING = (
    tuple(f"{where}_{count}" for count in range(most + 1))
    for where, most in (("body", 3), ("around", 6), ("leading", 3))
)


@dataclass(slots=True)
class Uses:
    """How often a page uses a name: in its story, in different lines around it, leading such a line; and where."""

    body: int = 0
    around: int = 0
    leading: int = 0
    places: set[str] = field(default_factory=set)

    def traits(self) -> set[str]:
        """All that as traits."""
        counts = {BODY[min(self.body, 3)], AROUND[min(self.around, 6)], LEADING[min(self.leading, 3)]}
        both = {"top_and_bottom"} if {"at_top", "at_bottom"} <= self.places else set()
        return counts | both | self.places


def uses_of(names: Sequence[str], page: Page) -> list[Uses]:
    """The uses of each name, as it is spelled; one pass over the story and one over the rest look for all of them."""
    uses = [Uses() for _ in names]
    if not names:
        return uses
    automaton = AhoCorasick(names, implementation=Implementation.NoncontiguousNFA)  # used once: quickest to build
    for place, count in _counts(automaton, "\n".join(line.text for line in page.lines if line.role == "body")).items():
        uses[place].body = count
    _look_around(automaton, uses, _traits_of_lines(page))
    return uses


def _counts(automaton: AhoCorasick, text: str) -> Counter[int]:
    """How often a text holds each of the names, by their positions; of its uses that overlap only one counts."""
    counts, ends = Counter[int](), Counter[int]()
    for place, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if start >= ends[place]:
            counts[place] += 1
            ends[place] = end
    return counts


def _traits_of_lines(page: Page) -> dict[str, set[str]]:
    """The different lines around the story, each with what being in it says: menus are printed twice."""
    found: dict[str, set[str]] = {}
    behind = len(page.lines)
    for index, line in enumerate(page.lines):
        if line.role == "body":
            continue
        traits = found.setdefault(line.words, set())
        traits.add(f"in_{line.role}{'_long' if len(line.words) > LONG_LINE else ''}")
        if index < TOP_LINES:
            traits.add("at_top")
        if behind > LEAST_LINES and index >= behind - BOTTOM_LINES:
            traits.update(("at_bottom", "at_end") if index >= behind - END_LINES else ("at_bottom",))
    return found


def _look_around(automaton: AhoCorasick, uses: Sequence[Uses], lines: dict[str, set[str]]) -> None:
    """Count the lines that hold each name, and those that begin with it and go on; add what being there says."""
    text, traits = "\n".join(["", *lines, ""]), list(lines.values())
    starts = list(accumulate((len(line) + 1 for line in lines), initial=1))
    last = [-1] * len(uses)
    for place, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        number = bisect(starts, start) - 1
        if number == last[place]:
            continue
        last[place], use = number, uses[place]
        use.around += 1
        use.places |= traits[number]
        leads, ends = start == starts[number], text[end] == "\n"
        use.leading += leads and not ends
        if leads and text[end : end + 3] in BETWEEN:
            use.places.add("leads_title")
        if ends and text[start - 3 : start] in BETWEEN:
            use.places.add("ends_title")
