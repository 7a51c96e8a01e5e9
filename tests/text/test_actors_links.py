"""Surnames of people whom the page names in full, and organs of a state that stand beside its name."""

from __future__ import annotations

import pytest

from tests.text.actors_pages import counted, matches, references


def linked(text: str, method: str) -> list[tuple[str, str]]:
    return [(row["surface"], row["actor_id"]) for row in matches(text) if row["method"] == method]


@pytest.mark.parametrize(
    ("text", "surname", "actor"),
    [
        ("Emmanuel Macron spoke. Macron then left.", "Macron", "FR_EMMANUEL_MACRON"),
        ("But Merkel said no, a day after Angela Merkel came.", "Merkel", "DE_ANGELA_MERKEL"),
        ("Xi Jinping met President Xi's aides.", "Xi", "CN_XI_JINPING"),
        ("Nicolas Sarkozy lost.\nSARKOZY LOSES THE VOTE", "SARKOZY", "FR_NICOLAS_SARKOZY"),
        ("Abiy Ahmed met rebels. France's envoys saw Abiy.", "Abiy", "ET_ABIY_AHMED"),
    ],
)
def test_a_surname_means_the_person_whom_the_page_names_in_full(text, surname, actor):
    assert linked(text, "full_name_on_page") == [(surname, actor)]
    assert (surname, actor, "surname", "B") in references(text)


@pytest.mark.parametrize(
    "text",
    [
        "Macron then left.",
        "Joe Biden spoke. His sister Ann Biden listened.",
        "Mr. Example knows Donald Trump. The Trump Tower is tall.",
        "Lech Kaczyński and Jarosław Kaczyński are twins; Kaczyński lost.",
    ],
)
def test_a_surname_without_its_full_name_of_a_relative_or_in_a_things_name_means_nobody(text):
    assert linked(text, "full_name_on_page") == []


@pytest.mark.parametrize(
    ("text", "organ", "actor"),
    [
        ("The Russian Foreign Ministry spoke.", "Foreign Ministry", "RU_FOREIGN_MINISTRY"),
        ("Japan's foreign ministry spoke.", "foreign ministry", "JP_FOREIGN_MINISTRY"),
        ("The Ministry of Foreign Affairs of Kenya spoke.", "Ministry of Foreign Affairs", "KE_FOREIGN_MINISTRY"),
        ("The Turkish central bank raised rates.", "central bank", "TR_CENTRAL_BANK"),
        ("The Ukrainian parliament voted.", "parliament", "UA_RADA"),
        ("The US Navy sent a ship.", "Navy", "US_NAVY"),
        ("Britain's Labour Party met.", "Labour Party", "GB_LABOUR_PARTY"),
    ],
)
def test_an_organ_belongs_to_the_country_beside_it_which_counts_too(text, organ, actor):
    assert linked(text, "beside_its_country") == [(organ, actor)]


def test_the_country_beside_an_organ_is_a_mention_of_its_own():
    assert counted("The Russian Foreign Ministry spoke.") == [
        ("Russian", "RUS"),
        ("Foreign Ministry", "RU_FOREIGN_MINISTRY"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The foreign ministry spoke.",
        "In Russia the Foreign Ministry of a neighbour spoke.",
        "A Tuvaluan army is planned.",
    ],
)
def test_an_organ_whose_country_does_not_stand_beside_it_or_is_not_listed_means_nobody(text):
    assert linked(text, "beside_its_country") == []
