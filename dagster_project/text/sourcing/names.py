"""What the name of an outlet looks like in running text, where it ends, and what is none."""

from __future__ import annotations

import re

from dagster_project.text.sourcing.clues import lowered, tidy
from dagster_project.text.sourcing.houses import FURNITURE_ABROAD, GROUPS
from dagster_project.text.sourcing.persons import UPPER

WORD = rf"[{UPPER}0-9][\w'’&+!\-]*(?:\.(?:com|net|org|ca|ie|de|fr|in|tv|info|io|co\.uk|com\.au)\b)?"
LINK = r"(?:of|the|and|&|de|for|du|la|le|di|der|des|to|in|on)"
NAME = rf"(?<!\w)(?P<name>(?:[Tt]he )?(?:U\.S\. |St\. )?{WORD}(?:[ \u00a0](?:{LINK} ){{0,2}}{WORD}){{0,5}})"

# Where a name ends although the next word has a capital, and what a name is not.
TAIL = re.compile(
    r"\s*(?:\b(?:All [Rr]ights|Inc\b|LLC\b|Ltd\b|Limited\b|PLC\b|plc\b|Pty\b|GmbH\b|Corp\b|Co\b|Company\b|"
    r"L\.?P\b|S\.?A\b|B\.?V\b|AG\b|"
    r"Alle Rechte|Todos [Ll]os [Dd]erechos|[Tt]ous [Dd]roits|Tutti i [Dd]iritti|Todos os [Dd]ireitos|Wszelkie|"
    r"e\.? ?V\b|KG\b|SAS\b|"
    r"SARL\b|S\.? ?r\.?l\b|Sp\. z|mbH\b|UG\b|"
    r"Terms|Privacy|Contact|Powered|Designed|Site|Advertise|Photo|Reuse|Do Not|Your|Read|This|Click|Sign|"
    r"Subscribe|BY CLICKING)).*$"
    r"|['’]s$|[\s,.\-–|:&]+$|\s(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?$"
    r"|\s(?:on|On) (?:Facebook|Twitter|YouTube|Instagram|TikTok|LinkedIn|Pinterest|Flipboard|X)$",
    re.DOTALL,
)
LEADING = re.compile(
    r"^(?:(?:19|20)\d\d[\s,–-]*(?:by )?|(?:Copyright|COPYRIGHT|View All|View|More|MORE|Get|Watch|Follow|"
    r"Subscribe|Read|Search|See|Download|"
    r"Visit|Join|By|From|In|On|At|For|To|About) )+"
)
NOT_A_NAME = re.compile(  # in lower case, as GROUPS is
    r"^(?:(?:the |our |my |your )?(?:us|me|author|this .*|all .*|we|it|you|your .*|our .*|site|website|home|"
    r"content|news|app|editors?|a|an|and|"
    r"newsletter|newsletters|facebook|twitter|youtube|instagram|linkedin|pinterest|google|google news|apple|"
    r"android|getty images|getty|"
    r"copyright|policy|more|team|world|business|sports?|politics|opinion|media|email|account|cookies?|terms.*|"
    r"privacy.*|"
    r"whatsapp|telegram|snapchat|tiktok|reddit|rss|here|now|today|free|daily|weekly|\d+|support|careers?|jobs|"
    r"conversation|"
    r"story|article|stories|articles|author|authors|follow|subscribe|it|its|january|february|march|april|may|"
    r"june|july|august|"
    r"september|october|november|december|shutterstock|istock|creative commons|wordpress|ap photo|afp|"
    r"publisher|press|podcasts?|blogs?|wikis?|all|live|alerts?|reviews?|platform|write|design|features?|celebrity|"
    r"weather|health|science|technology|tech|entertainment|lifestyle|life ?(?:&|and) ?style|travel|culture|music|"
    r"movies|tv|games|gaming|video|videos|photos|recipes|shopping|deals|local|national|education|environment|"
    r"climate|money|finance|markets|crime|obituaries|classifieds|calendar|donate|store|shop|login|log in|sign in|"
    r"learn more|read more|show more|load more|search|menu))$"
)


def trimmed(name: str) -> str:
    """A name without what the pattern took too much; empty where it cannot be an outlet's."""
    bare = LEADING.sub("", tidy(name))
    while (shorter := TAIL.sub("", bare)) != bare:
        bare = shorter
    folded = lowered(bare).rstrip("'’")  # "65'" is a minute of a match
    is_none = any(pattern.match(folded) for pattern in (NOT_A_NAME, GROUPS, FURNITURE_ABROAD))
    return "" if len(bare) < 2 or is_none else bare
