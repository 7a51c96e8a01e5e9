"""Whether a country's name is only a part of an organisation's, as in "Bank of Ruritania"."""

from __future__ import annotations

import re

from dagster_project.text.actors.ambiguities import NO_SURNAME
from dagster_project.text.actors.characters import words_in
from dagster_project.text.actors.gazetteer import Alias
from dagster_project.text.actors.pages import Hit

# Words that make a run of capitalised words the name of something that does not act for its country.
HEADS = words_in(
    """
    University Universities Institute Institution Bank Airlines Airline Airways Air Corporation Corp Inc Ltd Limited
    Company Group Holdings Foundation Association Confederation Federation Academy College School Hospital Museum
    Society Club Chamber Times Post Daily Herald News Newspaper Tribune Journal Gazette Mail Telegraph Guardian
    Observer Review Express Chronicle Star Standard Radio Television TV Broadcasting Press Petroleum Oil Telecom
    Telecommunications Mobile Motors Steel Railway Railways Insurance Securities League Cup Open GP Championship
    Championships Festival Prize Awards Centre Center Network Forum Trust Orchestra Opera Ballet Church Hotel
    Cathedral FA Project Symphony Studies Avenue Street Premiership Superleague Monitor Insider
    """
)

# Parties and the like go by their country's name, yet not by its initials: "UK Labour Party" speaks of the country.
HEADS_AFTER_FULL_NAMES = HEADS | {"Party"}

# Words that show the state itself: "Ruritanian Foreign Ministry" speaks of Ruritania.
STATE_ORGANS = words_in(
    """
    Ministry Minister Ministers President Presidential Prime Premier Foreign Defense Defence Government Army Navy
    Marine Marines Military Armed Forces Force Embassy Ambassador Senate Senator Parliament Supreme Court King Queen
    Prince Princess Emperor Chancellor Secretary Department Cabinet General Consulate Congress Congressman Federal
    State Coast Guard Police Border Revolution Republic
    """
)

# Further words of a name that are looked at; in headlines, where all words are capitalised, only the next.
MAX_NAME_WORDS = 5
MAX_NAME_WORDS_IN_TITLE_CASE = 2

NAME_WORD = re.compile(r"[A-Z0-9][\w&'.-]*$")
HEAD_BEFORE = re.compile(
    r"\b(?:University|Bank|Institute|Institution|Academy|College|Airlines|Corporation|Foundation|Association"
    r"|Federation|Confederation|Society|Chamber|Times|Voice|Radio|Church|Museum|Hospital|Party|Open|Tour|Council)"
    r"(?:\s(?:(?:of|for|and|&|the)\s){0,2}[A-Z][\w'-]*){0,4}\sof\s(?:the\s)?$"
)
# A capitalised word inside a sentence before a country's name makes the name of its branch or contest, unless it is a
# people or tells who holds the country ("Iraqi Kurdistan", "Taliban-ruled Afghanistan").
MAX_BRAND = 30  # characters before a country that are looked at
BRANCH_BEFORE = re.compile(r"[\w,’'\"”)]\s([A-Z][\w&-]*)\s$")
NO_BRAND = NO_SURNAME | STATE_ORGANS
PEOPLE = re.compile(r"-\w+ed$|(?:ic|an|ish|ese|i)$")
WORD_BEFORE = re.compile(r"\b(?:Air|Radio|Miss|Bank|Transparency International|Amnesty International)\s$")


def is_embedded(hit: Hit) -> bool:
    """Whether the words around make the match a part of an organisation's, outlet's or contest's name."""
    if HEAD_BEFORE.search(hit.before) or WORD_BEFORE.search(hit.before):
        return True
    return not hit.is_shouted and _head_follows(hit)


def ends_a_name(hit: Hit, alias: Alias) -> bool:
    """Whether a country's name is the last word of another, as in "Example Telecom Ruritania"."""
    if alias.alias_type != "name" or alias.ambiguity or hit.in_title_case or hit.is_shouted:
        return False
    if not hit.before.endswith(" "):
        return False
    found = BRANCH_BEFORE.search(hit.before[-MAX_BRAND:])
    return found is not None and found[1] not in NO_BRAND and PEOPLE.search(found[1]) is None


def _head_follows(hit: Hit) -> bool:
    """Whether the last telling word before an "of" names an organisation rather than an organ of the state."""
    heads = HEADS if hit.meanings[0].alias_type == "acronym" else HEADS_AFTER_FULL_NAMES
    limit = MAX_NAME_WORDS_IN_TITLE_CASE if hit.in_title_case else MAX_NAME_WORDS
    telling = [word for word in _name_words(hit.after)[:limit] if word in heads or word in STATE_ORGANS]
    return bool(telling) and telling[-1] in heads


def _name_words(after: str) -> list[str]:
    """The capitalised words that go on with the match, up to a connector; none unless one is next."""
    if not after.startswith(" "):
        return []
    words: list[str] = []
    for token in after.split():
        bare = token.rstrip(".,;:!?)\"'").removesuffix("'s")
        if not NAME_WORD.match(bare):
            break
        words.append(bare)
        if bare != token:
            break
    return words
