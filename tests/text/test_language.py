"""The language of a text: read by arrays, it is the one that py3langid names."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dagster_project.text.separation.language import identifier

SENTENCES = {
    "en": "The harbour council voted on Tuesday to reopen the northern ferry line after a pause of eleven years.",
    "de": "Der Hafenrat beschloss am Dienstag, die nördliche Fähre nach elf Jahren wieder fahren zu lassen.",
    "fr": "Le conseil du port a décidé mardi de rouvrir la ligne de bac du nord après une pause de onze ans.",
    "el": "Το λιμάνι θα ανοίξει ξανά τη βόρεια γραμμή μετά από έντεκα χρόνια, είπε το συμβούλιο την Τρίτη.",
    "ja": "港の評議会は火曜日、十一年ぶりに北の渡し船を再開することを決めた。",
}


@cache
def reference() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_of_its_language_as_surely_as_py3langid_says(language: str) -> None:
    for text in (SENTENCES[language], SENTENCES[language].upper(), SENTENCES[language] * 40):
        found = identifier().classify(text)
        assert found == reference().classify(text)
        assert found[0] == language


@given(text=st.text(max_size=40) | st.text(alphabet="aeinorst .,", max_size=200))
@settings(deadline=None, max_examples=200)
def test_whatever_the_text_the_answer_is_that_of_py3langid(text: str) -> None:
    assert identifier().classify(text) == reference().classify(text)
