"""Phrases in which a page names an outlet, one row each: what the name is read from and how much that says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dagster_project.text.sourcing.names import NAME
from dagster_project.text.sourcing.persons import UPPER

MARKS = r"(?:©|\(c\)|\(C\)|&copy;|[Cc]opyright|COPYRIGHT)"
YEARS = r"(?:\s*(?:by|,|-|–|—|to)?\s*(?:19|20)\d\d)"
JOB_NAMES = (
    "reporter|editor|writer|journalist|correspondent|columnist|contributor|producer|critic|anchor|blogger|"
    "editor-in-chief|intern|host|analyst"
)
JOB = rf"(?i:{JOB_NAMES})s?"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]*"
PERSON_WORDS = rf"[{UPPER}][\w'’.\-]+(?: [{UPPER}][\w'’.\-]*){{1,3}}"


AT = " (?:for|at|with|of) "
BEGINS = rf"(?:[Tt]he )?[{UPPER}0-9]"  # a name, for `sign`

# Words that patterns cannot do without, as `needs` has them.
MARKED = "©|(c)|(C)|&copy;|opyright|OPYRIGHT"
RIGHTS = "ights|IGHTS"
JOBS = (
    "eporter|ditor|riter|ournalist|orrespondent|olumnist|ontributor|roducer|ritic|nchor|logger|intern|Intern|host|Host|"
    "nalyst|REPORTER|EDITOR|WRITER|JOURNALIST|CORRESPONDENT|COLUMNIST|CONTRIBUTOR|PRODUCER|CRITIC|ANCHOR|BLOGGER|INTERN|"
    "HOST|ANALYST"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A form of words with the group `name`."""

    kind: str
    cue: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]  # words of which the line holds one, or it is not looked at: most lines hold none
    sign: re.Pattern[str] | None  # what else a match holds, where that is much quicker to look for than the pattern


def phrase(kind: str, cue: str, pattern: str, needs: str | tuple[str, ...], sign: str | None = None) -> Phrase:
    """A phrase; NAME in its pattern stands for the group, and needed words are separated by bars."""
    needed = tuple(needs.split("|")) if isinstance(needs, str) else needs
    return Phrase(kind, cue, re.compile(pattern.replace("NAME", NAME)), needed, re.compile(sign) if sign else None)


PHRASES = (
    phrase(
        "copyright",
        "copyright_year",
        rf"{MARKS}\s*{MARKS}?{YEARS}{{1,2}}[\s,:|.\-–—]*(?:[Bb]y )?NAME",
        needs=MARKED,
    ),
    phrase(
        "copyright",
        "copyright_bare",
        rf"{MARKS}\s*{MARKS}?[\s,:|.\-–—]*(?:[Bb]y )?NAME",
        needs=MARKED,
    ),
    phrase("copyright", "copyright_after", rf"^\W*NAME,?\s*{MARKS}", needs=MARKED),
    phrase(
        "copyright",
        "copyright_mixed",
        rf"{YEARS}\s*(?:{MARKS}|by|,)\s*NAME",
        needs="19|20",
        sign=rf"(?:19|20)\d\d\s*(?:{MARKS}|by|,)",
    ),
    phrase(
        "copyright",
        "rights_reserved",
        r"(?:^|[.,|©\d] ?)NAME[,.]? (?:\w+,? )?(?:[Aa]ll|ALL) (?:[Rr]ights|RIGHTS)",
        needs=RIGHTS,
    ),
    phrase(
        "copyright",
        "permission",
        r"(?:permission (?:of|from)|property of|trademarks? of|operated by|owned by|published by) NAME",
        needs="permission|property|trademark|operated|owned|published",
    ),
    phrase("copyright", "trademark", r"NAME (?:is|are) (?:a )?(?:registered )?trademarks?\b", needs="trademark"),
    phrase(
        "copyright",
        "rights_before",
        r"(?:[Aa]ll|ALL) (?:[Rr]ights|RIGHTS) (?:[Rr]eserved|RESERVED)[\s.,|–—-]+NAME",
        needs=RIGHTS,
    ),
    phrase("headline_suffix", "headline_suffix", r"^.{20,150} [|–—-] NAME$", needs=(" | ", " – ", " — ", " - ")),
    phrase(
        "photo_credit",
        "labelled_credit",
        r"(?:Illustration|Photo|Image|Picture|Graphic|Cartoon|Video|Credit|Source|Screenshot|Image Credit|"
        r"Photograph)s?(?: by)?\s*:?\s*[^/|:()]{2,40}/\s*NAME\W*$",
        needs="/",
    ),
    phrase(
        "photo_credit",
        "credit_for",
        r"(?:Credit|Photograph|Photo|Image|Illustration)s?\W{0,4}(?:by )?[^/|:()]{4,40} for NAME\W*$",
        needs="Credit|Photo|Image|Illustration",
    ),
    phrase("photo_credit", "caption_credit", r"\([^/|:()]{4,40}/\s?NAME\)", needs="/"),
    phrase("photo_credit", "bare_credit", r"^[^/|:()]{4,30}/\s?NAME$", needs="/"),
    phrase(
        "photo_credit",
        "photo_courtesy",
        r"(?:[Pp]hoto|[Ii]mage|[Cc]redit|[Ii]llustration)s?:? (?:by |via |for )?NAME\)?$",
        needs="hoto|mage|redit|llustration",
        sign=rf"(?:hoto|mage|redit|llustration)s?:? (?:by |via |for )?{BEGINS}",
    ),
    phrase(
        "credit_line",
        "credit_line",
        rf"(?:[Cc]ompiled|[Ww]ritten|[Rr]eported|[Tt]ranslated)(?: by)? (?:the )?NAME (?:staff |senior )?{JOB}\b",
        needs="ompiled|ritten|eported|ranslated",
    ),
    phrase("site_notice", "about", r"^(?:About|ABOUT) (?:the )?NAME$", needs="About |ABOUT "),
    phrase(
        "site_notice",
        "contact",
        r"^(?:Contact|Advertise (?:with|on|in)|Work (?:at|for|with)|Careers at|Write for|Jobs at) (?:the )?NAME$",
        needs="Contact |Advertise |Work |Careers at |Write for |Jobs at ",
    ),
    phrase(
        "site_notice",
        "follow",
        r"^(?:Follow|FOLLOW|Find|Like|Join|Watch|Visit|Support|Discover|Explore|Inside|Shop) "
        r"(?:the )?NAME(?: on [\w /,&]{2,40})?[.!:]?$",
        needs="Follow |FOLLOW |Find |Like |Join |Watch |Visit |Support |Discover |Explore |Inside |Shop ",
    ),
    phrase(
        "site_notice",
        "welcome",
        r"(?:[Ww]elcome to|[Tt]hank you for (?:reading|visiting|supporting)|[Tt]rust|[Aa]sk) (?:the )?NAME",
        needs="elcome|hank you|rust|sk ",
        sign=rf" (?<=(?:to|ng|st|sk) )(?:the )?{BEGINS}",
    ),
    phrase(
        "site_notice",
        "more_from",
        r"^(?:Read |See |Get |READ )?(?:[Mm]ore|MORE) (?:[Ss]tories |[Nn]ews |[Aa]rticles )?(?:[Ff]rom|FROM|"
        r"[Oo]n|ON|[Ii]n|[Oo]f|[Aa]t) NAME(?: (?:BY CLICKING|by clicking)[^.]{0,20}|[:.])?$",
        needs="More |more |MORE ",
    ),
    phrase(
        "site_notice",
        "popular_on",
        r"^(?:[Pp]opular|[Tt]rending|[Ll]atest|[Bb]est|[Tt]op|[Ff]eatured|[Nn]ews|[Uu]pdates|"
        r"[Mm]ust-reads)(?: [Ss]tories| [Nn]ews| [Vv]ideos)? (?:on|in|from|of|at) NAME$",
        needs="opular |rending |atest |Best |best |Top |top |eatured |ews |pdates |ust-reads |tories |ideos ",
    ),
    phrase(
        "site_notice",
        "subscribe",
        r"(?:[Ss]ubscribe (?:to|for)|SUBSCRIBE TO|[Ss]ign up (?:for|to)|[Gg]et|[Rr]eceive|[Tt]ry|[Jj]oin) "
        r"(?:the |our )?NAME",
        needs="ubscribe to |ubscribe for |UBSCRIBE TO |ign up for |ign up to |Get |get |eceive |Try |try |oin ",
        sign=rf" (?:(?<=(?:to|TO|or|et|ve|ry) )|(?<=oin ))(?:the |our )?{BEGINS}",
    ),
    phrase(
        "site_notice",
        "install",
        r"(?:[Dd]ownload|[Ii]nstall|DOWNLOAD|GET|[Gg]et|[Oo]pen|[Uu]sing|[Ii]n) (?:the |our )?NAME (?:[Aa]pp|APP)\b",
        needs=" App| APP| app",
        sign=r" (?:[Aa]pp|APP)\b",
    ),
    phrase(
        "site_notice",
        "updates_from",
        r"(?:[Uu]pdates|emails?|content|newsletters?|information|notifications|offers|headlines|stories|news) "
        r"(?:from|by) (?:the )?NAME",
        sign=rf" (?:from|by) (?:the )?{BEGINS}",
        needs="pdates |mail |mails |content |newsletter|information |notifications |offers |headlines |stories |news ",
    ),
    phrase(
        "site_notice",
        "adblock",
        r"(?:whitelist|disable (?:it|your ad ?blocker) on|ad ?blocker on|cookies on|articles? (?:on|in|at)) "
        r"(?:the )?NAME",
        needs="whitelist|disable|locker|cookies|article",
    ),
    phrase(
        "site_notice",
        "name_newsletter",
        r"^(?:Get |Join )?(?:[Tt]he )?NAME(?:['’]s)? [Nn]ewsletters?(?:\W.*)?$",
        needs="ewsletter",
    ),
    phrase(
        "site_notice",
        "name_social",
        r"^NAME on (?:Facebook|Twitter|YouTube|Instagram|TikTok|LinkedIn|X|Pinterest)$",
        needs=" on Facebook| on Twitter| on YouTube| on Instagram| on TikTok| on LinkedIn| on X| on Pinterest",
    ),
    phrase(
        "site_notice",
        "name_furniture",
        r"^NAME(?:['’]s)? (?:[Aa]pps?|[Hh]omepage|[Hh]ome|[Ss]hop|[Ss]tore|[Ss]ubscriptions?|[Pp]odcasts?|"
        r"[Vv]ideos?|[Rr]ecommend(?:s|ed.*)|[Aa]rchives?|[Ll]ogo|[Ee]vents|[Jj]obs|[Mm]agazine|TV|[Rr]adio|"
        r"[Ll]ive|[Pp]lus|Premium|Picks|[Aa]ccount|[Mm]embership|[Ss]hows)$",
        needs=" App| app| Home| home| Shop| shop| Store| store| Subscription| subscription| Podcast| podcast|"
        " Video| video| Recommend| recommend| Archive| archive| Logo| logo| Events| events| Jobs| jobs|"
        " Magazine| magazine| TV| Radio| radio| Live| live| Plus| plus| Premium|"
        " Picks| Account| account| Membership| membership| Shows| shows",
    ),
    phrase("site_notice", "name_staff", r"(?:^|[Bb]y |BY |, |\| )NAME (?:[Ss]taff|STAFF)\b", needs="taff|STAFF"),
    phrase(
        "site_notice",
        "name_verb",
        r"NAME (?:may (?:earn|receive|get|collect)|earns|receives|values your|uses cookies|is supported|"
        r"would like to|helps you|brings you|delivers|is committed to|contributors are|"
        r"(?:is )?(?:not )?responsible for)",
        needs=" may earn| may receive| may get| may collect| earns| receives| values your| uses cookies|"
        " is supported| would like to| helps you| brings you| delivers| is committed to|"
        " contributors are| responsible for",
    ),
    phrase(
        "site_notice",
        "part_of",
        r"^(?:[Tt]he )?NAME (?:is (?:a |the |an )?(?:part of|owned|published|operated|member|leading|website|"
        r"award|independent|source|news)|[–-] )",
        needs="part of|owned|published|operated|member|leading|website|award|independent|source|news| – | - ",
    ),
    phrase("site_notice", "job_at", rf"\b{JOB}{AT}(?:the )?NAME", needs=JOBS, sign=rf"{AT}(?:the )?{BEGINS}"),
    phrase("site_notice", "job_comma", rf"\b{JOB}, NAME(?= (?:{MONTH})|\s*\||\s*$)", needs=JOBS, sign=rf", {BEGINS}"),
    phrase(
        "site_notice",
        "joined",
        r"(?:[Jj]oin(?:ed|ing)|[Bb]efore|[Ww]orked (?:at|for)) (?:the )?NAME(?: in|,| as| team)",
        needs="oin|efore|orked",
    ),
    phrase("site_notice", "breadcrumb", r"^NAME [>»›] ", needs=">|»|›"),
    phrase("site_notice", "address_line", r"^NAME(?:[®™]+| ~ )", needs="®|™| ~ "),
    phrase("site_notice", "name_possessive", r"(?:^|\W)NAME['’]s (?=\w)", needs="'s |’s "),
    phrase("site_notice", "stamp", r"\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})? / NAME$", needs=" / "),
    phrase(
        "site_notice",
        "views",
        r"(?:views|opinions|position|policy)[^.]{0,80} (?:of|by|represent|reflect) (?:the )?NAME",
        needs="iews|pinions|osition|olicy",
    ),
    phrase(
        "site_notice",
        "first_published",
        r"(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:on|in|at|by) NAME",
        needs="ublished|ppeared",
    ),
    phrase(
        "site_notice",
        "recommended_by",
        r"(?:recommended|reviewed|selected|chosen|tested|powered|brought to you) by (?:the )?NAME",
        needs="recommended by |reviewed by |selected by |chosen by |tested by |powered by |you by ",
    ),
    phrase(
        "byline_affiliation",
        "affiliation",
        rf"^(?:By|BY|by) [^,|/]{{4,60}}(?:,|\||/| - ) ?(?:(?:[\w-]+ ){{0,2}}{JOB},? )?NAME(?: ?\|.*)?$",
        needs="By |BY |by ",
    ),
    phrase(
        "byline_affiliation",
        "beside_person",
        rf"^{PERSON_WORDS}(?:\s?\u00a0\s?| {{2,}}|\s?[|•·]\s?)NAME$",
        needs=("\u00a0", "  ", "|", "•", "·"),
    ),
    phrase(
        "dateline_outlet",
        "dateline_outlet",
        r"^(?:[^a-z]{2,40}[^()]{0,25})?\(NAME\)\s{0,2}(?:[-–—:]|(?=[A-Z]))",
        needs="(",
        sign=r"\([^()]+\)\s{0,2}[-–—:A-Z]",
    ),
    phrase("self_reference", "told", r"\b(?:told|tells|telling) NAME", needs="told|tell"),
    phrase(
        "self_reference",
        "statement_to",
        r"\b(?:speaking to|spoke to|spoke with|interview with|statement to|comment to|email to|[Ss]een by|"
        r"reviewed by|obtained by|sources? tell|shared with) NAME",
        needs="peaking to |poke to |poke with |nterview with |tatement to |omment to |mail to |een by |"
        "eviewed by |btained by |ource tell |ources tell |hared with ",
    ),
    phrase(
        "self_reference",
        "name_contacted",
        r"NAME (?:has (?:learnt|learned|contacted|approached|reached out|asked)|reached out to|understands|"
        r"can (?:reveal|exclusively)|previously reported|reported (?:earlier|last|that|in|on))",
        needs=" has learn| has contacted| has approached| has reached out| has asked| reached out to|"
        " understands| can reveal| can exclusively| previously reported| reported earlier|"
        " reported last| reported that| reported in| reported on",
    ),
)
