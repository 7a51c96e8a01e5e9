"""Rules for days, months, quarters, seasons, years and longer periods that are named by the calendar."""

from __future__ import annotations

import re

from dagster_project.text.dating.grammar.mention import Mention, placed, rule
from dagster_project.text.dating.grammar.words import (
    CLOCK,
    DAY,
    DAY_PART,
    MONTH,
    MONTH_NUMBERS,
    MONTH_TRIGGERS,
    NUMBER_WORDS,
    OF_PERIOD,
    ONES,
    ORDINAL,
    ORDINALS,
    SEASON,
    SEASONS,
    TEENS,
    TENS,
    WEEKDAY,
    WEEKDAY_TRIGGERS,
    YEAR,
    modifier_of,
    month_of,
    time_of,
    weekday_of,
)
from dagster_project.text.dating.months import iso_day

YEARS = {str(year) for year in range(1000, 2100)}
DIRECTION = r"(?:(?P<direction>last|this past|past|this coming|next|this|the coming|the following|following|coming) )"
DIRECTIONS = {"last": "last", "past": "last", "this": "this", "next": "next", "coming": "next", "following": "next"}
# Days of every year by their names: what of the year they are, as month and day or as the nth weekday of a month.
HOLIDAYS = {
    "new year's day": "01-01", "valentine's day": "02-14", "fourth of july": "07-04", "independence day": "07-04",
    "labor day": "09-W1-1", "halloween": "10-31", "veterans day": "11-11", "thanksgiving day": "11-W4-4",
    "thanksgiving": "11-W4-4", "christmas eve": "12-24", "christmas day": "12-25", "christmas": "12-25",
    "boxing day": "12-26", "new year's eve": "12-31",
}  # fmt: skip
HOLIDAY = "|".join(sorted(HOLIDAYS, key=len, reverse=True)).replace("'", "['’]")
# A year of four digits says so by the words around it; without them it may be any number.
COUNTED = (
    r"(?! (?:million|billion|trillion|people|persons|shares?|points?|dollars?|jobs|workers|employees|troops|pounds"
    r"|miles|meters|metres|feet|tons|tonnes|units|barrels|homes|[a-z]+ (?:people|troops|jobs)))"
)
SPELLED_YEAR = (
    rf"(?P<century>nineteen|eighteen|twenty) (?P<tens>{'|'.join((*TENS, *TEENS))})"
    rf"(?:(?:-| )(?P<ones>{'|'.join(ONES)}))?"
)
DECADE_NAMES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8}
DECADE_NAMES |= {"nineties": 9}
DECADES = {*DECADE_NAMES, *(f"{year}s" for year in (*range(1500, 2100, 10), *range(20, 100, 10)))}
HOLIDAY_TRIGGERS = {re.split(r"[ ']", name)[0] for name in HOLIDAYS}
HOLIDAY_ENDS = {name.split()[-1] for name in HOLIDAYS}
CLOCK_TRIGGERS = ("am", "pm", "a.m", "p.m", "noon", "midnight", "midday")
PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|by|of|from|through|for|to|before|after|during|between|and|or)\s$", re.IGNORECASE
)
BESIDE = {"last": -1, "this": 0, "next": 1}


def direction_of(match: re.Match[str]) -> str | None:
    """Which of the periods of one name is meant, where a word says so."""
    said = match.groupdict().get("direction")
    return DIRECTIONS[said.lower().split()[-1]] if said else None


def _day(match: re.Match[str]) -> Mention | None:
    """A whole date; the clock before it, when there is one."""
    value = iso_day(int(match["year"]), month_of(match), int(match["day"]))
    return Mention("absolute", value + (time_of(match) or ""), "day", confidence=0.95) if value else None


def _day_of_year(match: re.Match[str]) -> Mention | None:
    part = f"{month_of(match):02d}-{int(match['day']):02d}"
    if not iso_day(2000, month_of(match), int(match["day"])):
        return None
    return placed("day", part=part, direction=direction_of(match) or "nearest", time_of_day=time_of(match))


def _month_and_year(match: re.Match[str]) -> Mention:
    value = f"{match['year']}-{month_of(match):02d}"
    return Mention("absolute", value, "month", modifier=modifier_of(match), confidence=0.95)


def _month(match: re.Match[str]) -> Mention | None:
    """A month alone: March and May are other words too, so that a preposition must say that they are months."""
    alone = match["month"] == match[0] and match[0] in ("March", "May")
    if alone and not PREPOSITION.search(match.string[max(0, match.start() - 10) : match.start()]):
        return None
    part = f"{month_of(match):02d}"
    return placed("month", part=part, direction=direction_of(match) or "recent", modifier=modifier_of(match))


def _year(match: re.Match[str]) -> Mention:
    return Mention("absolute", match["year"], "year", modifier=modifier_of(match))


def _fiscal_year(match: re.Match[str]) -> Mention:
    return Mention("named_period", match["year"], "year")


def _spelled_year(match: re.Match[str]) -> Mention:
    ones = NUMBER_WORDS[match["ones"].lower()] if match["ones"] else 0
    century = NUMBER_WORDS[match["century"].lower()]
    return Mention("absolute", str(100 * century + NUMBER_WORDS[match["tens"].lower()] + ones), "year")


def _decade(match: re.Match[str]) -> Mention:
    """The 1980s, the '80s, the eighties."""
    words = match["decade"].lower()
    years = re.sub(r"\D", "", words)
    digits = years[:-1].rjust(3, "0").replace("00", "19") if years else str(190 + DECADE_NAMES[words])
    return Mention("named_period", f"{digits}X", "decade", modifier=modifier_of(match))


def _century(match: re.Match[str]) -> Mention | None:
    number = int(match["number"])
    return Mention("named_period", f"{number - 1:02d}XX", "century", modifier=modifier_of(match))


def _ordinal(match: re.Match[str]) -> str:
    return f"Q{ORDINALS[match['ordinal'].lower()]}"


def _quarter(match: re.Match[str]) -> Mention:
    """The last one of its number that has begun, or the one a year before it."""
    if match.groupdict().get("before"):
        return placed("quarter", part=_ordinal(match), unit="year", count=-1, direction="recent")
    return placed("quarter", part=_ordinal(match), direction="recent")


def _quarter_of_year(match: re.Match[str]) -> Mention:
    return Mention("absolute", f"{match['year']}-{_ordinal(match)}", "quarter")


def _quarter_of_said_year(match: re.Match[str]) -> Mention:
    count = BESIDE[match["which"].lower()]
    return placed("quarter", part=_ordinal(match), unit="year", count=count, direction="this")


def _season(match: re.Match[str]) -> Mention:
    part, direction = SEASONS[match["season"].lower()], direction_of(match) or "recent"
    return placed("season", kind="named_period", part=part, direction=direction, modifier=modifier_of(match))


def _season_of_year(match: re.Match[str]) -> Mention:
    value = f"{match['year']}-{SEASONS[match['season'].lower()]}"
    return Mention("named_period", value, "season", modifier=modifier_of(match))


def _holiday(match: re.Match[str]) -> Mention:
    name = " ".join(match["holiday"].lower().replace("’", "'").split())  # pages keep such names on one line
    part = HOLIDAYS[name]
    return placed("day", kind="named_period", part=part, direction=direction_of(match) or "nearest")


def _weekday(match: re.Match[str]) -> Mention:
    return placed(
        "day",
        weekday=weekday_of(match),
        direction=direction_of(match) or "recent",
        modifier=modifier_of(match),
        time_of_day=time_of(match),
    )


def _weekday_of_week(match: re.Match[str]) -> Mention:
    count = BESIDE[match["which"].lower()]
    return placed("day", weekday=weekday_of(match), unit="week", count=count, direction="this")


def _clock(match: re.Match[str]) -> Mention:
    return placed("day", anchor="earlier_day", unit="day", count=0, time_of_day=time_of(match))


AT = rf"(?:(?:{CLOCK}),? )?"
OF_THE_DAY = rf"(?: {DAY_PART})?"
ON_WEEKDAY = rf"(?:{WEEKDAY},? )?"
IN_YEAR = rf" (?:of )?(?:fiscal )?{YEAR}"
IN_SAID_YEAR = r" (?:of )?(?P<which>this|last|next) year"
THE = r"(?:(?:the|its|their|this|our) )?(?:fiscal )?"
BEGINS_MONTH = rf"(?:{'|'.join(MONTH_NUMBERS)})(?<![a-z]...)"
EARLY = r"(?:(?P<early>early|late|mid)(?:-| ))"
RULES = (
    rule("day", MONTH_TRIGGERS, rf"\b{AT}{ON_WEEKDAY}{MONTH} {DAY},? {YEAR}", _day, also=YEARS),
    rule("day", MONTH_TRIGGERS, rf"\b{AT}{ON_WEEKDAY}(?:the )?{DAY}(?: of)? {MONTH},? {YEAR}", _day, also=YEARS),
    rule(
        "day_of_year",
        MONTH_TRIGGERS,
        rf"\b{AT}{DIRECTION}?{ON_WEEKDAY}{MONTH} {DAY}",
        _day_of_year,
        sign=r"\d(?<=[a-z.] \d)",
        reach=75,
    ),
    rule(
        "day_of_year",
        MONTH_TRIGGERS,
        rf"\b{AT}{ON_WEEKDAY}(?:the )?{DAY}(?: of)? {MONTH}",
        _day_of_year,
        sign=r"\d(?:[snrt][tdh])?(?: of)? [adfjmnos]",
        reach=65,
    ),
    rule("month", MONTH_TRIGGERS, rf"\b(?:{OF_PERIOD})?{MONTH},? (?:of )?{YEAR}", _month_and_year, also=YEARS),
    rule("month", MONTH_TRIGGERS, rf"\b(?:{OF_PERIOD})?{DIRECTION}?{MONTH}", _month, sign=BEGINS_MONTH, reach=40),
    rule("year", YEARS, rf"(?<![\w$£€.,/#:-])(?:{OF_PERIOD}|the year )?{YEAR}(?![\w/-]){COUNTED}", _year),
    rule("fiscal_year", ("fiscal", "fy"), rf"\b(?:fiscal(?: year)?|FY) ?{YEAR}", _fiscal_year),
    rule("year", ("nineteen", "eighteen", "twenty"), rf"\b{SPELLED_YEAR}\b", _spelled_year),
    rule("decade", DECADES, rf"\b(?:the )?{EARLY}?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
    rule("decade", DECADES, rf"\bthe {EARLY}?(?P<decade>['’]?\d0s|{'|'.join(DECADE_NAMES)})\b", _decade),
    rule("century", ("century",), rf"\b(?:the )?{EARLY}?(?P<number>\d{{1,2}})(?:st|nd|rd|th)(?:-| )century", _century),
    rule("quarter", ("quarter",), rf"\b{THE}{ORDINAL} quarter{IN_YEAR}", _quarter_of_year, also=YEARS),
    rule("quarter", ("quarter",), rf"\b{THE}{ORDINAL}(?:-| )quarter{IN_SAID_YEAR}", _quarter_of_said_year),
    rule("quarter", ("quarter",), rf"\b{THE}{ORDINAL} quarter(?!-)", _quarter),
    rule("quarter", ("quarter",), rf"\b(?:fiscal )?{ORDINAL}-quarter(?!-)", _quarter),
    rule(
        "quarter",
        ("quarter",),
        rf"\b(?:the )?{YEAR}(?:['’]s)? (?:fiscal )?{ORDINAL}(?:-| )quarter",
        _quarter_of_year,
        also=YEARS,
    ),
    rule(
        "quarter",
        ("quarter",),
        rf"\b(?P<which>this|last|next) year['’]s {ORDINAL}(?:-| )quarter",
        _quarter_of_said_year,
    ),
    rule(
        "quarter",
        ("quarter",),
        rf"\b(?:the )?(?:comparable )?(?P<before>year-(?:ago|earlier)) {ORDINAL}(?:-| )quarter",
        _quarter,
    ),
    rule("season", SEASONS, rf"\b(?:the )?{EARLY}?{SEASON},? (?:of )?{YEAR}", _season_of_year, also=YEARS),
    rule("season", SEASONS, rf"\b(?:{DIRECTION}|the {EARLY}?){SEASON}\b", _season),
    rule("holiday", HOLIDAY_TRIGGERS, rf"\b{DIRECTION}?(?P<holiday>{HOLIDAY})\b", _holiday, also=HOLIDAY_ENDS),
    rule(
        "weekday",
        WEEKDAY_TRIGGERS,
        rf"\b{AT}(?:(?P<early>early|late) )?{DIRECTION}?{WEEKDAY}{OF_THE_DAY}(?!s?\w)",
        _weekday,
    ),
    rule(
        "weekday",
        WEEKDAY_TRIGGERS,
        rf"\b{WEEKDAY} (?:of )?(?P<which>last|this|next) week\b",
        _weekday_of_week,
        also=("week",),
    ),
    rule("clock", CLOCK_TRIGGERS, rf"(?<![\w:.]){CLOCK}(?!\w)", _clock),
)
