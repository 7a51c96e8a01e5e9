"""The grammar of a sentence: which of its words report, and by which rule each of them is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dagster_project.text.actors.characters import words_in
from dagster_project.text.statements.cues import Meaning
from dagster_project.text.statements.noun_rules import according_to, noun_report
from dagster_project.text.statements.reports import Report, Verb
from dagster_project.text.statements.sentences import Sentence, Span
from dagster_project.text.statements.subjects import first_subject, noun_phrase_before, subject_before, verb_group_start
from dagster_project.text.statements.verb_rules import VERB_RULES
from dagster_project.text.statements.words import (
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    DO_OR_MODAL,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
)

# Rules whose content is a phrase, in which the page itself may report what others say.
PHRASES = frozenset({"object", "infinitive", "preposition", "noun"})

# Before a noun, never before a verb.
NOUN_MARKERS = (DETERMINERS | POSSESSIVES) - words_in("that those these many some most all both others")
# What cannot stand before a verb in "-s"; all but one may be the subject of another.
MANY = words_in("i we you they people men women police many some most others those these all both dozen")
PLURALS = MANY - {"these"} | words_in("who that which data and or")


def reports_in(sentence: Sentence) -> list[Report]:
    """Every report of the sentence, in the order of its words."""
    found: list[Report] = []
    for position in sentence.cues():
        if found and position < found[-1].cue[1]:
            continue
        reports = (_report_at(sentence, position, meaning, found) for meaning in sentence.meanings(position))
        report = next((report for report in reports if report), None)
        found += [report] if report else []
    return [report for report in found if not any(_holds(other, report) for other in found)]


def quotations_left(sentence: Sentence, reports: list[Report]) -> Iterator[int]:
    """Positions of quotations that no report holds."""
    for position, token in enumerate(sentence.tokens):
        if token.quotation and not any(r.content[0] <= position < r.content[1] for r in reports):
            yield position


def _holds(outer: Report, inner: Report) -> bool:
    """Whether one report is part of what another says: who speaks of whose words then is the speaker, not the page."""
    first, last = outer.content
    if outer.rule in PHRASES and inner.rule not in PHRASES:
        return False
    return outer is not inner and first <= inner.cue[0] < last and not first <= outer.cue[0] < last


def _report_at(sentence: Sentence, position: int, meaning: Meaning, earlier: list[Report]) -> Report | None:
    if meaning.form == "source":
        return according_to(sentence, position, meaning)
    if meaning.form == "noun":
        return noun_report(sentence, position, meaning)
    end = position + 1 + len(meaning.rest)
    start = verb_group_start(sentence, position)
    verb = Verb(sentence, start, position, end, meaning, None)
    if not _is_verb(verb):
        return None
    subject = _subject(verb, earlier)
    verb = Verb(sentence, start, position, end, meaning, subject)
    for rule in VERB_RULES:
        report = rule(verb)
        if report:
            return report
    return None


def _is_verb(verb: Verb) -> bool:
    """Whether the word is a verb here, and an active one."""
    sentence, before = verb.sentence, verb.sentence.word(verb.position - 1)
    if sentence.is_capitalised(verb.position) and verb.position and not sentence.in_title_case:
        return False
    before_group = sentence.word(verb.start - 1)
    if sentence.word(verb.position) in PREPOSITIONS:  # "regarding the plan"
        return False
    if before in NOUN_MARKERS or before_group in POSSESSIVES or (before.endswith("'s") and before not in BE):
        return False
    return FORM_TESTS[verb.meaning.form](verb)


def _is_active(verb: Verb) -> bool:
    return not any(word in BE for word in verb.group) and verb.sentence.word(verb.position - 1) not in PREPOSITIONS


def _is_present(verb: Verb) -> bool:
    """Whether what stands before can be singular: not "18 states", "recent claims" or "those attacks"."""
    sentence, before = verb.sentence, verb.sentence.word(verb.position - 1)
    if before in PREPOSITIONS or before in MANY or before.isdigit() or sentence.lexicon.is_verb(before):
        return False
    return not (sentence.is_noun(verb.position) and verb.start == verb.position and _is_bare(sentence, verb.start))


def _is_bare(sentence: Sentence, end: int) -> bool:
    """Whether a noun phrase ends there that lacks what a singular has: an article, a name or the like."""
    phrase = noun_phrase_before(sentence, end)
    return phrase is not None and not any(
        sentence.is_capitalised(each) or sentence.word(each) in DETERMINERS | POSSESSIVES | PRONOUNS
        for each in range(*phrase)
    )


def _is_infinitive_or_plural(verb: Verb) -> bool:
    """Whether "to", a modal or a plural stands before the bare form."""
    sentence, before = verb.sentence, verb.sentence.word(verb.position - 1)
    if sentence.lexicon.is_verb(before):
        return False
    if before == "to" or any(word in DO_OR_MODAL for word in verb.group):
        return True
    if sentence.word(verb.start - 2) in ("a", "an"):  # "a police report"
        return False
    return _is_plural(sentence, verb.start - 1) or _has_plural_head(sentence, verb.start)


def _goes_with_a_noun(verb: Verb) -> bool:
    """Whether a participle has auxiliaries, begins its phrase, or stands behind a noun that can have one."""
    sentence, before = verb.sentence, verb.position - 1
    if verb.start < verb.position or not sentence.is_word(before):
        return True
    if sentence.word(before) in PREPOSITIONS | CONJUNCTIONS | CLAUSE_OPENERS:
        return True
    return _is_plural(sentence, before) or sentence.is_capitalised(before)


FORM_TESTS: dict[str, Callable[[Verb], bool]] = {
    "past": _is_active,
    "present": _is_present,
    "base": _is_infinitive_or_plural,
    "participle": _goes_with_a_noun,
}


def _is_plural(sentence: Sentence, position: int) -> bool:
    """Whether the word may be the head of a plural subject."""
    word = sentence.word(position)
    return word in PLURALS or (word.endswith("s") and not word.endswith(("'s", "ss")) and word not in AUXILIARIES)


def _has_plural_head(sentence: Sentence, end: int) -> bool:
    """Whether "critics of the plan" or "Ann Poe and Bob Roe" ends there."""
    start, last = noun_phrase_before(sentence, end) or (end, end)
    followed = (each for each in range(start, last - 1) if sentence.word(each + 1) in PREPOSITIONS)
    joined = sentence.is_capitalised(last - 1) and any(sentence.word(each) == "and" for each in range(start, last))
    return not sentence.is_capitalised(end) and (joined or any(_is_plural(sentence, each) for each in followed))


def _subject(verb: Verb, earlier: list[Report]) -> Span | None:
    """Whose verb it is: what stands before it, or the subject that it shares with another verb."""
    sentence, start = verb.sentence, verb.start
    before = sentence.word(start - 1)
    if verb.meaning.form == "participle" and not any(word in BE for word in verb.group):
        return _subject_of_participle(verb, earlier)
    if before == "to" or before in CONJUNCTIONS:
        return _shared(sentence, earlier)
    return subject_before(sentence, start)


def _subject_of_participle(verb: Verb, earlier: list[Report]) -> Span | None:
    sentence, start = verb.sentence, verb.start
    if start == 0:  # "Calling it a mistake, Ann Poe ..."
        comma = next((p for p in range(verb.end, len(sentence.tokens)) if sentence.word(p) == ","), 0)
        return first_subject(sentence, comma + 1) if comma else None
    own = None
    if sentence.is_word(start - 1) and sentence.word(start - 1) not in PREPOSITIONS | CONJUNCTIONS | CLAUSE_OPENERS:
        own = noun_phrase_before(sentence, start)
    return own or _shared(sentence, earlier)


def _shared(sentence: Sentence, earlier: list[Report]) -> Span | None:
    """The subject of the verb before, or that of the sentence."""
    named = [report.speaker for report in earlier if report.speaker]
    return named[-1] if named else first_subject(sentence)
