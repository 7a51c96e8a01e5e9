"""English words of time, as patterns to build rules from, and what they mean."""

from __future__ import annotations

import re

from dagster_project.text.dating.grammar.mention import WEEKDAYS

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: number for number, word in enumerate((*ONES, *TEENS), 1)}
NUMBER_WORDS |= {word: 10 * number for number, word in enumerate(TENS, 2)}
NUMBER_WORDS |= {"a": 1, "an": 1}
MULTIPLIERS = {"hundred": 100, "thousand": 1000, "dozen": 12, "couple": 2}
NUMBER_WORDS |= MULTIPLIERS
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?(?:(?:-| )\d/\d)?"
    rf"|(?:(?:{'|'.join(TENS)})(?:(?:-| )(?:{'|'.join(ONES)}))?|{'|'.join((*TEENS, *ONES))})(?: (?:hundred|thousand))?"
    r"|(?:a )?(?:couple of|dozen))"
)
VAGUE_TRIGGERS = ("few", "several", "some", "many", "countless", "number")
VAGUE = r"(?:(?:a |the )?few|several|some|many|countless|a number of)"

UNIT = r"(?P<unit>second|minute|hour|day|week(?:end)?|fortnight|month|quarter|year|decade|centur(?=y|ies))(?:s|y|ies)?"
ONE_UNIT = r"(?P<unit>day|week(?:end)?|month|quarter|year|decade|centur(?=y))y?"
LETTERS = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "week": ("P", "W", 1),
    "weekend": ("P", "WE", 1),
    "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1),
    "quarter": ("P", "Q", 1),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
}
# For signs of rules: how a unit begins, and how NUMBER and VAGUE end.
BEGINS_UNIT = f"(?:{'|'.join(LETTERS)})".replace("century", "centur")
ENDS_NUMBER = rf"(?:\d|{'|'.join(ONES)}|ten|eleven|twelve|teen|ty|hundred|thousand|dozen|couple of)"
ENDS_VAGUE = "[eflswy]"  # a few, several
UNIT_TRIGGERS = {word for unit in LETTERS for word in (unit, f"{unit}s")} | {"centuries"}
# Every word that UNIT and ONE_UNIT may end up with.
UNIT_WORDS = {f"{unit}{end}" for unit in (*LETTERS, "centur") for end in ("", "s", "y", "ies")}
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
# Month and weekday names count with a capital only: "may", "march" and "sun" are other words.
MONTH = (
    r"(?P<month>(?-i:January|Jan\.|Jan|February|Feb\.|Feb|March|Mar\.|April|Apr\.|Apr|May|June|Jun\.|July|Jul\.|August"
    r"|Aug\.|Aug|September|Sept?\.|Sept?|October|Oct\.|Oct|November|Nov\.|Nov|December|Dec\.|Dec))(?!\w)"
)
MONTH_TRIGGERS = {name.lower() for name in MONTH_NAMES} | {*MONTH_NUMBERS, "sept"}
WEEKDAY = (
    r"(?P<weekday>(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.))"
)
WEEKDAY_TRIGGERS = {
    *WEEKDAYS,
    *(f"{day}s" for day in WEEKDAYS),
    "mon",
    "tue",
    "tues",
    "wed",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
}
YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\d%]|[.,]\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
ORDINAL = rf"(?P<ordinal>{'|'.join(ORDINALS)})"
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON = rf"(?P<season>{'|'.join(SEASONS)})"
DAY_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI"}
DAY_PART = r"(?P<day_part>morning|afternoon|evening|night)"
ZONE = (
    r"(?: ?(?-i:[A-Z]{1,3}T|GMT|UTC)"
    r"| (?:(?-i:Eastern|Central|Mountain|Pacific)|local)(?: (?:standard|daylight))?(?: time)?)?"
)
CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m(?:\.|\b)"
    rf"{ZONE}|(?P<named>noon|midnight|midday))"
)
NAMED_HOURS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}

# Words before a period that say which part of it is meant, and TIMEX3's name of the part.
PART_WORDS = {
    "early": "start", "earlier": "start", "beginning": "start", "start": "start", "mid": "mid", "middle": "mid",
    "late": "end", "later": "end", "end": "end", "close": "end",
}  # fmt: skip
OF_PERIOD = (
    r"(?:(?:the )?(?P<edge>beginning|start|middle|end|close) of "
    r"|(?P<early>early|earlier|late|later|mid|sometime|some time)(?:(?:-| )| in ))"
)
# Words before an amount that bound it.
BOUND_WORDS = {
    "more_than": "at least|more than|no less than|not less than",
    "less_than": "at most|less than|fewer than|no more than|not more than|up to|almost|nearly",
    "approx": "about|around|approximately|roughly|some|an estimated",
}
BOUND = rf"(?:(?P<bound>{'|'.join(BOUND_WORDS.values())}) )"


def number(words: str) -> float:
    """The number that NUMBER matched."""
    text = words.strip().lower().replace(",", "")
    if digits := re.match(r"(\d+(?:\.\d+)?)(?:[\s-](\d)/(\d))?$", text):
        return float(digits[1]) + (int(digits[2]) / max(1, int(digits[3])) if digits[2] else 0)
    total = 0
    for word in re.findall(r"[a-z]+", text.replace("a couple", "couple").replace("a dozen", "dozen")):
        value = NUMBER_WORDS.get(word, 0)
        total = max(1, total) * value if word in MULTIPLIERS else total + value
    return float(total)


def unit_of(match: re.Match[str]) -> str:
    """The unit in the singular."""
    unit = match["unit"].lower()
    return "century" if unit == "centur" else unit


def month_of(match: re.Match[str]) -> int:
    """1 to 12."""
    return MONTH_NUMBERS[match["month"][:3].lower()]


def weekday_of(match: re.Match[str]) -> str:
    """The weekday, monday to sunday."""
    start = match["weekday"][:2].lower()
    return next(day for day in WEEKDAYS if day.startswith(start))


def modifier_of(match: re.Match[str]) -> str | None:
    """Which part of a period, or which bound of an amount, the words before it mean."""
    groups = match.groupdict()
    part = groups.get("edge") or groups.get("early")
    if part:
        return PART_WORDS.get(part.lower())
    bound = (groups.get("bound") or "").lower().replace("\n", " ")
    return next((name for name, words in BOUND_WORDS.items() if bound and bound in words.split("|")), None)


def time_of(match: re.Match[str]) -> str | None:
    """The time of day, of a clock or a part of the day."""
    groups = match.groupdict()
    if groups.get("named"):
        return NAMED_HOURS[match["named"].lower()]
    if groups.get("hour"):
        hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
        return f"T{hour:02d}:{groups.get('minute') or '00'}"
    part = groups.get("day_part")
    return DAY_PARTS[part.lower()] if part else None
