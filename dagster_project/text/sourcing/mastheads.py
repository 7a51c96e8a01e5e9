"""Lines that consist of a name alone: at the top of a page, and again further down, that is the outlet's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dagster_project.text.sourcing.clues import UNWEIGHED, Clue, Line, Page, clue_at, lowered, name_key
from dagster_project.text.sourcing.domains import FOREIGN_LABELS
from dagster_project.text.sourcing.houses import FURNITURE, FURNITURE_ABROAD, GROUPS
from dagster_project.text.sourcing.names import NOT_A_NAME
from dagster_project.text.sourcing.phrases import JOB, JOB_NAMES

MAX_NAME_WORDS = 6
MAX_NAME_CHARS = 60
TOP_LINES = 3  # where a page that begins with its name has it; lines
EARLY_LINES = 10  # menus and section names come before the story here; lines

JOB_TITLE = re.compile(rf"\b{JOB}$", re.IGNORECASE)  # what a person is there, not the name of the house
JOB_ENDS = tuple(f"{name}{end}" for name in JOB_NAMES.split("|") for end in ("", "s"))  # quicker to see
MAX_JOB_CHARS = 20  # no title of a job is longer

# The day of the visit, which portals print under their name.
CLOCK = re.compile(
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:[a-z]{3,9}\.? \d{1,2}|\d{1,2}\.? [a-z]{3,9}),? (?:19|20)\d\d$",
    re.IGNORECASE,
)


def masthead_clues(page: Page) -> Iterator[Clue]:
    """Lines that may be the site's name, one clue a spelling, at its first line."""
    keys = {index: name_key(line.words) for index, line in enumerate(page.lines) if _may_be_name(line)}
    counts = Counter(keys.values())
    seen: set[str] = set()
    for index, key in keys.items():
        if key and key not in seen:
            seen.add(key)
            line, cue = page.lines[index], _cue(page, index, counts[key])
            yield clue_at(line, (0, len(line.text)), Clue("publisher", "masthead", line.words, UNWEIGHED, cue=cue))


def _may_be_name(line: Line) -> bool:
    words = line.words
    if len(words) > MAX_NAME_CHARS or len(words) < 2 or line.role in ("title", "body", "dateline"):
        return False
    if words[0] in "©/|>»•·":  # where a visitor is in the site, or whose it is
        return False
    return words[-1] not in ".?!:;," and len(words.split()) <= MAX_NAME_WORDS and not _is_furniture(words)


def _cue(page: Page, index: int, count: int) -> str:
    if index == 0 and page.headline != 0 and len(page.lines) > 1:
        if CLOCK.match(page.lines[1].words):
            return "line_above_clock" if count > 1 else "line_above_day"
        if page.headline == 1:
            return "line_above_headline"
    if page.lines[index].role == "masthead":
        return "line_masthead" + ("_again" if count > 1 else "")
    place = "first" if index == 0 else "top" if index < TOP_LINES else "early" if index < EARLY_LINES else "below"
    return f"line_{place}" + ("_again" if count > 1 else "")


@lru_cache(maxsize=16_384)  # sites print the same menus on all their pages
def _is_furniture(words: str) -> bool:
    folded = lowered(words)
    if NOT_A_NAME.match(folded) or FURNITURE.match(folded) or FURNITURE_ABROAD.match(folded) or GROUPS.match(folded):
        return True
    if folded.endswith(JOB_ENDS) and JOB_TITLE.search(words, max(0, len(words) - MAX_JOB_CHARS)):
        return True
    return "." in words and FOREIGN_LABELS.search(_host(words)) is not None


def _host(words: str) -> str:
    """The domain of a line that is an address, else the words."""
    return words.rpartition("@")[2].partition("://")[2].partition("/")[0] or words.rpartition("@")[2]
