"""Whose a verb is, read from small words and marks: a parser would cost many times as much as all of the stage."""

from __future__ import annotations

from dagster_project.text.actors.characters import words_in
from dagster_project.text.statements.sentences import Sentence, Span
from dagster_project.text.statements.words import (
    ADVERBS,
    ASPECTS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBJECTS,
    TIMES,
)

MAX_SUBJECT = 30  # tokens of a subject with what stands in apposition to it
MAX_APPOSITION = 16
ARTICLES = words_in("the a an")
BEFORE_ARTICLES = PREPOSITIONS | words_in("and or all both half")
DESCRIBERS = words_in("a an the his her its their one who whose chief head")


def verb_group_start(sentence: Sentence, verb: int) -> int:
    """Position of the first auxiliary or adverb that belongs to the verb."""
    start = verb
    while start and (
        _belongs_to_verb(sentence.word(start - 1))
        or (sentence.word(start - 1) in ("all", "both") and sentence.word(start - 2) in AUXILIARIES)
    ):
        start -= 1
    return start


def subject_before(sentence: Sentence, verb: int) -> Span | None:
    """The subject that ends where the verb's group begins, with appositions; None where none stands there."""
    if verb == 0 or sentence.is_quotation(verb - 1):
        return None
    if sentence.word(verb - 1) in RELATIVES:
        return _antecedent(sentence, verb)
    if sentence.word(verb - 1) == ",":
        return _subject_before_apposition(sentence, verb)
    return noun_phrase_before(sentence, verb)


def subject_after(sentence: Sentence, position: int) -> Span | None:
    """The subject behind its verb: a noun phrase, with an apposition if one follows; None where none begins there."""
    end = _noun_phrase_end(sentence, position)
    if end == position or not _is_head(sentence, end - 1):
        return None
    if sentence.word(end) == "," and _describes(sentence, end + 1):
        end = _apposition_end(sentence, end + 1)
    return position, end


def noun_phrase_before(sentence: Sentence, end: int) -> Span | None:
    """The noun phrase that ends at a position, with "of ..." and the like in it."""
    if sentence.word(end - 1) in SUBJECTS:
        return end - 1, end
    start = end
    while start and end - start < MAX_SUBJECT and _goes_back(sentence, start - 1, end):
        start -= 1
    if start > 1 and _is_relative(sentence, start - 1):  # the verb of the relative clause stands in between
        return _antecedent(sentence, start)[0], end
    start = _without_opening_phrase(sentence, start, end)
    return (start, end) if start < end and _is_head(sentence, end - 1) else None


def first_subject(sentence: Sentence, start: int = 0) -> Span | None:
    """The noun phrase with which a sentence begins, behind a phrase such as "On Tuesday,"."""
    if sentence.word(start) in CLAUSE_OPENERS | PREPOSITIONS:
        comma = next((p for p in range(start, len(sentence.tokens)) if sentence.word(p) == ","), -1)
        start = comma + 1 if comma >= 0 else start
    while sentence.word(start) in CONJUNCTIONS | ADVERBS:
        start += 1
    end = _name_end(sentence, start) or _noun_phrase_end(sentence, start)
    if sentence.word(end) == "," and sentence.word(end - 1) in TIMES | {"ago"}:
        return first_subject(sentence, end + 1)
    return (start, end) if end > start and not sentence.is_quotation(start) else None


def _is_relative(sentence: Sentence, position: int) -> bool:
    """Whether "who" or "which" stands there, or a "that" which no verb or noun of reporting brings."""
    if sentence.word(position) in ("who", "which"):
        return True
    if sentence.word(position) != "that" or sentence.meanings(position - 1) or not sentence.is_word(position - 1):
        return False
    return not sentence.is_capitalised(position + 1) and sentence.word(position + 1) not in DETERMINERS


def _belongs_to_verb(word: str) -> bool:
    return (
        word in AUXILIARIES or word in ADVERBS or word in ASPECTS or (word.endswith("ly") and len(word) > len("only"))
    )


def _goes_back(sentence: Sentence, position: int, end: int) -> bool:
    """Whether the token is still part of the noun phrase that ends at `end`."""
    word = sentence.word(position)
    if not sentence.is_word(position):
        return word == "," and _joins_names(sentence, position)
    if word in CONJUNCTIONS:
        return _joins_names(sentence, position)
    if sentence.word(position + 1) in ARTICLES and position + 1 < end and word not in BEFORE_ARTICLES:
        return False
    if word in CLAUSE_OPENERS or word in AUXILIARIES or word in SUBJECTS or word in RELATIVES:
        return False
    return not (position < end - 1 and _is_finite(sentence, position))


def _joins_names(sentence: Sentence, position: int) -> bool:
    """Whether names stand on both sides of "and" or a comma."""
    following = position + 1 + (sentence.word(position + 1) in DETERMINERS | CONJUNCTIONS)
    return sentence.is_capitalised(position - 1) and sentence.is_capitalised(following)


def _is_finite(sentence: Sentence, position: int) -> bool:
    """Whether a verb of reporting stands there with its subject before it."""
    if not sentence.lexicon.is_verb(sentence.word(position)):
        return False
    before = sentence.word(position - 1)
    return before not in DETERMINERS and not before.endswith("'s") and before not in PREPOSITIONS


def _without_opening_phrase(sentence: Sentence, start: int, end: int) -> int:
    """The start of the subject behind conjunctions, adverbs and "On Tuesday"."""
    while start < end and (sentence.word(start) in CONJUNCTIONS or sentence.word(start) in ADVERBS - DETERMINERS):
        start += 1
    if (
        sentence.word(start).endswith(("ed", "ing")) or sentence.word(start) == "held"
    ):  # "held at the request of aid groups"
        return next((p + 1 for p in range(end - 2, start, -1) if sentence.word(p) in PREPOSITIONS), start)
    if sentence.word(start) not in PREPOSITIONS or sentence.word(start + 1) in ("least", "most"):
        return start
    for position in range(end - 1, start, -1):
        if sentence.word(position - 1) in TIMES or (
            sentence.is_capitalised(position)
            and not sentence.is_capitalised(position - 1)
            and sentence.word(position - 1) not in PREPOSITIONS | DETERMINERS
        ):
            return position
    return start + 1


def _is_head(sentence: Sentence, position: int) -> bool:
    """Whether a noun phrase can end with the token."""
    word = sentence.word(position)
    return sentence.is_word(position) and not (
        word in PREPOSITIONS or word in CLAUSE_OPENERS or word in NEGATIONS or word in ("the", "a", "an", "to", "and")
    )


def _antecedent(sentence: Sentence, verb: int) -> Span:
    """What "who" stands for, and the word itself."""
    pronoun = verb - 1
    before = pronoun - (sentence.word(pronoun - 1) == ",")
    phrase = noun_phrase_before(sentence, before) if before else None
    return (phrase[0] if phrase else pronoun), verb


def _subject_before_apposition(sentence: Sentence, verb: int) -> Span | None:
    """The subject of "Ann Poe, who leads the group, said": what stands before the pair of commas."""
    for comma in range(verb - 2, max(verb - MAX_SUBJECT, 0), -1):
        if sentence.is_quotation(comma):
            return None
        if sentence.word(comma) == "," and _opens_apposition(sentence, comma + 1):
            phrase = noun_phrase_before(sentence, comma)
            if phrase:
                return phrase[0], verb
    return None


def _opens_apposition(sentence: Sentence, position: int) -> bool:
    """Whether "a spokesman", "who", "41" or a further title may begin there, and not a clause with a subject."""
    word = sentence.word(position)
    if (
        not sentence.is_word(position)
        or word in SUBJECTS - {"who"}
        or word in CONJUNCTIONS | CLAUSE_OPENERS - {"where"}
    ):
        return False
    return sentence.meaning(position) is None


def _describes(sentence: Sentence, position: int) -> bool:
    """Whether "a spokesman", "who leads", "41" or the like begins there."""
    word = sentence.word(position)
    return word in DESCRIBERS or (word.isdigit() and sentence.word(position + 1) in (",", ""))


def _apposition_end(sentence: Sentence, position: int) -> int:
    end = position
    while end < len(sentence.tokens) and end - position < MAX_APPOSITION:
        if sentence.word(end) == "," or sentence.is_quotation(end) or sentence.word(end) in (";", ":"):
            break
        end += 1
    return end


def _name_end(sentence: Sentence, start: int) -> int:
    """Where the name that begins there ends, if one does; else 0."""
    end = start
    while sentence.is_capitalised(end) and sentence.word(end) not in DETERMINERS | PRONOUNS | TIMES:
        end += 1
    return end if end > start else 0


def _noun_phrase_end(sentence: Sentence, position: int) -> int:
    """Where the noun phrase that begins at a position ends."""
    if sentence.word(position) in PRONOUNS - DETERMINERS:
        return position + 1
    end = position
    while sentence.is_word(end) and end - position < MAX_SUBJECT:
        word = sentence.word(end)
        if word in AUXILIARIES or word in CLAUSE_OPENERS or word in RELATIVES or word in SUBJECTS:
            break
        if end > position and (sentence.lexicon.is_verb(word) or word in ("on", "in", "at", "during", "to", "by")):
            break
        end += 1
    return end
