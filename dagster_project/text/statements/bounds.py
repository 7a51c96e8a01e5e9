"""Where what is said begins and ends in its sentence."""

from __future__ import annotations

from dagster_project.text.actors.characters import words_in
from dagster_project.text.statements.cues import Meaning
from dagster_project.text.statements.sentences import Sentence
from dagster_project.text.statements.subjects import verb_group_start
from dagster_project.text.statements.words import (
    ADVERBS,
    ASPECTS,
    AUXILIARIES,
    COMPLEMENTISERS,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    SPEECH_PLACES,
    SUBJECTS,
    TIMES,
)

MAX_CIRCUMSTANCES = 10  # tokens of "on Tuesday in a statement" between a verb and what is said
MAX_RECIPIENT = 14
MAX_SHORT_SUBJECT = 6  # tokens of "the ministry has since said"
MAX_REPORTER = 9  # tokens after "with" in which "calling" is looked for
RECIPIENT_PRONOUNS = frozenset(["me", "him", "her", "us", "them", "you", "it", "reporters", "people", "voters"])
REPORT_OPENERS = words_in(", and but while though although whereas before after")
AFTER_RECIPIENT = COMPLEMENTISERS | {"to", "about", "of", ",", ":", "in", "on", "at", "during", "after"} | TIMES


def clause_start(sentence: Sentence, end: int) -> int:
    """Where the content begins that ends at a position: behind the last semicolon, or with the sentence."""
    start = next((p + 1 for p in range(end - 1, -1, -1) if sentence.word(p) == ";"), 0)
    while start < end and not sentence.is_word(start) and not sentence.is_quotation(start):
        start += 1
    return start


def clause_end(sentence: Sentence, start: int, *, whole: bool = True) -> int:
    """Where the content ends that begins at a position: where another report begins, or with the sentence.

    A clause (`whole`) may hold verbs such as "praised" itself; a noun phrase ends before them.
    """
    for position in range(start + 1, len(sentence.tokens)):
        word = sentence.word(position)
        if word == ";" or (word == "according" and sentence.word(position + 1) == "to"):
            return position - (sentence.word(position - 1) == ",")
        if word in REPORT_OPENERS and _report_begins(sentence, position + 1, whole=whole):
            return position - (sentence.word(position - 1) == ",")
        if sentence.is_quotation(position - 1) and _is_participle(sentence, position):
            return position
    return len(sentence.tokens)


def skip_circumstances(sentence: Sentence, position: int) -> int:
    """Behind when and where it was said, if what is said begins behind it; else the position itself."""
    word = sentence.word(position)
    if word not in SPEECH_PLACES and word not in TIMES and word not in ADVERBS and not word.endswith("ly"):
        return position
    for after in range(position + 1, min(position + MAX_CIRCUMSTANCES, len(sentence.tokens))):
        if sentence.is_quotation(after) or sentence.word(after) in ("that", ":"):
            return after
        if sentence.word(after) == "," and sentence.is_quotation(after + 1):
            return after
        if sentence.word(after) in SUBJECTS and sentence.word(after) not in ("who", "it"):
            return after
    return position


def recipient_end(sentence: Sentence, position: int) -> int:
    """Behind the one who is told; the position itself where nobody is."""
    word = sentence.word(position)
    if not sentence.is_word(position) or word in AFTER_RECIPIENT or word in NEGATIONS or word in PREPOSITIONS:
        return position
    if word in RECIPIENT_PRONOUNS:
        return position + 1
    for after in range(position + 1, min(position + MAX_RECIPIENT, len(sentence.tokens))):
        if sentence.word(after) in ("of", "at", "from") and sentence.is_capitalised(after + 1):
            continue
        if sentence.word(after) in AFTER_RECIPIENT or sentence.is_quotation(after):
            return after
        if sentence.word(after) in SUBJECTS or sentence.word(after) in DETERMINERS:
            return after
        if sentence.word(after) in AUXILIARIES:
            return position
    return min(position + MAX_RECIPIENT, len(sentence.tokens))


def is_tail(sentence: Sentence, position: int) -> bool:
    """Whether nothing but when, where and to whom follows."""
    word = sentence.word(position)
    if position >= len(sentence.tokens) or word in (",", ";", "—", "–", "-", "--", ")"):
        return True
    return word in SPEECH_PLACES or word in TIMES or word in CONJUNCTIONS or word in ADVERBS or word.endswith("ly")


def _is_participle(sentence: Sentence, position: int) -> bool:
    """Whether "adding", "calling" or the like stands there: it goes with the speaker, not with what is said."""
    meaning = sentence.meaning(position)
    return meaning is not None and meaning.form == "participle" and meaning.cue.kind == "speech"


def _report_begins(sentence: Sentence, position: int, *, whole: bool) -> bool:
    """Whether "and added", "adding", "with Ann Poe calling" or "she said" stands there."""
    joined = sentence.word(position - 1) in ("and", "but")
    while sentence.word(position) in CONJUNCTIONS | ADVERBS | REPORT_OPENERS:
        position += 1
    if _is_participle(sentence, position):
        return True
    if sentence.word(position) == "with":
        return any(_is_participle(sentence, p) for p in range(position + 2, position + MAX_REPORTER))
    return _goes_on_with(sentence, position, joined=joined, whole=whole) or _has_reporter(sentence, position)


def _goes_on_with(sentence: Sentence, position: int, *, joined: bool, whole: bool) -> bool:
    """Whether another verb of the same speaker stands there."""
    meaning = sentence.meaning(position)
    if not meaning or meaning.form not in ("past", "present"):
        return False
    if meaning.cue.kind != "speech":
        return not whole
    return joined or not whole or not meaning.cue.takes.isdisjoint(("clause", "that", "person"))


def _has_reporter(sentence: Sentence, position: int) -> bool:
    """Whether a short subject with a verb of reporting stands there."""
    if not (sentence.word(position) in SUBJECTS | DETERMINERS or sentence.is_capitalised(position)):
        return False
    for verb in range(position + 1, min(position + MAX_SHORT_SUBJECT, len(sentence.tokens))):
        meaning = sentence.meaning(verb)
        if meaning and meaning.cue.kind == "speech" and _is_finite(sentence, verb, meaning):
            return verb_group_start(sentence, verb) <= position + MAX_SHORT_SUBJECT // 2
    return False


def _is_finite(sentence: Sentence, verb: int, meaning: Meaning) -> bool:
    return meaning.form in ("past", "present", "base") or sentence.word(verb - 1) in ASPECTS
