"""One sentence as the grammar sees it: without the mark at its end, remarks in brackets and asides between commas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.text.statements.cues import Lexicon, Meaning
from dagster_project.text.statements.tokens import ENDS, Token
from dagster_project.text.statements.words import ASIDES

Span = tuple[int, int]  # positions of tokens in their sentence, end exclusive

MAX_REMARK = 9  # tokens in brackets that are left out

# A sentence whose longer words are capitalised in at least this share reads like a headline.
MIN_LONGER_WORD = 4  # characters
MIN_TITLE_CASE_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence, without its end mark, and the verbs of reporting in it."""

    tokens: Sequence[Token]
    lexicon: Lexicon

    def word(self, position: int) -> str:
        """The token there in lower case; empty beyond either end."""
        return self.tokens[position].lower if 0 <= position < len(self.tokens) else ""

    def is_quotation(self, position: int) -> bool:
        """Whether a quotation stands there."""
        return 0 <= position < len(self.tokens) and self.tokens[position].quotation is not None

    def is_capitalised(self, position: int) -> bool:
        """Whether a word with a capital stands there."""
        return 0 <= position < len(self.tokens) and self.tokens[position].is_capitalised

    def is_word(self, position: int) -> bool:
        """Whether a word stands there."""
        return 0 <= position < len(self.tokens) and self.tokens[position].is_word

    @property
    def in_title_case(self) -> bool:
        """Whether most longer words are capitalised, so that capitals say nothing."""
        words = [token for token in self.tokens if token.is_word and len(token.text) >= MIN_LONGER_WORD]
        return sum(word.is_capitalised for word in words) >= MIN_TITLE_CASE_SHARE * len(words)

    def cues(self) -> list[int]:
        """Positions of the words with which a verb or noun of reporting may begin."""
        known = self.lexicon.meanings
        return [position for position, token in enumerate(self.tokens) if token.lower in known]

    def meanings(self, position: int) -> list[Meaning]:
        """What the words that begin there may be, as verbs or nouns of reporting, longer ones first."""
        return [
            each
            for each in self.lexicon.meanings.get(self.word(position), ())
            if all(self.word(position + 1 + index) == word for index, word in enumerate(each.rest))
        ]

    def meaning(self, position: int) -> Meaning | None:
        """The likeliest of them."""
        return next(iter(self.meanings(position)), None)

    def is_noun(self, position: int) -> bool:
        """Whether the word that stands there is a noun of reporting as well."""
        return any(each.form == "noun" for each in self.meanings(position))


def sentence_from(tokens: Sequence[Token], lexicon: Lexicon) -> Sentence:
    """The sentence without the marks at its end."""
    end = len(tokens)
    while end and tokens[end - 1].text in ENDS:
        end -= 1
    return Sentence(_without_asides(_without_brackets(tokens[:end])), lexicon)


def _without_brackets(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without short remarks in brackets: "Rep. Ann Poe (D-Ohio) said"."""
    if not any(token.text == "(" for token in tokens):
        return tokens
    kept: list[Token] = []
    position = 0
    while position < len(tokens):
        closing = _closing_bracket(tokens, position) if tokens[position].text == "(" else 0
        if not closing:
            kept.append(tokens[position])
        position = closing + 1 if closing else position + 1
    return kept


def _closing_bracket(tokens: Sequence[Token], opening: int) -> int:
    """Position of the bracket that closes a short remark without a quotation; 0 where none does."""
    for position in range(opening + 1, min(opening + MAX_REMARK, len(tokens))):
        if tokens[position].quotation:
            return 0
        if tokens[position].text == ")":
            return position
    return 0


def _without_asides(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without "however" and the like between commas."""
    commas = {position for position, token in enumerate(tokens) if token.lower == ","}
    aside = {
        each
        for start in commas
        for end in commas & {start + 2, start + 3}
        if " ".join(token.lower for token in tokens[start + 1 : end]) in ASIDES
        for each in range(start, end + 1)
    }
    return [token for position, token in enumerate(tokens) if position not in aside] if aside else tokens
