"""A role, a body probability and a reason for every line, once it is known where the body lies."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from dagster_project.text.separation.cues import WEEKDAY, has_bio, has_credit, is_dateline
from dagster_project.text.separation.lines import WORD, Line
from dagster_project.text.separation.prose import Judged

MAX_TITLE_WORDS = 30
MIN_TITLE_WORDS = 3
BEGINNING_LINES = 8  # of the body; a headline's words come back in them
LINES_TO_STANDFIRST = 2  # between a headline and its standfirst
HEADLINE_SHARE = 0.6  # of the best score that a line above it must have to be the headline itself
LINES_ABOVE_BODY = 15  # a title stands at most so many lines above the body
MIN_STANDFIRST_WORDS = 6
STANDFIRST_LINES = 2
LINES_TO_BYLINE = 3  # from the standfirst's first line to the byline or dateline below it
HEADLINE_WORDS = 4  # after the body, so many words are a headline, fewer are a menu
LINES_TO_BIO = 4  # below the body's end that a note on the author begins at most
CLOSING_LINES = 2  # a credit stands among the body's last lines
MAX_NAME_WORDS = 5
# How sure the rules are, as body probabilities; the calibration is that of the dev texts, rounded.
SURE, LIKELY, UNLIKELY, SURELY_NOT = 0.95, 0.7, 0.3, 0.03


class Role(NamedTuple):
    """What a line is, how probably it is body, and why: a tuple, for a page has hundreds."""

    name: str
    body_probability: float
    reason: str


def assign_roles(judged: Sequence[Judged], body: AbstractSet[int], title: int | None = None) -> list[Role]:
    """A role for each line; `body` holds the positions of body lines, `title` the title's where it is known."""
    if not body:
        return [_chrome(each, after=False) for each in judged]
    first, last = min(body), max(body)
    title = find_title(judged, first) if title is None else title
    roles = []
    for position, each in enumerate(judged):
        if position == title:
            roles.append(Role("title", SURELY_NOT, "the headline above the body"))
        elif position in body:
            roles.append(_in_body(each, closing=position > last - CLOSING_LINES))
        elif position < first:
            roles.append(_above(each, position, title))
        elif position < last:
            roles.append(_within(each))
        else:
            roles.append(_below(each, distance=position - last))
    return roles


def modelled(role: Role, probability: float) -> Role:
    """The role with the line model's probability, which body lines name as their reason."""
    reason = f"{role.reason}: {probability:.2f} by the line model" if role.name == "body" else role.reason
    return Role(role.name, probability, reason)


def opening_standfirst(judged: Sequence[Judged], body: AbstractSet[int]) -> set[int]:
    """Positions of lines at the body's beginning that stand between the headline and who wrote it or when."""
    first = min(body, default=0)
    if first == 0 or not _may_be_title(judged[first - 1]):
        return set()
    below = range(first + 1, min(first + LINES_TO_BYLINE + 1, len(judged)))
    byline = next((position for position in below if _is_byline(judged[position])), None)
    above = {position for position in body if byline is not None and position < byline}
    return above if len(above) <= STANDFIRST_LINES and len(body) > len(above) + 1 else set()


def _is_byline(each: Judged) -> bool:
    return is_dateline(each.line) or (each.cue is not None and each.cue.role in ("byline", "dateline"))


def closing_bio(judged: Sequence[Judged], body: AbstractSet[int]) -> set[int]:
    """Positions of a closing note on the author: a name, then a sentence or two on who that is."""
    first, last = min(body, default=0), max(body, default=-1)
    for start in range(max(first + 1, last - 5), min(last + LINES_TO_BIO, len(judged))):
        below = range(start + 1, min(max(last + 1, start + 1 + CLOSING_LINES), len(judged)))
        prose = [position for position in below if judged[position].reads_like_prose]
        if _is_name(judged[start]) and 0 < len(prose) <= CLOSING_LINES and has_bio(judged[prose[0]].line):
            return set(range(start, prose[-1] + 1))
    return set()


def _is_name(each: Judged) -> bool:
    words = WORD.findall(each.line.head)
    capitals = all(word[0].isupper() for word in words)
    return 1 < len(words) <= MAX_NAME_WORDS and capitals and not each.cue and not each.line.ends_a_sentence


def find_title(judged: Sequence[Judged], first: int) -> int | None:
    """The line above the body that looks most like its headline; the earliest of equals."""
    words = (WORD.findall(each.line.head) for each in judged[first : first + BEGINNING_LINES])
    beginning = {word.lower() for found in words for word in found if len(word) > MIN_TITLE_WORDS}
    above = range(max(0, first - LINES_ABOVE_BODY), first)
    scores = {
        position: _title_score(judged[position].line, beginning, first - position)
        for position in above
        if _may_be_title(judged[position])
    }
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None:
        return None
    # A standfirst shares more words with the story than the headline does, and stands just below it.
    headlines = [each for each in scores if best - LINES_TO_STANDFIRST <= each < best]
    return next((each for each in headlines if scores[each] >= HEADLINE_SHARE * scores[best]), best)


def _may_be_title(each: Judged) -> bool:
    words = each.line.word_count
    return each.cue is None and MIN_TITLE_WORDS <= words <= MAX_TITLE_WORDS and not is_dateline(each.line)


def _title_score(line: Line, beginning: AbstractSet[str], distance: int) -> float:
    """Headlines share words with the story, are of some length, in title case, and end without a full stop."""
    words = WORD.findall(line.head)
    shared = sum(word.lower() in beginning for word in words)
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words) / len(words)
    stop = line.head.endswith(".")
    score: float = 0.7 * min(shared, 5) + min(len(words), 10) / 4 + 2 * capitals - 4 * stop - distance / 10
    return score


def _in_body(each: Judged, *, closing: bool) -> Role:
    if closing and has_credit(each.line):
        return Role("credit", UNLIKELY, "says at the body's end how the article came about")
    if each.reads_like_prose:
        return Role("body", SURE, "reads like the article")
    return Role("body", LIKELY, "a short line of the article")


def _above(each: Judged, position: int, title: int | None) -> Role:
    above_title = title is not None and position < title
    if is_dateline(each.line):
        if above_title or WEEKDAY.search(each.line.head):
            return Role("masthead", SURELY_NOT, "a date above the headline: the page's clock")
        return Role("dateline", SURELY_NOT, "a date between headline and body")
    if each.cue:
        return Role(each.cue.role, SURELY_NOT, each.cue.reason)
    if above_title or title is None:
        name = "masthead" if position == 0 else "navigation"
        return Role(name, SURELY_NOT, "above the headline")
    if each.line.word_count >= MIN_STANDFIRST_WORDS:
        return Role("standfirst", UNLIKELY, "between headline and body")
    return Role("other", SURELY_NOT, "a short line between headline and body")


def _within(each: Judged) -> Role:
    if each.cue:
        return Role(each.cue.role, SURELY_NOT, f"{each.cue.reason}, inside the article")
    return Role("other", UNLIKELY, "a short line inside the article")


def _below(each: Judged, distance: int) -> Role:
    if distance <= CLOSING_LINES and has_credit(each.line):
        return Role("credit", UNLIKELY, "says at the body's end how the article came about")
    return _chrome(each, after=True)


def _chrome(each: Judged, *, after: bool) -> Role:
    where = "after the body's end" if after else "on a page without a body"
    if each.cue:
        return Role(each.cue.role, SURELY_NOT, each.cue.reason)
    if each.reads_like_prose:
        return Role("related", UNLIKELY, f"prose that is not of the article, {where}")
    if each.line.word_count >= HEADLINE_WORDS or is_dateline(each.line):
        return Role("related", SURELY_NOT, f"in the headline run {where}")
    return Role("navigation", SURELY_NOT, f"a short line {where}")
