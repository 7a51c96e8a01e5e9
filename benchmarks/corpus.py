"""Documents for measuring, as many as wanted: those of the dev sets (or of the sample corpus), with words exchanged.

In each copy words and names give way to others of its language, drawn as often as they occur, and numbers to others as
long, so that no two documents derive from each other and each has about as many actors, common and rare words as an
original. Years stay, and so do the first short lines that have one: they say when a page was published.
"""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.separation import html_pages, plain_texts
from dagster_project.text.separation.language import detect_language

DOCUMENTS_A_FILE = 1_000
OUTLETS = 500  # among which the documents are divided
SHORT_LINE = 60  # characters
DATED_LINES = 2  # of a page, that stay: a list of headlines and their days is no date of the page
DIGITS = "0123456789"
MONTHS, DAYS, CENTURIES = (1, 12), (13, 28), ("19", "20")
DRAWN_AT_ONCE = 1_000  # words: one by one takes three times as long
# Of three words at most: a longer one is a headline, and would make kin of all copies that draw it.
NAME = r"[A-Z][\w'’-]*[\w](?: [A-Z][\w'’-]*[\w]){0,2}"
UNSPACED = "\u3040-\u30ff\u3400-\u9fff"  # kana and Chinese characters: each is a word
WORD = re.compile(rf"[{UNSPACED}]|\b(?:{NAME}|[^\W\d_{UNSPACED}]{{2,}})\b")
NUMBER = re.compile(r"[0-9]+")
ENTITY = re.compile(r"&#?\w+;")
EXCHANGED = re.compile(f"{ENTITY.pattern}|{WORD.pattern}|{NUMBER.pattern}")
YEAR = re.compile(r"\b20\d\d\b")
# Scripts and tags stay as they are: they hold what machines read.
BETWEEN_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|>[^<>]+", re.DOTALL | re.IGNORECASE)


def originals(kind: str, bench: Path | None) -> list[str]:
    """The documents that are multiplied, of the kind "text" or "html"."""
    return html_pages(bench) if kind == "html" else list(plain_texts(bench))


@dataclass(slots=True)
class Vocabulary:
    """The words and the names of one language, each as often as it occurs."""

    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Take in those of a text."""
        for word in WORD.findall(text):
            (self.names if word[0].isupper() else self.words).append(word)


def copies(kind: str, numbers: range, bench: Path | None) -> Iterator[str]:
    """The copies with these numbers; the same number gives the same copy."""
    texts = originals(kind, bench)
    prose = [" ".join(_between_tags(text)) for text in texts] if kind == "html" else texts
    languages = [detect_language(text) for text in prose]
    vocabularies = {language: Vocabulary() for language in languages}
    for text, language in zip(prose, languages, strict=True):
        vocabularies[language].add(text)
    for number in numbers:
        place = number % len(texts)
        yield _vary(texts[place], vocabularies[languages[place]], number, kind)


def land(landing: Path, kind: str, numbers: range, bench: Path | None) -> None:
    """Write the copies with these numbers into a landing folder, as JSONL."""
    landing.mkdir(parents=True, exist_ok=True)
    made = copies(kind, numbers, bench)
    for start in range(numbers.start, numbers.stop, DOCUMENTS_A_FILE):
        part = range(start, min(start + DOCUMENTS_A_FILE, numbers.stop))
        with (landing / f"{start:07d}.jsonl").open("w", encoding="utf-8") as file:
            for number, content in zip(part, made, strict=False):
                url = f"https://outlet{number % OUTLETS}.example/news/{number}"
                file.write(json.dumps({kind: content, "url": url}) + "\n")


def other_number(digits: str, chance: random.Random) -> str:
    """Another number of the same length; what may be a month, a day or a year stays one."""
    if len(digits) == 4 and digits.startswith(CENTURIES):
        return digits
    for least, most in (MONTHS, DAYS):
        if len(digits) <= 2 and least <= int(digits) <= most:
            return f"{chance.randint(least, most):0{len(digits)}d}"
    return "".join(chance.choices(DIGITS, k=len(digits)))


def _vary(text: str, vocabulary: Vocabulary, number: int, kind: str) -> str:
    chance = random.Random(number)  # noqa: S311 (nothing secret)
    words, names = _draw(vocabulary.words, chance), _draw(vocabulary.names, chance)
    dated = itertools.count(1)

    def exchange(match: re.Match[str]) -> str:
        found = match[0]
        if found[0] == "&":
            return found
        if found[0] in DIGITS:
            return other_number(found, chance)
        return next(names if found[0].isupper() else words)

    def exchange_in(line: str) -> str:
        if len(line) <= SHORT_LINE and YEAR.search(line) and next(dated) <= DATED_LINES:
            return line
        return EXCHANGED.sub(exchange, line)

    def exchange_between_tags(match: re.Match[str]) -> str:
        return match[0] if match[1] else exchange_in(match[0])

    if kind == "html":
        return BETWEEN_TAGS.sub(exchange_between_tags, text)
    return "\n".join(map(exchange_in, text.split("\n")))


def _draw(words: list[str], chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.choices(words, k=DRAWN_AT_ONCE)


def _between_tags(page: str) -> Iterator[str]:
    return (match[0][1:] for match in BETWEEN_TAGS.finditer(page) if not match[1])
