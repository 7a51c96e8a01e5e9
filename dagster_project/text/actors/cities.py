"""Whether a capital's name means the city or the government that sits there."""

from __future__ import annotations

import re

from dagster_project.text.actors.pages import Hit

# "Seoul and " before "Tokyo": what stands before the first of several names holds for all.
COORDINATION = r"(?:[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){0,2}(?:,\s(?:and\s)?|\s(?:and|or)\s|/)){0,4}$"
QUARTER = (
    r"(?:the\s|capital\s|city\s|downtown\s|central\s|greater\s|suburban\s"
    r"|(?:north|south|east|west)(?:ern)?\s|of\s){0,3}"
)

# Two capitals between which something runs are two places; between which there are ties, two governments.
RUNS = (
    r"(?:line|track|rail|railway|train|flight|road|route|motorway|highway|corridor|distance|journey|bus|ferry|pipeline"
    r"|coach|shuttle|connection|kilomet(?:er|re)|mile|hour)"
)
RUNS_BETWEEN = (
    r"(?:"
    + RUNS
    + r"(?:s|es)?|services?|ferries|km|halfway|midway|run|runs|running|ran|travel\w*|shuttl\w+|commut\w+|fly|flies"
    r"|flying|flew|drive|drives|driving|drove)"
)

PLACE_BEFORE = re.compile(
    r"\b(?i:in|at|from|near|to|of|on|outside|around|into|across|through|toward|towards|inside|throughout|via|beyond"
    r"|visit|visits|visited|visiting|leave|leaves|left|leaving|reach|reached|enter|entered|capital|downtown|central"
    r"|(?:left|leave|leaves|leaving|bound|headed|heading|depart\w*|flew|flight|flights|train|trains)\s+for"
    r"|" + RUNS_BETWEEN + r"\s+between)\s+" + QUARTER + COORDINATION
)

# Words to which a government answers though "to", "from" or "of" follows.
MESSAGE_BEFORE = re.compile(
    r"\b(?:messages?|warnings?|signals?|loyal|loyalty|ties|links|close|closer|allied|hostile|threats?|challenges?"
    r"|concessions?|responses?|answers?|appeals?|support|pressure|backing|permission|approval|orders|instructions"
    r"|directives?|demands?|requests?|assurances|allegiance|independence|independent|condemnation|rebuke|reactions?"
    r"|statements?|critical|criticism|wary|accus\w+|behalf|turn\w*|according|thanks|owed|deals?|rebuff|opposition"
    r"|hands?|grip|influence|wishes|eyes|bidding|ire|polic(?:y|ies)|intentions|interests|ambitions|designs|mercy"
    r"|instigation|insistence|urging|encouragement|on\sthe\spart|involvement|patience|puppets?)"
    r"\s+(?:to|from|of)\s+" + COORDINATION
)

GOVERNMENT_BEFORE = re.compile(
    r"\b(?:For|(?i:with|by|against|than|versus|vs\.?|that|if|while|as|because|when|but|although|whether|why|how"
    r"|urg\w+|accus\w+|warn\w*|blam\w+|press\w*|told|tell\w*|ask\w*|critici[sz]\w+|condemn\w*|sanction\w*|support\w*"
    r"|anger\w*|irk\w*|provok\w+|alarm\w*|confront\w*|counter\w*|deter\w*|contain\w*|persuad\w+|push\w*|forc\w+"
    r"|prompt\w*|allow\w*|let|make|made|help\w*|irritat\w+|infuriat\w+|embarrass\w*))\s+" + COORDINATION
)

BETWEEN_BEFORE = re.compile(r"\b(?i:between)\s+" + COORDINATION)

# Unlike "by Ruritown citizens", where the capital only says which citizens.
STANDS_ALONE = re.compile(
    r"\s*(?:$|[^\w\s])|\s(?:and|or|to|over|as|on|in|for|with|of|that|which|who|is|are|was|were|has|have|had|will|would|may"
    r"|might|could|can|should|must|not|nor|but|after|before|since|about|at|from|by|when|while|if|because|under|against"
    r"|during|into|amid|via|through|than|into|unless|until|[a-z]+ly|[A-Z]\w*)\b"
)

GOVERNMENT_AFTER = re.compile(
    r",?\s(?:and\s[A-Z]\w+\s)?(?:also\s|now\s|still\s|has\s|have\s|had\s)?"
    r"(?:said|says?|saying|wants?|wanted|seeks?|sought|insists?|insisted|accuse[sd]?|warn(?:s|ed)?|den(?:y|ies|ied)"
    r"|rejects?|rejected|claims?|claimed|argues?|argued|views?|viewed|sees?|regards?|considers?|considered|agree[sd]?"
    r"|announce[sd]?|impose[sd]?|has|have|had|will|would|could|should|may|might|must|can|cannot|hopes?|fears?|feared"
    r"|condemn(?:s|ed)?|call(?:s|ed)|respond(?:s|ed)|react(?:s|ed)|vow(?:s|ed)|urge[sd]?|pledge[sd]?|back(?:s|ed)"
    r"|support(?:s|ed)|oppose[sd]?|refuse[sd]?|recogni[sz]e[sd]?|sign(?:s|ed)|sent|sends|launch(?:es|ed)"
    r"|demand(?:s|ed)?|expects?|intends?|plans?|maintains?|believes?|believed|needs?|tells?|told|lifts|lifted"
    r"|(?!based|located|situated|hosted|crowded|inhabited|born)[a-z]{2,}ed(?!-)|is\s\w+ing|are\s\w+ing|was\s\w+ing|were\s\w+ing)\b"
)

PLACE_AFTER = re.compile(
    r"(?:'s?)?(?:-based|-born|\s(?:\w+\s)?(?:residents?|airport|streets?|metro|mayor|suburbs?|university|hospital"
    r"|court|police|stadium|hotel|district|neighbou?rhood|marathon|subway|skyline|zoo|museum|port|traffic|restaurant"
    r"|apartment|home|outskirts|old\stown|centre|center|citizens|commuters|schools?"
    r"|office|embassy|summit|conference|meeting|Street|Road|Square|Airport|International Airport"
    r"|County|Province|University|Stadium|Marathon|Zoo|Hospital|District))\b"
)
# "the Springfield–Shelbyville line": a name before or after the dash, and what runs.
LINE_AFTER = re.compile(r"\s?[-–—/]\s?[A-Z]\w+(?:[-–—/][A-Z]\w+)?\s" + RUNS + r"s?\b")
LINE_BEFORE = re.compile(r"\b[A-Z]\w+\s?[-–—/]\s?$")
RUNS_AFTER = re.compile(r"\s" + RUNS + r"s?\b")
POSSESSIVE = re.compile(r"'s?(?!\w)")
POSSESSED_NAME = re.compile(r"'s?\s([A-Z][\w-]+)")
OF_GOVERNMENT = frozenset({"Foreign", "Defence", "Defense", "Communist", "President", "Prime", "Ministry"})
GOVERNMENT_HYPHEN = re.compile(
    r"-(?:backed|led|brokered|friendly|controlled|appointed|installed|allied|aligned|funded|sponsored|supported"
    r"|supplied|mediated|drafted|run|style|[A-Z]\w+)"
)
LEANING = re.compile(r"\b(?i:pro|anti)-$")

DATELINE_AFTER = re.compile(
    r"(?:[,/]\s?[^()\n—–]{1,40})?\s*(?:\([^()\n]{1,40}\)\s*(?:—|–|-{1,3}|:|\s[A-Z\"'“])|(?:—|–|--)\s?\S)"
)
DATELINE_LEAD = re.compile(r"(?:[\W\d]{0,3}|\W{0,3}[A-Z][A-Z .'-]{2,30},\s?)$")


def in_dateline(hit: Hit) -> bool:
    """Whether a line opens with the match, in capitals or before an agency, as wire copy says where it was written."""
    if hit.start - hit.line.start != len(hit.before) or not DATELINE_LEAD.match(hit.before):
        return False
    if not DATELINE_AFTER.match(hit.after):
        return False
    return hit.surface.isupper() or hit.before.strip().isupper() or "(" in hit.after[:50]


def is_place(hit: Hit) -> bool:
    """Whether the city itself is meant: where something happens, comes from or goes to."""
    if PLACE_AFTER.match(hit.after) or _is_end_of_line(hit):
        return True
    if POSSESSIVE.match(hit.after):
        owned = POSSESSED_NAME.match(hit.after)
        return owned is not None and not hit.in_title_case and owned[1] not in OF_GOVERNMENT
    return PLACE_BEFORE.search(hit.before) is not None and MESSAGE_BEFORE.search(hit.before) is None


def _is_end_of_line(hit: Hit) -> bool:
    return bool(LINE_AFTER.match(hit.after) or (LINE_BEFORE.search(hit.before) and RUNS_AFTER.match(hit.after)))


def is_government(hit: Hit) -> bool:
    """Whether the words around speak of a government: it owns, says, is told or takes a side."""
    return bool(
        POSSESSIVE.match(hit.after)
        or GOVERNMENT_AFTER.match(hit.after)
        or GOVERNMENT_HYPHEN.match(hit.after)
        or LEANING.search(hit.before)
        or MESSAGE_BEFORE.search(hit.before)
        or BETWEEN_BEFORE.search(hit.before)
        or (GOVERNMENT_BEFORE.search(hit.before) and STANDS_ALONE.match(hit.after))
    )
