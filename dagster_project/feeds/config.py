"""`feeds.yaml`: which feeds are read, how often and what of them. A mistake is told with its line and field."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import yaml

MAX_PAGES = 1_000  # of one feed and one fetch
SHORTEST = timedelta(minutes=5)  # between two fetches of a feed; publishers block those who ask more often
MAX_FILE_BYTES = 1_000_000
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
TAG = "tag:yaml.org,2002:"
T = TypeVar("T")


class FeedsFileError(ValueError):
    """feeds.yaml cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One entry of feeds.yaml: an address of a feed, sitemap or list of addresses, or the addresses themselves."""

    name: str
    url: str = ""
    pages: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""  # ISO 639-1; asked for, and addresses that name another one are left out
    include: tuple[re.Pattern[str], ...] = ()  # one of them must be found in a page's address
    exclude: tuple[re.Pattern[str], ...] = ()
    every: timedelta = timedelta(hours=1)
    at_most: int = 50  # pages fetched at a time; the rest waits

    def wants(self, url: str) -> bool:
        """Whether a page of this address is to be fetched."""
        included = not self.include or any(pattern.search(url) for pattern in self.include)
        return included and not any(pattern.search(url) for pattern in self.exclude)


@dataclass(frozen=True, slots=True)
class Feeds:
    """All of feeds.yaml."""

    contact: str = ""  # an address or URL by which a publisher reaches whoever fetches
    feeds: tuple[Feed, ...] = ()


def read_feeds(path: Path) -> Feeds:
    """Read feeds.yaml; none is as good as an empty one. Raises FeedsFileError."""
    if not path.exists():
        return Feeds()
    try:
        text = path.read_bytes()[: MAX_FILE_BYTES + 1].decode("utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise FeedsFileError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise FeedsFileError(f"{path} is not YAML: {' '.join(str(error).split())}") from error
    if root is None:
        return Feeds()
    try:
        return _read_root(root)
    except _MistakeError as mistake:
        raise FeedsFileError(f"{path.name}, line {mistake.line}: {mistake}") from mistake


class _MistakeError(Exception):
    """What is wrong, and in which line."""

    def __init__(self, node: yaml.Node, problem: str) -> None:
        super().__init__(problem)
        self.line = node.start_mark.line + 1


def _read_root(root: yaml.Node) -> Feeds:
    fields = _fields(root, "the file", ("contact", "feeds"))
    contact = CONTACT(fields["contact"], "contact") if "contact" in fields else ""
    entries = fields.get("feeds")
    if not isinstance(entries, yaml.SequenceNode):
        raise _MistakeError(entries or root, "feeds must be a list")
    feeds = tuple(_read_feed(node) for node in entries.value)
    names = [feed.name for feed in feeds]
    for node, name in zip(entries.value, names, strict=True):
        if names.count(name) > 1:
            raise _MistakeError(node, f"name: {name!r} is given to more than one feed")
    return Feeds(contact, feeds)


def _read_feed(node: yaml.Node) -> Feed:
    fields = _fields(node, "a feed", tuple(READERS))
    if "name" not in fields:
        raise _MistakeError(node, "a feed needs a name")
    if ("url" in fields) == ("pages" in fields):
        raise _MistakeError(node, "a feed needs either url or pages")
    return Feed(**{name: READERS[name](value, name) for name, value in fields.items()})


def _fields(node: yaml.Node, what: str, allowed: tuple[str, ...]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _MistakeError(node, f"{what} must be fields with values")
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value not in allowed:
            raise _MistakeError(key, f"{what} has no field {key.value!r}; there are {', '.join(allowed)}")
        if key.value in fields:
            raise _MistakeError(key, f"{key.value} is given twice")
        fields[key.value] = value
    return fields


def _text(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag == f"{TAG}null" or not node.value.strip():
        raise _MistakeError(node, f"{name} must be a text")
    return str(node.value).strip()


def _matching(pattern: str, meant: str) -> Callable[[yaml.Node, str], str]:
    def read(node: yaml.Node, name: str) -> str:
        text = _text(node, name)
        if not re.fullmatch(pattern, text):
            raise _MistakeError(node, f"{name}: {text!r} is not {meant}")
        return text

    return read


def _url(node: yaml.Node, name: str) -> str:
    text = _text(node, name)
    try:
        parts = urlsplit(text)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_url = False
    if not is_url or " " in text:
        raise _MistakeError(node, f"{name}: {text!r} is not an address that begins with http:// or https://")
    return text


def _list_of(read: Callable[[yaml.Node, str], T]) -> Callable[[yaml.Node, str], tuple[T, ...]]:
    def read_all(node: yaml.Node, name: str) -> tuple[T, ...]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise _MistakeError(node, f"{name} must be a list")
        return tuple(read(each, name) for each in node.value)

    return read_all


def _pattern(node: yaml.Node, name: str) -> re.Pattern[str]:
    try:
        return re.compile(_text(node, name))
    except re.error as error:
        raise _MistakeError(node, f"{name}: {node.value!r} is not a regular expression: {error}") from error


def _duration(node: yaml.Node, name: str) -> timedelta:
    text = _matching(r"[1-9]\d{0,3}[mhd]", "a time such as 30m, 2h or 1d")(node, name)
    duration = timedelta(**{UNITS[text[-1]]: int(text[:-1])})
    if duration < SHORTEST:
        raise _MistakeError(node, f"{name}: {text} is too often; the shortest is 5m")
    return duration


def _count(node: yaml.Node, name: str) -> int:
    text = _matching(r"\d{1,6}", "a number")(node, name)
    if not 1 <= int(text) <= MAX_PAGES:
        raise _MistakeError(node, f"{name}: {text} is not between 1 and {MAX_PAGES}")
    return int(text)


CONTACT = _matching(r"[!-~]{3,200}", "an address such as you@example.org or https://example.org/about")
READERS: dict[str, Callable[[yaml.Node, str], Any]] = {
    "name": _matching(r"[a-z0-9][a-z0-9_-]{0,60}", "a name of small letters, digits, - and _"),
    "url": _url,
    "pages": _list_of(_url),
    "publisher": _text,
    "language": _matching(r"[a-z]{2}", "a language of two letters, such as en"),
    "include": _list_of(_pattern),
    "exclude": _list_of(_pattern),
    "every": _duration,
    "at_most": _count,
}
