"""The encodings that pages are written in: what labels mean, and how bytes of each become text.

Labels follow the WHATWG Encoding Standard as far as Python has the codecs: on the web `iso-8859-1` and `ascii` mean
windows-1252, `gb2312` means gb18030, and so on.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

UTF_8 = "utf-8"
UTF_16_LE = "utf-16-le"
UTF_16_BE = "utf-16-be"
UTF_32_LE = "utf-32-le"
UTF_32_BE = "utf-32-be"
WINDOWS_1252 = "windows-1252"
ISO_2022_JP = "iso2022_jp"
# Ends the name of an encoding that fits but for a few bytes, which are read as U+FFFD.
DAMAGED = "-damaged"
# Characters beyond ASCII for each damaged place: a cut or a slip of a tool is far above, another encoding far below.
CHARACTERS_PER_DAMAGE = 20

# UTF-32 before UTF-16: the mark of UTF-32-LE begins with that of UTF-16-LE.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, UTF_32_LE),
    (codecs.BOM_UTF32_BE, UTF_32_BE),
    (codecs.BOM_UTF16_LE, UTF_16_LE),
    (codecs.BOM_UTF16_BE, UTF_16_BE),
)

# Windows-1252 leaves five bytes undefined; browsers read them as the control characters of the same number.
_WINDOWS_1252_HIGH = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}

# Python codec -> the superset that the web means by its label.
_WEB_MEANING = {
    "ascii": WINDOWS_1252,
    "iso8859-1": WINDOWS_1252,
    "cp1252": WINDOWS_1252,
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    # A label that could be read at all is no UTF-16: the HTML standard takes it for UTF-8.
    "utf-16": UTF_8,
    "utf-16-le": UTF_8,
    "utf-16-be": UTF_8,
}
# Labels that Python does not know by this name.
_WEB_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "x-cp1251": "cp1251",
    "x-cp1252": WINDOWS_1252,
    "utf8mb4": UTF_8,
    "unicode": UTF_8,
}
_WEB_CODECS = frozenset(
    {UTF_8, WINDOWS_1252, "cp866", "cp874", "cp932", "cp949", "gb18030", "big5hkscs", "euc_jp", ISO_2022_JP}
    | {"koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"}
    | {f"cp{number}" for number in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)}
    | {f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)


def encoding_of_label(label: str) -> str | None:
    """Return the encoding that a page means by this label; None for labels that no page means."""
    label = label.strip().lower()
    if label in _WEB_LABELS:
        return _WEB_LABELS[label]
    try:
        codec = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    meant = _WEB_MEANING.get(codec, codec)
    return meant if meant in _WEB_CODECS else None


def to_text(content: bytes, encoding: str) -> str:
    """Read the bytes in this encoding, a byte order mark included. Raises UnicodeDecodeError and LookupError."""
    if encoding.endswith(DAMAGED):
        return content.decode(encoding.removesuffix(DAMAGED), "replace")
    read = _READERS.get(encoding)
    return read(content) if read else content.decode(encoding)


def decodes(content: bytes, encoding: str) -> bool:
    """Tell whether all the bytes can be read in this encoding."""
    try:
        to_text(content, encoding)
    except UnicodeDecodeError:
        return False
    return True


def fitting(content: bytes, encoding: str) -> str | None:
    """Return the encoding if the bytes are in it, its damaged form if all but a few are, None otherwise."""
    if decodes(content, encoding):
        return encoding
    text = to_text(content, encoding + DAMAGED)
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    damaged = text.count("\ufffd") - content.count("\ufffd".encode())
    return encoding + DAMAGED if damaged * CHARACTERS_PER_DAMAGE <= beyond_ascii - damaged else None


def _windows_1252(content: bytes) -> str:
    return content.decode("latin-1").translate(_WINDOWS_1252_HIGH)


def _fixed_width(codec: str, width: int) -> Callable[[bytes], str]:
    """Make a reader that keeps unpaired surrogates for later and reads a character cut off at the end as U+FFFD."""

    def read(content: bytes) -> str:
        cut_off = len(content) % width
        text = content[: len(content) - cut_off].decode(codec, "surrogatepass")
        return text + "\ufffd" if cut_off else text

    return read


# How bytes become text where Python's strict codec is not what is wanted.
_READERS: dict[str, Callable[[bytes], str]] = {
    WINDOWS_1252: _windows_1252,
    UTF_16_LE: _fixed_width(UTF_16_LE, 2),
    UTF_16_BE: _fixed_width(UTF_16_BE, 2),
    UTF_32_LE: _fixed_width(UTF_32_LE, 4),
    UTF_32_BE: _fixed_width(UTF_32_BE, 4),
}
