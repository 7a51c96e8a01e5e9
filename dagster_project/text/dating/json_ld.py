"""What schema.org data in a page's scripts says about days, however untidy the JSON is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

# Deeper nesting is not data about an article; also keeps the walk off Python's recursion limit. Levels.
MAX_DEPTH = 12
MEDIA_KIND = "json_ld_media"  # of a film or picture in the page: its day is not the page's
KEYS = {
    "datePublished": ("json_ld", 1.0),
    "dateCreated": ("json_ld", 0.85),
    "uploadDate": (MEDIA_KIND, 0.65),
    "dateModified": ("json_ld_modified", 0.95),
}
PAIR = re.compile(r'"(?P<key>datePublished|dateCreated|uploadDate|dateModified)"\s{0,9}:\s{0,9}"(?P<value>[^"]{4,40})"')
ARTICLE = re.compile(r"Article|BlogPosting|Report|Review$|LiveBlog|Recipe|Posting")
MEDIA = re.compile(r"(?:Video|Audio|Image|Media)Object")
# How far a thing's date is the page's: an article's is, a film's or a whole site's is less so, a reader's comment not.
ARTICLE_SHARE, OTHER_SHARE, COMMENT_SHARE = 0.95, 0.85, 0.1


def stamps(script: str) -> Iterator[tuple[str, str, float]]:
    """Kind of evidence, date as written, and confidence (0 to 1), for each date in an `application/ld+json` script."""
    try:
        value = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        yield from _by_pattern(script)
    else:
        yield from _walk(value, OTHER_SHARE, 0)


def _by_pattern(script: str) -> Iterator[tuple[str, str, float]]:
    """A broken script still says its dates."""
    for match in PAIR.finditer(script):
        kind, share = KEYS[match["key"]]
        yield kind, match["value"], share * OTHER_SHARE


def _walk(value: object, share: float, depth: int) -> Iterator[tuple[str, str, float]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for member in value:
            yield from _walk(member, share, depth + 1)
    elif isinstance(value, dict):
        types = _types(value)
        own = _share_of(types, share)
        for key, member in value.items():
            if key in KEYS and isinstance(member, str):
                yield MEDIA_KIND if MEDIA.search(types) else KEYS[key][0], member, own * KEYS[key][1]
            else:
                yield from _walk(member, min(own, OTHER_SHARE), depth + 1)


def _types(value: dict[str, object]) -> str:
    """The types of a thing, one after another."""
    kind = value.get("@type")
    return " ".join(each for each in (kind if isinstance(kind, list) else [kind]) if isinstance(each, str))


def _share_of(types: str, inherited: float) -> float:
    if "Comment" in types:
        return COMMENT_SHARE
    return ARTICLE_SHARE if ARTICLE.search(types) else inherited
