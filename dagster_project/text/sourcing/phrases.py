"""Phrases in which a page names an outlet, one row each: what the name is read from and how much that says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dagster_project.text.sourcing.clues import UNWEIGHED, Clue, Line, Page, clue_at
from dagster_project.text.sourcing.houses import WIRES
from dagster_project.text.sourcing.names import NAME, trimmed
from dagster_project.text.sourcing.persons import UPPER

MARKS = r"(?:©|\(c\)|\(C\)|&copy;|[Cc]opyright|COPYRIGHT)"
YEARS = r"(?:\s*(?:by|,|-|–|—|to)?\s*(?:19|20)\d\d)"
JOB = (
    r"(?i:reporter|editor|writer|journalist|correspondent|columnist|contributor|producer|critic|anchor|blogger|"
    r"editor-in-chief|intern|host|analyst)s?"
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]*"
PERSON_WORDS = rf"[{UPPER}][\w'’.\-]+(?: [{UPPER}][\w'’.\-]*){{1,3}}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A form of words with the group `name`."""

    kind: str
    cue: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]  # words of which the line holds one, or it is not looked at: most lines hold none

    def may_stand_in(self, words: str) -> bool:
        """Whether it is worth looking."""
        for needed in self.needs:  # noqa: SIM110 - half as dear as any(), and asked for every phrase of every line
            if needed in words:
                return True
        return False


def _phrase(kind: str, cue: str, pattern: str, needs: str = "") -> Phrase:
    return Phrase(kind, cue, re.compile(pattern.replace("NAME", NAME)), tuple(needs.split("|")))


PHRASES = (
    _phrase(
        "copyright",
        "copyright_year",
        rf"{MARKS}\s*{MARKS}?{YEARS}{{1,2}}[\s,:|.\-–—]*(?:[Bb]y )?NAME",
        needs="©|(c)|(C)|&copy;|opyright|OPYRIGHT",
    ),
    _phrase(
        "copyright",
        "copyright_bare",
        rf"{MARKS}\s*{MARKS}?[\s,:|.\-–—]*(?:[Bb]y )?NAME",
        needs="©|(c)|(C)|&copy;|opyright|OPYRIGHT",
    ),
    _phrase("copyright", "copyright_after", rf"^\W*NAME,?\s*{MARKS}", needs="©|(c)|(C)|&copy;|opyright|OPYRIGHT"),
    _phrase("copyright", "copyright_mixed", rf"{YEARS}\s*(?:{MARKS}|by|,)\s*NAME", needs="19|20"),
    _phrase(
        "copyright",
        "rights_reserved",
        r"(?:^|[.,|©\d] ?)NAME[,.]? (?:\w+,? )?(?:[Aa]ll|ALL) (?:[Rr]ights|RIGHTS)",
        needs="ights|IGHTS",
    ),
    _phrase(
        "copyright",
        "permission",
        r"(?:permission (?:of|from)|property of|trademarks? of|operated by|owned by|published by) NAME",
        needs="permission|property|trademark|operated|owned|published",
    ),
    _phrase("copyright", "trademark", r"NAME (?:is|are) (?:a )?(?:registered )?trademarks?\b", needs="trademark"),
    _phrase(
        "copyright",
        "rights_before",
        r"(?:[Aa]ll|ALL) (?:[Rr]ights|RIGHTS) (?:[Rr]eserved|RESERVED)[\s.,|–—-]+NAME",
        needs="ights|IGHTS",
    ),
    _phrase("headline_suffix", "headline_suffix", r"^.{20,150} [|–—-] NAME$", needs="|"),
    _phrase(
        "photo_credit",
        "labelled_credit",
        r"(?:Illustration|Photo|Image|Picture|Graphic|Cartoon|Video|Credit|Source|Screenshot|Image Credit|"
        r"Photograph)s?(?: by)?\s*:?\s*[^/|:()]{2,40}/\s*NAME\W*$",
        needs="/",
    ),
    _phrase(
        "photo_credit",
        "credit_for",
        r"(?:Credit|Photograph|Photo|Image|Illustration)s?\W{0,4}(?:by )?[^/|:()]{4,40} for NAME\W*$",
        needs=" for ",
    ),
    _phrase("photo_credit", "caption_credit", r"\([^/|:()]{4,40}/\s?NAME\)", needs="/"),
    _phrase("photo_credit", "bare_credit", r"^[^/|:()]{4,30}/\s?NAME$", needs="/"),
    _phrase(
        "photo_credit",
        "photo_courtesy",
        r"(?:[Pp]hoto|[Ii]mage|[Cc]redit|[Ii]llustration)s?:? (?:by |via |for )?NAME\)?$",
        needs="hoto|mage|redit|llustration",
    ),
    _phrase(
        "credit_line",
        "credit_line",
        rf"(?:[Cc]ompiled|[Ww]ritten|[Rr]eported|[Tt]ranslated)(?: by)? (?:the )?NAME (?:staff |senior )?{JOB}\b",
        needs="ompiled|ritten|eported|ranslated",
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
        r"(?:[Ww]elcome to|[Tt]hank you for (?:reading|visiting|supporting)|[Tt]rust|[Aa]sk) (?:the )?NAME",
        needs="elcome|hank you|rust|sk ",
    ),
    _phrase(
        "site_notice",
        "more_from",
        r"^(?:Read |See |Get |READ )?(?:[Mm]ore|MORE) (?:[Ss]tories |[Nn]ews |[Aa]rticles )?(?:[Ff]rom|FROM|"
        r"[Oo]n|ON|[Ii]n|[Oo]f|[Aa]t) NAME(?: (?:BY CLICKING|by clicking)[^.]{0,20}|[:.])?$",
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
        needs="ubscribe|UBSCRIBE|ign up|et |eceive|ry |oin ",
    ),
    _phrase(
        "site_notice",
        "install",
        r"(?:[Dd]ownload|[Ii]nstall|DOWNLOAD|GET|[Gg]et|[Oo]pen|[Uu]sing|[Ii]n) (?:the |our )?NAME (?:[Aa]pp|APP)\b",
        needs="App|APP|app",
    ),
    _phrase(
        "site_notice",
        "updates_from",
        r"(?:[Uu]pdates|emails?|content|newsletters?|information|notifications|offers|headlines|stories|news) "
        r"(?:from|by) (?:the )?NAME",
        needs=" from | by ",
    ),
    _phrase(
        "site_notice",
        "adblock",
        r"(?:whitelist|disable (?:it|your ad ?blocker) on|ad ?blocker on|cookies on|articles? (?:on|in|at)) "
        r"(?:the )?NAME",
        needs="whitelist|disable|locker|cookies|article",
    ),
    _phrase(
        "site_notice",
        "name_newsletter",
        r"^(?:Get |Join )?(?:[Tt]he )?NAME(?:['’]s)? [Nn]ewsletters?(?:\W.*)?$",
        needs="ewsletter",
    ),
    _phrase(
        "site_notice",
        "name_social",
        r"^NAME on (?:Facebook|Twitter|YouTube|Instagram|TikTok|LinkedIn|X|Pinterest)$",
        needs=" on ",
    ),
    _phrase(
        "site_notice",
        "name_furniture",
        r"^NAME(?:['’]s)? (?:[Aa]pps?|[Hh]omepage|[Hh]ome|[Ss]hop|[Ss]tore|[Ss]ubscriptions?|[Pp]odcasts?|"
        r"[Vv]ideos?|[Rr]ecommend(?:s|ed.*)|[Aa]rchives?|[Ll]ogo|[Ee]vents|[Jj]obs|[Mm]agazine|TV|[Rr]adio|"
        r"[Ll]ive|[Pp]lus|Premium|Picks|[Aa]ccount|[Mm]embership|[Ss]hows)$",
    ),
    _phrase("site_notice", "name_staff", r"(?:^|[Bb]y |BY |, |\| )NAME (?:[Ss]taff|STAFF)\b", needs="taff|STAFF"),
    _phrase(
        "site_notice",
        "name_verb",
        r"NAME (?:may (?:earn|receive|get|collect)|earns|receives|values your|uses cookies|is supported|"
        r"would like to|helps you|brings you|delivers|is committed to|contributors are|"
        r"(?:is )?(?:not )?responsible for)",
        needs=" may | earns| receives| values| uses| is | would | helps | brings | delivers| are | responsible",
    ),
    _phrase(
        "site_notice",
        "part_of",
        r"^(?:[Tt]he )?NAME (?:is (?:a |the |an )?(?:part of|owned|published|operated|member|leading|website|"
        r"award|independent|source|news)|[–-] )",
    ),
    _phrase("site_notice", "job_at", rf"\b{JOB} (?:for|at|with|of) (?:the )?NAME", needs=" for | at | with | of "),
    _phrase("site_notice", "job_comma", rf"\b{JOB}, NAME(?= (?:{MONTH})|\s*\||\s*$)", needs=", "),
    _phrase(
        "site_notice",
        "joined",
        r"(?:[Jj]oin(?:ed|ing)|[Bb]efore|[Ww]orked (?:at|for)) (?:the )?NAME(?: in|,| as| team)",
        needs="oin|efore|orked",
    ),
    _phrase("site_notice", "breadcrumb", r"^NAME [>»›] ", needs=">|»|›"),
    _phrase("site_notice", "address_line", r"^NAME(?:[®™]+| ~ )", needs="®|™| ~ "),
    _phrase("site_notice", "name_possessive", r"(?:^|\W)NAME['’]s (?=\w)", needs="'s |’s "),
    _phrase("site_notice", "stamp", r"\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})? / NAME$", needs=" / "),
    _phrase(
        "site_notice",
        "views",
        r"(?:views|opinions|position|policy)[^.]{0,80} (?:of|by|represent|reflect) (?:the )?NAME",
        needs="iews|pinions|osition|olicy",
    ),
    _phrase(
        "site_notice",
        "first_published",
        r"(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:on|in|at|by) NAME",
        needs="ublished|ppeared",
    ),
    _phrase(
        "site_notice",
        "recommended_by",
        r"(?:recommended|reviewed|selected|chosen|tested|powered|brought to you) by (?:the )?NAME",
        needs=" by ",
    ),
    _phrase(
        "byline_affiliation",
        "affiliation",
        rf"^(?:By|BY|by) [^,|/]{{4,60}}(?:,|\||/| - ) ?(?:(?:[\w-]+ ){{0,2}}{JOB},? )?NAME(?: ?\|.*)?$",
        needs="By|BY|by",
    ),
    _phrase(
        "byline_affiliation",
        "beside_person",
        rf"^{PERSON_WORDS}(?:\s?\u00a0\s?| {{2,}}|\s?[|•·]\s?)NAME$",
    ),
    _phrase(
        "dateline_outlet",
        "dateline_outlet",
        r"^(?:[^a-z]{2,40}[^()]{0,25})?\(NAME\)\s{0,2}(?:[-–—:]|(?=[A-Z]))",
        needs="(",
    ),
    _phrase("self_reference", "told", r"\b(?:told|tells|telling) NAME", needs="told|tell"),
    _phrase(
        "self_reference",
        "statement_to",
        r"\b(?:speaking to|spoke to|spoke with|interview with|statement to|comment to|email to|[Ss]een by|"
        r"reviewed by|obtained by|sources? tell|shared with) NAME",
        needs=" to| with|een by|iewed by|btained by|ources",
    ),
    _phrase(
        "self_reference",
        "name_contacted",
        r"NAME (?:has (?:learnt|learned|contacted|approached|reached out|asked)|reached out to|understands|"
        r"can (?:reveal|exclusively)|previously reported|reported (?:earlier|last|that|in|on))",
        needs=" has | reached | understands| can | previously | reported ",
    ),
)

# In the story these speak of anybody.
AROUND_THE_TEXT = frozenset({"name_possessive", "joined", "stamp", "beside_person"})
STORY_ROLES = frozenset({"title", "body", "comment"})

# What a phrase says when the name is an agency's: wire copy and its pictures carry such lines on every outlet's page.
OF_A_WIRE = {
    "copyright": "agency_notice",
    "photo_credit": "",
    "byline_affiliation": "agency_notice",
    "dateline_outlet": "dateline_agency",
    "self_reference": "agency_notice",
}


def phrase_clues(page: Page) -> Iterator[Clue]:
    """Every phrase of the page that names an outlet."""
    everything = "\n".join(line.text for line in page.lines)
    phrases = [phrase for phrase in PHRASES if phrase.may_stand_in(everything)]
    for line in page.lines:
        for offset, window in line.windows():
            for phrase in phrases:
                if phrase.may_stand_in(window) and not (line.role in STORY_ROLES and phrase.cue in AROUND_THE_TEXT):
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
