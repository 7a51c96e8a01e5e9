"""Documents for measuring, as many as wanted: those of the dev sets (or of the sample corpus), with words exchanged.

In each copy a tenth of the longer words are exchanged for others of the corpus, so that no two documents are alike.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.separation import html_pages, plain_texts

DOCUMENTS_A_FILE = 1_000
OUTLETS = 500  # among which the documents are divided
WORD = re.compile(r"\b[a-z]{4,}\b")
BETWEEN_TAGS = re.compile(r">[^<>]+<")
EXCHANGED = 0.1  # of all such words


def originals(kind: str, bench: Path | None) -> list[str]:
    """The documents that are multiplied, of the kind "text" or "html"."""
    return html_pages(bench) if kind == "html" else list(plain_texts(bench))


def vary(text: str, words: list[str], number: int, kind: str) -> str:
    """The copy with this number; the same number gives the same copy."""
    chance = random.Random(number)  # noqa: S311 (nothing secret)

    def exchange(match: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < EXCHANGED else match[0]

    def exchange_all(text: str) -> str:
        return WORD.sub(exchange, text)

    return BETWEEN_TAGS.sub(lambda match: exchange_all(match[0]), text) if kind == "html" else exchange_all(text)


def copies(kind: str, numbers: range, bench: Path | None) -> Iterator[str]:
    """The copies with these numbers."""
    texts = originals(kind, bench)
    words = sorted({word for text in texts for word in WORD.findall(text)})
    for number in numbers:
        yield vary(texts[number % len(texts)], words, number, kind)


def land(landing: Path, kind: str, numbers: range, bench: Path | None) -> None:
    """Write the copies with these numbers into a landing folder, as JSONL."""
    landing.mkdir(parents=True, exist_ok=True)
    for start in range(numbers.start, numbers.stop, DOCUMENTS_A_FILE):
        part = range(start, min(start + DOCUMENTS_A_FILE, numbers.stop))
        with (landing / f"{start:07d}.jsonl").open("w", encoding="utf-8") as file:
            for number, content in zip(part, copies(kind, part, bench), strict=True):
                url = f"https://outlet{number % OUTLETS}.example/news/{number}"
                file.write(json.dumps({kind: content, "url": url}) + "\n")
