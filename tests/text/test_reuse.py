"""Copies and rewrites are found sentence by sentence; what two texts merely share makes no kin."""

from __future__ import annotations

from itertools import pairwise

import pyarrow as pa
import pytest

from dagster_project.orchestration.models import load_gram_frequencies
from dagster_project.text.records import PAGE_LINES, PAGE_TEXTS, REUSE_CANDIDATES
from dagster_project.text.reuse import KEPT_GRAMS, compare_documents, index_documents
from dagster_project.text.reuse.bodies import Body, read_body
from dagster_project.text.reuse.grams import Frequencies, FrequenciesDamaged, Grams
from dagster_project.text.reuse.overlap import Overlap, overlap
from dagster_project.text.reuse.passages import align, longest_run
from tests.orchestration.toy_stages import table
from tests.text.made_rewrites import Rewrite, made_rewrites, sample_sentences

STORIES = sample_sentences()
STORY = STORIES[0]


def body(text: str) -> Body:
    return read_body(text, ((0, len(text)),))


def compare(one: str, other: str) -> Overlap:
    known = load_gram_frequencies()
    return overlap(Grams.of(body(one), known), Grams.of(body(other), known))


def passages(one: str, other: str) -> list[tuple[str, str, str]]:
    """Words of each text and kind, of every passage."""
    first, second = body(one), body(other)
    return [
        (
            one[first.starts[each.first[0]] : first.ends[each.first[1] - 1]],
            other[second.starts[each.second[0]] : second.ends[each.second[1] - 1]],
            each.kind,
        )
        for each in align(first, second, load_gram_frequencies())
    ]


def pages(*texts: str) -> dict[str, pa.Table]:
    """Pages of one body line each."""
    names = [f"d{number}" for number in range(len(texts))]
    texts_by_name = list(zip(names, texts, strict=True))
    lines = [
        {"document_id": name, "line_number": 1, "char_start": 0, "char_end": len(text), "observed_role": "body"}
        for name, text in texts_by_name
    ]
    rows = [{"document_id": name, "page_text": text} for name, text in texts_by_name]
    return {"page_texts": table(rows, PAGE_TEXTS), "page_lines": table(lines, PAGE_LINES)}


def test_planted_sentences_of_made_rewrites_are_aligned_and_hardly_any_wrongly() -> None:
    planted = aligned = wrong = 0
    for made in made_rewrites():
        right, false = judged(made)
        planted, aligned, wrong = planted + len(made.planted), aligned + right, wrong + false
    assert planted > 60
    assert aligned / planted >= 0.9
    assert wrong / (aligned + wrong) <= 0.05


def judged(made: Rewrite) -> tuple[int, int]:
    """How many planted sentences are aligned with what became of them, and how many passages hold none of these."""
    found = [(one.rstrip(".!?"), other.rstrip(".!?")) for one, other, _ in passages(made.original, made.rewrite)]
    pairs = [(one.rstrip(".!?"), other.rstrip(".!?")) for one, other in made.planted]
    right = {pair for pair in pairs for one, other in found if pair[0] in one and pair[1] in other}
    false = [each for each in found if not any(pair[0] in each[0] and pair[1] in each[1] for pair in pairs)]
    return len(right), len(false)


def test_made_rewrites_are_held_steadily_and_other_stories_are_not() -> None:
    for made in made_rewrites():
        assert compare(made.original, made.rewrite).steady_share > 0.1
    for one, other in pairwise(STORIES):
        assert compare(" ".join(one), " ".join(other)).steady_share < 0.04


def test_a_block_that_two_stories_share_makes_them_hold_much_but_not_steadily() -> None:
    blurb = " ".join(STORIES[2][:4])
    shared = compare(f"{' '.join(STORIES[0])} {blurb}", f"{' '.join(STORIES[1])} {blurb}")
    assert max(shared.first_share, shared.second_share) > 0.15
    assert shared.steady_share < 0.04


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (STORIES[0] + STORIES[2][:3], STORIES[1] + STORIES[2][:3], 0.0),
        (STORIES[2][:3] + STORIES[0], STORIES[1] + STORIES[2][:3], 1.0),
        (STORIES[2][:3] + STORIES[0], STORIES[2][:3] + STORIES[1], 1.0),
    ],
)
def test_what_two_texts_share_leads_where_it_stands_in_the_first_half_of_one(
    one: list[str], other: list[str], share: float
) -> None:
    pair = [{"owner_id": "d1", "document_id": "d0", "other_document_id": "d1"}]
    found = compare_documents(
        **pages(" ".join(one), " ".join(other)),
        reuse_candidates=table(pair, REUSE_CANDIDATES),  # type: ignore[arg-type]
        gram_frequencies=load_gram_frequencies(),
    )["reuse_pairs"].to_pylist()
    assert found[0]["leading_share"] == share


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»"])
def test_words_in_quotation_marks_are_not_compared(marks: str) -> None:
    statement = marks.format(" ".join(STORIES[2][:4]))
    one, other = (f"{' '.join(story)} {statement}" for story in STORIES[:2])
    assert compare(one, other).shared_gram_count < 10


def test_a_speech_in_quotation_marks_throughout_is_compared_with_them() -> None:
    speech = f"“{' '.join(STORY)}”"
    assert compare(speech, speech).first_share == 1.0


def test_the_kind_of_a_passage_says_how_much_was_changed() -> None:
    kept = "The committee will publish the harbour figures in spring."
    cut = "Twelve of the fourteen fishing villages on the northern coast asked for a longer quay."
    turned = "Because the dredger broke down in January, the harbour master closed the western channel for nine days."
    one = f"{kept} {cut} {turned}"
    other = (
        "For nine days the western channel was closed by the harbour master as the dredger had broken down in January. "
        f"{cut.replace('fishing ', '')} {kept}"
    )
    assert [kind for *_, kind in passages(one, other)] == ["verbatim", "edited", "paraphrased"]


def test_equal_bodies_are_one_verbatim_passage_a_line() -> None:
    text = " ".join(STORY)
    assert passages(text, text) == [(text.rstrip("."), text.rstrip("."), "verbatim")]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("a b c d e f", "x a b c d y", 4),
        ("a b c a b c d", "a b c d", 4),
        ("a b", "a b", 0),
        ("a b c", "d e f", 0),
        ("", "a b c", 0),
    ],
)
def test_the_longest_run_is_counted_in_words(one: str, other: str, words: int) -> None:
    assert longest_run(body(one), body(other)) == words


def test_two_texts_keep_the_same_of_what_they_share_however_long_they_are() -> None:
    story = " ".join(STORY)
    longer = " ".join(sentence for each in STORIES for sentence in each)
    grams = index_documents(**pages(story, longer), gram_frequencies=load_gram_frequencies())["reuse_grams"].to_pylist()
    kept = {name: {row["gram_hash"] for row in grams if row["document_id"] == name} for name in ("d0", "d1")}
    assert len(kept["d0"]) <= 1.5 * KEPT_GRAMS
    bound = max(each % 2**64 for each in kept["d1"])
    assert {each for each in kept["d0"] if each % 2**64 <= bound} <= kept["d1"]


@pytest.mark.parametrize("text", ["", "Two words", "…", "\ufffd"])
def test_texts_without_much_to_compare_are_no_error(text: str) -> None:
    tables = pages(text, " ".join(STORY))
    pair = [{"owner_id": "d1", "document_id": "d0", "other_document_id": "d1"}]
    candidates = table(pair, REUSE_CANDIDATES)  # type: ignore[arg-type]
    found = compare_documents(**tables, reuse_candidates=candidates, gram_frequencies=load_gram_frequencies())
    assert found["reuse_pairs"].column("steady_share").to_pylist() == [0.0]
    assert found["reuse_passages"].num_rows == 0


def test_every_passage_lies_in_its_lines_and_no_two_overlap_in_the_second_text() -> None:
    made = next(made_rewrites())
    pair = [{"owner_id": "d1", "document_id": "d0", "other_document_id": "d1"}]
    found = compare_documents(
        **pages(made.original, made.rewrite),
        reuse_candidates=table(pair, REUSE_CANDIDATES),  # type: ignore[arg-type]
        gram_frequencies=load_gram_frequencies(),
    )["reuse_passages"].to_pylist()
    spans = sorted((row["other_char_start"], row["other_char_end"]) for row in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(0 <= row["char_start"] < row["char_end"] <= len(made.original) for row in found)


def test_frequencies_of_another_format_are_refused() -> None:
    with pytest.raises(FrequenciesDamaged, match="format 0"):
        Frequencies.of({"format": 0})
