"""Rules for words that mean a time by its distance: from the day of publication, or from a date named before."""

from __future__ import annotations

import re

from dagster_project.text.dating.grammar.mention import Mention, placed, rule
from dagster_project.text.dating.grammar.words import (
    BEGINS_UNIT,
    BOUND,
    CLOCK,
    DAY_PART,
    LETTERS,
    NUMBER,
    OF_PERIOD,
    ONE_UNIT,
    PART_WORDS,
    UNIT,
    UNIT_TRIGGERS,
    UNIT_WORDS,
    VAGUE,
    modifier_of,
    number,
    time_of,
    unit_of,
)

DEICTIC_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
REFERENCES = {
    **dict.fromkeys(("now", "currently", "current", "nowadays", "these days", "at present", "the present"), PRESENT),
    "the moment": PRESENT,
    **dict.fromkeys(("recently", "recent", "lately", "the past", "the recent past"), PAST),
    **dict.fromkeys(("soon", "as soon as possible", "the future", "the near future", "the foreseeable future"), FUTURE),
    **dict.fromkeys(("the near term", "the long term"), FUTURE),
}
# Of each the word that is least often another's.
REFERENCE_TRIGGERS = {each.split()[-1] for each in REFERENCES} - {"days", "possible"} | {"these", "soon"}
REFERENCE = "|".join(sorted(REFERENCES, key=len, reverse=True))
THIS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "same": 0, "that": 0, "next": 1, "coming": 1}


def _deictic_day(match: re.Match[str]) -> Mention:
    word = match["day_word"].lower()
    time = time_of(match) or ("TNI" if word == "tonight" else None)
    return placed("day", unit="day", count=DEICTIC_DAYS[word], modifier=modifier_of(match), time_of_day=time)


def _part_of_day(match: re.Match[str]) -> Mention:
    """The night before, or a part of the day itself: "this morning"."""
    count = -1 if match["which"].lower() == "last" else 0
    return placed("day", unit="day", count=count, modifier=modifier_of(match), time_of_day=time_of(match))


def _unit_beside(match: re.Match[str]) -> Mention:
    """Last week, this year, next month."""
    unit = unit_of(match)
    return placed(unit, unit=unit, count=THIS[match["which"].lower().split()[-1]], modifier=modifier_of(match))


def _unit_around(match: re.Match[str]) -> Mention:
    """Earlier in the year, the end of the month: of the one that the day of publication lies in."""
    unit = unit_of(match)
    return placed(unit, unit=unit, count=0, modifier=modifier_of(match))


def _ago(match: re.Match[str]) -> Mention | None:
    """Two years ago, from the day of publication; a week earlier, from a date named before."""
    unit, word = unit_of(match), match["sense"].lower()
    prefix, letter, factor = LETTERS[unit]
    if match["vague"] or prefix == "PT":
        return Mention("duration", f"{prefix}X{letter}", unit)
    count = factor * round(number(match["amount"] or "one"))
    granularity = {"fortnight": "week", "weekend": "week", "decade": "year", "century": "year"}.get(unit, unit)
    count *= 2 if unit == "fortnight" else 1
    forward = word in ("later", "from now", "hence")
    # "A year ago" compares with the quarter spoken of, where one is.
    anchor = {"ago": "publication", "from now": "publication", "hence": "publication"}.get(word, "earlier_date")
    if unit == "year" and count == 1 and not forward:
        anchor = "earlier_quarter"
    return placed(
        granularity, anchor, unit=granularity, count=count if forward else -count, modifier=modifier_of(match)
    )


def _long_ago(match: re.Match[str]) -> Mention:
    """Years ago."""
    prefix, letter, _ = LETTERS[unit_of(match)]
    return Mention("duration", f"{prefix}X{letter}", unit_of(match))


def _after_mentioned(match: re.Match[str]) -> Mention:
    """The following day, the previous year, that month: from a date named before."""
    unit = unit_of(match)
    count = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(match["which"].lower(), 0)
    return placed(unit, "earlier_date", unit=unit, count=count)


def _quarter_spoken_of(match: re.Match[str]) -> Mention:
    """The quarter, the latest quarter: the one named before; a year before it where the words say so."""
    return placed("quarter", "earlier_quarter", unit="year", count=-1 if match["before"] else 0)


def _period_of_year(match: re.Match[str]) -> Mention:
    """The 1988 quarter, last year's quarter."""
    if match["year"]:
        return Mention("absolute", match["year"], "year")
    return placed("quarter", "earlier_quarter", unit="year", count=-1)


def _year_before(_: re.Match[str]) -> Mention:
    return placed("year", "earlier_quarter", unit="year", count=-1)


def _reference(match: re.Match[str]) -> Mention:
    return Mention("relative", REFERENCES[re.sub(r"\s", " ", match[0].lower())])


def _recent_units(match: re.Match[str]) -> Mention:
    value = FUTURE if match["when"].lower() in ("coming", "future") else PAST
    return Mention("relative", value, unit_of(match))


SENSES = ("ago", "earlier", "later", "from now", "hence")
AT = rf"(?:(?:{CLOCK}|mid-?(?P<day_part>afternoon|morning)),? |(?P<early>early|earlier|late|later) )?"
BEFORE = r"(?P<before>(?:comparable )?year-(?:ago|earlier)|corresponding|comparable)"
RULES = (
    rule(
        "deictic_day",
        DEICTIC_DAYS,
        rf"\b{AT}(?P<day_word>today(?!['’]s)|tonight|yesterday|tomorrow)\b",
        _deictic_day,
    ),
    rule(
        "deictic_day",
        ("yesterday", "tomorrow"),
        rf"\b(?P<day_word>yesterday|tomorrow) {DAY_PART}\b",
        _deictic_day,
    ),
    rule(
        "part_of_day",
        ("morning", "afternoon", "evening", "night"),
        rf"\b(?:(?P<early>early|earlier|late|later) )?(?P<which>this|last) {DAY_PART}\b",
        _part_of_day,
    ),
    rule(
        "unit_beside",
        THIS,
        rf"\b(?:{OF_PERIOD})?(?P<which>last|this past|this|the current|the coming|next|this coming)"
        rf" (?:fiscal |calendar )?{ONE_UNIT}(?![\w-]|['’]s (?:fiscal )?(?:first|second|third|fourth)(?:-| )quarter)",
        _unit_beside,
        also=UNIT_WORDS,
        sign=rf"[tsg] (?:fiscal |calendar )?{BEGINS_UNIT}",  # last, this, coming
        reach=40,
    ),
    rule(
        "unit_around",
        PART_WORDS,
        r"\b(?:(?P<early>earlier|later|early|late) in the "
        r"|(?:the )?(?P<edge>beginning|start|middle|end|close) of the )"
        r"(?P<unit>week|month|quarter|year|decade|centur(?=y))y?\b",
        _unit_around,
        sign=rf"[nf] the {BEGINS_UNIT}",
        reach=20,
    ),
    rule(
        "unit_around",
        ("year",),
        r"\b(?:around |the )?(?P<unit>year)(?:['’]s |-| )(?P<edge>end)\b",
        _unit_around,
        also=("end",),
    ),
    rule(
        "ago",
        {sense.split()[-1] for sense in SENSES},
        rf"\b{BOUND}?(?:(?P<amount>{NUMBER}|an?)|(?P<vague>{VAGUE}))(?:-| )(?:more |full |or so )?{UNIT} "
        rf"(?P<sense>{'|'.join(SENSES)})\b(?! than\b)",
        _ago,
        also=UNIT_WORDS,
        sign=rf"{BEGINS_UNIT}[a-z]* (?:{'|'.join(SENSES)})",
    ),
    rule("ago", ("ago",), rf"\b{UNIT} ago\b", _long_ago, sign=rf"{BEGINS_UNIT}[a-z]* ago", reach=10),
    rule("year_before", ("ago", "earlier"), r"\byear-(?:ago|earlier)(?: period)?\b", _year_before, also=("year",)),
    rule(
        "after_mentioned",
        ("following", "next", "previous", "preceding", "same"),
        rf"\bthe (?P<which>following|next|previous|preceding|same) {ONE_UNIT}\b(?!-)",
        _after_mentioned,
        also=UNIT_WORDS,
    ),
    rule("quarter_spoken_of", ("quarter", "period"), rf"\bthe {BEFORE} (?:quarter|period)\b(?!-)", _quarter_spoken_of),
    rule(
        "quarter_spoken_of",
        ("quarter", "period"),
        r"\b(?:the (?:fiscal |latest |current |most recent )?quarter|the latest period)\b(?P<before>)(?!-)",
        _quarter_spoken_of,
    ),
    rule(
        "period_of_year",
        ("quarter", "period"),
        r"\b(?:the (?P<year>(?:19|20)\d\d)|last year['’]s) (?:quarter|period)\b",
        _period_of_year,
    ),
    rule(
        "reference",
        REFERENCE_TRIGGERS,
        rf"\b(?:{REFERENCE})\b(?![-’'])(?! (?:{'|'.join(UNIT_TRIGGERS)}|fiscal|as|after)\b)",
        _reference,
    ),
    rule(
        "recent_units",
        ("recent", "past", "coming", "future", "previous"),
        r"\b(?P<when>recent|past|coming|future|previous) (?P<unit>day|week|month|quarter|year|decade)s"
        r"(?: and (?:weeks|months|years))?\b",
        _recent_units,
        sign=rf"[tges] {BEGINS_UNIT}",  # past, coming
        reach=20,
    ),
)
