"""Explicit dates in words: where they stand, what they say in ISO 8601, and how precisely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from dagster_project.text.dating.months import NAME, NUMBERS, full_year, iso_day, month_number

# Certainty of the reading where day and month could be exchanged and neither page nor language says which is which.
AMBIGUOUS = 0.6


@dataclass(frozen=True, slots=True)
class Expression:
    """A date in words: offsets into the searched text, ISO value, precision (day or month), certainty (0 to 1)."""

    start: int
    end: int
    value: str
    precision: str
    certainty: float = 1.0


Reading = tuple[str, str, float]  # value, precision, certainty
Order = Literal["day", "month"]  # what comes first in 02/03/2023
Reader = Callable[[re.Match[str], Order | None], Reading | None]
Row = tuple[re.Pattern[str], Reader]


def find_expressions(text: str, first: Order | None = None, *, named: bool = True) -> list[Expression]:
    """All explicit dates in a text, in order and apart; `first` says how to read 02/03/2023, None that nobody knows.

    Those with the name of a month are left out unless `named`.
    """
    parts = parts_around(PROMISING if named else NUMBERED, text, REACH) if DIGIT.search(text) else []
    found = [
        Expression(match.start(), match.end(), *reading)
        for start, end in parts
        for pattern, reader in _possible(text, start, end, named=named)
        for match in pattern.finditer(text, start, end)
        if (reading := reader(match, first))
    ]
    return _apart(sorted(found, key=lambda each: (each.start, -each.end))) if found else found


def order_of_numbers(texts: Iterable[str]) -> Order | None:
    """What comes first in numbered dates, as 23/02/2023 or 02/23/2023 give it away; None where none do."""
    day_first = month_first = 0
    for text in texts:
        for match in SLASHED.finditer(text) if SLASHES.search(text) else ():
            one, other = int(match["one"]), int(match["other"])
            day_first += one > 12 >= other
            month_first += other > 12 >= one
    if day_first == month_first:
        return None
    return "day" if day_first > month_first else "month"


def parts_around(sign: re.Pattern[str], text: str, reach: int) -> list[tuple[int, int]]:
    """The parts of a text within so many characters of a sign, in order and apart: only there a pattern is tried."""
    parts: list[tuple[int, int]] = []
    for match in sign.finditer(text):
        start, end = max(0, match.start() - reach), match.end() + reach
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        parts.append((start, end))
    return parts


def _possible(text: str, start: int, end: int, *, named: bool) -> tuple[Row, ...]:
    """The rows of the grammar whose signs stand in a part of a text: a bare year has neither."""
    rows = NUMERIC if NUMBERED.search(text, start, end) else ()
    return rows + NAMED if named and MONTH_SIGN.search(text[start:end].lower()) else rows


def _apart(found: list[Expression]) -> list[Expression]:
    """Of overlapping ones the first."""
    kept: list[Expression] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _day(year: str, month: int | None, day: str, certainty: float = 1.0) -> Reading | None:
    value = iso_day(full_year(year), month, int(day))
    return (value, "day", certainty) if value else None


def _named(match: re.Match[str], _: Order | None) -> Reading | None:
    return _day(match["year"], month_number(match["month"]), match["day"])


def _numbered(match: re.Match[str], _: Order | None) -> Reading | None:
    return _day(match["year"], int(match["month"]), match["day"])


def _slashed(match: re.Match[str], first: Order | None) -> Reading | None:
    """Where both may be meant, the month comes first, as on most English pages of the web, with less certainty."""
    one, other, year = match["one"], match["other"], match["year"] or match["short"]
    if int(one) > 12 or (first == "day" and int(other) <= 12):
        return _day(year, int(other), one)
    known = first == "month" or int(other) > 12 or int(one) == int(other)
    return _day(year, int(one), other, 1.0 if known else AMBIGUOUS)


def _month_only(match: re.Match[str], _: Order | None) -> Reading | None:
    month = month_number(match["month"])
    return (f"{match['year']}-{month:02d}", "month", 1.0) if month else None


# Longer than any date and what must or must not stand beside it. Characters.
REACH = 60
DIGIT = re.compile(r"\d")
# What every date holds: a long year, numbers set off by a mark, or a day, a word and a number. Cheap to look for, as
# each begins with its digit.
PROMISING = re.compile(r"\d(?:(?:(?<=1)9|(?<=2)0)\d\d|\s?[-/.年년]\s?\d|[\s-][^\W\d_]{3,12}\.?[\s-]['’]?\d)")
NUMBERED = re.compile(r"\d\s?[-/.年년]\s?\d")
# What every name of a month begins with, in lower case.
MONTH_SIGN = re.compile("|".join(sorted({name[:3] for name in NUMBERS})))
MONTH = rf"(?P<month>{NAME})\.?"
LONG_YEAR = r"(?P<year>(?:19|20)\d{2})"
# Glued to the year: "1. May 20232. May 2023", "06/11/20230 comments".
YEAR = rf"{LONG_YEAR}(?:(?!\d)|(?=\d{{1,2}}:\d\d)|(?=\d{{1,3}}\.?\s?[^\W\d_]))"
SHORT_YEAR = r"['’]?(?P<year>\d{2})(?![\d:]|[.,]\d)"
DAY = r"(?P<day>[0-3]?\d)"
ORDINAL = r"(?:st|nd|rd|th|º|er)?"
OF = r"(?:of|de|di|del)"
# Between day and year, perhaps the clock as in "Jan 04 09:34:12 CET 2021"; between month and year.
TO_YEAR = r"(?:\s?,\s?|\s{1,3}|,?\s?(?:at|de)\s|\s\d\d?:\d\d(?::\d\d)?(?:\s(?-i:[A-Z]{3,4}))?\s)"
MONTH_TO_YEAR = rf"(?:,?\s{{1,3}}|-|\s?/\s?|,?\s?{OF}\s)"
# Month names may be glued to what stands before them ("updatedSep 4, 2023") when they begin with a capital.
START = r"(?:(?<![^\W_])|(?<=[a-zà-þ0-9])(?-i:(?=[A-ZÀ-Þ])))"
# What must stand there before the many names of months are tried one by one: a word, and behind it a number.
WORD = r"(?=[^\W\d_]{3})"
BEFORE_DAY = r"(?=[^\W\d_]{3,15}\.?\s{0,3}\d)"
BEFORE_YEAR = rf"(?=[^\W\d_]{{3,15}}\.?,?\s{{1,3}}(?:{OF}\s)?[12])"
SLASHED = re.compile(
    rf"(?<![\d/])(?P<one>[0-3]?\d)(?P<mark>[/-])(?P<other>[0-3]?\d)(?P=mark)(?:{YEAR}|(?P<short>\d{{2}})(?![\d/]))"
)
SLASHES = re.compile(r"\d([/-])[0-3]?\d\1\d\d")  # its sign

GRAMMAR: tuple[Row, ...] = (
    (re.compile(rf"(?<!\d){LONG_YEAR}(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark){DAY}(?!\d)"), _numbered),
    (re.compile(rf"(?<!\d){LONG_YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?{DAY}\s?[日일]"), _numbered),
    (
        re.compile(
            rf"{START}{BEFORE_DAY}{MONTH}\s{{0,3}}{DAY}{ORDINAL}{TO_YEAR}{YEAR}",
            re.IGNORECASE,
        ),
        _named,
    ),
    (
        re.compile(
            rf"(?<![\d.]){DAY}{ORDINAL}\.?(?:\s{{0,3}}|-|\s?/\s?|\s?{OF}\s){WORD}{MONTH}{MONTH_TO_YEAR}{YEAR}",
            re.IGNORECASE,
        ),
        _named,
    ),
    (re.compile(rf"(?<![\d.]){DAY}\.\s?(?P<month>[01]?\d)\.\s?(?:{YEAR})(?!\.\d)"), _numbered),
    (re.compile(r"(?<![\d.])(?P<day>[0-3]\d)\.(?P<month>[01]\d)\.(?P<year>\d{2})(?![\d.]\d|\d)"), _numbered),
    (SLASHED, _slashed),
    (re.compile(rf"(?<!\d){DAY}[\s-]{MONTH}[\s-]{SHORT_YEAR}", re.IGNORECASE), _named),
    # Not behind a number: "31 February 2021" is no day, and no month either.
    (
        re.compile(
            rf"{START}{BEFORE_YEAR}(?<!\d\s)(?<!\d\.\s){MONTH},?\s{{1,3}}(?:{OF}\s)?{LONG_YEAR}(?!\d)", re.IGNORECASE
        ),
        _month_only,
    ),
)
NUMERIC = tuple((pattern, reader) for pattern, reader in GRAMMAR if reader in (_numbered, _slashed))
NAMED = tuple((pattern, reader) for pattern, reader in GRAMMAR if reader not in (_numbered, _slashed))
