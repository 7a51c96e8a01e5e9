"""What pages in other languages than English say about their publishers."""

from __future__ import annotations

import pytest

from dagster_project.text.sourcing.clues import Line, Page
from dagster_project.text.sourcing.phrase_finder import phrase_clues
from dagster_project.text.sourcing.phrases_abroad import PHRASES_ABROAD
from tests.text.test_sourcing_text import clues, found

LINES = {
    "© 2021 Hafenkurier. Alle Rechte vorbehalten.": "rights_reserved",
    "Todos los derechos reservados: Correo Marino": "rights_before",
    "Ein Angebot der Hafenkurier Medien": "permission",
    "Un site édité par Courrier Marin": "permission",
    "Correo Marino es una marca del puerto": "trademark",
    "Über den Hafenkurier": "about",
    "Werben im Hafenkurier": "contact",
    "Publicité sur Courrier Marin": "contact",
    "Suivez Courrier Marin sur Facebook": "follow",
    "Folgen Sie Hafenkurier": "follow",
    "Bienvenue sur Courrier Marin": "welcome",
    "Mehr aus dem Hafenkurier": "more_from",
    "Más noticias de Correo Marino": "more_from",
    "Lo más leído en Correo Marino": "popular_on",
    "Abonnieren Sie den Hafenkurier": "subscribe",
    "Hafenkurier-Newsletter": "name_newsletter",
    "Die besten Artikel aus dem Hafenkurier": "updates_from",
    "Hafenkurier auf Facebook": "name_social",
    "Hafenkurier-Shop": "name_furniture",
    "Zur Startseite von Hafenkurier": "name_furniture",
    "Redacción de Correo Marino": "name_staff",
    "Hafenkurier verwendet Cookies": "name_verb",
    "Correo Marino es un diario del puerto": "part_of",
    "Las opiniones no son necesariamente las de Correo Marino": "views",
    "Dieser Beitrag erschien zuerst im Hafenkurier": "first_published",
    "Der Minister sagte der Hafenkurier": "told",
}
NAMES = ("Hafenkurier", "Courrier Marin", "Correo Marino")


def cues_of(words: str) -> dict[str, set[str]]:
    """The cues of each name in a line."""
    named: dict[str, set[str]] = {}
    for clue in phrase_clues(Page("page", "", (Line.of(1, 0, words, "other"),))):
        named.setdefault(clue.candidate, set()).add(clue.cue)
    return named


@pytest.mark.parametrize(("words", "cue"), LINES.items())
def test_a_line_in_another_language_names_its_outlet_as_one_in_english_does(words: str, cue: str) -> None:
    named = cues_of(words)
    assert any(cue in cues for name, cues in named.items() if name.startswith(NAMES)), named


def test_every_phrase_is_looked_for_where_its_words_stand() -> None:
    matched = {
        number
        for number, phrase in enumerate(PHRASES_ABROAD)
        for words in LINES
        if phrase.pattern.search(words) and any(needed in words for needed in phrase.needs)
    }
    assert matched == set(range(len(PHRASES_ABROAD)))


@pytest.mark.parametrize(
    "words", ["Impressum", "Zum Inhalt springen", "Tous droits réservés", "Política de privacidad"]
)
def test_furniture_in_another_language_is_no_name(words: str) -> None:
    page = ["title:Minister ohne gemeinsame Erklärung", "body:Die Minister trafen sich auf der Insel.", words, words]
    assert found(clues(*page), "publisher") == []
