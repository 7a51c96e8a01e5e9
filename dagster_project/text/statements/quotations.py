"""Stretches of a line in quotation marks, of whatever style."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Marks that open, with those that close them. Straight ones do both, so where they stand decides.
PAIRS = {"“": '”"', "„": "“”", "«": "»", "»": "«", '"': '"”', "''": "''", "``": "''"}
MARK = re.compile(r"''|``|[“”„«»\"]")
OPENS_BEFORE = re.compile(r"[\s(\[—–-]$|^$")

# A single mark opens before a word and closes where no apostrophe can stand; one that is never closed is an apostrophe.
SINGLE = re.compile(
    r"(?<![^\s(\[—–:-])[‘'](?=[\w$£€])(?P<words>[^‘\n“”\"]{2,400}?)(?:(?<=[,.?!…])|(?<=[^\Ws]))[’'](?![\w’'])"
)

# Fewer words than this in an unclosed quotation are no speech that goes on in the next line.
MIN_OPEN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """Offsets in the line, marks included; an open one goes on in the next line."""

    start: int
    end: int
    is_open: bool = False


def find_quotations(line: str) -> list[Quotation]:
    """The quotations of a line in order, none inside another."""
    double = list(_double(line))
    single = (
        [Quotation(each.start(), each.end()) for each in SINGLE.finditer(line)] if "'" in line or "‘" in line else []
    )
    starts = [each.start for each in double]
    outside = [one for one in single if _is_outside(one, double, starts)]
    return sorted([*double, *outside], key=lambda each: each.start)


def _is_outside(one: Quotation, others: list[Quotation], starts: list[int]) -> bool:
    """Whether it overlaps none of the others, whose starts are given in order."""
    following = bisect_right(starts, one.start)
    if following and others[following - 1].end > one.start:
        return False
    return following == len(others) or one.end <= starts[following]


def _double(line: str) -> Iterator[Quotation]:
    start, closers = -1, ""
    for mark in MARK.finditer(line):
        sign = mark[0]
        if start < 0:
            if sign in PAIRS and _may_open(line, mark.start(), mark.end(), sign):
                start, closers = mark.start(), PAIRS[sign]
        elif sign in closers and (len(sign) == len(closers) or len(sign) == 1) and not _reopens(line, mark, closers):
            yield Quotation(start, _behind_marks(line, mark.end()))
            start = -1
    if start >= 0 and len(line[start:].split()) >= MIN_OPEN_WORDS:
        yield Quotation(start, len(line.rstrip()), is_open=True)


def _behind_marks(line: str, end: int) -> int:
    """The end behind a closing mark of an inner quotation that a page printed after the outer one."""
    return end + 1 if line[end : end + 1] in ("'", "’") and line[end + 1 : end + 2] in ("", " ") else end


def _may_open(line: str, start: int, end: int, sign: str) -> bool:
    """Whether a word follows the mark; a straight mark must stand before it and behind none."""
    if end >= len(line) or line[end].isspace():
        return sign in "“„«"
    return sign in "“„«" or OPENS_BEFORE.search(line[:start][-1:]) is not None


def _reopens(line: str, mark: re.Match[str], closers: str) -> bool:
    """Whether a straight mark stands where only an inner quotation can begin."""
    if closers == PAIRS["“"] and mark[0] == '"':
        return line[mark.start() - 1] not in ",.?!" or line[mark.end() : mark.end() + 1].strip() != ""
    if closers[0] != '"' or mark.end() >= len(line):
        return False
    return line[mark.start() - 1].isspace() and line[mark.end()].isalpha()
