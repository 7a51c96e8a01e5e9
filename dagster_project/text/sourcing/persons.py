"""Which words of a byline are the names of persons: roles, outlets, dates and buttons are not."""

from __future__ import annotations

import re

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΑ-ΩА-ЯІЇЄҐЁ"
NAME_WORD = rf"(?:[{UPPER}][\w'’.\-]*|[dDlO]['’][{UPPER}][\w\-]*|(?:al|el)-[{UPPER}][\w\-]*)"
PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|der|den|zu|zur|bin|bint|ibn|ben|la|le|ter|ten|y|e)"
PERSON = re.compile(rf"^{NAME_WORD}(?: (?:{PARTICLE} ){{0,3}}{NAME_WORD}){{1,4}}$")
LONGEST_PERSON_CHARS = 50

# Words that name a task, a desk or a house. None of them is part of a person's name.
ROLE_WORDS = (
    "about|advertiser|agency|agencies|analyst|anchor|and|app|associate|assistant|author|blog|blogger|breaking|"
    "bureau|business|"
    "captain|chief|column|columnist|comment|comments|commentary|community|contributing|contributor|contributors|copy|"
    "correspondent|correspondents|coverage|critic|daily|deputy|desk|developer|digital|director|economics|"
    "editor|editorial|"
    "editors|edited|education|entertainment|environment|expert|fact|features|film|finance|follow|for|founder|"
    "freelance|"
    "freelancer|gazette|general|global|guest|health|herald|home|host|in|international|investigations|"
    "investigative|journal|"
    "journalist|journalists|lead|legal|lifestyle|local|magazine|manager|managing|media|minute|minutes|money|"
    "multimedia|music|"
    "national|network|news|newspaper|newsroom|newsletter|of|office|on|online|opinion|our|photo|photographer|"
    "photography|"
    "photos|political|politics|post|posted|premium|press|principal|producer|professor|published|publisher|read|"
    "real|reporter|"
    "reporters|reporting|reviewed|reviews|royal|science|section|senior|service|services|share|showbiz|society|"
    "special|"
    "specialist|sport|sports|staff|star|studio|story|strategist|subscribe|team|tech|technology|telegraph|the|"
    "times|today|"
    "trainee|travel|tribune|tv|twitter|updated|video|view|voices|web|weekly|wire|world|writer|writers|written|"
    "you|your|"
    "edition|index|caption|advice|event|event|ended|newsletters|columns|podcasts|videos|asks|support|institute|"
    "university|college|"
    "authors|article|social|links|courtesy|archive|page|comments|show|week|live|menu|home|search|shop|watch|"
    "listen|sign|log|getty|images|file|ap|afp|"
    "cnn|bbc|foxbusiness|fox|nbc|abc|cbs|usa|hosted|junkie|center|centre|department|ministry|council|"
    "government|committee|"
    "january|february|march|april|june|july|august|september|october|november|december|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|"
    "redaktion|redakteur|redakteurin|korrespondent|autor|autorin|redacción|rédaction|redazione|email|mail|"
    "contact|more|"
    "et|est|gmt|pst|pt|am|pm|utc|bst|pdt|edt|cst"
)
ROLES = frozenset(ROLE_WORDS.split("|"))

# Agencies sign as authors do; "AP" alone is left out, it stands for many things.
AGENCIES = re.compile(
    r"^(?:the )?(?:associated press|reuters|agence france-presse|afp|bloomberg(?: news)?|press association|pa media|"
    r"canadian press|australian associated press|dpa|ansa|efe|xinhua|tass|interfax|kyodo news|yonhap|"
    r"press trust of india|"
    r"pti|ians|united press international|upi|cnn wire|thomson reuters)$",
    re.IGNORECASE,
)

GLUED_ROLE = re.compile(
    r"(?<=[a-zß-ÿ])(?=(?:Reporter|Editor|Writer|Senior|Staff|Contributor|Correspondent|Columnist|News|Deputy|Digital|"
    r"Chief|Political|Sport|Business|Published|Updated|Posted|Journalist|Producer|Freelance|Follow|Assistant|"
    r"Associate)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d)"
)
BREAK = re.compile(
    r"\s*(?:[,;|•·/()\[\]—–@<>»\n\t]|\s-\s|:|\d)\s*|\s{2,}|\s+(?:and|AND|And|&|with|und|et|y|e|og|och|en|i|by|"
    r"By|for|in|In|via|with)\s+"
)
HONORIFIC = re.compile(r"^(?:Dr|Prof|Professor|Sir|Dame|Rev|Mr|Mrs|Ms)\.? (?=\S+ \S)", re.IGNORECASE)

CREDENTIALS = re.compile(r"(?: (?:MS|MD|M\.D|PhD|Ph\.D|RD|RDN|LD|MPH|JD|MBA|RN|OBE|MP))+$")

PROSE_WORDS = 3  # so many words in lower case after a name make a sentence of it
MAX_BYLINE_CHARS = 250  # what names are read from; longer bylines are prose


def person_names(words: str, *, alone: bool = False) -> list[str]:
    """The persons and agencies named in the words of a byline, in their order; `alone` takes a single name only."""
    names: list[str] = []
    parts = BREAK.split(GLUED_ROLE.sub(", ", words[:MAX_BYLINE_CHARS]))
    for part in parts:
        name = _person(part)
        if name and name not in names:
            names.append(name)
        if alone and name != part.strip():
            return []
    return names


def _person(words: str) -> str:
    """The person or agency that a part of a byline consists of, else nothing; an outlet after the name is cut off."""
    bare = HONORIFIC.sub("", " ".join(words.split()).strip(" .'’\"“”*"))
    if AGENCIES.match(bare):
        return bare
    tokens = CREDENTIALS.sub("", bare).split(" ")
    until = next((index for index, token in enumerate(tokens) if token.strip(".").lower() in ROLES), len(tokens))
    if sum(token.islower() for token in tokens[until:]) >= PROSE_WORDS:
        return ""
    # "Paul Smith Fox News": the outlet's own words precede the one that gives it away.
    bare = " ".join(tokens[:2] if 3 <= until < len(tokens) else tokens[:until])
    return bare if len(bare) <= LONGEST_PERSON_CHARS and PERSON.match(bare) else ""
