"""Rules for lengths of time and for what comes back: three years, a five-day strike; daily, every month, Mondays."""

from __future__ import annotations

import re

from dagster_project.text.dating.grammar.mention import WEEKDAYS, Mention, rule
from dagster_project.text.dating.grammar.words import (
    BEGINS_UNIT,
    BOUND,
    DAY_PART,
    ENDS_NUMBER,
    ENDS_VAGUE,
    LETTERS,
    NUMBER,
    UNIT,
    UNIT_TRIGGERS,
    VAGUE,
    VAGUE_TRIGGERS,
    WEEKDAY,
    WEEKDAY_TRIGGERS,
    modifier_of,
    number,
    time_of,
    unit_of,
    weekday_of,
)

OF_KIND = r"(?:(?:more|fiscal|trading|business|working|consecutive|full|straight|additional|long|whole|solid|short) )?"
SPAN = (
    r"(?:(?:(?:the|its|their|his|her|these|those) )?"
    r"(?:past|last|next|coming|first|final|previous|latest|following|preceding|remaining) |the (?![\w.]+-))"
)
BOUND_INSIDE = r"(?:at least|more than|up to|about)"
# An amount before "a year": dollars, flights, an hour.
RATE = re.compile(r"(?:[\d%]|\b(?:hundreds?|thousands?|millions?|billions?|cents|times|once|twice|hours))(?:\s\w+)?\s$")
RATE_REACH = 30  # characters
REPEATED = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M"}


def length(count: float, unit: str) -> str:
    """A length of time in ISO 8601."""
    prefix, letter, factor = LETTERS[unit]
    return f"{prefix}{count * factor:g}{letter}"


def _duration(match: re.Match[str]) -> Mention:
    unit = unit_of(match)
    return Mention("duration", length(number(match["amount"]), unit), unit, modifier=modifier_of(match))


def _vague_duration(match: re.Match[str]) -> Mention:
    unit = unit_of(match)
    prefix, letter, _ = LETTERS[unit]
    letter = {"decade": "DE", "century": "CE"}.get(unit, letter)
    return Mention("duration", f"{prefix}X{letter}", unit)


def _one(match: re.Match[str]) -> Mention | None:
    """A year; but not of so much a year."""
    unit = unit_of(match)
    if RATE.search(match.string[max(0, match.start() - RATE_REACH) : match.start()]):
        return None
    return Mention("duration", length(1, unit), unit, modifier=modifier_of(match))


def _rate(match: re.Match[str]) -> Mention:
    unit = "quarter" if match["quarter"] else unit_of(match)
    return Mention("set", length(1, unit), unit)


def _repeated(match: re.Match[str]) -> Mention:
    return Mention("set", REPEATED[match[0].lower()])


def _repeated_weekday(match: re.Match[str]) -> Mention:
    weekday = weekday_of(match)
    value = f"XXXX-WXX-{WEEKDAYS.index(weekday) + 1}{time_of(match) or ''}"
    return Mention("set", value, "day", weekday=weekday, time_of_day=time_of(match))


# Not "a second", which is nearly always a number.
ONE = r"(?P<unit>minute|hour|day|week(?:end)?|month|year|decade|centur(?=y))y?"
MANY = r"(?P<unit>minute|hour|day|week|month|year|decade|centur(?=ies))(?:s|ies)"
NOT_AN_AGE = r"\b(?<!-quarter)(?<!-quarters)(?!(?:-| )olds?\b)"
RULES = (
    rule(
        "duration",
        UNIT_TRIGGERS,
        rf"(?<![\w$£€.,-]){BOUND}?{SPAN}?(?:{BOUND_INSIDE} )?(?P<amount>{NUMBER})(?: (?:to|or) {NUMBER})?"
        rf"(?:-| ){OF_KIND}{UNIT}{NOT_AN_AGE}(?:-long\b)?",
        _duration,
        sign=rf"{ENDS_NUMBER}(?:-| ){OF_KIND}{BEGINS_UNIT}",
    ),
    rule(
        "duration",
        VAGUE_TRIGGERS,
        rf"\b{SPAN}?{VAGUE}(?:-| ){OF_KIND}{UNIT}{NOT_AN_AGE}",
        _vague_duration,
        also=UNIT_TRIGGERS,
        sign=rf"{ENDS_VAGUE}(?:-| ){OF_KIND}{BEGINS_UNIT}",
        reach=40,
    ),
    rule(
        "duration",
        LETTERS,
        rf"\b(?:{BOUND}|over )?(?:an?|another|half an?) {OF_KIND}{ONE}\b(?!-)(?! (?:old|end)\b)",
        _one,
        sign=rf"[anr] {OF_KIND}{BEGINS_UNIT}",  # half an hour, another day
        reach=40,
    ),
    rule("duration", ("past",), rf"\b(?:(?:the|this) )?past {ONE}\b", _one, also=LETTERS),
    rule("duration", UNIT_TRIGGERS - LETTERS.keys(), rf"\b{MANY}{NOT_AN_AGE}(?! ago\b)", _vague_duration),
    rule(
        "duration",
        ("long", "yearlong", "daylong", "weeklong", "monthlong"),
        r"\b(?P<unit>year|day|week|month)-?long\b",
        _one,
        also=("year", "day", "week", "month", "long"),
        sign=r"(?:year|day|week|month)-?long",
    ),
    rule("duration", ("year",), r"\bthe (?:fiscal )?(?P<unit>year)(?= end(?:ed|ing)\b)", _one),
    rule("rate", ("every", "each"), rf"\b(?:every|each) (?:single )?(?:{ONE}|(?P<quarter>quarter))\b", _rate),
    rule("repeated", REPEATED, rf"\b(?:{'|'.join(REPEATED)})\b", _repeated),
    rule(
        "repeated_weekday",
        ("every", "each"),
        rf"\b(?:every|each) {WEEKDAY}(?: {DAY_PART})?\b",
        _repeated_weekday,
        also=WEEKDAY_TRIGGERS,
    ),
    rule("repeated_weekday", WEEKDAY_TRIGGERS, rf"\b{WEEKDAY}(?:s| {DAY_PART}s)\b", _repeated_weekday),
)
