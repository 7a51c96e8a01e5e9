"""Laws that hold for every page: evidence stands where it says, batches change nothing, no text is too odd."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.text.sourcing import find_sources, publisher_features
from dagster_project.text.sourcing.phrases import PHRASES, Phrase
from tests.text.test_sourcing_text import BODY, ROLES, pages

LINES = st.one_of(
    st.sampled_from(
        [*BODY, "By Jane Doe", "© 2021 The Harbour Post", "Harbour Post", "By", "x@harbourpost.com", "title:Two days"]
    ),
    st.builds(
        lambda role, words: f"{role}:{words}",
        st.sampled_from(ROLES),
        st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\n"), max_size=60),
    ),
)
TEXTS = st.lists(st.lists(LINES, min_size=1, max_size=8), min_size=1, max_size=5)
MARKUP = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200)


@settings(deadline=None, max_examples=60)
@given(texts=TEXTS)
def test_every_clue_stands_where_it_says(texts: list[list[str]]) -> None:
    tables = pages(*texts)
    page_texts = {row["document_id"]: row["page_text"] for row in tables["page_texts"].to_pylist()}
    for row in find_sources(**tables)["source_evidence"].to_pylist():
        assert page_texts[row["document_id"]][row["char_start"] : row["char_end"]] == row["surface"]
        assert 0.0 <= row["confidence"] <= 1.0
        assert 0 < len(row["candidate"]) <= 300


@settings(deadline=None, max_examples=30)
@given(texts=TEXTS)
def test_batching_changes_nothing(texts: list[list[str]]) -> None:
    tables = pages(*texts)
    parts = []
    for document_id in tables["page_texts"]["document_id"].to_pylist():
        part = {name: table.filter(pc.equal(table["document_id"], document_id)) for name, table in tables.items()}
        parts.append(find_sources(**part)["source_evidence"])
    assert pa.concat_tables(parts).equals(find_sources(**tables)["source_evidence"])


@settings(deadline=None, max_examples=60)
@given(markup=MARKUP)
def test_no_source_is_too_odd(markup: str) -> None:
    odd = f'<html><head><title>{markup}</title><script type="application/ld+json">{markup}</script>'
    for source in (markup, odd, f'<link rel="canonical" href="http://{markup}">'):
        find_sources(**pages([markup.replace("\n", " ")], media_type="text/html", source=source))


USES = st.sampled_from(["Harbour Post", "Harbour Posts", "read Harbour Post", "Harbour PostHarbour Post; Harbour Post"])


@settings(deadline=None, max_examples=60)
@given(body=st.lists(USES, max_size=3), around=st.lists(USES, max_size=5))
def test_a_name_is_used_as_often_as_a_search_for_it_finds_it(body: list[str], around: list[str]) -> None:
    lines = {"Harbour Post", *around}  # menus are printed twice
    tables = pages(["Harbour Post", *(f"body:{words}" for words in body), *around])
    features = publisher_features(**tables)["page0"]["harbourpost"]
    counts = {
        f"body_{min(3, sum(words.count('Harbour Post') for words in body))}",
        f"around_{sum('Harbour Post' in words for words in lines)}",
        f"leading_{sum(words.startswith('Harbour Post') and words != 'Harbour Post' for words in lines)}",
    }
    assert {feature for feature in features if feature.startswith(("body_", "around_", "leading_"))} == counts


def test_a_very_long_line_is_looked_at_by_its_ends() -> None:
    words = "Word (and " * 300_000
    rows = find_sources(**pages(["title:Two days", f"body:{words}", "About Harbour Post", f"By {words}"]))[
        "source_evidence"
    ]
    assert "Harbour Post" in rows["candidate"].to_pylist()


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if phrase.sign], ids=lambda phrase: phrase.cue)
def test_the_sign_that_is_looked_for_first_hides_no_phrase(phrase: Phrase) -> None:
    @settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
    @given(text=st.from_regex(phrase.pattern))
    def has_its_sign(text: str) -> None:
        assert phrase.sign is not None
        assert phrase.sign.search(text)

    has_its_sign()
