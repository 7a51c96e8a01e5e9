"""A report, and the verb that makes it."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.text.statements.cues import Cue, Meaning
from dagster_project.text.statements.sentences import Sentence, Span
from dagster_project.text.statements.words import EMPTY, MODALS


@dataclass(frozen=True, slots=True)
class Report:
    """Positions of tokens in a sentence: of what is said, of the words that report it, and of who says it."""

    content: Span
    cue: Span
    meaning: Cue
    speaker: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of reporting in its sentence, with its auxiliaries and the subject before it."""

    sentence: Sentence
    start: int  # of its group: "has repeatedly said"
    position: int
    end: int
    meaning: Meaning
    subject: Span | None

    @property
    def cue(self) -> Cue:
        """Of which it is a form."""
        return self.meaning.cue

    @property
    def group(self) -> list[str]:
        """Its auxiliaries and adverbs, in lower case."""
        return [self.sentence.word(position) for position in range(self.start, self.position)]

    @property
    def is_infinitive(self) -> bool:
        """Whether it is said for what it is done, not that it is done: "to praise the plan"."""
        return self.meaning.form == "base" and self.sentence.word(self.position - 1) == "to"

    @property
    def is_supposed(self) -> bool:
        """Whether it is only said that somebody could, should or is to do it."""
        return self.is_infinitive or any(word in MODALS for word in self.group)

    def takes(self, *kinds: str) -> bool:
        """Whether any of these may follow it."""
        return not self.cue.takes.isdisjoint(kinds)

    def report(self, content: Span, speaker: Span | None, rule: str) -> Report | None:
        """The report that it makes; None where nothing is said."""
        is_empty = all(self.sentence.word(position) in EMPTY for position in range(*content))
        if content[0] >= content[1] or is_empty:
            return None
        return Report(content, (self.start, self.end), self.cue, speaker, rule)
