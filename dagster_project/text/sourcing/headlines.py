"""Which line of a plain text is the headline: what its words, its place and its neighbours say, as log-odds."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.text.sourcing.clues import Line, Page, lowered, name_key
from dagster_project.text.sourcing.weights import HEADLINE_WEIGHTS

MIN_WORDS, MAX_WORDS = 3, 30  # shorter and longer lines are no headlines; words
MIN_LONG_WORD = 4  # shorter words are shared by any two texts; characters
STORY_CHARS = 6_000  # of the body, with whose words the headline shares some
PRIOR = HEADLINE_WEIGHTS["prior"]
LINES_ABOVE, LINES_INTO = 60, 3  # where a headline stands, from the first body line; lines
BELOW = 8  # within so many lines a byline or day follows the headline; lines
BEGINNING_CHARS = 20  # of a line's key; few lines that begin with the same differ
DAY_CHARS = 200  # of a line, in which a day is looked for; characters

WORD = re.compile(r"\w+")
LONG_WORD = re.compile(rf"\w{{{MIN_LONG_WORD},}}")
BYLINE = re.compile(r"^\W{0,3}(?:by|von|por|par|written by|posted by|author)\b", re.IGNORECASE)
# In lower case, one by one and each with what it begins with before the break of words that must stand there: quicker.
DAYS = (
    re.compile(r"(?:19|20)(?<!\w..)\d\d\b"),
    re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?<!\w...)[a-z]{0,6}\.? \d"),
    re.compile(r"\d(?<!\w.)\d* (?:hours?|days?|minutes?|min|weeks?) "),
)
DIGIT = re.compile(r"\d")  # what every day holds; cheap to look for
CREDITS = (
    "credit|photo|photos|courtesy|getty|illustration|image|images|reuters|ap|afp|pictured|stock|screenshot|cookie|cookies|"
    "newsletter|subscribe|sign up|log in|share|advertisement|click|app|try again"
)
CREDIT = re.compile(rf"\b(?:{CREDITS})\b", re.IGNORECASE)
CREDIT_WORDS = frozenset(credit.split()[-1] for credit in CREDITS.split("|"))  # what it needs; quicker to look for


def headline_scores(page: Page) -> dict[int, float]:
    """Log-odds of every line that may be the headline, by its position in `page.lines`."""
    return {
        index: PRIOR + sum(HEADLINE_WEIGHTS.get(trait, 0.0) for trait in traits)
        for index, traits in headline_traits(page).items()
    }


def headline_traits(page: Page) -> dict[int, list[str]]:
    """What is observed of every line that may be the headline, by its position in `page.lines`."""
    first = page.index_of_role("body")
    if first is None:
        first = min(LINES_ABOVE, len(page.lines) - 1)
    story = _long_words(" ".join(line.text for line in page.lines if line.role == "body")[:STORY_CHARS])
    marks = _marks(page.lines[: first + LINES_INTO + BELOW + 1])
    sizes = [len(line.words.split()) for line in page.lines[: first + LINES_INTO + 2]]
    places = [
        index
        for index in range(max(0, first - LINES_ABOVE), min(len(page.lines), first + LINES_INTO + 1))
        if MIN_WORDS <= sizes[index] <= MAX_WORDS
    ]
    times = _times(page.lines, places)
    return {
        index: [
            f"role_{page.lines[index].role}",
            f"length_{min(sizes[index] // 3, 7)}",
            *_of_words(page.lines[index], story),
            *_of_names(page.lines[index], index, marks),
            *_of_place(index, first, marks),
            *_of_neighbours(page, index, sizes, marks),
            f"times_{min(times[index], 3)}",
        ]
        for index in places
    }


def _times(lines: Sequence[Line], places: list[int]) -> dict[int, int]:
    """How often the page says what the lines in these places say, by place."""
    keys = {index: name_key(lines[index].words) for index in places}
    begun = {key[:BEGINNING_CHARS] for key in keys.values()}
    counts = Counter(name_key(line.words) for line in lines if _may_begin_so(line.words, begun))
    return {index: counts[key] for index, key in keys.items()}


def _may_begin_so(words: str, begun: set[str]) -> bool:
    """Whether the key of these words may begin in one of these ways: paragraphs take long to make a key of."""
    cut = words.find(" ", 3 * BEGINNING_CHARS)
    beginning = name_key(words[:cut]) if cut > 0 else ""
    return len(beginning) < BEGINNING_CHARS or beginning[:BEGINNING_CHARS] in begun


def _long_words(text: str) -> set[str]:
    return set(LONG_WORD.findall(text.lower()))


def _names_day(words: str) -> bool:
    if not DIGIT.search(words):
        return False
    folded = lowered(words)
    return any(pattern.search(folded) for pattern in DAYS)


def _of_words(line: Line, story: set[str]) -> Iterator[str]:
    """End, form and how much of the line the story takes up."""
    words = line.words
    said = set(WORD.findall(words.lower()))
    own = {word for word in said if len(word) >= MIN_LONG_WORD}
    shared = len(own & story)
    yield f"shared_{round(4 * shared / len(own)) if own else 'none'}"
    yield f"shared_count_{min(shared, 6)}"
    if words.endswith((".", ":", ",", ";")):
        yield "ends_as_prose"
    if words.endswith("?"):
        yield "asks"
    if not CREDIT_WORDS.isdisjoint(said) and CREDIT.search(words):
        yield "credit"
    if "/" in words or "|" in words or "»" in words:
        yield "path"


@dataclass(frozen=True, slots=True)
class Marks:
    """Positions of lines that name an author or a day, in order; looked for once and asked for by each neighbour."""

    by: list[int]  # with their role, or words such as "by"
    day: list[int]
    by_words: frozenset[int]  # of those with such words
    day_words: frozenset[int]


def _marks(lines: Sequence[Line]) -> Marks:
    by = [index for index, line in enumerate(lines) if BYLINE.match(line.words)]
    dated = [(index, line) for index, line in enumerate(lines) if DIGIT.search(line.words, 0, DAY_CHARS)]
    day = [index for index, line in dated if _names_day(line.words[:DAY_CHARS])]
    return Marks(
        sorted({*by, *(index for index, line in enumerate(lines) if line.role == "byline")}),
        sorted({*day, *(index for index, line in enumerate(lines) if line.role == "dateline")}),
        frozenset(by),
        frozenset(day),
    )


def _of_names(line: Line, index: int, marks: Marks) -> Iterator[str]:
    """Whether the line's own words name a day or an author."""
    if index in marks.day_words or (len(line.words) > DAY_CHARS and _names_day(line.words)):
        yield "day"
    if index in marks.by_words:
        yield "byline"


def _next(positions: list[int], index: int) -> str:
    """How many lines lie between a line and the next of these, where that is near."""
    place = bisect(positions, index)
    near = place < len(positions) and positions[place] - index <= BELOW
    return str(positions[place] - index - 1) if near else "none"


def _of_place(index: int, first: int, marks: Marks) -> Iterator[str]:
    """Where the line stands and what follows it."""
    distance = first - index
    yield "in_body" if distance <= 0 else f"distance_{min(distance, 4) if distance < 5 else 5 + min(distance // 8, 4)}"
    if index == 0:
        yield "first_line"
    yield f"byline_in_{_next(marks.by, index)}"
    yield f"day_in_{_next(marks.day, index)}"


def _of_neighbours(page: Page, index: int, sizes: list[int], marks: Marks) -> Iterator[str]:
    """What the lines above and below are; `sizes` are the words of each line."""
    if index:
        yield f"above_{min(sizes[index - 1] // 3, 3)}"
        if index - 1 in marks.by_words or index - 1 in marks.day_words:
            yield "above_byline_or_day"
    if index + 1 < len(page.lines):
        yield f"next_{min(sizes[index + 1] // 4, 5)}"
        yield f"next_role_{page.lines[index + 1].role}"
