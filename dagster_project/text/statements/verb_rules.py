"""What a verb of reporting reports: before it, around it or behind it."""

from __future__ import annotations

from dagster_project.text.statements.bounds import clause_end, clause_start, is_tail, recipient_end, skip_circumstances
from dagster_project.text.statements.reports import Report, Verb
from dagster_project.text.statements.sentences import Sentence, Span
from dagster_project.text.statements.subjects import subject_after
from dagster_project.text.statements.words import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    COMPLEMENTISERS,
    CONJUNCTIONS,
    CONTRACTIONS,
    NEGATIONS,
    PREPOSITIONS,
    SUBJECTS,
    TIMES,
)

TOLD_OR_ASKED = frozenset({"about", "to", "of", "for"})  # told of, asked for
# What they do, with no clause behind it, is no statement: "we recommend this lamp", "you agree to our terms".
PAGE_AND_READER = frozenset({"we", "you"})
INSIDE_NAMES = frozenset({"the", "of", "to", "for", "in", "and"})
MAX_CLAUSE_SUBJECT = 25  # tokens after a verb of reporting in which the verb of what is said is looked for


def _inverted(verb: Verb) -> Report | None:
    """'...', said Ann Poe; what is said stands before."""
    sentence, before = verb.sentence, verb.start - 1
    if not verb.takes("clause", "quote") or verb.meaning.form not in ("past", "present"):
        return None
    if verb.subject and not (sentence.word(before) == "," and _ends_with_name(sentence, verb.end)):
        return None
    may_invert = sentence.is_quotation(before) or (sentence.word(before) == "," and verb.takes("inverted"))
    speaker = _speaker_behind(verb) if may_invert else None
    if not speaker:
        return None
    content_end = before + 1 if sentence.is_quotation(before) else before
    end = _broken_end(sentence, speaker[1], before) or content_end
    return verb.report((clause_start(sentence, content_end), end), speaker, "inverted")


def _speaker_behind(verb: Verb) -> Span | None:
    """Who stands behind the verb, unless a verb of its own shows that this is what is said."""
    sentence = verb.sentence
    speaker = subject_after(sentence, verb.end) if sentence.word(verb.end) not in PREPOSITIONS else None
    following = sentence.word(speaker[1]) if speaker else ""
    if following in AUXILIARIES or sentence.lexicon.is_verb(following):
        return None
    is_pronoun = sentence.word(verb.end) in SUBJECTS and not sentence.is_quotation(verb.start - 1)
    return None if is_pronoun else speaker


def _content_before(verb: Verb) -> Report | None:
    """'...', she said; the plan was bad, she said; the plan, she said, was bad."""
    sentence, after = verb.sentence, _behind_recipient(verb)
    before = _content_end(verb, after)
    if not before or not verb.subject:
        return None
    start, quoted = clause_start(sentence, before), sentence.is_quotation(before - 1)
    broken = _broken_end(sentence, after, before - 1)
    if broken:
        return verb.report((start, broken), verb.subject, "broken")
    if not is_tail(sentence, after) or (not quoted and _content_follows(sentence, after)):
        return None
    if sentence.word(after) == "," and not quoted:
        return verb.report((start, len(sentence.tokens)), verb.subject, "parenthetical")
    is_said = _has_verb(sentence, (start, before)) or any(sentence.is_quotation(each) for each in range(start, before))
    return verb.report((start, before), verb.subject, "content_before") if is_said else None


def _content_end(verb: Verb, after: int) -> int:
    """Behind what is said before the verb's subject; 0 where nothing stands there that may be said."""
    sentence = verb.sentence
    if not verb.subject or not 0 < verb.subject[0] <= verb.start or not verb.takes("clause", "quote", "person"):
        return 0
    before = verb.subject[0] - 1
    if sentence.is_quotation(before) and verb.meaning.form != "participle":
        return before + 1
    quoted_later = sentence.is_quotation(after + (sentence.word(after) in (",", ":")))
    return before if sentence.word(before) == "," and not quoted_later and verb.meaning.form != "participle" else 0


def _behind_recipient(verb: Verb) -> int:
    return recipient_end(verb.sentence, verb.end) if verb.takes("person") else verb.end


def _quotation_after(verb: Verb) -> Report | None:
    """She said: '...'; she called it '...'."""
    sentence = verb.sentence
    after = skip_circumstances(sentence, _behind_recipient(verb))
    if sentence.word(after) in (":", ","):
        after += 1
        if not sentence.is_quotation(after) and (sentence.word(after - 1) == "," or verb.cue.kind != "speech"):
            return None
    elif not sentence.is_quotation(after):
        return None
    return verb.report((after, clause_end(sentence, after, whole=False)), verb.subject, "quotation_after")


def _clause_after(verb: Verb) -> Report | None:
    """She said that ...; she told the council of ...; she said the ..."""
    sentence, after = verb.sentence, _behind_recipient(verb)
    if not verb.subject or not verb.takes("clause", "that", "person"):
        return None
    if sentence.word(after) in verb.cue.takes - {"that"}:  # "promised to", "worries about"
        return None
    if verb.takes("person") and sentence.word(after + (sentence.word(after) in NEGATIONS)) in TOLD_OR_ASKED:
        return verb.report((after, clause_end(sentence, after)), verb.subject, "told_or_asked")
    opener = skip_circumstances(sentence, after)
    if sentence.word(opener) in COMPLEMENTISERS and sentence.word(opener) != "who":
        return verb.report((opener, clause_end(sentence, opener)), verb.subject, "that_clause")
    return _bare_clause(verb, opener)


def _bare_clause(verb: Verb, opener: int) -> Report | None:
    is_possible = verb.takes("clause", "person") and verb.cue.kind != "plan" and not verb.is_supposed
    if not is_possible or not _opens_clause(verb.sentence, opener, verb):
        return None
    return verb.report((opener, clause_end(verb.sentence, opener)), verb.subject, "bare_clause")


def _complement_after(verb: Verb) -> Report | None:
    """She vowed to ...; she praised ...; she called for ..."""
    sentence, after = verb.sentence, verb.end
    word = sentence.word(after)
    if not verb.subject:
        return None
    is_ours = sentence.word(verb.subject[1] - 1) in PAGE_AND_READER
    if word == "to" and verb.takes("to") and not is_ours:
        return verb.report((after, clause_end(sentence, after, whole=False)), verb.subject, "infinitive")
    if word in verb.cue.takes - {"to", "that"}:
        return verb.report((after + 1, clause_end(sentence, after + 1, whole=False)), verb.subject, "preposition")
    if verb.takes("object") and not verb.is_supposed and not is_ours and _opens_object(verb):
        return verb.report((after, clause_end(sentence, after, whole=False)), verb.subject, "object")
    return None


def _is_name_alone(sentence: Sentence, position: int) -> bool:
    """Whether a name and nothing said of it stands there: "a cave called Deep Hole", not "called Poe a liar"."""
    end = position
    while sentence.is_capitalised(end) or (sentence.word(end) in INSIDE_NAMES and sentence.is_capitalised(end + 1)):
        end += 1
    following = sentence.word(end)
    goes_on = sentence.is_quotation(end) or (
        sentence.is_word(end) and following not in AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | CLAUSE_OPENERS
    )
    return end > position and not goes_on


def _ends_with_name(sentence: Sentence, position: int) -> bool:
    """Whether nothing but a name, perhaps with an apposition, follows the verb."""
    phrase = subject_after(sentence, position) if sentence.is_capitalised(position) else None
    return phrase is not None and (phrase[1] >= len(sentence.tokens) or sentence.word(phrase[1]) == ",")


def _broken_end(sentence: Sentence, position: int, before: int) -> int:
    """Where a quotation ends that goes on behind "she said,"; 0 where none does."""
    after = skip_circumstances(sentence, position)
    if sentence.word(after) == ",":
        after += 1
    if sentence.is_quotation(before) and sentence.is_quotation(after):
        return after + 1
    return 0


def _content_follows(sentence: Sentence, position: int) -> bool:
    """Whether what is said stands behind when and where it was said."""
    opener = skip_circumstances(sentence, position)
    return opener > position and (sentence.word(opener) in ("that", ":") or sentence.is_quotation(opener))


def _opens_clause(sentence: Sentence, position: int, verb: Verb) -> bool:
    """Whether a subject with a verb of its own may begin there."""
    word = sentence.word(position)
    if not sentence.is_word(position) or word in CONJUNCTIONS or word in PREPOSITIONS or word in CLAUSE_OPENERS:
        return False
    if word in SUBJECTS or (verb.cue.takes <= {"clause", "inverted"} and sentence.is_capitalised(position)):
        return word not in TIMES and word not in ADVERBS
    return _has_verb(sentence, (position + 1, min(position + MAX_CLAUSE_SUBJECT, clause_end(sentence, position))))


def _has_verb(sentence: Sentence, span: Span) -> bool:
    """Whether an auxiliary or what looks like a past tense stands there."""
    words = [sentence.word(position) for position in range(*span)]
    return any(
        w in AUXILIARIES or w.endswith(("ed", "n't")) or w in CONTRACTIONS or sentence.lexicon.is_verb(w) for w in words
    )


def _opens_object(verb: Verb) -> bool:
    sentence, position = verb.sentence, verb.end
    word = sentence.word(position)
    if verb.takes("naming") and _is_name_alone(sentence, position):
        return False
    if verb.meaning.form in ("present", "base") and sentence.lexicon.is_verb(word):  # a noun: "news reports show"
        return False
    if not sentence.is_word(position):
        return sentence.is_quotation(position)
    return word in ("having", "being") or (
        word not in PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | CLAUSE_OPENERS | TIMES - {"this", "last", "next"}
        and word not in ADVERBS
        and not word.endswith("ly")
    )


# The first that fits is taken.
VERB_RULES = (_inverted, _content_before, _quotation_after, _clause_after, _complement_after)
