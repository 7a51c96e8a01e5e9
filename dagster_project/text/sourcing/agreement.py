"""How likely each name on a page is its outlet's: what speaks for a name and against it, compared with all others."""

from __future__ import annotations

import heapq
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dagster_project.text.sourcing.clues import Clue, Page, domain_key, lowered, name_key
from dagster_project.text.sourcing.houses import WIRES
from dagster_project.text.sourcing.uses import Uses, uses_of

DOMAIN_KINDS = frozenset({"email_domain", "site_domain", "canonical_domain"})
WITHOUT_VOTE = frozenset({"dateline_agency", "agency_notice"})  # it says who wrote the text, not where it stands

MIN_PARTIAL_CHARS = 5  # shorter names are contained in too many others
MAX_NAMES = 150  # a page with more different names is a listing; those with most cues are kept
MIN_KEPT = 0.01  # clues less sure than this are dropped; the registry may raise those above it
FEW_NAMES = 6  # of so few names one is more easily the outlet's
ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")

MEDIA_WORD = re.compile(
    r"news|times|post|daily|herald|journal|magazine|today|\btv|radio|gazette|tribune|chronicle|guardian|press|"
    r"network|weekly|review|mail|observer|\bstar\b|\bsun\b|telegraph|independent|express|standard|blog|media|"
    r"globe|mirror|monitor|record|bulletin|courier|dispatch|examiner|inquirer|online|live|wiki|zeitung|diario|"
    r"journal|"
    r"nachrichten|blatt|magazin|revue|podcast|anzeiger|kurier|rundschau|merkur|bote\b|presse|portal|funk|noticias|"
    r"peri[oó]dico|prensa|gaceta|jornal|correio|gazet|giornale|corriere|notizie|nouvelles|courrier|dziennik|"
    r"tygodnik|haber|новости|газета|вести"
)
COMPANY_WORD = re.compile(
    r"\b(?:inc|llc|ltd|limited|plc|group|holdings|company|corporation|gmbh|foundation|university)\b"
)

TRAITS_IN_LOWER_CASE = {"company_word": COMPANY_WORD, "wire": WIRES}
TRAITS = {
    "lower_case": re.compile(r"^[^A-Z.]*$"),
    "upper_case": re.compile(r"^[^a-z]{3,}$"),
    "inner_capital": re.compile(r"[a-z][A-Z]"),
    "with_article": re.compile(r"^[Tt]he "),
    "with_digit": re.compile(r"\d"),
}


@dataclass(slots=True)
class Name:
    """All that the page says about one name, whichever way it is spelled."""

    key: str
    cues: set[str] = field(default_factory=set)
    spellings: dict[str, int] = field(default_factory=dict)
    first_line: int = sys.maxsize

    @property
    def spelling(self) -> str:
        """The most frequent spelling, of equals the first in the alphabet."""
        if len(self.spellings) == 1:
            return next(iter(self.spellings))
        return min(self.spellings, key=lambda words: (-self.spellings[words], words))


def agreed(page: Page, clues: Iterable[Clue], weights: Mapping[str, float]) -> list[Clue]:
    """The publisher clues, each with the chance that its name is the outlet's; those of the head as they are.

    The chances of all names of a page and of none of them add up to one (a conditional logit).
    """
    listed = list(clues)
    chances = _chances(features_of(page, listed), weights)
    ratings = [_rating(clue, chances) for clue in listed]
    return [clue.rated(rating) for clue, rating in zip(listed, ratings, strict=True) if rating >= MIN_KEPT]


def _rating(clue: Clue, chances: dict[str, float]) -> float:
    return chances.get(key_of(clue), 0.0) if _has_vote(clue) else clue.confidence


def _has_vote(clue: Clue) -> bool:
    return clue.line_number is not None and clue.evidence_kind not in WITHOUT_VOTE


def _chances(features: dict[str, set[str]], weights: Mapping[str, float]) -> dict[str, float]:
    weighed = frozenset(weights)
    odds = {
        key: math.exp(weights["prior"] + sum([weights[feature] for feature in sorted(weighed & observed)]))
        for key, observed in features.items()
    }
    total = 1.0 + sum(odds.values())
    return {key: value / total for key, value in odds.items()}


def key_of(clue: Clue) -> str:
    """What clues that name the same outlet share."""
    words = clue.candidate
    is_address = clue.evidence_kind in DOMAIN_KINDS or ("." in words and ADDRESS.fullmatch(words))
    return domain_key(words) if is_address else name_key(words)


def features_of(page: Page, clues: list[Clue]) -> dict[str, set[str]]:
    """Every name of the page with what speaks for and against it."""
    names = _names(clues)
    title = "" if page.headline is None else name_key(page.lines[page.headline].words)
    uses = dict(zip((name.key for name in names), uses_of([name.spelling for name in names], page), strict=True))
    ranks, partners = _ranks(names, uses), _partners(names)
    return {
        name.key: name.cues.union(
            _traits(name.spelling, frozenset(name.cues)),
            uses[name.key].traits(),
            ranks[name.key],
            partners[name.key],
            ("in_title",) if name.key in title and len(name.key) > 2 else (),
        )
        for name in names
    }


def _names(clues: list[Clue]) -> list[Name]:
    names: dict[str, Name] = {}
    for clue in clues:
        key = key_of(clue)
        if not key or not _has_vote(clue) or clue.line_number is None:
            continue
        name = names.get(key) or names.setdefault(key, Name(key))
        name.cues.add(clue.cue)
        name.spellings[clue.candidate] = name.spellings.get(clue.candidate, 0) + 1
        name.first_line = min(name.first_line, clue.line_number)
    return sorted(names.values(), key=lambda name: (-len(name.cues), name.key))[:MAX_NAMES]


@lru_cache(maxsize=16_384)  # sites print the same names on all their pages
def _traits(spelling: str, cues: frozenset[str]) -> tuple[str, ...]:
    """What a name looks like, and how many sorts of clues give it."""
    folded = lowered(spelling)
    looks = ["media_word"] if any(map(_is_of_media, folded.split())) else []
    looks += [trait for trait, pattern in TRAITS_IN_LOWER_CASE.items() if pattern.search(folded)]
    looks += [trait for trait, pattern in TRAITS.items() if pattern.search(spelling)]
    looks += ["dotted"] * ("." in spelling and ADDRESS.search(spelling) is not None)
    told = {cue for cue in cues if not cue.startswith("line")}
    alone = cues - told
    traits = [f"words_{min(len(spelling.split()), 5)}", *looks, f"cues_{min(len(told), 4)}"]
    if alone and told:
        traits.append("alone_and_told")
    if "media_word" in looks:
        traits += [f"{cue}_media" for cue in alone]
    if len({cue.startswith(("site_domain", "email_domain")) for cue in cues}) > 1:
        traits.append("domain_and_name")
    return tuple(traits)


@lru_cache(maxsize=16_384)  # names share their words
def _is_of_media(word: str) -> bool:
    return MEDIA_WORD.search(word) is not None


def _ranks(names: list[Name], uses: dict[str, Uses]) -> dict[str, list[str]]:
    """Who leads among the names of the page: most used around the text, most sorts of clues, first on the page."""
    ranks: dict[str, list[str]] = {name.key: [] for name in names}
    if not names:
        return ranks
    ranks[max(names, key=lambda name: (uses[name.key].around, len(name.key), name.key)).key].append("most_around")
    ranks[names[0].key].append("most_cues")
    for place, name in enumerate(heapq.nsmallest(3, names, key=lambda name: (name.first_line, name.key))):
        ranks[name.key].append(f"place_{place}")
    if len(names) <= FEW_NAMES:
        for name in names:
            ranks[name.key].append("few_names")
    return ranks


def _partners(names: list[Name]) -> dict[str, set[str]]:
    """Cues of longer and shorter forms of the same name, by the name's key."""
    partners: dict[str, set[str]] = {name.key: set() for name in names}
    long = [name for name in names if len(name.key) >= MIN_PARTIAL_CHARS]
    keys = " ".join(name.key for name in long)
    for shorter in long:
        if keys.count(shorter.key) == 1:
            continue
        for longer in long:
            if shorter.key in longer.key and shorter is not longer:
                partners[shorter.key] |= {"within_longer", *_as_partner(longer)}
                partners[longer.key] |= {"with_shorter", *_as_partner(shorter)}
    return partners


def _as_partner(name: Name) -> Iterator[str]:
    yield from ("partner_" + ("line" if cue.startswith("line") else cue) for cue in name.cues)
