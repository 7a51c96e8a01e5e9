"""Words by which a line says itself what it is: one row a cue, tried in order, the first that fits speaks.

A cue speaks for short lines only: a sentence of the article may well mention cookies or a newsletter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

from dagster_project.text.separation.lines import Line

# Words; above it a line is prose whatever it mentions. Best of 20-60 on the dev texts (`make quality`).
MAX_CUED_WORDS = 40

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
DATE = re.compile(
    rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{MONTH},?\s+\d{{4}}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"^(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b", re.IGNORECASE)
ANCHOR = "^"
MAX_DATELINE_WORDS = 14  # a longer line with a date in it tells something


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A pattern in lower case with the role that it gives away."""

    role: str
    reason: str
    pattern: str
    finds: Callable[[str], re.Match[str] | None]
    max_words: int = MAX_CUED_WORDS
    needs: tuple[str, ...] = ()  # words of which the line holds one, or the pattern is not tried


def _cue(role: str, reason: str, pattern: str, max_words: int = MAX_CUED_WORDS, needs: str = "") -> Cue:
    compiled = re.compile(pattern)
    # A pattern that starts at the line's beginning need not be tried anywhere else, and so needs no words to be quick.
    finds = compiled.match if pattern.startswith(ANCHOR) else compiled.search
    return Cue(role, reason, pattern, finds, max_words, tuple(needs.split("|")) if needs else ())


CUES = (
    _cue(
        "legal",
        "cookie notice",
        r"\bcookies?\b.*\b(?:use|site|accept|consent|experience)|\b(?:use|accept)\w*\b.*\bcookies?\b",
        needs="cookie",
    ),
    _cue(
        "legal",
        "copyright line",
        r"all rights reserved|^\s*(?:©|\(c\)|copyright\b)|©\s*\d{4}",
        needs="all rights reserved|©|(c)|copyright",
    ),
    _cue(
        "legal",
        "terms and privacy",
        r"privacy (?:policy|notice)|terms (?:of|and) (?:use|service|conditions)|do not sell my",
        needs="privacy |terms |do not sell my",
    ),
    _cue(
        "caption",
        "credit of a picture",
        r"^\(?(?:photo(?:graph)?s?|image|picture|illustration|video|file photo|graphic)\b[^.]{0,60}(?::|"
        r"\bby\b|/)",
        30,
    ),
    _cue(
        "caption",
        "credit of a picture",
        r"getty images|\b(?:afp|reuters|ap photo|shutterstock|istock)\b\s*/|/\s*(?:afp|reuters|getty|ap|"
        r"epa)\b|\(ap photo",
        needs="getty images|/|(ap photo",
    ),
    _cue(
        "caption",
        "words of a picture",
        r"^(?:image|photo|picture) (?:caption|source|credit|copyright)|^(?:media caption|enlarge|"
        r"view image)",
        30,
    ),
    _cue(
        "newsletter",
        "invitation to subscribe",
        r"newsletters?\b|sign up (?:for|to|now|here)|subscribe|subscription|your inbox|your e-?mail|"
        r"get (?:the|our) (?:latest|best|app)",
        needs="newsletter|sign up |subscribe|subscription|your inbox|your email|your e-mail|get the |get our ",
    ),
    _cue(
        "share",
        "share buttons",
        r"^(?:share|tweet|print|e-?mail|save|copy link|whatsapp|facebook|twitter|linkedin|reddit|"
        r"pinterest|telegram|bookmark)\b",
        5,
    ),
    _cue(
        "share",
        "share buttons",
        r"share (?:this|on|via|with)|follow (?:us|me) on|(?:like|join) us on|click to share|"
        r"copy (?:the )?link",
        12,
        needs="share |to share|follow |us on|copy ",
    ),
    _cue(
        "related",
        "pointer to other articles",
        r"^(?:related|recommended|recent posts?|more (?:from|on|in|stories|news)|most (?:read|popular|"
        r"viewed|shared)|read (?:more|also|next)|see also|also read|trending|previous (?:article|post|"
        r"story)|next (?:article|post|story)|up next|you (?:may|might) (?:also )?(?:like|be interested)|"
        r"latest (?:news|stories|posts?)|don't miss|top stories|editors?'? picks?|popular (?:posts?|now)|"
        r"from our partners|around the web|sponsored)\b",
        12,
    ),
    _cue(
        "related",
        "teaser",
        r"(?:…|\.\.\.)\s*(?:read more|continue reading|more)?\s*$|\b(?:read more|continue reading)\b",
        needs="…|...|read more|continue reading",
    ),
    _cue(
        "comment",
        "comments",
        r"\A(?:\d+\s+)?comments?\b|leave a (?:reply|comment)|post a comment|log ?in to (?:comment|reply)|"
        r"^reply$|join the conversation",
        12,
        needs="comment|reply|join the conversation",
    ),
    _cue(
        "navigation",
        "page controls",
        r"^(?:home|menu|search|sections?|skip to|sign in|log ?in|log ?out|register|close|back to top|"
        r"advertisement|ad|contact(?: us)?|about(?: us)?|subscribe|show more|load more|next|previous|×|"
        r"x)\b[^.]{0,20}$",
        5,
    ),
    _cue(
        "other",
        "summary button",
        r"^(?:no time to read\??|get a summary|listen to (?:this )?article|\d+ min(?:ute)?s? read|"
        r"\d{1,2}:\d{2})$",
        8,
    ),
    _cue(
        "other",
        "advertising or technical notice",
        r"advertis|javascript|browser|ad ?block|this (?:site|page|video)\b.*\b(?:require|support)",
        30,
        needs="advertis|javascript|browser|ad block|adblock|this site|this page|this video",
    ),
    _cue(
        "dateline",
        "says when it was published",
        r"^(?:\W*)(?:first |last |originally )?(?:published|updated|posted|modified|publish date|date|"
        r"created|issued)\b",
        MAX_DATELINE_WORDS,
    ),
    _cue(
        "byline",
        "says who wrote it",
        r"^(?:by|words by|written by|reported by|story by|from|von|par|"
        r"por)\s+[a-zà-þ][\w.'’-]+(?:\s+[\w.,&'’-]+){0,12}$",
        14,
    ),
)
CREDIT = re.compile(
    r"\b(?:article|report|story|piece|text|interview)\s+(?:was|is|has been)\s+(?:compiled|written|produced|"
    r"translated|prepared|first published|originally published|adapted)|^\W*(?:additional )?(?:reporting|"
    r"writing|editing|compiled|edited|translated)(?: and (?:writing|editing|reporting))? by\b",
    re.IGNORECASE,
)
BIO = re.compile(
    r"\bI am\b|\bis (?:a|an|the) [^.]{0,80}(?:writer|journalist|reporter|editor|correspondent|columnist|"
    r"author|professor|fellow|analyst|lecturer|researcher)|\b(?:covers|writes about)\b|\bfollow (?:him|her|"
    r"them|me|for)\b|@\w+",
    re.IGNORECASE,
)


def _automaton(words: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(words, implementation=Implementation.DFA)  # so few words leave room for the quickest


NEEDED: dict[str, list[int]] = {}  # positions in CUES by the words that they need
for _number, _each in enumerate(CUES):
    for _needed in _each.needs:
        NEEDED.setdefault(_needed, []).append(_number)
CUES_OF = tuple(NEEDED.values())
AUTOMATON = _automaton(NEEDED)
# The others say at the line's beginning what it is: that none of them does is seen at once.
WITHOUT_NEEDS = tuple(number for number, cue in enumerate(CUES) if not cue.needs)
ANY_WITHOUT_NEEDS = re.compile("|".join(f"(?:{CUES[number].pattern})" for number in WITHOUT_NEEDS))


def find_cue(line: Line) -> Cue | None:
    """The first cue that fits the line, or None."""
    words, folded = line.word_count, line.folded
    if words > MAX_CUED_WORDS:
        return None
    possible = (CUES[number] for number in _possible(folded))
    return next((cue for cue in possible if words <= cue.max_words and cue.finds(folded)), None)


def _possible(folded: str) -> Sequence[int]:
    """Positions in CUES of those that may fit a line in lower case, in order."""
    without_needs = WITHOUT_NEEDS if ANY_WITHOUT_NEEDS.match(folded) else ()
    found = AUTOMATON.find_matches_as_indexes(folded, overlapping=True)
    if not found:
        return without_needs
    return sorted({*without_needs, *(number for needed, _, _ in found for number in CUES_OF[needed])})


def is_dateline(line: Line) -> bool:
    """Whether a line is little more than a date."""
    return line.word_count <= MAX_DATELINE_WORDS and has_date(line) and not line.head.endswith(".")


def has_date(line: Line) -> bool:
    """Whether a date with its year stands in the line."""
    return line.has_year and bool(DATE.search(line.head))


# Words of which the patterns need one; looking for them first is many times faster than trying the pattern.
CREDIT_WORDS = _automaton(["by", "compiled", "written", "produced", "translated", "prepared", "published", "adapted"])
BIO_WORDS = _automaton(["is a", "is the", "i am", "covers", "writes about", "follow", "@"])


def has_credit(line: Line) -> bool:
    """Whether the line says how the article came about."""
    return bool(CREDIT_WORDS.find_matches_as_indexes(line.folded) and CREDIT.search(line.head))


def has_bio(line: Line) -> bool:
    """Whether the line says who somebody is."""
    return bool(BIO_WORDS.find_matches_as_indexes(line.folded) and BIO.search(line.head))
