"""Clues in the page's lines: each date gets the kind that its words, its line's role and its place give it.

How likely a date is the day of publication is weighed from all that is observed around it; what is likely takes its
kind from the words before it, what is not from where it stands: a teaser, a caption, a comment, the page's clock.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from dagster_project.text.dating import cues
from dagster_project.text.dating.clues import Clue
from dagster_project.text.dating.months import iso_day
from dagster_project.text.dating.pages import Page
from dagster_project.text.dating.places import (
    MANY_WORDS,
    NEAR_TOP,
    Place,
    has_headline_above,
    is_bare,
    is_below,
    is_in_a_list_of_months,
    is_of_something_else,
    is_published,
    is_uncued,
    is_updated,
    observations,
    tells_its_history,
)
from dagster_project.text.dating.weights import PRIOR, WEIGHTS

# A line that gives the day of publication and that of a change speaks of its own page, wherever it stands. An estimate.
SURE_OF_ITSELF = 0.7
LIKELY = 0.5  # from here on a clue may decide, as in the SQL that chooses
DATELINE_CONFIDENCE = 0.85
MAX_CUE_REACH = 50  # characters from the beginning of a long line to a date of which it speaks first
MAX_CUED_WORDS = 40  # a longer line tells something, whatever it says of itself
CONTENT_ROLES = frozenset(["title", "standfirst", "body", "credit"])
# An author with a handle signs such a line as a quoted post is signed.
HEAD_ROLES = frozenset(["byline", "dateline"])
# Lines of these roles hold dates of other things, whatever their words.
OUTSIDE_ROLES = {"comment": "comment", "caption": "caption", "legal": "copyright", "author_bio": "other"}
REACH_BELOW = 2  # lines after the body; a date farther down that does not say published belongs to another article
CITED_YEAR_REACH = 2_000  # characters at a line's end in which citations are looked for
UNLIKELY = 0.1  # confidence of clues that are not weighed and never win
CERTAIN = 1.0  # what a machine wrote
RELATIVE_CONFIDENCE, RELATIVE_ELSEWHERE = 0.7, 0.1  # "2 hours ago" in the article's head, and on the rest of the page

Namer = Callable[[Place], bool]


def line_clues(page: Page) -> Iterator[Clue]:
    """All clues of a page's lines."""
    for finder in FINDERS:
        yield from finder(page)


def find_dated_lines(page: Page) -> Iterator[Clue]:
    """A clue for each date near a line's beginning, unless it is one that the article speaks of."""
    for position, line in enumerate(page.lines):
        for index in range(len(line.dates)):
            place = Place(page, position, index)
            if not is_told(place):
                yield _dated(place)


def _dated(place: Place) -> Clue:
    line, date = place.line, place.date
    kind, confidence = _name(place)
    return Clue(
        kind=kind,
        finder="find_dated_lines",
        surface=line.head[date.start : date.end],
        confidence=confidence * date.certainty,
        value=date.value,
        precision=date.precision,
        line=line,
        start=date.start,
    )


def is_told(place: Place) -> bool:
    """Whether the date belongs to what the article tells: a line of content with more words, not one about itself."""
    line = place.line
    is_sentence = line.word_count > MANY_WORDS and line.ends_a_sentence
    if (
        not (line.role in CONTENT_ROLES or is_sentence)
        or place.other_words <= MANY_WORDS // 2
        or _is_wire_dateline(place)
    ):
        return False
    if _is_about_itself(place):
        return line.word_count > MAX_CUED_WORDS and len(place.before) > MAX_CUE_REACH
    return not (_starts_line(place) or (line.role == "standfirst" and line.word_count <= MANY_WORDS))


def _is_about_itself(place: Place) -> bool:
    """Whether words at the line's beginning say published, updated or by whom."""
    return is_published(place) or is_updated(place) or bool(cues.BYLINE.match(place.line.head))


def _starts_line(place: Place) -> bool:
    """Whether the line begins with the date, set off from what follows."""
    begins = not any(character.isalnum() for character in place.line.head[: place.date.start])
    return begins and (place.other_words <= MANY_WORDS or bool(cues.SET_OFF.match(place.after)))


def likelihood(place: Place) -> float:
    """Probability (0 to 1) that this is the day of publication, from the weights of all that is observed."""
    odds = PRIOR + sum(WEIGHTS.get(name, 0.0) for name in observations(place))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _name(place: Place) -> tuple[str, float]:
    """Kind and confidence."""
    if _is_wire_dateline(place):
        return "dateline", DATELINE_CONFIDENCE
    fixed = _fixed_kind(place)
    if fixed:
        return fixed, UNLIKELY
    confidence = max(likelihood(place), SURE_OF_ITSELF if tells_its_history(place) else 0.0)
    kinds = LIKELY_KINDS if confidence >= LIKELY else UNLIKELY_KINDS
    return next(kind for kind, holds in kinds if holds(place)), confidence


def _fixed_kind(place: Place) -> str | None:
    if cues.QUOTED_POST.search(place.line.head) and place.line.role not in HEAD_ROLES:
        return "quoted_post"
    if cues.COPYRIGHT.search(place.line.head[: place.date.start]):
        return "copyright"
    if cues.PICTURE.search(place.line.head):
        return "caption"
    if is_of_something_else(place) or is_in_a_list_of_months(place):
        return "other"
    if is_below(place) and is_uncued(place) and place.position > place.page.last_body + REACH_BELOW:
        return "teaser"
    return "masthead_clock" if _is_clock(place) else OUTSIDE_ROLES.get(place.line.role)


def _is_wire_dateline(place: Place) -> bool:
    opens_the_body = place.line.role == "body" and place.position == place.page.first_body and place.index == 0
    full = opens_the_body and place.date.precision == "day"
    return full and bool(cues.WIRE_PLACE.search(place.before) and cues.WIRE_DASH.search(place.after))


def _is_clock(place: Place) -> bool:
    """A date that has the page's first lines for itself, or stands alone with its weekday above the headline."""
    above = place.page.top < 0 or place.position < place.page.top
    alone = above and is_bare(place) and not place.other_days
    first = place.position < NEAR_TOP and not has_headline_above(place)
    return alone and (first or bool(cues.WEEKDAY.search(place.line.head)))


def _is_outside(place: Place) -> bool:
    return place.line.role == "related" or is_below(place) or len(place.other_days) > 1


def _always(_: Place) -> bool:
    return True


LIKELY_KINDS: tuple[tuple[str, Namer], ...] = (
    ("updated_line", is_updated),
    ("published_line", is_published),
    ("byline", lambda place: place.line.role == "byline" or bool(cues.BYLINE.search(place.line.head))),
    ("date_line", _always),
)
UNLIKELY_KINDS: tuple[tuple[str, Namer], ...] = (
    ("teaser", _is_outside),
    ("updated_line", is_updated),
    ("published_line", is_published),
    ("other", _always),
)


def find_relative_dates(page: Page) -> Iterator[Clue]:
    """Clues for words such as "2 hours ago", unresolved: only the time of the capture could resolve them."""
    for position, line in enumerate(page.lines):
        match = cues.RELATIVE.search(line.head) if _may_say_ago(line.head) else None
        if match and (line.role not in CONTENT_ROLES or line.word_count <= MANY_WORDS):
            yield _relative(page, position, match)


def _may_say_ago(words: str) -> bool:
    """Whether the words hold what RELATIVE cannot do without in any of its languages; cheap to look for."""
    folded = words.lower()
    return "ago" in folded or "vor " in folded or "y a " in folded or "hace " in folded


def _relative(page: Page, position: int, match: re.Match[str]) -> Clue:
    line = page.lines[position]
    count, unit = [group for group in match.groups() if group]
    kind = OUTSIDE_ROLES.get(line.role, "teaser" if line.role == "related" else "relative_line")
    in_head = kind == "relative_line" and page.top <= position <= page.first_body
    return Clue(
        kind=kind,
        finder="find_relative_dates",
        surface=match[0],
        confidence=RELATIVE_CONFIDENCE if in_head else RELATIVE_ELSEWHERE,
        unit=cues.UNITS.get(unit.lower()),
        count=int(count) if re.fullmatch(r"\d+", count) else 1,
        line=line,
        start=match.start(),
    )


def find_cited_years(page: Page) -> Iterator[Clue]:
    """Bare years that close a bracket: "[Report, 2019]"."""
    for line in page.lines:
        if "(" in line.text or "[" in line.text:
            for match in cues.CITATION.finditer(line.text, max(0, len(line.text) - CITED_YEAR_REACH)):
                year, start = match[1], match.start(1)
                yield Clue("citation", "find_cited_years", year, UNLIKELY, year, "year", line=line, start=start)


def find_captures(page: Page) -> Iterator[Clue]:
    """The day of the capture in the address that a web archive writes above what it captured."""
    for line in page.lines[:NEAR_TOP]:
        match = cues.ARCHIVED.search(line.head)
        value = iso_day(*map(int, match.groups())) if match else None
        if match and value:
            start, end = match.start(1), match.end(3)
            yield Clue("capture", "find_captures", line.head[start:end], CERTAIN, value, "day", line=line, start=start)


FINDERS: tuple[Callable[[Page], Iterator[Clue]], ...] = (
    find_dated_lines,
    find_relative_dates,
    find_cited_years,
    find_captures,
)
