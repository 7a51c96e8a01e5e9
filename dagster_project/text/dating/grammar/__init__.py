"""An English grammar of time: the dates, lengths and repetitions a text speaks of, none of them placed in time yet."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from string import ascii_letters, digits

from ahocorasick_rs import AhoCorasick, Implementation

from dagster_project.text.dating.grammar import amounts, calendar, relative
from dagster_project.text.dating.grammar.mention import Found, Mention, Rule
from dagster_project.text.dating.grammar.tense import tense_around

RULES = (*calendar.RULES, *relative.RULES, *amounts.RULES)
TRIGGERS = tuple(sorted({word for rule in RULES for words in rule.triggers for word in words}))
RULES_OF: dict[str, list[int]] = {}  # positions in RULES by the first word that each needs
for _number, _rule in enumerate(RULES):
    for _word in _rule.triggers[0]:
        RULES_OF.setdefault(_word, []).append(_number)
AUTOMATON = AhoCorasick(TRIGGERS, implementation=Implementation.DFA)  # so few words leave room for the quickest
# What a word of letters, one of digits and one such as "1980s" ends with, and what stands neither before nor behind it.
OF_LETTERS = frozenset(ascii_letters), frozenset(ascii_letters), frozenset(ascii_letters)
OF_DIGITS = frozenset(digits), frozenset(digits), frozenset(f"{digits}s")
OF_BOTH = frozenset("s"), frozenset(digits), frozenset("")  # "1980S" is none of these
LIMITS = [OF_LETTERS if word[0].isalpha() else OF_DIGITS if word.isdigit() else OF_BOTH for word in TRIGGERS]
# Lower case makes letters of ASCII of two signs that are none, and two characters of the first of them.
NOT_ASCII = ("\u0130", "\u212a")

# Periods that a verb can place in the past or the future.
TENSED = frozenset(["day", "week", "weekend", "month", "quarter", "season", "year"])


def find_mentions(text: str) -> list[Found]:
    """All mentions in a text, in order and apart: of overlapping ones the first, of those the longest."""
    return next(mentions_of([text]))


def mentions_of(texts: Sequence[str]) -> Iterator[list[Found]]:
    """The mentions in each of these texts, such as lines of a page: one pass looks for words of the rules in all."""
    folded = [_folded(text) for text in texts]
    held = _words("\n".join(texts), "\n".join(folded), list(accumulate(len(text) + 1 for text in texts)))
    for place, text in enumerate(texts):
        words = held.get(place)
        found = apart(_read(text, folded[place], frozenset(words))) if words else ()
        yield [_in_its_tense(text, each) for each in found]


def _folded(text: str) -> str:
    """The text in lower case, letter by letter."""
    if not text.isascii():
        for sign in NOT_ASCII:
            text = text.replace(sign, " ")
    return text.lower()


def _words(text: str, folded: str, ends: list[int]) -> dict[int, set[str]]:
    """The words of the rules that stand whole in the lines of a text, which end there, by the position of the line."""
    words: dict[int, set[str]] = {}
    for number, start, end in AUTOMATON.find_matches_as_indexes(folded, overlapping=True):
        last, before, behind = LIMITS[number]
        if text[end - 1] in last and text[start - 1 : start] not in before and text[end : end + 1] not in behind:
            words.setdefault(bisect(ends, start), set()).add(TRIGGERS[number])
    return words


def apart(found: Iterable[Found]) -> Iterator[Found]:
    """Of overlapping mentions the first, of those that begin together the longest, in order."""
    end = -1
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= end:
            end = each.end
            yield each


def _read(text: str, folded: str, words: frozenset[str]) -> Iterator[Found]:
    for rule in _possible(words):
        for match in rule.matches(text, folded):
            if mention := rule.read(match):
                yield Found(match.start(), match.end(), rule.name, mention)


@lru_cache(maxsize=16_384)  # most texts hold one or two such words, and many the same
def _possible(words: frozenset[str]) -> tuple[Rule, ...]:
    """The rules of which a text with these words may hold something, in order."""
    numbers = {number for word in words for number in RULES_OF.get(word, ())}
    return tuple(RULES[number] for number in sorted(numbers) if RULES[number].may_hold(words))


def _in_its_tense(text: str, found: Found) -> Found:
    """The mention with its verb's tense: the weekday or month that began last, as news use it, or one to come."""
    mention: Mention = found.mention
    if mention.granularity not in TENSED or mention.kind in ("duration", "set"):
        return found
    tense = tense_around(text, found.start, found.end)
    if tense is None:
        return found
    ahead = tense == "future" and mention.direction == "recent" and mention.granularity != "quarter"
    direction = "coming" if ahead else mention.direction
    return Found(found.start, found.end, found.finder, replace(mention, tense=tense, direction=direction))
