"""Sidecars: small JSON files beside a page that say what its sender knows of it.

A sidecar's words are hints: they belong to the delivery, become evidence later, and decide nothing here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

# A sidecar holds half a dozen short strings; what is longer is something else.
MAX_SIDECAR_BYTES = 64_000
# How many unknown keys a note names, and how much of each: enough to find the slip, short enough to read.
MAX_NAMED_KEYS = 10
MAX_NAMED_CHARACTERS = 40

# JSON can spell NUL and lone surrogates, which no table can store.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_ISO_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a sidecar says, by key, and what of it could not be used."""

    values: dict[str, str] = field(default_factory=dict)
    problem: str | None = None


class MalformedHintsError(ValueError):
    """What should hold hints as a whole cannot be used."""


def read_hints(sidecar: bytes) -> Hints:
    """Return the hints of a sidecar. A malformed one gives none, and its problem; nothing is left out unsaid.

    `null` for a known key means that the sender does not know, and is no problem.
    """
    try:
        return hints_of(_parse(sidecar))
    except MalformedHintsError as malformed:
        return Hints(problem=str(malformed))


def hints_of(fields: Mapping[str, object], source: str = "sidecar") -> Hints:
    """Return the hints among these fields and what of them could not be used; `source` is named in a problem."""
    try:
        stated = {key: _as_string(source, key, fields[key]) for key in HINT_CHECKS if fields.get(key) is not None}
    except MalformedHintsError as malformed:
        return Hints(problem=str(malformed))
    problems = {key: problem for key, value in stated.items() if (problem := HINT_CHECKS[key](value))}
    notes = [f"{key} left out: {problem}" for key, problem in problems.items()]
    if unknown := [key for key in fields if key not in HINT_CHECKS]:
        notes.append(f"unknown keys left out: {_named(unknown)}")
    return Hints({key: value for key, value in stated.items() if key not in problems}, "; ".join(notes) or None)


def _parse(sidecar: bytes) -> dict[str, object]:
    if len(sidecar) > MAX_SIDECAR_BYTES:
        raise MalformedHintsError(f"sidecar is larger than {MAX_SIDECAR_BYTES} bytes")
    try:
        fields = json.loads(sidecar.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise MalformedHintsError("sidecar is not JSON in UTF-8") from error
    if not isinstance(fields, dict):
        raise MalformedHintsError("sidecar is not a JSON object")
    return fields


def _as_string(source: str, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise MalformedHintsError(f"{source}'s {key} is not a string")
    return storable(value).strip()


def storable(text: str) -> str:
    """Return the text with U+FFFD for what no table can hold: NUL and unpaired surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


def _named(keys: list[str]) -> str:
    names = [storable(key[:MAX_NAMED_CHARACTERS]) for key in sorted(keys)[:MAX_NAMED_KEYS]]
    return ", ".join(names) + (" and more" if len(keys) > MAX_NAMED_KEYS else "")


def _problem_of_text(value: str) -> str | None:
    return None if value else "is empty"


def _problem_of_instant(value: str) -> str | None:
    if not value:
        return "is empty"
    try:
        datetime.fromisoformat(value)
    except ValueError:
        is_iso = False
    else:
        is_iso = _ISO_SHAPE.fullmatch(value) is not None
    return (
        None
        if is_iso
        else f"{value[:MAX_NAMED_CHARACTERS]!r} is no ISO 8601 date such as 2020-12-31 or 2020-12-31T23:59Z"
    )


# The keys a sidecar may have, and for each what makes its value unusable.
HINT_CHECKS: dict[str, Callable[[str], str | None]] = {
    "url": _problem_of_text,
    "publisher": _problem_of_text,
    "author": _problem_of_text,
    "title": _problem_of_text,
    "published": _problem_of_instant,
    "fetched_at": _problem_of_instant,
}
