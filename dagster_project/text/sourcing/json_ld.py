"""What schema.org data in a page's scripts says about headline, publisher and authors, however untidy the JSON is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dagster_project.text.sourcing.clues import Clue, head_clue
from dagster_project.text.sourcing.persons import person_names

# Types whose headline, publisher and author are those of the page.
ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog|^WebPage$|VideoObject")

# Deeper nesting is not data about an article; also keeps the walk off Python's recursion limit. Levels.
MAX_DEPTH = 12

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f]+")
WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)?[\s;]*$")
TRAILING_COMMA = re.compile(r",(\s{0,100}[}\]])")

CONFIDENCES = {"WebPage": 0.7, "VideoObject": 0.5}
USUAL_CONFIDENCE = 0.95


def json_ld_clues(script: str) -> Iterator[Clue]:
    """The clues in one `application/ld+json` script; none when it is no JSON even after mending."""
    for item in _items(_parsed(script), 0):
        kind = _type_of(item)
        if not ARTICLE_TYPE.search(kind):
            continue
        confidence = CONFIDENCES.get(kind, USUAL_CONFIDENCE)
        yield from _named("title", "json_ld_headline", item.get("headline"), confidence)
        yield from _named("publisher", "json_ld_publisher", item.get("publisher"), confidence)
        yield from _named("author", "json_ld_author", item.get("author"), confidence)


def _parsed(script: str) -> object:
    """The value of a script, mended where needed: comment marks, raw line ends in strings, trailing commas."""
    bare = CONTROL_CHARACTERS.sub(" ", WRAPPING.sub("", script))
    for attempt in (bare, TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _items(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Every object in a value that stands for a thing of its own: list members, graphs and main entities."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for member in value:
            yield from _items(member, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _items(value.get(key), depth + 1)


def _type_of(item: dict[str, object]) -> str:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return next((each for each in kinds if isinstance(each, str)), "")


def _named(field: str, kind: str, value: object, confidence: float) -> Iterator[Clue]:
    for words in _names(value, 0):
        persons = person_names(words) if field == "author" else []
        yield head_clue(field, kind, words, confidence, persons[0] if len(persons) == 1 else None)


def _names(value: object, depth: int) -> Iterator[str]:
    """The names in a string, an object with a name, or a list of them."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from _names(member, depth + 1)
    elif isinstance(value, dict):
        yield from _names(value.get("name"), depth + 1)
