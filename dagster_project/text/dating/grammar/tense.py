"""Whether a sentence looks ahead where it names a day: "will meet on Monday" is the Monday to come."""

from __future__ import annotations

import re

REACH = 120  # characters before a mention that are looked at; a longer way and the verb belongs to something else
OPENING_WORDS = 1  # before a mention that opens its sentence: "On"
REACH_AHEAD = 50  # characters behind a mention that opens its sentence
SENTENCE_END = re.compile(r"[.!?]['\"”’]*\s+(?=[\"“'‘]?[A-Z])|\n")
FUTURE = (
    r"(?:(?:will|ll|won['’]t|shall|going to|planning to|slated for|scheduled|due|upcoming|until"
    r"|(?:is|are) (?:to|set|expected|likely|slated)"
    r"|(?:plan|expect|hope|intend|aim|prepare)(?:s|ed|ing)? (?:to|on)|as (?:early|soon) as)"
    # Its participle belongs to it: "will not be named".
    r"(?: (?:not|also|be|have|been)){0,3}(?: \w+ed)?)"
)
PLANNED = r"(?:had|was|were)(?: been)? (?:due|scheduled|expected|planned|set|to)"
PAST = (
    r"(?:said|says|was|were|had|did|has|have|told"
    r"|took|made|came|went|held|began|rose|fell|met|since|(?!scheduled|slated|need)[a-z]{2,}ed)"
)
TENSE = re.compile(
    rf"\b(?:(?P<planned>{PLANNED})|(?P<past>{PAST})|(?P<future>{FUTURE}))\b".replace(" ", r"\s"), re.IGNORECASE
)


def tense_around(text: str, start: int, end: int) -> str | None:
    """The tense (past, planned, future) of the last verb before these offsets; at a sentence's opening of the next."""
    before = SENTENCE_END.split(text[max(0, start - REACH) : start])[-1]
    verbs = list(TENSE.finditer(before))
    if verbs:
        return verbs[-1].lastgroup
    ahead = None if len(before.split()) > OPENING_WORDS else TENSE.search(text[end : end + REACH_AHEAD])
    return ahead.lastgroup if ahead else None
