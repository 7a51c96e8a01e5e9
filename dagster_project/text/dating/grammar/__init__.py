"""An English grammar of time: the dates, lengths and repetitions a text speaks of, none of them placed in time yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dagster_project.text.dating.grammar import amounts, calendar, relative
from dagster_project.text.dating.grammar.mention import Found, Mention, Rule
from dagster_project.text.dating.grammar.tense import tense_around

RULES = (*calendar.RULES, *relative.RULES, *amounts.RULES)
TRIGGERS = frozenset(word for rule in RULES for words in rule.triggers for word in words)
RULES_OF: dict[str, list[int]] = {}  # positions in RULES by the first word that each needs
for _number, _rule in enumerate(RULES):
    for _word in _rule.triggers[0]:
        RULES_OF.setdefault(_word, []).append(_number)
WORD = re.compile(r"[A-Za-z]+|\d+s?")


# Periods that a verb can place in the past or the future.
TENSED = frozenset(["day", "week", "weekend", "month", "quarter", "season", "year"])


def find_mentions(text: str) -> list[Found]:
    """All mentions in a text, in order and apart: of overlapping ones the first, of those the longest."""
    words = TRIGGERS.intersection(map(str.lower, WORD.findall(text)))
    if not words:
        return []
    return [_in_its_tense(text, each) for each in apart(_read(text, words))]


def apart(found: Iterable[Found]) -> Iterator[Found]:
    """Of overlapping mentions the first, of those that begin together the longest, in order."""
    end = -1
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= end:
            end = each.end
            yield each


def _read(text: str, words: frozenset[str]) -> Iterator[Found]:
    for rule in _possible(words):
        for match in rule.pattern.finditer(text):
            if mention := rule.read(match):
                yield Found(match.start(), match.end(), rule.name, mention)


def _possible(words: frozenset[str]) -> list[Rule]:
    """The rules of which a text with these words may hold something, in order."""
    numbers = {number for word in words for number in RULES_OF.get(word, ())}
    return [RULES[number] for number in sorted(numbers) if RULES[number].may_hold(words)]


def _in_its_tense(text: str, found: Found) -> Found:
    """The mention with its verb's tense: the weekday or month that began last, as news use it, or one to come."""
    mention: Mention = found.mention
    if mention.granularity not in TENSED or mention.kind in ("duration", "set"):
        return found
    tense = tense_around(text, found.start, found.end)
    ahead = tense == "future" and mention.direction == "recent" and mention.granularity != "quarter"
    direction = "coming" if ahead else mention.direction
    return replace(found, mention=replace(mention, tense=tense, direction=direction))
