"""What schema.org data in a page's scripts says about headline, publisher and authors, however untidy the JSON is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from dagster_project.text.sourcing.clues import Clue, head_clue
from dagster_project.text.sourcing.persons import person_names

# Types whose headline, publisher and author are those of the page.
ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog|^WebPage$|VideoObject")

# Deeper nesting is not data about an article; also keeps the walk off Python's recursion limit. Levels.
MAX_DEPTH = 12

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f]+")
WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)?[\s;]*$")
TRAILING_COMMA = re.compile(r",(\s{0,100}[}\]])")

# field -> kind of evidence and the key that holds its names
KEYS = {
    "title": ("json_ld_headline", "headline"),
    "publisher": ("json_ld_publisher", "publisher"),
    "author": ("json_ld_author", "author"),
}
ADDRESS = re.compile(r"://|#")  # an account or another thing of the graph stands for a person, and is no name
Nodes = Mapping[str, dict[str, object]]
CONFIDENCES = {"WebPage": 0.7, "VideoObject": 0.5}
USUAL_CONFIDENCE = 0.95


def json_ld_clues(script: str) -> Iterator[Clue]:
    """The clues in one `application/ld+json` script; none when it is no JSON even after mending."""
    items = list(_items(_parsed(script), 0))
    nodes = {key: item for item in items if isinstance(key := item.get("@id"), str) and "name" in item}
    for item in items:
        kind = _type_of(item)
        if not ARTICLE_TYPE.search(kind):
            continue
        confidence = CONFIDENCES.get(kind, USUAL_CONFIDENCE)
        for field, (evidence_kind, key) in KEYS.items():
            yield from _named(field, evidence_kind, _names(item.get(key), nodes, 0), confidence)


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


def _named(field: str, kind: str, names: Iterator[str], confidence: float) -> Iterator[Clue]:
    for words in names:
        if field == "author" and ADDRESS.search(words):
            continue
        persons = person_names(words) if field == "author" else []
        yield head_clue(field, kind, words, confidence, persons[0] if len(persons) == 1 else None)


def _names(value: object, nodes: Nodes, depth: int) -> Iterator[str]:
    """The names in a string, an object with a name or with the id of a node that has one, or a list of them."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        node = nodes.get(value)
        yield from _names(node["name"], {}, depth + 1) if node else [value]
    elif isinstance(value, list):
        for member in value:
            yield from _names(member, nodes, depth + 1)
    elif isinstance(value, dict):
        named = value if "name" in value else nodes.get(str(value.get("@id")), value)
        yield from _names(named.get("name"), nodes, depth + 1)
