"""Where a page names an outlet in one of the known phrases.

Most lines hold none, so one pass over the page looks for the words that each phrase needs, and only where they stand
is its pattern tried.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

from dagster_project.text.sourcing.clues import UNWEIGHED, Clue, Line, Page, clue_at, lowered
from dagster_project.text.sourcing.houses import WIRES
from dagster_project.text.sourcing.names import trimmed
from dagster_project.text.sourcing.phrases import PHRASES, Phrase
from dagster_project.text.sourcing.phrases_abroad import PHRASES_ABROAD

# In the story these speak of anybody.
AROUND_THE_TEXT = frozenset({"name_possessive", "joined", "stamp", "beside_person"})
STORY_ROLES = frozenset({"title", "body", "comment"})

# What a phrase says when the name is an agency's: wire copy and its pictures carry such lines on every outlet's page.
OF_A_WIRE = {
    "copyright": "agency_notice",
    "photo_credit": "",
    "byline_affiliation": "agency_notice",
    "dateline_outlet": "dateline_agency",
    "self_reference": "agency_notice",
}


ALL_PHRASES = PHRASES + PHRASES_ABROAD
NEEDED: dict[str, list[int]] = defaultdict(list)  # positions in ALL_PHRASES by the words that they need
for _number, _phrase in enumerate(ALL_PHRASES):
    for _needed in _phrase.needs:
        NEEDED[_needed].append(_number)
PHRASES_OF = tuple(NEEDED.values())
AUTOMATON = AhoCorasick(NEEDED, implementation=Implementation.DFA)  # so few words leave room for the quickest


def phrase_clues(page: Page) -> Iterator[Clue]:
    """Every phrase of the page that names an outlet."""
    for index, numbers in sorted(_possible(page).items()):
        line = page.lines[index]
        phrases = [ALL_PHRASES[number] for number in sorted(numbers)]
        if line.role in STORY_ROLES:
            phrases = [phrase for phrase in phrases if phrase.cue not in AROUND_THE_TEXT]
        for offset, window in line.windows():
            for phrase in phrases:
                if phrase.sign is None or phrase.sign.search(window):
                    for found in phrase.pattern.finditer(window):
                        yield from _clue_of(phrase, line, offset, found)


def _possible(page: Page) -> dict[int, set[int]]:
    """Positions of the lines with the words that phrases need, and the positions of these in ALL_PHRASES."""
    texts = [line.text.strip() for line in page.lines]  # no phrase needs the spaces around it
    ends = list(accumulate(len(text) + 1 for text in texts))
    possible: dict[int, set[int]] = defaultdict(set)
    text = "\n".join(texts)
    done = [0] * len(PHRASES_OF)  # how far from the page's beginning nothing new is to be learnt from these words
    for needed, start, _ in AUTOMATON.find_matches_as_indexes(text, overlapping=True):
        if start >= done[needed]:
            index = bisect(ends, start)
            done[needed] = ends[index]
            possible[index].update(PHRASES_OF[needed])
    return possible


def _clue_of(phrase: Phrase, line: Line, offset: int, found: re.Match[str]) -> Iterator[Clue]:
    name = trimmed(found["name"])
    kind = phrase.kind
    if name and WIRES.match(lowered(name)):
        kind = OF_A_WIRE.get(kind, kind)
    if name and kind:
        span = (offset + found.start(), offset + found.end("name"))
        yield clue_at(line, span, Clue("publisher", kind, name, UNWEIGHED, cue=phrase.cue))
