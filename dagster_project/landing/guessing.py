"""The encoding of bytes that do not say it and are no UTF-8: judged by whether the text would read like text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from charset_normalizer import from_bytes

from dagster_project.landing.encodings import (
    UTF_16_BE,
    UTF_16_LE,
    UTF_32_BE,
    UTF_32_LE,
    WINDOWS_1252,
    decodes,
    fitting,
    to_text,
)

# Bytes shown to the guessers, taken from lines that have more than ASCII. More does not change their minds, only time.
SAMPLE_BYTES = 16_384
# Characters of a UTF-16 or UTF-32 reading that are looked at one by one.
SAMPLE_CHARACTERS = 4096
# One control or unassigned character in so many is an accident; random 16-bit units have one in 5.
CHARACTERS_PER_ODD_ONE = 50
# Text in UTF-16 has a space, digit or line end, and so a NUL, in far fewer bytes than this, whatever its script.
BYTES_PER_NUL_IN_UTF_16 = 1000
# If what lies between the NULs is text by itself, only ASCII in UTF-16 has a NUL for every other byte: half of all.
NUL_SHARE_OF_LATIN_UTF_16 = 1 / 3
# Of the places with letters or signs beyond ASCII, the share that no Western language has.
MAX_STRANGE_SHARE = 0.1
# Japanese prose is a third to a half hiragana; no other language has any.
MIN_HIRAGANA_SHARE = 0.1

# Above this share of ASCII an unsettled page is taken for Windows-1252 rather than refused: its words can be read.
MOSTLY_ASCII_SHARE = 0.9

# The encodings that charset-normalizer may choose from: those that news pages were written in, one for each script.
GUESSED = (
    *("cp1250", "cp1251", "koi8_r", "koi8_u", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
JAPANESE = ("euc_jp", "cp932")

_HIGH_BYTES = bytes(range(0x80, 0x100))
_NOT_TEXT = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a\x1b"))
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ"
_BEYOND_ASCII = re.compile("[¢-ª¬-º¼-¾À-ÿŒœŠšŽžŸ]+")
# Three in a row are a word in another script, signs inside words its rarer letters; eth, thorn and y acute are Turkish
# letters (or Icelandic, which is then not recognised); a numeral before a letter is a letter of Central Europe.
_STRANGE = re.compile(
    f"[¢-ª¬-º¼-¾À-ÿŒœŠšŽžŸ]{{3,}}|[ðþýÐÞÝ]|(?<=[{_LETTER}])[‚ƒ„†‡ˆ‰‹˜¹¿¾¼½¶±¡£¥¯¬][{_LETTER}]|[³¹¶¼¾][a-zà-ÿ]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HIRAGANA = re.compile("[\u3041-\u3096]")


def guess_fixed_width(content: bytes) -> str | None:
    """Return UTF-16 or UTF-32 and its byte order for content without a mark; None if it is neither."""
    nuls = content.count(0)
    if nuls * BYTES_PER_NUL_IN_UTF_16 < len(content) or _is_text_between_nuls(content, nuls):
        return None
    readings = (encoding for encoding in _fixed_width_candidates(content) if _is_plausible(content, encoding))
    return next(readings, None)


def guess(content: bytes) -> str | None:
    """Return the single-byte or East Asian encoding in which the content reads like text; None if in none."""
    sample = _telling_sample(content)
    if _reads_western(to_text(sample, WINDOWS_1252)):
        return WINDOWS_1252
    # A damaged byte rules a whole sample out for its encoding; one half of the sample is without it.
    middle = sample.rfind(b" ", 0, len(sample) // 2) + 1
    samples = (part for part in (sample, sample[:middle], sample[middle:]) if part)
    candidates = (codec for part in samples for codec in _candidates(part))
    fit = (encoding for codec in candidates if (encoding := fitting(content, codecs.lookup(codec).name)))
    return next(fit, None) or (WINDOWS_1252 if _is_mostly_ascii(content) else None)


def _candidates(sample: bytes) -> Iterator[str]:
    """Give the encodings in which a sample reads like text, the best first."""
    yield from (codec for codec in JAPANESE if _reads_japanese(sample, codec))
    matches = from_bytes(sample, cp_isolation=list(GUESSED), preemptive_behaviour=False, enable_fallback=False)
    yield from (match.encoding for match in matches)


def _is_text_between_nuls(content: bytes, nuls: int) -> bool:
    rest = content.replace(b"\0", b"")
    is_text = decodes(rest, "utf-8") and len(rest.translate(None, _NOT_TEXT)) == len(rest)
    return is_text and nuls < len(content) * NUL_SHARE_OF_LATIN_UTF_16


def _fixed_width_candidates(content: bytes) -> list[str]:
    """List the readings that the places of the NULs allow."""
    at = [content[place::4].count(0) for place in range(4)]
    quarter = len(content) // 4
    wide = [UTF_32_LE] * (at[3] >= quarter > 0) + [UTF_32_BE] * (at[0] >= quarter > 0)
    # The high bytes of ASCII are NUL, so the side with more of them is the high one.
    return [*wide, UTF_16_BE if at[0] + at[2] > at[1] + at[3] else UTF_16_LE]


def _is_plausible(content: bytes, encoding: str) -> bool:
    try:
        text = to_text(content, encoding)
    except UnicodeDecodeError:
        return False
    sample = text[:SAMPLE_CHARACTERS]
    odd = sum(unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"} for character in sample)
    odd -= sum(sample.count(space) for space in "\t\n\r\f\v")
    return any(map(str.isalpha, sample)) and odd * CHARACTERS_PER_ODD_ONE <= len(sample)


def _telling_sample(content: bytes) -> bytes:
    """Return lines with bytes beyond ASCII, cut at spaces or line ends: no encoding has these inside a character."""
    if len(content) <= SAMPLE_BYTES:
        return content
    sample = bytearray()
    for line in content.splitlines(keepends=True):
        if line.translate(None, _HIGH_BYTES) != line:
            sample += line
        if len(sample) > SAMPLE_BYTES:
            cut = max(sample.rfind(b" ", 0, SAMPLE_BYTES), sample.rfind(b"\n", 0, SAMPLE_BYTES))
            return bytes(sample[: cut if cut > 0 else SAMPLE_BYTES])
    return bytes(sample)


def _reads_western(text: str) -> bool:
    """Tell whether a Windows-1252 reading has accents and signs only where Western languages have them."""
    if _CONTROL.search(text) or ("ø" in text and "ì" in text):  # together in no Western language, but Czech seems so
        return False
    places = len(_BEYOND_ASCII.findall(text))
    return len(_STRANGE.findall(text)) <= max(places, 1) * MAX_STRANGE_SHARE


def _is_mostly_ascii(content: bytes) -> bool:
    """Tell whether the page can be read whatever its other characters are, such as borders drawn with odd signs."""
    return len(content.translate(None, _HIGH_BYTES)) > len(content) * MOSTLY_ASCII_SHARE


def _reads_japanese(sample: bytes, codec: str) -> bool:
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return False
    beyond_ascii = sum(not character.isascii() for character in text)
    return len(_HIRAGANA.findall(text)) > beyond_ascii * MIN_HIRAGANA_SHARE
