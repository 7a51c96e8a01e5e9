"""Who said what: found in the words of the text, with the words for the speaker and the words that report it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.text import records
from dagster_project.text.statements import find_statements
from dagster_project.text.statements.cues import lexicon_from
from dagster_project.text.statements.quotations import find_quotations
from tests.text.actors_pages import pages, table_of

CUES = table_of("speech_cues", records.SPEECH_CUES)


def statements(text: str) -> list[dict[str, Any]]:
    """The rows of one text, all of whose lines are body."""
    return find_statements(**pages(text), speech_cues=CUES)["statements"].to_pylist()


def told(text: str) -> list[tuple[str, str, str]]:
    """(kind, speaker, what is said) of each statement."""
    return [(row["statement_kind"], row["speaker"], row["surface"]) for row in statements(text)]


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "content"),
    [
        ("“The ferry is late,” Ann Poe said on Tuesday.", "direct", "Ann Poe", "“The ferry is late,”"),
        ('"The ferry is late," said Ann Poe, a pilot.', "direct", "Ann Poe, a pilot", '"The ferry is late,"'),
        ("«The ferry is late», the minister told reporters.", "direct", "the minister", "«The ferry is late»"),
        ("‘The ferry is late,’ she wrote.", "direct", "she", "‘The ferry is late,’"),
        ("''The ferry is late,'' he added.", "direct", "he", "''The ferry is late,''"),
        ("The mayor said that the ferry was late.", "indirect", "The mayor", "that the ferry was late"),
        ("The mayor said the ferry was late.", "indirect", "The mayor", "the ferry was late"),
        ("According to the mayor, the ferry was late.", "indirect", "the mayor", "the ferry was late"),
        ("The ferry was late, according to the mayor.", "indirect", "the mayor", "The ferry was late"),
        ("The ferry was late, the mayor added.", "indirect", "the mayor", "The ferry was late"),
        ("The ferry, she said, was late.", "indirect", "she", "The ferry, she said, was late"),
        ("Ann Poe's claim that the ferry was late is new.", "indirect", "Ann Poe's", "that the ferry was late is new"),
        ("The mayor said the ferry was “a ruin.”", "mixed", "The mayor", "the ferry was “a ruin.”"),
        ("She called the ferry a ruin.", "indirect", "She", "the ferry a ruin"),
        ("She called Poe and Roe liars.", "indirect", "She", "Poe and Roe liars"),
        ("Ferry advocates hailed the mayor.", "indirect", "Ferry advocates", "the mayor"),
        ("Kenya promised to pay for the ferry.", "indirect", "Kenya", "to pay for the ferry"),
        ("The mayor told the council that the ferry was late.", "indirect", "The mayor", "that the ferry was late"),
        ("Rep. Ann Poe (D-Ohio) said the ferry was late.", "indirect", "Rep. Ann Poe", "the ferry was late"),
        ("Ann Poe, who runs the ferry, said it was late.", "indirect", "Ann Poe, who runs the ferry,", "it was late"),
    ],
)
def test_each_way_of_reporting_gives_what_is_said_and_who_says_it(
    text: str, kind: str, speaker: str, content: str
) -> None:
    assert told(text) == [(kind, speaker, content)]


def test_a_broken_quotation_is_one_statement_from_its_first_word_to_its_last() -> None:
    assert told("“The ferry,” she said, “is late.”") == [("direct", "she", "“The ferry,” she said, “is late.”")]
    assert told("“It is late,” she said. “It always is.”") == [
        ("direct", "she", "“It is late,” she said. “It always is.”")
    ]


def test_a_quotation_before_its_verb_is_what_was_said_whatever_follows() -> None:
    text = "“It is late,” Ann Poe said in a speech, adding that the pier was closed."
    assert told(text) == [
        ("direct", "Ann Poe", "“It is late,”"),
        ("indirect", "Ann Poe", "that the pier was closed"),
    ]
    assert told("“They are late” too often, Ann Poe said.") == [("mixed", "Ann Poe", "“They are late” too often")]


def test_a_quotation_of_several_paragraphs_is_one_statement() -> None:
    text = "“The ferry is late,” she said. “It always was.\n\n“It will be late tomorrow.”\n\nThe quay was empty."
    assert told(text) == [("direct", "she", text.rsplit("\n\n", 1)[0])]


def test_who_is_named_before_a_colon_speaks_in_the_next_line() -> None:
    assert told("The mayor of the town put it like this and said:\n\n“The ferry is late.”") == [
        ("direct", "The mayor of the town", "“The ferry is late.”")
    ]


def test_a_quotation_alone_is_of_who_spoke_just_before_and_of_nobody_after_chrome() -> None:
    before = "The mayor said the ferry was late.\n\n“That will not happen again.”"
    assert [(row["speaker"], row["rule"]) for row in statements(before)][1:] == [("The mayor", "quotation_alone")]
    text = before.replace("\n\n", "\nShare this\n")
    tables = pages(text)
    rows = [
        {**row, "observed_role": "other"} if row["line_number"] == 2 else row
        for row in tables["page_lines"].to_pylist()
    ]
    tables["page_lines"] = tables["page_lines"].from_pylist(rows, schema=records.PAGE_LINES)
    found = find_statements(**tables, speech_cues=CUES)["statements"].to_pylist()
    assert [(row["speaker"], row["rule"]) for row in found][1:] == [(None, "quotation_alone")]


def test_verbs_that_share_a_speaker_are_statements_of_their_own() -> None:
    found = told("The mayor said the ferry was late, adding that the pier was closed, and called the bridge a ruin.")
    assert found == [
        ("indirect", "The mayor", "the ferry was late"),
        ("indirect", "The mayor", "that the pier was closed"),
        ("indirect", "The mayor", "the bridge a ruin"),
    ]


@pytest.mark.parametrize(
    ("text", "told_or_not"),
    [
        ("Critics of the plan say it will fail.", [("indirect", "Critics of the plan", "it will fail")]),
        ("Ann Poe and Bob Roe say it will fail.", [("indirect", "Ann Poe and Bob Roe", "it will fail")]),
        ("Those over 60 say they feel old.", [("indirect", "Those over 60", "they feel old")]),
        ("Money for 170 projects also has helped the pier.", []),
        ("Those attacks happened on the coast.", []),
        ("They heard recent claims that the pier was lost.", []),
        ("They read a news report that the pier was lost.", []),
        ("They sold their widely disputed theories.", []),
    ],
)
def test_a_verb_agrees_with_its_subject_or_is_a_noun(text: str, told_or_not: list[tuple[str, str, str]]) -> None:
    assert told(text) == told_or_not


def test_what_a_statement_says_of_others_is_the_speakers_and_no_statement_of_the_page() -> None:
    assert told("The mayor said that Ann Poe believes the ferry is late.") == [
        ("indirect", "The mayor", "that Ann Poe believes the ferry is late")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The report was long and the claims were many.",
        "The ferry was said to be late.",
        "The statement of accounts fills forty pages.",
        "Fees rise according to the length of the boat.",
        "They watched the film “The Long Way Home” in the harbour.",
        "They found a cave called Deep Hole of the North, which is cold.",
        "The firm, a company called Poe and Roe, was late.",
        "Questions regarding the ferry were many.",
        "The ferry was late in the film, first reported by Ann Poe.",
        "You agree to the terms and we recommend a lamp.",
        "“A very long walk” is a film.",
        "Modest steps deserve the same questions as large ones.",
    ],
)
def test_words_that_may_report_are_no_report_where_nobody_says_anything(text: str) -> None:
    assert statements(text) == []


def test_what_was_not_said_and_what_is_uncertain_are_marked_with_the_word_that_says_so() -> None:
    (denied,) = statements("The mayor did not say that the ferry was late.")
    assert (denied["cue"], denied["negation"], denied["hedge"]) == ("did not say", "not", None)
    (unsure,) = statements("The mayor said the ferry might be late.")
    assert (unsure["negation"], unsure["hedge"]) == (None, "might")
    (nobody,) = statements("Neither minister said that the ferry was late.")
    assert nobody["negation"] == "Neither"


def test_a_statement_keeps_its_cue_with_its_lemma_and_sort() -> None:
    found = statements(
        "Ann Poe has repeatedly warned that the ferry sinks. She hopes that it floats. Data show that it sank."
    )
    assert [(row["cue"], row["cue_lemma"], row["cue_kind"]) for row in found] == [
        ("has repeatedly warned", "warn", "speech"),
        ("hopes", "hope", "thought"),
        ("show", "show", "finding"),
    ]
    assert [row["statement_number"] for row in found] == [1, 2, 3]


def test_pages_in_other_languages_have_no_statements() -> None:
    tables = pages("The mayor said that the ferry was late.")
    rows = [{**row, "language": "de"} for row in tables["page_texts"].to_pylist()]
    tables["page_texts"] = tables["page_texts"].from_pylist(rows, schema=records.PAGE_TEXTS)
    assert find_statements(**tables, speech_cues=CUES)["statements"].num_rows == 0


@pytest.mark.parametrize(
    "line", ["the boats' owners met the states' envoys", "rock 'n' roll of the '80s", "6' 2\" tall"]
)
def test_apostrophes_and_inches_open_no_quotation(line: str) -> None:
    assert find_quotations(line) == []


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("tell", {"tell", "tells", "told", "telling"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
    ],
)
def test_every_form_of_a_verb_is_known(lemma: str, forms: set[str]) -> None:
    known = {word for word, each in lexicon_from(CUES).meanings.items() if any(m.cue.lemma == lemma for m in each)}
    assert known == forms


def test_an_endless_list_is_read_in_no_time_and_holds_no_statement() -> None:
    assert statements("he said " * 50_000) == []


PIECES = "Poe said told that the mayor he claim not and called adding who was late U.S. 's 😀 : , . “ ” \" ‘ ’ '' — ? ("
WORDS = st.sampled_from([*PIECES.split(), "according to", "\n"])


@settings(deadline=None)
@given(words=st.lists(WORDS, max_size=40))
def test_every_span_of_a_statement_holds_the_words_that_its_row_says(words: list[str]) -> None:
    text = " ".join(words)
    for row in statements(text):
        assert text[row["char_start"] : row["char_end"]] == row["surface"] != ""
        for name in ("cue", "speaker"):
            if row[name] is not None:
                assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[name] != ""
        lines = text[: row["char_start"]].count("\n") + 1
        assert row["line_number"] == lines


@settings(deadline=None)
@given(texts=st.lists(st.lists(WORDS, max_size=15).map(" ".join), min_size=1, max_size=4))
def test_how_pages_are_batched_changes_no_statement(texts: list[str]) -> None:
    together = find_statements(**pages(*texts), speech_cues=CUES)["statements"].to_pylist()
    alone = [{**row, "document_id": str(number)} for number, text in enumerate(texts) for row in statements(text)]
    assert together == alone
