"""How far each rule can be trusted, and words by which a statement is made with reserve."""

from __future__ import annotations

import re

from dagster_project.text.statements.conversation import Statement
from dagster_project.text.statements.words import HEDGES

# Share of a rule's statements that hand-annotated news has too, rounded to .05: `make quality` measures all of them at
# once, docs/decisions/0019 each of them.
CONFIDENCES = {
    "broken": 0.95,
    "content_before": 0.95,
    "inverted": 0.95,
    "according_to": 0.9,
    "that_clause": 0.9,
    "bare_clause": 0.9,
    "quotation_after": 0.9,
    "told_or_asked": 0.85,
    "preposition": 0.85,
    "object": 0.8,
    "lead": 0.8,
    "infinitive": 0.75,
    "parenthetical": 0.75,
    "noun": 0.75,
    "quotation_in_sentence": 0.75,
    "quotation_alone": 0.7,
}
# Without a speaker, half of the statement is missing.
NO_SPEAKER = 0.5

HEDGE = re.compile(rf"\b(?:{'|'.join(sorted(HEDGES))})\b")


def confidence_of(statement: Statement) -> float:
    """How sure it is that the words are somebody's, and whose."""
    return round(CONFIDENCES[statement.rule] * (1 if statement.speaker else NO_SPEAKER), 4)


def hedge_in(text: str, statement: Statement) -> str | None:
    """The first word of the cue, else of what is said, that makes it less than certain."""
    for span in (statement.cue, statement.content):
        found = HEDGE.search(text, *span) if span else None
        if found:
            return found[0]
    return None
