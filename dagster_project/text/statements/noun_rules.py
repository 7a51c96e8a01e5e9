"""Reports without a verb: "according to ...", and nouns such as "her claim that ..."."""

from __future__ import annotations

from dagster_project.text.statements.bounds import clause_end, clause_start
from dagster_project.text.statements.cues import Meaning
from dagster_project.text.statements.reports import Report
from dagster_project.text.statements.sentences import Sentence, Span
from dagster_project.text.statements.subjects import subject_after
from dagster_project.text.statements.words import (
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    MEASURES,
    POSSESSIVES,
    PREPOSITIONS,
)

DASHES = frozenset(["—", "–", "-", "--", ":"])
MAX_ADJECTIVES = 3  # between a determiner or possessive and its noun


def according_to(sentence: Sentence, position: int, meaning: Meaning) -> Report | None:
    """According to X, ...; ..., according to X."""
    first = position + 1 + len(meaning.rest)
    speaker = subject_after(sentence, first)
    if not speaker or any(sentence.word(each) in MEASURES for each in (first, first + 1)):
        return None
    if _opens_sentence(sentence, position):
        comma = next((p for p in range(first, len(sentence.tokens)) if sentence.word(p) == ","), speaker[1])
        speaker = (first, min(speaker[1], comma))
        start = speaker[1] + (sentence.word(speaker[1]) == ",")
        content = (start, len(sentence.tokens))
    else:
        end = position - (sentence.word(position - 1) == ",")
        start, goes_on = clause_start(sentence, end), sentence.word(speaker[1]) == ","
        content = (start, len(sentence.tokens) if goes_on else end)
        if goes_on and sentence.word(start) in CLAUSE_OPENERS:
            content = (speaker[1] + 1, len(sentence.tokens))
    return Report(content, (position, first), meaning.cue, speaker, "according_to") if content[0] < content[1] else None


def _opens_sentence(sentence: Sentence, position: int) -> bool:
    """Whether nothing that may be said stands before, but "but" or a dash."""
    before = sentence.word(position - 1)
    return position == 0 or (position == 1 and sentence.is_word(0)) or before in CONJUNCTIONS or before in DASHES


def noun_report(sentence: Sentence, position: int, meaning: Meaning) -> Report | None:
    """Her claim that ...; the ministry's decision to ...; his answer: ..."""
    after = position + 1
    speaker = _owner(sentence, position) if sentence.word(after) in ("that", "to", ":") else None
    if not speaker:
        return None
    start = after + (sentence.word(after) == ":")
    content = (start, clause_end(sentence, start))
    return Report(content, (position, after), meaning.cue, speaker, "noun") if content[0] < content[1] else None


def _owner(sentence: Sentence, noun: int) -> Span | None:
    """The possessive before a noun, with the name or the noun phrase that it ends."""
    for position in range(noun - 1, max(noun - MAX_ADJECTIVES - 2, -1), -1):
        word = sentence.word(position)
        if word in POSSESSIVES:
            return position, position + 1
        if word.endswith(("'s", "s'")):
            return _phrase_start(sentence, position), position + 1
        if not sentence.is_word(position) or word in PREPOSITIONS or word in AUXILIARIES:
            return None
    return None


def _phrase_start(sentence: Sentence, owner: int) -> int:
    """Where the name ends to the left, or the determiner stands."""
    if sentence.is_capitalised(owner):
        start = owner
        while sentence.is_capitalised(start - 1):
            start -= 1
        return start
    determiners = (each for each in range(owner - 1, max(owner - MAX_ADJECTIVES - 2, -1), -1))
    return next((each for each in determiners if sentence.word(each) in DETERMINERS), owner)
