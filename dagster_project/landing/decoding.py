"""From a page's bytes to its text: which encoding, or why none.

In this order: a byte order mark; UTF-16 and UTF-32 without a mark; UTF-8; what the server declares; what an HTML page
declares; Windows-1252 where that reads like a Western language; a guess by charset-normalizer. A few damaged bytes are
read as U+FFFD, and the name of the encoding then ends in `-damaged`.
UTF-8 comes before the declarations because text in another encoding is hardly ever valid UTF-8 by chance, while
declarations often lie. The result depends on nothing but the bytes, the media type and the server's word.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass

from dagster_project.landing.arrivals import HTML, Reason, Refusal
from dagster_project.landing.encodings import (
    BYTE_ORDER_MARKS,
    DAMAGED,
    ISO_2022_JP,
    UTF_8,
    decodes,
    encoding_of_label,
    fitting,
    to_text,
)
from dagster_project.landing.guessing import guess, guess_fixed_width

DOCUMENT_ID_DIGITS = 20
# The HTML standard wants a declaration within 1024 bytes; real pages are later now and then.
DECLARATION_BYTES = 4096
# One control character in so many or more is no text: text has next to none, random bytes have one in ten.
CHARACTERS_PER_CONTROL = 50
# NUL is tolerated in valid UTF-8 only, and only as a rare accident of the tool that saved the page.
BYTES_PER_NUL = 1000
# No character of UTF-8 is longer.
LONGEST_UTF_8 = 4
# Characters looked at when a mark or a declaration is checked.
SAMPLE_CHARACTERS = 100_000
ESCAPE = b"\x1b"

# What some files begin with that are not text at all.
SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b\x08": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!\x1a": "a RAR archive",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "a database",
}
# All but white space, NUL, escape (ISO-2022-JP, terminals) and substitute (the end of a file in old systems).
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\0\t\n\v\f\r\x1a\x1b"))
_CONTROL_CHARACTER = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w:.+-]{2,40})|<\?xml\b[^>]{0,100}?\bencoding\s*=\s*["']([\w:.+-]{2,40})""",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"""\bcharset\s*=\s*["']?\s*([\w:.+-]{2,40})""", re.IGNORECASE | re.ASCII)
_UNPAIRED_OR_NUL = re.compile("[\0\ud800-\udfff]")


class Undecodable(Exception):
    """The bytes are no text that can be read; carries the reason code."""

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(message)
        self.reason_code = reason_code


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text: no byte order mark, line ends as line feeds, NUL and unpaired surrogates as U+FFFD."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a document is before anybody reads it. Encoding and count are null with a refusal."""

    document_id: str  # first 20 hex digits of the sha256 of the page's own bytes
    encoding: str | None = None
    character_count: int | None = None  # code points after decoding and normalisation
    refusal: Refusal | None = None


def charset_of(content_type: str) -> str | None:
    """Return the encoding that a Content-Type header names, if it is one that is known."""
    label = _CHARSET.search(content_type)
    return encoding_of_label(label[1]) if label else None


def decode(content: bytes, media_type: str, encoding: str | None = None, charset: str | None = None) -> Decoded:
    """Read a page. With `encoding`, found before by this function, nothing is guessed; `charset` is the server's word.

    Raises Undecodable with the reason code `binary` or `undecodable`.
    """
    encoding = encoding or find_encoding(content, media_type, charset)
    try:
        return Decoded(_normalise(to_text(content, encoding)), encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Undecodable(Reason.UNDECODABLE, f"is not {encoding}: {error}") from error


def examine(content: bytes, media_type: str, charset: str | None = None) -> Examined:
    """Say what a page is, or why it is refused: not text, not decodable, or nothing but white space."""
    document_id = hashlib.sha256(content).hexdigest()[:DOCUMENT_ID_DIGITS]
    try:
        decoded = decode(content, media_type, charset=charset)
    except Undecodable as error:
        return Examined(document_id, refusal=Refusal(error.reason_code, str(error)))
    if not decoded.text or decoded.text.isspace():
        return Examined(document_id, refusal=Refusal(Reason.EMPTY, "holds nothing but white space"))
    return Examined(document_id, decoded.encoding, len(decoded.text))


def find_encoding(content: bytes, media_type: str, charset: str | None = None) -> str:
    """Return the encoding that a page is written in. Raises Undecodable."""
    encoding = _marked(content)
    if encoding is None:
        _refuse_signatures(content)
        encoding = guess_fixed_width(content)
    if encoding is None:
        _refuse_controls(content)
        encoding = _utf_8(content) or _agreed(content, charset) or _declared(content, media_type) or guess(content)
    if encoding is None:
        raise Undecodable(Reason.UNDECODABLE, "is in no known encoding that would make it read like text")
    if encoding == UTF_8 and ESCAPE in content and _declared(content, media_type) == ISO_2022_JP:
        return ISO_2022_JP  # all of it is ASCII to the eye of UTF-8
    return encoding


def _marked(content: bytes) -> str | None:
    marked = (encoding for mark, encoding in BYTE_ORDER_MARKS if content.startswith(mark))
    fit = (encoding for encoding in marked if decodes(content, encoding) and _has_few_controls(content, encoding))
    return next(fit, None)


def _refuse_signatures(content: bytes) -> None:
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise Undecodable(Reason.BINARY, f"begins like {kind}, not like text")


def _refuse_controls(content: bytes) -> None:
    nuls = content.count(0)
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if nuls * BYTES_PER_NUL > len(content) or controls * CHARACTERS_PER_CONTROL > len(content):
        raise Undecodable(Reason.BINARY, f"holds {nuls} NUL bytes and {controls} other control characters: not text")


def _utf_8(content: bytes) -> str | None:
    """Return how to read the content as UTF-8, None if it is something else."""
    return UTF_8 + DAMAGED if _is_cut_off(content) else fitting(content, UTF_8)


def _is_cut_off(content: bytes) -> bool:
    """Tell whether nothing but the end of the content keeps it from being UTF-8; one character alone tells nothing."""
    try:
        text, consumed = codecs.utf_8_decode(content, "strict", False)  # noqa: FBT003 - "final" takes no keyword
    except UnicodeDecodeError:
        return False
    return 0 < len(content) - consumed < LONGEST_UTF_8 and not text.isascii()


def _declared(content: bytes, media_type: str) -> str | None:
    """Return the encoding that an HTML page declares, if it can be read so."""
    if media_type != HTML:
        return None
    declaration = _DECLARATION.search(_COMMENT.sub(b"", content[:DECLARATION_BYTES]))
    if not declaration:
        return None
    return _agreed(content, encoding_of_label((declaration[1] or declaration[2]).decode("ascii")))


def _agreed(content: bytes, encoding: str | None) -> str | None:
    """Return how to read the content in the encoding that somebody declares, None if it cannot be."""
    encoding = fitting(content, encoding) if encoding else None
    return encoding if encoding and _has_few_controls(content, encoding) else None


def _has_few_controls(content: bytes, encoding: str) -> bool:
    sample = to_text(content, encoding)[:SAMPLE_CHARACTERS]
    return len(_CONTROL_CHARACTER.findall(sample)) * CHARACTERS_PER_CONTROL <= len(sample)


def _normalise(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _UNPAIRED_OR_NUL.sub("\ufffd", text)
