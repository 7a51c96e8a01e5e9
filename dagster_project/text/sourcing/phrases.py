"""Phrases in which a page names an outlet, one row each: what the name is read from and how much that says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dagster_project.text.sourcing.clues import UNWEIGHED, Clue, Line, Page, clue_at
from dagster_project.text.sourcing.houses import WIRES
from dagster_project.text.sourcing.names import NAME, trimmed

MARKS = r"(?:©|\(c\)|\(C\)|&copy;|[Cc]opyright|COPYRIGHT)"
YEARS = r"(?:\s*(?:by|,|-|–|—|to)?\s*(?:19|20)\d\d)"
JOB = (
    r"(?:reporter|editor|writer|journalist|correspondent|columnist|contributor|producer|critic|anchor|blogger|"
    r"editor-in-chief|intern|host|analyst)s?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A form of words with the group `name`."""

    kind: str
    cue: str
    pattern: re.Pattern[str]


def _phrase(kind: str, cue: str, pattern: str) -> Phrase:
    return Phrase(kind, cue, re.compile(pattern.replace("NAME", NAME)))


PHRASES = (
    _phrase("copyright", "copyright_year", rf"{MARKS}\s*{MARKS}?{YEARS}{{1,2}}[\s,:|.\-–—]*(?:[Bb]y )?NAME"),
    _phrase("copyright", "copyright_bare", rf"{MARKS}\s*{MARKS}?[\s,:|.\-–—]*(?:[Bb]y )?NAME"),
    _phrase("copyright", "copyright_after", rf"^\W*NAME,?\s*{MARKS}"),
    _phrase("copyright", "copyright_mixed", rf"{YEARS}\s*(?:{MARKS}|by|,)\s*NAME"),
    _phrase(
        "copyright", "rights_reserved", r"(?:^|[.,|©\d] ?)NAME[,.]? (?:\w+,? )?(?:[Aa]ll|ALL) (?:[Rr]ights|RIGHTS)"
    ),
    _phrase(
        "copyright",
        "permission",
        r"(?:permission (?:of|from)|property of|trademarks? of|operated by|owned by|published by) NAME",
    ),
    _phrase("copyright", "trademark", r"NAME (?:is|are) (?:a )?(?:registered )?trademarks?\b"),
    _phrase("title_suffix", "title_suffix", r"^.{20,150} [|–—-] NAME$"),
    _phrase(
        "photo_credit",
        "labelled_credit",
        r"(?:Illustration|Photo|Image|Picture|Graphic|Cartoon|Video|Credit|Source|"
        r"Photograph)s?(?: by)?\s*:\s*[^/|:()]{2,40}/\s*NAME\W*$",
    ),
    _phrase("photo_credit", "caption_credit", r"\([^/|:()]{4,40}/\s?NAME\)"),
    _phrase("photo_credit", "bare_credit", r"^[^/|:()]{4,30}/\s?NAME$"),
    _phrase(
        "photo_credit",
        "photo_courtesy",
        r"(?:[Pp]hoto|[Ii]mage|[Cc]redit|[Ii]llustration)s?:? (?:by |via |for )?NAME\)?$",
    ),
    _phrase(
        "credit_line",
        "credit_line",
        rf"(?:[Cc]ompiled|[Ww]ritten|[Rr]eported|[Tt]ranslated)(?: by)? (?:the )?NAME (?:staff |senior )?{JOB}\b",
    ),
    _phrase("site_notice", "about", r"^(?:About|ABOUT) (?:the )?NAME$"),
    _phrase(
        "site_notice",
        "contact",
        r"^(?:Contact|Advertise (?:with|on|in)|Work (?:at|for|with)|Careers at|Write for|Jobs at) (?:the )?NAME$",
    ),
    _phrase(
        "site_notice",
        "follow",
        r"^(?:Follow|FOLLOW|Find|Like|Join|Watch|Visit|Support|Discover|Explore|Inside|Shop) "
        r"(?:the )?NAME(?: on [\w /,&]{2,40})?[.!:]?$",
    ),
    _phrase(
        "site_notice",
        "welcome",
        r"(?:[Ww]elcome to|[Tt]hank you for (?:reading|visiting|supporting)|trust|[Aa]sk) (?:the )?NAME",
    ),
    _phrase(
        "site_notice",
        "more_from",
        r"^(?:Read |See |Get |READ )?(?:[Mm]ore|MORE) (?:[Ss]tories |[Nn]ews |[Aa]rticles )?(?:[Ff]rom|FROM|"
        r"[Oo]n|[Ii]n|[Oo]f|[Aa]t) NAME[:.]?$",
    ),
    _phrase(
        "site_notice",
        "popular_on",
        r"^(?:[Pp]opular|[Tt]rending|[Ll]atest|[Bb]est|[Tt]op|[Ff]eatured|[Nn]ews|[Uu]pdates|"
        r"[Mm]ust-reads)(?: [Ss]tories| [Nn]ews| [Vv]ideos)? (?:on|in|from|of|at) NAME$",
    ),
    _phrase(
        "site_notice",
        "subscribe",
        r"(?:[Ss]ubscribe (?:to|for)|SUBSCRIBE TO|[Ss]ign up (?:for|to)|[Gg]et|[Rr]eceive|[Tt]ry|[Jj]oin) "
        r"(?:the |our )?NAME",
    ),
    _phrase(
        "site_notice",
        "install",
        r"(?:[Dd]ownload|[Ii]nstall|DOWNLOAD|GET|[Gg]et|[Oo]pen|[Uu]sing|[Ii]n) (?:the |our )?NAME (?:[Aa]pp|APP)\b",
    ),
    _phrase(
        "site_notice",
        "updates_from",
        r"(?:[Uu]pdates|emails?|content|newsletters?|information|notifications|offers|headlines|stories|news) "
        r"(?:from|by) (?:the )?NAME",
    ),
    _phrase(
        "site_notice",
        "adblock",
        r"(?:whitelist|disable (?:it|your ad ?blocker) on|ad ?blocker on|cookies on|articles? (?:on|in|at)) "
        r"(?:the )?NAME",
    ),
    _phrase(
        "site_notice",
        "name_newsletter",
        r"^(?:Get |Join )?(?:[Tt]he )?NAME(?:['’]s)? (?:[Nn]ewsletters?|[Nn]ewsletter.*)$",
    ),
    _phrase(
        "site_notice", "name_social", r"^NAME on (?:Facebook|Twitter|YouTube|Instagram|TikTok|LinkedIn|X|Pinterest)$"
    ),
    _phrase(
        "site_notice",
        "name_furniture",
        r"^NAME(?:['’]s)? (?:[Aa]pps?|[Hh]omepage|[Hh]ome|[Ss]hop|[Ss]tore|[Ss]ubscriptions?|[Pp]odcasts?|"
        r"[Vv]ideos?|[Rr]ecommend(?:s|ed.*)|[Aa]rchives?|[Ll]ogo|[Ee]vents|[Jj]obs|[Mm]agazine|TV|[Rr]adio|"
        r"[Ll]ive|[Pp]lus|Premium|Picks|[Aa]ccount|[Mm]embership|[Ss]hows)$",
    ),
    _phrase("site_notice", "name_staff", r"(?:^|[Bb]y |BY |, |\| )NAME (?:[Ss]taff|STAFF)\b"),
    _phrase(
        "site_notice",
        "name_verb",
        r"NAME (?:may (?:earn|receive|get|collect)|earns|receives|values your|uses cookies|is supported|"
        r"contributors are|(?:is )?(?:not )?responsible for)",
    ),
    _phrase(
        "site_notice",
        "part_of",
        r"^(?:[Tt]he )?NAME (?:is (?:a |the |an )?(?:part of|owned|published|operated|member|leading|website|"
        r"award|independent|source|news)|[–-] )",
    ),
    _phrase("site_notice", "job_at", rf"\b{JOB} (?:for|at|with|of) (?:the )?NAME"),
    _phrase(
        "site_notice",
        "views",
        r"(?:views|opinions|position|policy)[^.]{0,80} (?:of|by|represent|reflect) (?:the )?NAME",
    ),
    _phrase(
        "site_notice", "first_published", r"(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:on|in|at|by) NAME"
    ),
    _phrase(
        "site_notice",
        "recommended_by",
        r"(?:recommended|reviewed|selected|chosen|tested|powered|brought to you) by (?:the )?NAME",
    ),
    _phrase(
        "byline_affiliation",
        "affiliation",
        rf"^(?:By|BY|by) [^,|/]{{4,60}}(?:,|\||/| - ) ?(?:(?:[\w-]+ ){{0,2}}{JOB},? )?NAME(?: ?\|.*)?$",
    ),
    _phrase("dateline_agency", "dateline_agency", r"^[^a-z]{2,40}[^()]{0,25}\(NAME\)\s*[-–—:]"),
    _phrase("self_reference", "told", r"\b(?:told|tells|telling) NAME"),
    _phrase(
        "self_reference",
        "statement_to",
        r"\b(?:speaking to|spoke to|spoke with|interview with|statement to|comment to|email to|[Ss]een by|"
        r"reviewed by|obtained by|sources? tell|shared with) NAME",
    ),
    _phrase(
        "self_reference",
        "name_contacted",
        r"NAME (?:has (?:contacted|approached|reached out|asked)|reached out to|understands|can (?:reveal|"
        r"exclusively)|previously reported|reported (?:earlier|last|that|in|on))",
    ),
)

# What a phrase says when the name is an agency's: wire copy and its pictures carry such lines on every outlet's page.
OF_A_WIRE = {
    "copyright": "agency_notice",
    "photo_credit": "",
    "byline_affiliation": "agency_notice",
    "self_reference": "agency_notice",
}


def phrase_clues(page: Page) -> Iterator[Clue]:
    """Every phrase of the page that names an outlet."""
    for line in page.lines:
        for offset, window in line.windows():
            for phrase in PHRASES:
                for found in phrase.pattern.finditer(window):
                    yield from _clue_of(phrase, line, offset, found)


def _clue_of(phrase: Phrase, line: Line, offset: int, found: re.Match[str]) -> Iterator[Clue]:
    name = trimmed(found["name"])
    kind = phrase.kind
    if name and WIRES.match(name):
        kind = OF_A_WIRE.get(kind, kind)
    if name and kind:
        span = (offset + found.start(), offset + found.end("name"))
        yield clue_at(line, span, Clue("publisher", kind, name, UNWEIGHED, cue=phrase.cue))
