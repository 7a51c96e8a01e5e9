"""A date spoken of, as every rule of the grammar gives it: its words, and what they say before anything is resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from dagster_project.text.dating.expressions import parts_around

# How a period is written whose place in time only an anchor can tell, after ISO 8601 as TIMEX3 extends it.
UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX-XX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
SPACE = "[\\s\xa0\u2009\u202f]"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Mention:
    """What a rule reads from words. Without an anchor the value is final; with one, SQL places it in time.

    The value is TIMEX3's: X for what is unknown. The anchor is moved by `count` units first; then `weekday` or `part`
    (what the words name of a year: 05, 05-03, Q3, SU, 11-W4-4) is looked for from there in the `direction`.
    """

    kind: str  # absolute, relative, duration, set or named_period
    value: str
    granularity: str | None = None  # a key of UNKNOWN; of a duration or set its unit; None for "now" and "recently"
    modifier: str | None = None  # start, mid, end, approx, more_than, less_than
    anchor: str | None = None  # publication, earlier_day, earlier_date or earlier_quarter (of the same text)
    unit: str | None = None
    count: int | None = None
    weekday: str | None = None
    part: str | None = None
    direction: str | None = None  # last, recent, this, next, coming or nearest
    time_of_day: str | None = None  # T10:35, TMO, TAF, TEV, TNI
    tense: str | None = None  # past, planned or future: of the verb before it
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with the offsets of its words in the searched text and the rule that read it."""

    start: int
    end: int
    finder: str
    mention: Mention


Reader = Callable[[re.Match[str]], Mention | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means, and words of which a text must hold one, in lower case, to be worth a search."""

    name: str
    triggers: tuple[frozenset[str], ...]  # one of each
    pattern: re.Pattern[str]
    read: Reader
    sign: re.Pattern[str] | None  # what else a match holds, in lower case, where that is much quicker to look for
    reach: int | None  # how far around its sign a match and what must or must not stand beside it extend; characters

    def may_hold(self, words: AbstractSet[str]) -> bool:
        """Whether a text of these words may hold what the pattern is after."""
        return not any(triggers.isdisjoint(words) for triggers in self.triggers)

    def matches(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        """What the pattern matches in a text, which is looked at as little as sign and reach allow."""
        if self.sign is None:
            yield from self.pattern.finditer(text)
        elif self.reach is not None:
            for start, end in parts_around(self.sign, folded, self.reach):
                yield from self.pattern.finditer(text, start, end)
        elif self.sign.search(folded):
            yield from self.pattern.finditer(text)


def rule(  # noqa: PLR0913 (a row of the grammar: what it needs, by name)
    name: str,
    triggers: Iterable[str],
    pattern: str,
    read: Reader,
    *,
    also: Iterable[str] = (),
    sign: str | None = None,
    reach: int | None = None,
) -> Rule:
    """A rule whose pattern ignores case wherever it does not say otherwise; spaces in it stand for any one space.

    Case is that of ASCII, so that what matches is found in lower case in the tables of words.
    """
    needed = tuple(frozenset(words) for words in (triggers, also) if words)
    told = re.compile(sign.replace(" ", SPACE), re.ASCII) if sign else None
    return Rule(name, needed, re.compile(pattern.replace(" ", SPACE), re.IGNORECASE | re.ASCII), read, told, reach)


def placed(granularity: str, anchor: str = "publication", kind: str = "relative", **said: Any) -> Mention:
    """A mention that waits for its anchor, with what its words say so far as its value."""
    weekday, part = said.get("weekday"), said.get("part")
    value = f"XXXX-WXX-{WEEKDAYS.index(weekday) + 1}" if weekday else f"XXXX-{part}" if part else UNKNOWN[granularity]
    return Mention(kind, value + (said.get("time_of_day") or ""), granularity, anchor=anchor, **said)
