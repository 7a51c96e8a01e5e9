"""Who signs the article: bylines near its headline and what the page says about its author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dagster_project.text.sourcing.clues import Clue, Line, Page, clue_at, lowered
from dagster_project.text.sourcing.persons import AGENCIES, MAX_BYLINE_CHARS, UPPER, person_names

SIGNATURE = re.compile(  # in lower case
    r"^\W{0,3}(?:(?:words|story|posted|written|reported|published|reviewed|created|submitted|analysis|opinion|report|"
    r"article|text|review|perspective|commentary|news|feature|interview|guide|preview)\s+by|"
    r"as told to|by|authors?|von|text von|ein artikel von|por|par|di|door|av|"
    r"(?:geschrieben|verfasst) von|écrit par|rédigé par|publié par|autor|autorin|auteur|"
    r"(?:\w+ (?:und|&|y|et|e) )?(?:texte?|texto|testo|tekst)(?: ?(?:und|&|/|,|y|et|e) ?\w+)?(?=\s?:))"
    r"(?:\s*:\s*|\s+|$|(?<=by)(?=[a-z]{2}))"
)
# "3 May 2021 by Jane Doe", "News / By Jane Doe", "| By Jane Doe"
LATE_SIGNATURE = re.compile(
    r"(?:\d{4}|[|/•·\-–—,]|\d[ap]m|\d:\d\d(?: [A-Z]{2,4})?|ago|[Pp]ublished|[Pp]osted)\W{0,5}(?:by|By|BY)\s?:?\s+(?=\S)"
)
BIOGRAPHY = re.compile(rf"^(?P<name>[{UPPER}][^,.()]{{4,40}}?)(?:,| is| was| has been| covers| writes| reports)\s")

MONTHS = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
JOBS = r"(?:reporter|editor|writer|correspondent|journalist|columnist|contributor|critic|staff|news|times|post|today)"

# How sure a form of byline is, before its place on the page is looked at.
SIGNED, SIGNED_BELOW, NAMED, DATED, BARE = 0.95, 0.9, 0.8, 0.75, 0.5
CONFIRMED = 0.1  # added to an unsigned name that the page uses again
AHEAD = 0.5  # factor for unsigned names above the headline: menus stand there
FALLBACK = 0.55  # for the signature nearest to the story where none is near
BIO = 0.6

MAX_UNSIGNED_CHARS = 100  # longer lines without "By" are sentences
AFTER_NAME = re.compile(
    rf"(?:\s*[|/•·\u00a0]|,? (?:\d|{MONTHS})| ?(?:[-–—] )?(?={MONTHS}\.? \d)|"
    rf"(?: {{1,9}}|, |(?=[A-Z]))(?:\w+ ){{0,3}}?{JOBS})",
    re.IGNORECASE,
)
AGE = re.compile(r"^\d{1,2}[dhm](?=[A-Z])")  # "9dJane Doe": how long ago, glued to the name
# Who took a picture signs below it.
PICTURE = re.compile(
    r"getty|shutterstock|alamy|\bimages?\b|\bphotos?\b|^\W*(?:bild|fotos?)\s?[.:]|/ ?(?:ap|afp|reuters|epa)\b",
    re.IGNORECASE,
)
BEFORE_NAME = re.compile(rf"(?:{MONTHS})\.? \d{{1,2}}, \d{{4}}\s*[/|•·–—-]\s*\S", re.IGNORECASE)

LINES_AROUND = 4  # a byline stands so near to headline or first paragraph; lines
MAX_ZONE = 40  # from headline to first paragraph at most; lines
MAX_LINES_BELOW = 4  # names under a line that says "By" only; lines
FAR = 0.4  # factor for bylines elsewhere: teasers have them too
SECOND = 0.45  # factor for bylines near the story that another one beats


@dataclass(frozen=True, slots=True)
class Byline:
    """The names read from one line."""

    index: int
    names: tuple[str, ...]
    confidence: float


def author_clues(page: Page) -> Iterator[Clue]:
    """The signatures of the page: confident for the one at the story, doubtful for all others."""
    bylines = sorted(_placed(page), key=lambda byline: (-byline.confidence, byline.index))
    if bylines and bylines[0].confidence < FALLBACK:
        bylines = _nearest_first(page, bylines)
    block = {bylines[0].index} if bylines else set()
    for byline in bylines:
        chosen = byline.index in block or (
            byline.confidence == bylines[0].confidence and block & {byline.index - 1, byline.index - 2}
        )
        if chosen:
            block.add(byline.index)
        confidence = byline.confidence if chosen else byline.confidence * SECOND
        line = page.lines[byline.index]
        for name in byline.names:
            yield clue_at(line, _span_of(line, name), Clue("author", "byline_line", name, confidence))


def _nearest_first(page: Page, bylines: list[Byline]) -> list[Byline]:
    """Bylines away from the story, the signed one nearest to its beginning raised to the first place."""
    first, last = _zone(page)
    signed = [byline for byline in bylines if byline.confidence >= SIGNED_BELOW * FAR]
    if not signed or last < 0:
        return bylines
    nearest = min(signed, key=lambda byline: (max(first - byline.index, byline.index - last), byline.index))
    return [Byline(nearest.index, nearest.names, FALLBACK), *(byline for byline in bylines if byline is not nearest)]


def _placed(page: Page) -> Iterator[Byline]:
    """All bylines, those away from the story with less confidence."""
    first, last = _zone(page)
    for byline in _bylines(page, first, last):
        near = first <= byline.index <= last
        yield byline if near else Byline(byline.index, byline.names, round(byline.confidence * FAR, 4))


def _zone(page: Page) -> tuple[int, int]:
    """First and last position of the lines where this article's byline may stand."""
    title, body = page.headline, page.index_of_role("body")
    if title is None and body is None:
        return 0, -1
    first = min(value for value in (title, body) if value is not None)
    last = first if body is None else min(max(body, first), first + MAX_ZONE)
    return first - LINES_AROUND, last + LINES_AROUND


def _bylines(page: Page, first: int, last: int) -> Iterator[Byline]:
    taken = -1
    heads = "\n".join([line.text[:MAX_BYLINE_CHARS] for line in page.lines])
    for index, line in enumerate(page.lines):
        words = line.words
        if index <= taken or index == page.headline or line.role == "comment" or len(words) > MAX_BYLINE_CHARS:
            continue
        folded = lowered(words)
        signature = SIGNATURE.match(folded)
        names, is_alone = _signed(words, folded, signature), signature and SIGNATURE.fullmatch(folded)
        if not (names or is_alone or first <= index <= last) or PICTURE.search(words):
            continue
        if names:
            yield Byline(index, tuple(names), SIGNED)
        elif is_alone:
            below = list(_below(page, index))
            taken = max((byline.index for byline in below), default=taken)
            yield from below
        elif line.role != "body":
            yield from _unsigned(page, index, heads)


def _signed(words: str, folded: str, signature: re.Match[str] | None) -> list[str]:
    """Names after "By" or its like, at the beginning or later."""
    if signature:
        return person_names(words[signature.end() :])
    if signature := LATE_SIGNATURE.search(words) if "by" in folded else None:
        return person_names(words[signature.end() :])
    return []


def _below(page: Page, index: int) -> Iterator[Byline]:
    """Names on the lines under a line that says only "By"."""
    for below in range(index + 1, min(index + 1 + MAX_LINES_BELOW, len(page.lines))):
        words = page.lines[below].words
        if words.lower().strip(" ,&") in ("and", ""):
            continue
        names = person_names(words) if len(words) <= MAX_BYLINE_CHARS else []
        if not names:
            return
        yield Byline(below, tuple(names), SIGNED_BELOW)


def _unsigned(page: Page, index: int, heads: str) -> Iterator[Byline]:
    """A name without "By": sure where separation saw a byline, less so elsewhere between headline and text.

    `heads` are the beginnings of the page's lines: a name that they hold more often than its own line is used again.
    """
    line = page.lines[index]
    words = AGE.sub("", line.words.split("\u00a0")[0])
    names = person_names(words) if len(words) <= MAX_UNSIGNED_CHARS else []
    if not names:
        return
    confidence = _form(line, words, names)
    if confidence and heads.count(names[0]) > line.text[:MAX_BYLINE_CHARS].count(names[0]):
        confidence += CONFIRMED
    if page.headline is not None and index < page.headline:
        confidence *= AHEAD
    if confidence:
        yield Byline(index, tuple(names), round(confidence, 4))


def _form(line: Line, words: str, names: list[str]) -> float:
    """How much the form of an unsigned line says: names alone, with a date or a role, or as separation saw it."""
    if line.role == "byline":
        return NAMED
    if len(words) < len(line.words) and words.rstrip() == " and ".join(names):
        return DATED
    if len(names) == 1 and words == names[0]:
        return BARE
    signed = next((signed for signed in (" and ".join(names), names[0]) if words.startswith(signed)), None)
    if signed and (AFTER_NAME.match(words[len(signed) :]) or AGENCIES.match(words[len(signed) :].strip())):
        return DATED
    return DATED if BEFORE_NAME.match(words) else 0.0


def _span_of(line: Line, name: str) -> tuple[int, int]:
    """Where the name stands in its line; the whole line where its spacing differs."""
    start = line.text.find(name)
    return (start, start + len(name)) if start >= 0 else (0, len(line.text))


def biography_clues(page: Page) -> Iterator[Clue]:
    """The person whom a biography is about: the author, where no byline says more."""
    for line in page.lines:
        if line.role == "author_bio" and (found := BIOGRAPHY.match(line.words)):
            for name in person_names(found["name"], alone=True):
                yield clue_at(line, _span_of(line, name), Clue("author", "author_bio", name, BIO))
