"""Words that report what somebody said: the reference list, with all forms of each word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Form = Literal["base", "present", "past", "participle", "noun", "source"]

SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
CONSONANT_Y = re.compile(r"[^aeiou]y$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of reporting: what sort of report it makes, and what may follow it (`takes`)."""

    lemma: str  # "call for" and the like are written as they stand
    kind: str  # speech, thought, stance, plan or finding
    takes: frozenset[str]  # clause, object, naming, person, to, quote, noun, or a preposition


@dataclass(frozen=True, slots=True)
class Meaning:
    """One form of a cue: the words that must follow its first, and which form it is."""

    rest: tuple[str, ...]
    cue: Cue
    form: Form


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues by the first word of each of their forms, longer ones first."""

    meanings: dict[str, tuple[Meaning, ...]]

    def reports(self, word: str) -> bool:
        """Whether the word is a form of a verb by which a whole sentence is reported."""
        meanings = self.meanings.get(word, ())
        return any(each.form in ("present", "past") and each.cue.takes & {"clause", "quote"} for each in meanings)

    def is_verb(self, word: str) -> bool:
        """Whether the word is a form of a verb of reporting that stands with a subject."""
        return any(each.form in ("present", "past") for each in self.meanings.get(word, ()))


def lexicon_from(speech_cues: pa.Table) -> Lexicon:
    """The lexicon of the reference table."""
    found: dict[str, list[Meaning]] = {}
    for row in speech_cues.to_pylist():
        cue = Cue(row["cue"], row["cue_kind"], frozenset(row["takes"].split("|")))
        for form, spelling in _forms(cue, (row["irregular_forms"] or "").split("|")):
            first, *rest = spelling.split()
            found.setdefault(first, []).append(Meaning(tuple(rest), cue, form))
    return Lexicon({first: tuple(sorted(each, key=_longest_first)) for first, each in found.items()})


def _longest_first(meaning: Meaning) -> tuple[int, bool]:
    return -len(meaning.rest), meaning.form == "noun"


def _forms(cue: Cue, irregular: list[str]) -> list[tuple[Form, str]]:
    """Every form of a cue with its spelling; an irregular form stands in place of the regular one."""
    first, *rest = cue.lemma.split()
    if "noun" in cue.takes:
        return [("noun", first), ("noun", _with_s(first))]
    if "source" in cue.takes:
        return [("source", cue.lemma)]
    given: list[tuple[Form, str]] = [(_form_of(each), each.split()[0]) for each in irregular if each]
    known = {form for form, _ in given}
    regular: list[tuple[Form, str]] = [
        ("base", first),
        ("present", _with_s(first)),
        ("past", _with_ed(first)),
        ("participle", f"{first.removesuffix('e') if not first.endswith('ee') else first}ing"),
    ]
    return [(form, " ".join([word, *rest])) for form, word in [*given, *(r for r in regular if r[0] not in known)]]


def _form_of(spelling: str) -> Form:
    first = spelling.split(maxsplit=1)[0]
    if first.endswith("ing") and len(first) > len("bring"):
        return "participle"
    return "present" if first.endswith("s") else "past"


def _with_s(word: str) -> str:
    if CONSONANT_Y.search(word):
        return f"{word[:-1]}ies"
    return f"{word}es" if SIBILANT.search(word) else f"{word}s"


def _with_ed(word: str) -> str:
    if CONSONANT_Y.search(word):
        return f"{word[:-1]}ied"
    return f"{word}d" if word.endswith("e") else f"{word}ed"
