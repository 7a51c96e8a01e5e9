"""How sure the page makes us of each publisher candidate: what speaks for a name and against it, as log-odds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dagster_project.text.sourcing.clues import Clue, Page, domain_key, name_key
from dagster_project.text.sourcing.houses import WIRES
from dagster_project.text.sourcing.weights import PRIOR, WEIGHTS

DOMAIN_KINDS = frozenset({"email_domain", "site_domain", "canonical_domain"})
WITHOUT_VOTE = frozenset({"dateline_agency", "agency_notice"})  # it says who wrote the text, not where it stands

MIN_PARTIAL_CHARS = 5  # shorter names are contained in too many others
MAX_NAMES = 150  # a page with more different names is a listing; those with most cues are kept
MIN_KEPT = 0.1  # clues less sure than this are dropped

MEDIA_WORD = re.compile(
    r"news|times|post|daily|herald|journal|magazine|today|\btv|radio|gazette|tribune|chronicle|guardian|press|network|weekly|"
    r"review|mail|observer|\bstar\b|\bsun\b|telegraph|independent|express|standard|blog|media|globe|mirror|monitor|record|"
    r"bulletin|courier|dispatch|examiner|inquirer|online|live|wiki|zeitung|diario|journal",
    re.IGNORECASE,
)
COMPANY_WORD = re.compile(
    r"\b(?:inc|llc|ltd|limited|plc|group|holdings|company|corporation|gmbh|foundation|university)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Name:
    """All that the page says about one name, whichever way it is spelled."""

    key: str
    cues: set[str] = field(default_factory=set)
    spellings: dict[str, int] = field(default_factory=dict)


def agreed(page: Page, clues: Iterable[Clue]) -> list[Clue]:
    """The publisher clues with the confidence that all clues of the page give together; those of the head as is."""
    listed = list(clues)
    confidences = {key: _probability(features) for key, features in features_of(page, listed).items()}
    rated = [clue.rated(_rating(clue, confidences)) for clue in listed]
    return [clue for clue in rated if clue.confidence >= MIN_KEPT]


def _rating(clue: Clue, confidences: dict[str, float]) -> float:
    if clue.evidence_kind in WITHOUT_VOTE or clue.line_number is None:
        return clue.confidence
    return confidences.get(key_of(clue), 0.0)


def _probability(features: Iterable[str]) -> float:
    return round(1.0 / (1.0 + math.exp(-PRIOR - sum(WEIGHTS.get(feature, 0.0) for feature in features))), 4)


def key_of(clue: Clue) -> str:
    """What clues that name the same outlet share."""
    words = clue.candidate
    if clue.evidence_kind in DOMAIN_KINDS or re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", words):
        return domain_key(words)
    return name_key(words)


def features_of(page: Page, clues: list[Clue]) -> dict[str, set[str]]:
    """Every name of the page with what speaks for and against it."""
    names = _names(clues)
    title = "" if page.headline is None else name_key(page.lines[page.headline].words)
    body = "\n".join(line.text for line in page.lines if line.role == "body")
    rest = list({line.words for line in page.lines if line.role != "body"})
    chrome = "\n".join(rest)
    return {
        name.key: name.cues | set(_traits(name)) | set(_uses(name, title, body, chrome)) | set(_partners(name, names))
        for name in names
    }


def _names(clues: list[Clue]) -> list[Name]:
    names: dict[str, Name] = {}
    for clue in clues:
        key = key_of(clue)
        if clue.evidence_kind in WITHOUT_VOTE or not key:
            continue
        name = names.setdefault(key, Name(key))
        name.cues.add(clue.cue)
        name.spellings[clue.candidate] = name.spellings.get(clue.candidate, 0) + 1
    return sorted(names.values(), key=lambda name: (-len(name.cues), name.key))[:MAX_NAMES]


def _traits(name: Name) -> Iterator[str]:
    """What the name itself looks like."""
    spelling = min(name.spellings, key=lambda words: (-name.spellings[words], words))
    words = len(spelling.split())
    yield f"words_{min(words, 5)}"
    if MEDIA_WORD.search(spelling):
        yield "media_word"
    if WIRES.match(spelling):
        yield "wire"
    if COMPANY_WORD.search(spelling):
        yield "company_word"
    if spelling.islower() and "." not in spelling:
        yield "lower_case"


def _uses(name: Name, title: str, body: str, chrome: str) -> Iterator[str]:
    """How often the page uses the name in its text and around it; what the article is about stands in its title."""
    if name.key in title and len(name.key) > 2:
        yield "in_title"
    spelling = min(name.spellings, key=lambda words: (-name.spellings[words], words))
    in_body, around = body.count(spelling), chrome.count(spelling)
    yield f"body_{min(in_body, 3)}"
    yield f"around_{min(around, 6)}"


def _partners(name: Name, names: list[Name]) -> Iterator[str]:
    """Cues of longer or shorter forms of the same name."""
    if len(name.key) < MIN_PARTIAL_CHARS:
        return
    for other in names:
        if (
            other.key != name.key
            and len(other.key) >= MIN_PARTIAL_CHARS
            and (name.key in other.key or other.key in name.key)
        ):
            for cue in other.cues:
                yield "partner_" + ("line" if cue.startswith("line") else cue)
