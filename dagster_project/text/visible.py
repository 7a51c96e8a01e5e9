"""Texts of strangers on their way to a terminal, a log or a page: nothing in them may act there."""

from __future__ import annotations

import unicodedata

# Control characters (terminals obey them), format characters (they turn the direction of writing, or hide), lone
# surrogates, and the line and paragraph separators that some programs take for line ends.
_ACTING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def visible(text: str, keep: str = "") -> str:
    r"""The text with every character that acts instead of being seen spelled as `\x1b` or `\u202e`, except `keep`."""
    if text.isprintable():
        return text
    for sign in {*text} - {*keep}:  # a page has many characters, but few that differ
        if unicodedata.category(sign) in _ACTING:
            text = text.replace(sign, _spelled(sign))
    return text


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii") if unicodedata.category(sign) != "Cs" else "\ufffd"
