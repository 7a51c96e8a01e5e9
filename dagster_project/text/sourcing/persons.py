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
    "about|advertiser|archive|by|content|extended|games|reactions|sentinel|sponsored|trends|xpress|"
    "agency|agencies|analyst|anchor|and|app|associate|assistant|author|blog|blogger|breaking|"
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
    "articles|headlines|latest|popular|recent|related|stories|top|trending|"
    "aktuelle|artikel|beiträge|meldungen|nachrichten|neueste|noticias|"
    "redaktion|redakteur|redakteurin|korrespondent|autor|autorin|redacción|rédaction|redazione|email|mail|"
    "contact|more|"
    "et|est|gmt|pst|pt|am|pm|utc|bst|pdt|edt|cst"
)
ROLES = frozenset(ROLE_WORDS.split("|"))

# Agencies sign as authors do; "AP" counts only where a byline consists of it, it stands for many things.
AGENCIES = re.compile(
    r"^(?:the )?(?:associated press|ap|reuters|thomson reuters|agence france[- ]presse|afp|bloomberg(?: news)?|"
    r"press association|pa media|canadian press|australian associated press|aap|dpa|deutsche presse-agentur|ansa|efe|"
    r"agencia efe|europa press|lusa|belga|anp|austria presse agentur|keystone-sda|ritzau|ntb|pap|"
    r"polish press agency|mti|"
    r"xinhua(?: news agency)?|china news service|cna|central news agency|kyodo(?: news)?|jiji(?: press)?|"
    r"yonhap(?: news agency)?|kcna|vietnam news agency|bernama|antara(?: news)?|philippine news agency|"
    r"tass|interfax|ria novosti|sputnik|ukrinform|unian|anadolu(?: agency)?|irna|wam|saudi press agency|wafa|"
    r"press trust of india|pti|ians|indo-asian news service|ani|asian news international|"
    r"associated press of pakistan|bangladesh sangbad sangstha|news agency of nigeria|ghana news agency|allafrica|"
    r"prensa latina|united press international|upi|cnn wire|cnn newsource|city news service|tribune news service|"
    r"inter press service|religion news service|kff health news|field level media|stacker|newsusa)$",
    re.IGNORECASE,
)

# What stands beside a person's name: the house that the person works for, up to the next comma.
HOUSES = (
    r"(?:Institute|University|Department|Cent(?:er|re)|College|School|Ministry|Council|Hospital|Foundation|Society)"
)
HOUSE = re.compile(HOUSES)
INSTITUTION = re.compile(rf"(?:\b[A-Z][\w.&]*\s+)*\b{HOUSES}\b[^,;|]*")

GLUED_ROLE = re.compile(
    r"(?<=[a-zß-ÿ])(?=(?:Reporter|Editor|Writer|Senior|Staff|Contributor|Correspondent|Columnist|News|Deputy|Digital|"
    r"Chief|Political|Sport|Business|Published|Updated|Posted|Journalist|Producer|Freelance|Follow|Assistant|"
    r"Associate)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d)"
)
GLUED = re.compile(r"[a-zß-ÿ][A-Z]")
BREAK = re.compile(
    r"\s*(?:[,;|•·/()\[\]—–@<>»\n\t]|\s-\s|:|\d(?:Z\b)?)\s*|\s{2,}|\s+(?:and|AND|And|&|with|und|et|y|e|og|och|en|i|by|"
    r"By|for|in|In|via|with)\s+"
)
COLUMN = re.compile(r"\s*[|/•·]\s*")
HONORIFIC = re.compile(r"^(?:Dr|Prof|Professor|Sir|Dame|Rev|Mr|Mrs|Ms)\.? (?=\S+ \S)", re.IGNORECASE)

CREDENTIALS = re.compile(r"(?: (?:MS|MD|M\.D|PhD|Ph\.D|RD|RDN|LD|MPH|JD|MBA|RN|OBE|MP))+$")

PROSE_WORDS = 3  # so many words in lower case after a name make a sentence of it
MAX_BYLINE_CHARS = 250  # what names are read from; longer bylines are prose


def person_names(words: str, *, alone: bool = False) -> list[str]:
    """The persons and agencies named in the words of a byline, in their order; `alone` takes a single name only."""
    names: list[str] = []
    for place, column in enumerate(COLUMN.split(_without_houses(words[:MAX_BYLINE_CHARS]))):
        for part in BREAK.split(column):
            name = _person(part)
            # Behind a bar stands the house: what is left of "New York Daily News" without its last words is no person.
            if name and name not in names and (place == 0 or len(name) >= len(part.strip(" ."))):
                names.append(name)
            if alone and name != part.strip():
                return []
    return names


def _without_houses(words: str) -> str:
    """The words with commas for houses and before glued roles; most have neither, which is quicker to see first."""
    bare = INSTITUTION.sub(",", words) if HOUSE.search(words) else words
    return GLUED_ROLE.sub(", ", bare) if GLUED.search(bare) else bare


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
