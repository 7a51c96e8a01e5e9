"""The line model: trees without a tree library, lines chosen by what they promise, a file that can be read."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import lightgbm
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.orchestration.models import LINE_MODEL_FILE, ModelDamaged, line_model_at, load_line_model
from dagster_project.text.separation import separate_pages
from dagster_project.text.separation.line_model import LineModel, ModelFormatUnknown
from dagster_project.text.separation.lines import split_lines
from dagster_project.text.separation.selection import MAX_GAP, best_lines, select_lines, share_apart
from dagster_project.text.separation.trees import Forest, Tree
from dagster_project.text.separation.words import grams_of
from tests.text.separated import contents, role_of, separate
from tests.text.test_separation_plain_text import PAGE, STORY
from training import boosting

MEGABYTE = 1_000_000
GERMAN = """Startseite
Politik
Anmelden

Der Rat der Hafenstadt hat am Dienstag beschlossen, die Fähre nach elf Jahren wieder fahren zu lassen.

Zwei Boote sollen jede Stunde die Bucht überqueren, und der Preis soll unter dem des Busses bleiben.

Impressum
Datenschutz
"""
APPEAL = "We need your support: please donate to our newsroom today and help us keep this website free for all."


def test_trees_in_numpy_answer_as_lightgbm_does() -> None:
    random = np.random.default_rng(1)
    table = random.normal(size=(2_000, 5)).astype(np.float32)
    labels = (table[:, 0] * table[:, 1] + table[:, 2] > 0).astype(np.int64)
    columns = {f"f{number}": table[:, number] for number in range(5)}
    forest = Forest.of(boosting.fit(columns, labels, np.ones(2_000)))
    theirs = lightgbm.train(boosting.PARAMETERS, lightgbm.Dataset(table, labels), boosting.TREES).predict(table)
    assert np.abs(forest.probabilities(columns) - theirs).max() < 0.01


def test_a_row_gets_the_values_of_the_leaves_to_which_each_tree_leads_it() -> None:
    forest = load_line_model().forests["text_any"]
    asked = {name: [0.0, np.nan] for name in forest.features}
    for tree in forest.trees:
        for feature, threshold in zip(tree.feature, tree.threshold, strict=True):
            asked[forest.features[feature]] += [threshold, threshold + 1]
    chance = np.random.default_rng(7)
    columns = {name: chance.choice(values, 70).astype(np.float32) for name, values in asked.items()}
    scores = np.zeros(70)
    for tree in forest.trees:
        scores += [_leaf_value(tree, [columns[name][row] for name in forest.features]) for row in range(70)]
    assert forest.probabilities(columns).tolist() == (1 / (1 + np.exp(-scores))).tolist()


def _leaf_value(tree: Tree, row: list[np.float32]) -> float:
    node = 0
    while node >= 0:
        goes_left = row[tree.feature[node]] <= np.float32(tree.threshold[node])
        node = tree.left[node] if goes_left else tree.right[node]
    return tree.value[-node - 1]


def test_a_letter_of_which_lower_case_makes_two_parts_no_word() -> None:
    (line,) = split_lines("İstanbul ve İzmir")
    assert line.word_count == 3


def test_a_tree_of_more_leaves_than_a_set_has_bits_is_refused() -> None:
    chain = {"feature": [0] * 32, "threshold": [0.0] * 32, "left": [*range(-1, -33, -1)], "right": [*range(1, 32), -33]}
    forest = Forest.of({"features": ["f"], "trees": [{**chain, "value": [0.0] * 33}]})
    with pytest.raises(ValueError, match="33 leaves; at most 32"):
        forest.probabilities({"f": np.zeros(1, dtype=np.float32)})


@given(lines=st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(1, 50)), min_size=1, max_size=7))
@settings(deadline=None)
def test_no_other_choice_of_lines_promises_a_higher_token_f1(lines: list[tuple[float, int]]) -> None:
    probabilities, words = np.array([line[0] for line in lines]), np.array([line[1] for line in lines])

    def promised(kept: tuple[int, ...]) -> float:
        chosen = list(kept)
        expected = probabilities * words
        return float(2 * expected[chosen].sum() / (words[chosen].sum() + expected.sum()))

    best = max(promised(kept) for size in range(1, len(lines) + 1) for kept in combinations(range(len(lines)), size))
    kept, expectation = best_lines(probabilities, words)
    assert expectation == pytest.approx(best if kept else 0.0)


def test_a_page_that_promises_nothing_has_no_body() -> None:
    assert best_lines(np.array([0.02, 0.03]), np.array([3, 4])) == ([], 0.0)
    assert best_lines(np.zeros(0), np.zeros(0, dtype=np.int64)) == ([], 0.0)


def test_confidence_is_high_for_a_clean_story_and_lower_for_a_page_of_headlines() -> None:
    headlines = "\n".join(f"{word} signs a fishing accord with its neighbours" for word in ("Chile", "Peru", "Ghana"))
    assert separate(STORY)[0]["separation_confidence"] > 0.9
    assert separate(headlines)[0]["separation_confidence"] < 0.8


def test_lines_kept_beyond_a_long_gap_stand_apart_from_the_body() -> None:
    words = np.full(MAX_GAP + 5, 10)
    assert share_apart([0, 1, 2, 3 + MAX_GAP], words) == 0
    assert share_apart([0, 1, 2, 4 + MAX_GAP], words) == pytest.approx(1 / 4)
    assert share_apart([], words) == 0


def test_a_body_in_pieces_promises_less_than_the_same_lines_together() -> None:
    lines = split_lines("\n".join([STORY.split("\n")[0]] * 20))
    together, apart = np.full((2, 20), 0.01)
    together[:8] = apart[:4] = apart[16:] = 0.95
    kept, confidence = select_lines(lines, together)
    kept_apart, confidence_apart = select_lines(lines, apart)
    assert (kept, kept_apart) == ([*range(8)], [*range(4), *range(16, 20)])
    assert confidence_apart < confidence - 0.1


def test_a_body_line_says_how_sure_the_model_is_of_it() -> None:
    rows = separate_pages(contents(PAGE), load_line_model())["page_lines"].to_pylist()
    body = [row for row in rows if row["observed_role"] == "body"]
    assert body
    for row in body:
        assert row["reason"].endswith(f"{row['body_probability']:.2f} by the line model")


def test_an_appeal_for_money_below_the_story_is_not_the_story() -> None:
    assert role_of("We need your support", f"{STORY}\nSupport us\n{APPEAL}\nDonate now") != "body"


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_the_pages_beside_it_in_a_batch_change_nothing_about_a_page(media_type: str) -> None:
    german = (
        "Der Rat der Hafenstadt hat am Dienstag beschlossen, die Fähre nach elf Jahren wieder fahren zu lassen.\n" * 3
    )
    pages = [PAGE, "", german, STORY, "<p>Only one line here</p>"]
    together = separate_pages(contents(*pages, media_type=media_type), load_line_model())
    alone = [separate_pages(contents(*pages, media_type=media_type).slice(n, 1), load_line_model()) for n in range(5)]
    for name, rows in together.items():
        assert pa.concat_tables([part[name] for part in alone]).equals(rows)


def test_a_german_page_is_read_without_english_words() -> None:
    roles = {text: role for role, text in separate(GERMAN)[1]}
    assert [text[:8] for text, role in roles.items() if role == "body"] == ["Der Rat ", "Zwei Boo"]


def test_the_model_file_is_small_readable_and_holds_no_text_of_a_page() -> None:
    text = LINE_MODEL_FILE.read_text(encoding="utf-8")
    assert len(text.encode()) < 3 * MEGABYTE
    words = json.loads(text)["words"]
    assert max(len(gram.split(" ")) for gram in words if gram[0] != "^" and gram[-1] != "$") <= 3


def test_a_model_file_of_another_format_or_none_is_refused(tmp_path: Any) -> None:
    with pytest.raises(ModelFormatUnknown, match="make train"):
        LineModel.of({"format": 0})
    with pytest.raises(ModelDamaged, match="missing"):
        line_model_at(tmp_path / "none.json")


def test_grams_are_runs_of_words_and_both_ends_of_a_line() -> None:
    assert {"read", "read more", "read more here", "^re", "e?$"} <= set(
        grams_of(["read", "more", "here"], "Read more here?")
    )


@pytest.mark.parametrize(
    "page", ["<p>" + "word " * 300_000, "<p>word" * 50_000, "<b>x" * 1_500 + "<i class=a>y</i>" * 20_000]
)
def test_a_monstrous_html_page_is_separated_all_the_same(page: str) -> None:
    assert separate(page, "text/html")[1]


@pytest.mark.parametrize("page", ["words, and more. " * 100_000, "word\n" * 20_000])
def test_a_monstrous_plain_text_is_separated_all_the_same(page: str) -> None:
    assert separate(page)[1]
