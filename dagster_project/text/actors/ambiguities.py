"""What else a spelling may mean, and what on the page settles it: one small rule for each kind of ambiguity."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum

from dagster_project.text.actors.characters import words_in
from dagster_project.text.actors.gazetteer import Alias
from dagster_project.text.actors.pages import Hit


class Doubt(Enum):
    """What a rule makes of an ambiguous match."""

    NONE = "none"
    DISPELLED = "dispelled"
    REMAINS = "remains"


NAME_AFTER = re.compile(r"\s(?:[A-Z]\.\s)?([A-Z][\w'-]+)")
NAME_BEFORE = re.compile(r"(?:^|\s)([A-Z][\w'-]+)\s$")
HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Coach|Sir|Captain|Capt|Judge|Sgt|Rev|Brother|Sister)\.?\s$")
# Capitalised neighbours that make no surname: offices, features of a land, directions, weekdays.
NO_SURNAME = words_in(
    """
    President Prime Minister Ministry Foreign Defense Defence Interior Finance Government Parliament King Queen Prince
    Army Navy Police Air Airport Valley River National Football Embassy Ambassador Republic Democratic Republicans
    The In From For With And But As At On To Of By Since While When After Before If Although Both Meanwhile However
    Central Southern Northern Eastern Western Neighbouring Neighboring Is Has Was Will Today
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Bank Today's Why How Where Between Against Inside Outside Across Into Near
    Despite Unlike Like Because Under Over Within Until Nor And Or
    Hamas Hezbollah War Peace US UN EU UK
    """
)
LOCATION_BEFORE = re.compile(r"\b(?i:in|from|to|across|throughout|inside|into|within|outside|of|near|and)\s(?:the\s)?$")

FOOD_AFTER = re.compile(
    r"'?s?\s(?i:prices?|sandwich|sandwiches|breast|dinner|dinners|meat|farms?|farmers?|recipes?|leg|legs|burgers?"
    r"|stuffing|gravy|roast|soup|hunting|hunters?|producers?|bacon|carcass|is\s(?:cooked|roasted|done|served))\b"
)
VERB_AFTER = re.compile(r"\s(?:your|the|a|an|up|off|it|its|my|his|her|our|their|until|shoes|with|and\s\w+\sit)\b")

CITY_BEFORE = re.compile(r"\b[A-Z][\w.'-]+,\s$")
STATE_AFTER = re.compile(
    r"'?s?\s(?:Gov\b|Governor|governor|Republicans?|Democrats?|Senate|Sen\b|legislature|lawmakers|[Ss]ecretary\sof"
    r"|Rep\b|voters|grand\sjury|House|Board|Department|Bureau|Power|Legislature|counties|county)"
)

# English words that are spelled like an acronym once they are shouted.
SHOUTED_WORDS = frozenset({"US", "WHO", "CAR", "PACE", "ETA", "QUAD", "UN", "POLISH", "TURKEY", "CHAD"})
PRONOUN_BEFORE = re.compile(
    r"\b(?i:let|gives?|gave|tells?|told|helps?|helped|join|contact|follow|about|for|with|of|to|from|among|between|by"
    r"|at|on|all|both|most|some|none|each|one|many|against|behind|upon|without|made?|makes?|keeps?|shows?|sends?"
    r"|joins?|saves?|protects?|affects?|owes?|leads?|lets|than|like|unto|near|over|support|and)\s$"
)
RELATIVE_BEFORE = re.compile(
    r"\b(?i:man|woman|people|those|anyone|everyone|he|she|one|girl|boy|mother|father)\s$|^\W*$"
)

LANGUAGE_AFTER = re.compile(
    r"(?:-|\s)(?:languages?|[Ss]peaking|[Ss]peakers?|lessons|translations?|versions?|subtitles|words?|dictionary"
    r"|immersion)\b"
)
LANGUAGE_BEFORE = re.compile(
    r"\b(?:(?i:in|into|speak|speaks|spoke|spoken|speaking|fluent\sin|learn|learns|learned|learning|teach|teaches|taught)"
    r"|(?i:dubbed|translated|switch|switches|switched)\s(?i:in)?to"
    r"|languages?(?:\s(?:is|are|was|were|will\sbe|include[sd]?|including|such\sas)|:))"
    r"\s(?:both\s|either\s)?(?:[A-Z]\w+(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)){0,4}$"
)
# Further languages that the match is one of, and what a language's name is followed by, unlike "in German hands".
SENTENCE_GOES_ON = re.compile(
    r"(?:(?:,|,?\sand|,?\sor)\s[A-Z]\w+){0,3}"
    r"(?:[\s]*$|[.,;:!?)\"'”’]|\s(?:to|for|on|at|in|with|by|is|was|that|which|while|as|from|but"
    r"|about|rather|only)\b)"
)

ANOTHER_PEOPLE_AFTER = re.compile(r"-[A-Z]\w+(?:n|ese|ish|ch|i|ic|o)\b")

# What an organisation of states has, and nothing else that is called like it.
STATES_AFTER = re.compile(
    r"(?:'s?)?\s(?:member\s)?(?i:states|countries|nations|leaders|summits?|foreign\sministers|heads\sof\sstate)\b"
)

# What stands before the name that two countries share to tell one from the other.
DIRECTIONS = ("North ", "South ", "N. ", "S. ")

# The actors that a page names in words that mean nobody else, each with one such alias.
Clear = Mapping[str, Alias]

Judge = Callable[[Hit, Alias, Clear], Doubt]


def likeliest(hit: Hit, clear: Clear) -> Alias:
    """The meaning that the page names unambiguously elsewhere, if it is the only such; else the first by priority."""
    named = [meaning for meaning in hit.meanings if meaning.actor_id in clear and not _has_direction(meaning, clear)]
    return named[0] if len(named) == 1 else hit.meanings[0]


def _has_direction(meaning: Alias, clear: Clear) -> bool:
    """Whether the page tells the actor from its namesake, as in "North Korea", and so does not mean it without that."""
    return clear[meaning.actor_id or ""].alias.startswith(DIRECTIONS)


def reads_as_pronoun(hit: Hit) -> bool:
    """Whether shouted words around make "US" or "WHO" a pronoun, as in "LET US GO"."""
    if hit.surface == "US":
        if PRONOUN_BEFORE.search(hit.before) is None:
            return False
        return hit.is_shouted or not re.search(r"\w", hit.after)
    return hit.surface == "WHO" and hit.is_shouted and RELATIVE_BEFORE.search(hit.before) is not None


def is_shouted_word(hit: Hit) -> bool:
    """Whether capitals all around hide that the match may be an ordinary word."""
    return hit.surface in SHOUTED_WORDS


def reads_as_language(hit: Hit) -> bool:
    """Whether the match names a language, as in "spoke French to the crowd"."""
    if LANGUAGE_AFTER.match(hit.after):
        return True
    return LANGUAGE_BEFORE.search(hit.before) is not None and SENTENCE_GOES_ON.match(hit.after) is not None


def in_location(hit: Hit) -> bool:
    """Whether a preposition of place stands before the match."""
    return LOCATION_BEFORE.search(hit.before) is not None


def _given_name(hit: Hit, alias: Alias, clear: Clear) -> Doubt:
    """A person's name goes on with a capitalised word; headlines capitalise all."""
    if HONORIFIC.search(hit.before):
        return Doubt.REMAINS
    if hit.in_title_case or hit.is_shouted or in_location(hit):
        return Doubt.NONE if alias.actor_id in clear else Doubt.DISPELLED
    if _surname(NAME_BEFORE.search(hit.before)):
        return Doubt.REMAINS
    if alias.actor_id in clear:
        return Doubt.NONE
    return Doubt.REMAINS if _surname(NAME_AFTER.match(hit.after)) else Doubt.DISPELLED


def _surname(found: re.Match[str] | None) -> bool:
    return found is not None and found[1].removesuffix("'s") not in NO_SURNAME


def _common_noun(hit: Hit, alias: Alias, clear: Clear) -> Doubt:
    """A capital inside a sentence tells the name from the noun; elsewhere the words around must not speak of it."""
    if FOOD_AFTER.match(hit.after) or (hit.opens_sentence and VERB_AFTER.match(hit.after)):
        return Doubt.REMAINS
    tells = not (hit.opens_sentence or hit.in_title_case or hit.is_shouted)
    return Doubt.NONE if tells or alias.actor_id in clear else Doubt.DISPELLED


def _us_state(hit: Hit, alias: Alias, clear: Clear) -> Doubt:
    """The country, if the page speaks of it in other words or of further countries besides the United States."""
    if alias.actor_id in clear:
        return Doubt.DISPELLED
    if CITY_BEFORE.search(hit.before) or STATE_AFTER.match(hit.after):
        return Doubt.REMAINS
    names_others = any(other.of_country and other.actor_id != "USA" for other in clear.values())
    return Doubt.DISPELLED if names_others else Doubt.REMAINS


def _needs_full_name(hit: Hit, alias: Alias, clear: Clear) -> Doubt:
    """An acronym or a city of many namesakes counts where the page spells its actor out, or gives it states."""
    has_states = alias.actor_type == "igo" and STATES_AFTER.match(hit.after) is not None
    return Doubt.DISPELLED if has_states or alias.actor_id in clear else Doubt.REMAINS


def _two_countries(hit: Hit, alias: Alias, clear: Clear) -> Doubt:
    """A form of two countries counts for the likelier, unless the page names the other one too.

    "Korea" beside "North Korea" alone is the South; beside both it may be either.
    """
    rivals = [meaning for meaning in hit.meanings if meaning is not alias and meaning.actor_id in clear]
    if alias.actor_id not in clear:
        rivals = [rival for rival in rivals if not _has_direction(rival, clear)]
    return Doubt.REMAINS if rivals else Doubt.DISPELLED


def _combining(hit: Hit, _alias: Alias, _clear: Clear) -> Doubt:
    """A form that only means its people before another's name, as in "Sino-Ruritanian"."""
    return Doubt.DISPELLED if ANOTHER_PEOPLE_AFTER.match(hit.after) else Doubt.REMAINS


RULES: dict[str, Judge] = {
    "given_name": _given_name,
    "common_noun": _common_noun,
    "us_state": _us_state,
    "needs_full_name": _needs_full_name,
    "two_countries": _two_countries,
    "combining": _combining,
}
