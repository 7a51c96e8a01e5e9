"""HTML pages: the whole page is rendered, trafilatura says what is the article."""

from __future__ import annotations

import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.text.separation.alignment import kept_lines, split_words
from dagster_project.text.separation.html import read_html
from dagster_project.text.separation.rendering import PageTooDeep
from tests.text.separated import role_of, separate

PARAGRAPHS = [
    "The harbour council voted on Tuesday to reopen the northern ferry line after a pause of eleven years.",
    "Two boats will cross the bay every hour, the council said, and the fare will stay below that of the bus.",
    "Residents had asked for the line since the bridge was closed to lorries, which made the drive longer.",
    "The boats were built in the yard on the southern shore, where forty people found work for two winters.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry line reopens | The Bay Observer</title>
<script>var hidden = "script words";</script><style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World affairs</a></li></ul></nav>
<div style="display: none">Hidden words</div><!-- comment words -->
<article><h1>Ferry line reopens</h1>{BODY}
<figure><img src="x.png"><figcaption>A boat at the northern pier in spring</figcaption></figure></article>
<aside><h3>Related</h3><a href="/1">Chile and Peru sign a fishing accord</a></aside>
<footer>© 2025 The Bay Observer. All rights reserved.</footer></body></html>"""


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Home", "navigation"),
        ("Ferry line reopens", "title"),
        ("The harbour council", "body"),
        ("The boats were built", "body"),
        ("A boat at the northern pier", "caption"),
        ("Chile and Peru", "related"),
        ("All rights reserved", "navigation"),
    ],
)
def test_every_line_of_a_page_gets_its_role(words: str, role: str) -> None:
    assert role_of(words, PAGE, "text/html") == role


def test_the_whole_page_is_rendered_without_scripts_styles_comments_and_hidden_parts() -> None:
    page, lines = separate(PAGE, "text/html")
    texts = [text for _, text in lines]
    assert texts[:3] == ["Home", "World affairs", "Ferry line reopens"]
    assert not any(words in page["page_text"] for words in ("script words", "color", "comment words", "Hidden words"))
    assert page["page_text"] == "\n".join(texts)
    assert page["separation_method"] == "html"


def test_inline_markup_does_not_break_a_line_and_blocks_do() -> None:
    page, _ = separate(
        "<p>One <b>bold</b> wo<i>rd</i>.<br>Next line</p><table><tr><td>a</td><td>b</td></tr></table>", "text/html"
    )
    assert page["page_text"] == "One bold word.\nNext line\na b"


@pytest.mark.parametrize(
    "hidden", ["<script>x</script>", "<div hidden>x<p>y</p></div>", '<b style="visibility : hidden">x<i>y</i></b>']
)
def test_what_follows_a_dropped_part_is_rendered_and_stands_in_the_elements_around_it(hidden: str) -> None:
    page, _ = separate(f"<p>One <i>{hidden}two</i> three</p><p>Four</p>", "text/html")
    assert page["page_text"] == "One two three\nFour"


@pytest.mark.parametrize("page", ["", "   ", "<html></html>", "<script>only()</script>", "\x00"])
def test_a_page_without_text_has_no_lines(page: str) -> None:
    assert separate(page, "text/html")[1] == []


def test_where_trafilatura_finds_nothing_the_method_says_who_decided() -> None:
    page, _ = separate("<p>Short.</p>", "text/html")
    assert page["separation_method"] == "html_without_trafilatura"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><p>Menu</p><article>{BODY}</article></body></html>",
        f'<!DOCTYPE html SYSTEM "about:legacy-compat"/ >\n<html><article>{BODY}</article></html>',
        f"<!doctype page><p>{PARAGRAPHS[0]}</p>",
        f"\n<article>{BODY}</article>",
        f"<html><body>{'<div>' * 300}{BODY}",
        f"<html><body>{BODY}<p>One\x01two three four</p>",
        f"<?xml version='1.0' encoding='latin-1'?><html><body>{BODY}",
    ],
    ids=["whole", "mended", "dubious", "part", "deep", "odd", "declared"],
)
def test_trafilatura_keeps_what_it_would_of_a_page_that_it_parses_itself(page: str) -> None:
    found = read_html(page)
    extracted = trafilatura.extract(page, fast=True, include_comments=False) or ""
    assert found.kept["trafilatura"] == kept_lines([split_words(line.text) for line in found.lines], extracted)


def test_a_teaser_that_repeats_a_sentence_does_not_draw_the_alignment_out_of_order() -> None:
    lines = [PARAGRAPHS[3], "Menu", *PARAGRAPHS]
    shares = kept_lines([split_words(line) for line in lines], "\n".join(PARAGRAPHS))
    assert [share > 0.9 for share in shares] == [False, False, True, True, True, True]


def test_a_short_line_between_kept_ones_is_kept_only_if_the_extractor_kept_it() -> None:
    lines = [split_words(line) for line in (PARAGRAPHS[0], "The fare", PARAGRAPHS[1])]
    assert kept_lines(lines, f"{PARAGRAPHS[0]}\nThe fare\n{PARAGRAPHS[1]}")[1] == 1
    assert kept_lines(lines, f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}")[1] == 0


def test_a_page_that_cannot_be_read_whole_is_refused_and_not_cut() -> None:
    with pytest.raises(PageTooDeep, match="nested deeper"):
        separate("<div>" * 100_000 + "words", "text/html")


def test_a_page_nested_deep_or_cut_off_is_rendered() -> None:
    assert "words" in separate("<div>" * 1_000 + "words", "text/html")[0]["page_text"]
    assert "words" in separate("<p>words<table><tr><td", "text/html")[0]["page_text"]


@given(source=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@settings(deadline=None, max_examples=60)
def test_whatever_the_source_every_line_has_a_row(source: str) -> None:
    page, lines = separate(f"<body>{source}", "text/html")
    assert [line for _, line in lines] == [line for line in page["page_text"].split("\n") if line.strip()]


def test_without_a_main_heading_the_second_order_heading_above_the_body_is_the_title() -> None:
    page = f"<html><body><div>Menu</div><h2>Ferry line reopens</h2>{BODY}</body></html>"
    assert role_of("Ferry line reopens", page, "text/html") == "title"
