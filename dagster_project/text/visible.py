"""Texts of strangers on their way to a terminal, a log or a page: nothing in them may act there."""

from __future__ import annotations

import unicodedata

# Control characters (terminals obey them), format characters (they turn the direction of writing, or hide), lone
# surrogates, and the line and paragraph separators that some programs take for line ends.
_ACTING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def visible(text: str, keep: str = "") -> str:
    r"""The text with every character that acts instead of being seen spelled as `\x1b` or `\u202e`, except `keep`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(sign) if sign not in keep else sign for sign in text)


def _spelled(sign: str) -> str:
    if unicodedata.category(sign) not in _ACTING:
        return sign
    return sign.encode("unicode_escape").decode("ascii") if ord(sign) < 0xD800 or ord(sign) > 0xDFFF else "\ufffd"
