"""What a line looks like: its characters by class, its length, its indent, the gaps around it."""

from __future__ import annotations

import unicodedata
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.pages import Columns, Flags, Integers, Pages

CLASSES = (
    "symbol", "upper", "lower", "letter", "digit", "space", "stop", "pause", "quote", "separator", "sign", "mark",
    "bracket",
)  # fmt: skip
CLASS = {name: number for number, name in enumerate(CLASSES)}
SPECIAL = {
    "stop": ".!?…。！？",
    "pause": ",;:、，",
    "quote": "\"'“”‘’«»„‹›「」",
    "separator": "|•·→>/*-–—+",
    "sign": "©®™@#&_",
    "mark": "$€£¥%",
    "bracket": "()[]{}",
}
TABLE_SIZE = 0x10000  # characters above are counted as letters
WORD_CLASSES = ("upper", "lower", "letter", "digit")
OF_CATEGORIES = {"Lu": "upper", "Ll": "lower", "Lt": "upper", "Nd": "digit", "Zs": "space", "Cc": "space"}


def _table() -> NDArray[np.uint8]:
    names = (_class_of(chr(code)) for code in range(TABLE_SIZE))
    return np.fromiter((CLASS[name] for name in names), dtype=np.uint8, count=TABLE_SIZE)


def _class_of(character: str) -> str:
    for name, characters in SPECIAL.items():
        if character in characters:
            return name
    category = unicodedata.category(character)
    return OF_CATEGORIES.get(category, "letter" if category[0] == "L" or category[0] == "M" else "symbol")


TABLE = _table()


def shape_columns(pages: Pages) -> Columns:
    """Features of the characters of each line by itself."""
    if not pages.count:
        return {}
    text = "\n".join(line.text for line in pages.lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    classes = np.where(codes < TABLE_SIZE, TABLE[np.minimum(codes, TABLE_SIZE - 1)], CLASS["letter"]).astype(np.uint8)
    lengths = np.fromiter((len(line.text) for line in pages.lines), dtype=np.int64, count=pages.count)
    starts = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
    counts = _counts(classes, starts)
    found: Columns = {"characters": lengths.astype(np.float32), **_shares(counts, lengths)}
    return found | _words(classes, starts, lengths) | _ends(classes, codes, starts, pages)


def _counts(classes: NDArray[np.uint8], starts: Integers) -> dict[str, Integers]:
    return {
        name: np.add.reduceat(classes == number, starts, dtype=np.int64)
        for name, number in CLASS.items()
        if name != "space"
    }


def _shares(counts: dict[str, Integers], lengths: Integers) -> Columns:
    found = {f"{name}_share": (count / np.maximum(lengths, 1)).astype(np.float32) for name, count in counts.items()}
    for name in ("stop", "pause", "quote", "separator", "digit", "sign", "mark"):
        found[f"{name}_count"] = counts[name].astype(np.float32)
    return found


def _words(classes: NDArray[np.uint8], starts: Integers, lengths: Integers) -> Columns:
    is_word = np.isin(classes, [CLASS[name] for name in WORD_CLASSES])
    begins = is_word & ~np.concatenate([[False], is_word[:-1]])
    words = np.add.reduceat(begins, starts, dtype=np.int64)
    capitals = np.add.reduceat(begins & (classes == CLASS["upper"]), starts, dtype=np.int64)
    space = classes == CLASS["space"]
    sentences = np.add.reduceat((classes[:-1] == CLASS["stop"]) & space[1:], starts, dtype=np.int64)
    return {
        "word_count": words.astype(np.float32),
        "letters_per_word": (lengths / np.maximum(words, 1)).astype(np.float32),
        "capital_share": (capitals / np.maximum(words, 1)).astype(np.float32),
        "sentence_ends": sentences.astype(np.float32),
        "words_per_sentence": (words / (sentences + 1)).astype(np.float32),
    }


def _ends(classes: NDArray[np.uint8], codes: NDArray[np.uint32], starts: Integers, pages: Pages) -> Columns:
    texts = [line.text for line in pages.lines]
    indent = np.fromiter((len(text) - len(text.lstrip()) for text in texts), dtype=np.int64, count=len(texts))
    length = np.fromiter((len(text.rstrip()) for text in texts), dtype=np.int64, count=len(texts))
    last = starts + np.maximum(length - 1, 0)
    gaps = np.diff([line.number for line in pages.lines], prepend=0) - 1
    above = np.where(pages.position == 0, 0, np.clip(gaps, 0, 20)).astype(np.float32)
    return {
        "indent": np.minimum(indent, 60).astype(np.float32),
        "first_class": classes[starts + np.minimum(indent, length)].astype(np.float32),
        "last_class": classes[last].astype(np.float32),
        "ends_in_colon": (codes[last] == ord(":")).astype(np.float32),
        "ends_in_dots": _ends_in_dots(codes, last).astype(np.float32),
        "ends_in_question": (codes[last] == ord("?")).astype(np.float32),
        "ends_a_sentence": np.array([line.ends_a_sentence for line in pages.lines], dtype=np.float32),
        "blank_above": above,
        "blank_below": pages.shifted(above, 1, 0.0),
        "copies_on_page": _copies(texts, pages),
    }


def _ends_in_dots(codes: NDArray[np.uint32], last: Integers) -> Flags:
    dots: Flags = (codes[last] == ord("…")) | ((codes[last] == ord(".")) & (codes[np.maximum(last - 1, 0)] == ord(".")))
    return dots


def _copies(texts: list[str], pages: Pages) -> NDArray[np.float32]:
    """How often each line's words stand on its page."""
    found: list[int] = []
    for start, stop in zip(pages.bounds[:-1], pages.bounds[1:], strict=True):
        own = [text.strip() for text in texts[start:stop]]
        counts = Counter(own)
        found += [counts[text] for text in own]
    return np.array(found, dtype=np.float32)
