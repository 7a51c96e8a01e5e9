"""The language of a text, or none when it is too short or the detector unsure."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

MIN_LETTERS = 40  # fewer say little: names and numbers look alike everywhere
MIN_PROBABILITY = 0.9
MAX_CHARACTERS = 5_000  # more of the text changes no answer


def detect_language(text: str) -> str | None:
    """ISO 639-1 code, by py3langid with normalised probabilities."""
    sample = text[:MAX_CHARACTERS]
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= MIN_PROBABILITY else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
