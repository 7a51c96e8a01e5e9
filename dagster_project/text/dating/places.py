"""Where a date stands on its page, and what can be observed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dagster_project.text.dating import cues
from dagster_project.text.dating.expressions import Expression
from dagster_project.text.dating.pages import Line, Page

FEW_WORDS, MANY_WORDS = 3, 10  # beside the date, in its line
NEIGHBOURS = 6  # lines above and below that are looked at
HEADLINE_WORDS = range(5, 31)
PARAGRAPH_WORDS = 25
NEAR_TOP = 8  # lines
# Roles that no line of an article's own head has.
FURNITURE = frozenset(["legal", "newsletter", "share", "caption", "comment"])


@dataclass(frozen=True)
class Place:
    """A date in a line of a page, with the words around it; what many questions share is looked for once."""

    page: Page
    position: int
    index: int  # of the date among those of its line

    @cached_property
    def line(self) -> Line:
        """The line that holds it."""
        return self.page.lines[self.position]

    @property
    def date(self) -> Expression:
        """The date itself."""
        return self.line.dates[self.index]

    @cached_property
    def before(self) -> str:
        """The line's words before it, back to the date before."""
        dates = self.line.dates
        return self.line.head[dates[self.index - 1].end if self.index else 0 : self.date.start]

    @property
    def after(self) -> str:
        """The line's words after it, up to the next date."""
        dates = self.line.dates
        last = self.index + 1 == len(dates)
        return self.line.head[self.date.end : len(self.line.head) if last else dates[self.index + 1].start]

    @property
    def other_words(self) -> int:
        """Words of the line that belong to no date."""
        return max(0, self.line.word_count - len(self.line.dates))

    @cached_property
    def cue(self) -> str:
        """The words that may say what it is the date of: those before it, else a label in the line above."""
        above = next(self.lines(-1, -1), None)
        if not above or above.dates or self.before.strip():
            return self.before
        return above.head if above.word_count <= FEW_WORDS and cues.LABEL.search(above.head) else ""

    @cached_property
    def published_cue(self) -> re.Match[str] | None:
        """Where the cue says published."""
        return cues.PUBLISHED.search(self.cue) if self.cue else None

    @cached_property
    def updated_cue(self) -> re.Match[str] | None:
        """Where the cue speaks of a change."""
        return cues.UPDATED.search(self.cue) if self.cue else None

    @cached_property
    def other_days(self) -> frozenset[str]:
        """The other days that the neighbouring lines name outside of prose, updates apart."""
        return frozenset(
            date.value
            for line in self.lines(-NEIGHBOURS, NEIGHBOURS)
            if line.dates and line.word_count < PARAGRAPH_WORDS and line is not self.line
            for date in line.days
            if date.value != self.date.value and not cues.UPDATED.search(line.head[: date.start])
        )

    def lines(self, first: int, last: int) -> Iterator[Line]:
        """The lines that stand from `first` to `last` lines below it; negative for above."""
        start = max(0, self.position + first)
        return iter(self.page.lines[start : max(start, self.position + last + 1)])


def has_other_days_stated(place: Place) -> bool:
    """Whether the page's source states days, none of which is this one; time zones part days by one."""
    if not place.page.head_days or place.date.precision != "day":
        return False
    day = date.fromisoformat(place.date.value)
    return all(abs((day - stated).days) > 1 for stated in place.page.head_days)


def observations(place: Place) -> list[str]:
    """The names of all that is observed, keys of WEIGHTS."""
    return [name for name, holds in OBSERVATIONS.items() if holds(place)] + [f"role_{place.line.role}", _zone(place)]


def _zone(place: Place) -> str:
    """In which part of the page it stands, by headline and body."""
    page, position = place.page, place.position
    if page.top < 0:
        return "zone_unknown"
    if position < page.top:
        return "zone_above" if page.top - position <= NEIGHBOURS else "zone_far_above"
    if position <= page.first_body:
        return "zone_head"
    if position <= page.last_body:
        return "zone_opening" if position - page.first_body <= NEIGHBOURS else "zone_body"
    return "zone_below" if position - page.last_body <= 2 else "zone_far_below"


def _is_headline(line: Line) -> bool:
    words = line.word_count in HEADLINE_WORDS and line.role not in FURNITURE and not line.dates
    return words and not line.head.rstrip().endswith((".", ":", ","))


def has_headline_above(place: Place) -> bool:
    """Whether a line of a headline's size stands just above."""
    return any(_is_headline(line) for line in place.lines(-NEIGHBOURS, -1))


def has_prose_below(place: Place) -> bool:
    """Whether a paragraph follows before the next dated line."""
    for line in place.lines(1, 2 * NEIGHBOURS):
        if line.word_count >= PARAGRAPH_WORDS:
            return True
        if any(date.value != place.date.value for date in line.days):
            return False
    return False


def is_bare(place: Place) -> bool:
    """Whether the line is a date and no more, but for weekday and time of day."""
    rest = cues.CLOCK_TIME.sub(" ", cues.WEEKDAY.sub(" ", place.before + " " + place.after))
    return len(place.line.dates) == 1 and sum(character.isalpha() for character in rest) <= FEW_WORDS


def has_byline_near(place: Place) -> bool:
    """Whether a line beside it names an author."""
    return any(line.role == "byline" or cues.BYLINE.match(line.head) for line in place.lines(-3, 3))


def dated_lines_near(place: Place) -> int:
    """How many neighbouring lines of no great length bear a date: those of a list of articles or comments do."""
    lines = place.lines(-NEIGHBOURS, NEIGHBOURS)
    return sum(bool(line.days) and line.word_count < PARAGRAPH_WORDS for line in lines if line is not place.line)


def is_published(place: Place) -> bool:
    """Whether the words before it say that this is when the page was published, and not when something else was."""
    says_so = place.published_cue or cues.PUBLISHED_AFTER.search(place.after)
    return bool(says_so) and not cues.ELSEWHAT.search(place.cue) and not is_updated(place)


def is_updated(place: Place) -> bool:
    """Whether the words before it speak of a change; of two cues the nearer one counts."""
    updated, published = place.updated_cue, place.published_cue
    return updated is not None and (published is None or updated.start() > published.start())


def tells_its_history(place: Place) -> bool:
    """Whether the words before the dates of the line, or of it and the next, say published here and updated there."""
    page, position = place.page, place.position
    if not (is_published(place) or is_updated(place)):
        return False
    places = [
        Place(page, near, index)
        for near in range(max(0, position - 1), min(len(page.lines), position + 2))
        for index in range(len(page.lines[near].dates))
        if page.lines[near].word_count <= PARAGRAPH_WORDS
    ]
    return any(map(is_published, places)) and any(map(is_updated, places))


def is_of_something_else(place: Place) -> bool:
    """Whether the words before it, perhaps alone in the line above, speak of another thing's date."""
    above = next(place.lines(-1, -1), None)
    label = above.head if above and above.word_count <= FEW_WORDS and not place.before.strip() else ""
    return bool(cues.ELSEWHAT.search(place.before) or cues.ELSEWHAT.search(label))


def _is_first(place: Place) -> bool:
    return place.index == 0 and place.position == place.page.first_dated


def is_in_a_list_of_months(place: Place) -> bool:
    """Whether it is a month of an archive's menu: alone in its line, beside a line with another month alone."""
    if place.date.precision != "month" or not is_bare(place):
        return False
    beside = [line for line in place.lines(-1, 1) if line is not place.line and len(line.dates) == 1]
    return any(line.dates[0].precision == "month" and line.word_count <= FEW_WORDS for line in beside)


def is_below(place: Place) -> bool:
    """Whether it stands after the article's last line; nothing does on a page without a body."""
    return 0 <= place.page.last_body < place.position


def is_uncued(place: Place) -> bool:
    """Whether no word before it says published or updated."""
    return not (place.published_cue or place.updated_cue or is_published(place))


def _is_among_comments(place: Place) -> bool:
    later = place.position > place.page.first_body
    lines = list(place.lines(-NEIGHBOURS, 0))
    return later and any(line.role == "comment" or cues.COMMENTING.search(line.head[:80]) for line in lines)


def _says_again(place: Place) -> bool:
    lines = place.lines(-NEIGHBOURS, NEIGHBOURS)
    return any(date.value == place.date.value for line in lines if line is not place.line for date in line.dates)


OBSERVATIONS: dict[str, Callable[[Place], bool]] = {
    "published": is_published,
    "published_below": lambda place: is_published(place) and is_below(place),
    "byline": lambda place: bool(cues.BYLINE.search(place.line.head)),
    "bare": is_bare,
    "few_words": lambda place: place.other_words <= FEW_WORDS,
    "many_words": lambda place: place.other_words > MANY_WORDS,
    "starts_line": lambda place: not any(character.isalnum() for character in place.line.head[: place.date.start]),
    "ends_line": lambda place: not any(character.isalpha() for character in cues.CLOCK_TIME.sub("", place.after)),
    "later_in_line": lambda place: place.index > 0,
    "sentence": lambda place: place.other_words > FEW_WORDS and place.line.ends_a_sentence,
    "quoted_post": lambda place: bool(cues.QUOTED_POST.search(place.line.head)),
    "weekday": lambda place: bool(cues.WEEKDAY.search(place.before[-14:])),
    "reading_time": lambda place: bool(cues.READING_TIME.search(place.line.head)),
    "headline_above": has_headline_above,
    "title_just_above": lambda place: any(line.role == "title" for line in place.lines(-3, -1)),
    "prose_below": has_prose_below,
    "byline_near": has_byline_near,
    "shared_below": lambda place: any(cues.SHARING.search(line.head) for line in place.lines(1, 3)),
    "one_day_near": lambda place: len(place.other_days) == 1,
    "days_near": lambda place: len(place.other_days) > 1,
    "dated_line_near": lambda place: dated_lines_near(place) == 1,
    "dated_lines_near": lambda place: dated_lines_near(place) > 1,
    "first_date": _is_first,
    "among_comments": _is_among_comments,
    "first_above": lambda place: _is_first(place) and place.position < place.page.top,
    "says_again": _says_again,
    "other_days_stated": has_other_days_stated,
    "near_top": lambda place: place.position < NEAR_TOP,
}
