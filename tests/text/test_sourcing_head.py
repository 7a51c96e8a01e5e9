"""What the source of an HTML page says to machines about publisher, title, author and address."""

from __future__ import annotations

import pytest

from dagster_project.text.sourcing.head import split_title
from tests.text.test_sourcing_text import BODY, clues, found, kinds_of


def head(markup: str) -> list[dict[str, object]]:
    source = f"<html><head>{markup}</head><body><p>x</p></body></html>"
    return clues("title:Two days, no statement", *BODY, media_type="text/html", source=source)


@pytest.mark.parametrize(
    ("markup", "field", "kind", "candidate"),
    [
        (
            '<meta property="og:site_name" content="The Harbour &amp; Bay  Post">',
            "publisher",
            "og_site_name",
            "The Harbour & Bay Post",
        ),
        ('<meta name="application-name" content="Harbour Post">', "publisher", "application_name", "Harbour Post"),
        ("<title>Two days | Harbour Post</title>", "publisher", "title_suffix", "Harbour Post"),
        ("<title>Two days - Harbour Post</title>", "title", "title_tag", "Two days"),
        (
            '<link rel="canonical" href="https://www.harbourpost.com/a">',
            "publisher",
            "canonical_domain",
            "harbourpost.com",
        ),
        (
            '<link rel="canonical" href="https://web.archive.org/web/20200102030405/http://www.harbourpost.com/a">',
            "publisher",
            "canonical_domain",
            "harbourpost.com",
        ),
        (
            '<link rel="canonical" href="https://www.harbourpost.com/a">',
            "url",
            "canonical_link",
            "https://www.harbourpost.com/a",
        ),
        ('<meta property="og:url" content="https://harbourpost.com/a">', "url", "og_url", "https://harbourpost.com/a"),
        ('<meta property="og:title" content="Two days">', "title", "og_title", "Two days"),
        ('<meta name="author" content="By Jane Doe and Ann Lee">', "author", "meta_author", "Ann Lee"),
    ],
)
def test_the_head_is_evidence_without_offsets(markup: str, field: str, kind: str, candidate: str) -> None:
    rows = [row for row in head(markup) if row["evidence_kind"] == kind]
    assert candidate in found(rows, field)
    assert all(row["char_start"] is None and row["line_number"] is None for row in rows)


PUBLISHED = ', "headline": "Two days", "author": {"name": "J. Doe"}, "publisher": {"name": "Bay Post"}}'


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle"' + PUBLISHED,
        '{"@graph": [{"@type": ["Article"], "headline": "Two days", "author": ["J. Doe"], "publisher": "Bay Post"}]}',
        '[{"@type": "Article"' + PUBLISHED.replace("}}", "},},]"),
        '{"@type": "Article"' + PUBLISHED.replace("Two days", "Two\n days"),
        '<!-- {"@type": "BlogPosting"' + PUBLISHED + " -->",
    ],
)
def test_untidy_schema_org_data_is_read(script: str) -> None:
    rows = head(f'<script type="application/ld+json">{script}</script>')
    assert kinds_of(rows, "Bay Post") == {"json_ld_publisher"}
    assert "json_ld_headline" in kinds_of(rows, "Two days")
    assert kinds_of(rows, "J. Doe") == {"json_ld_author"}


GRAPH = '{"@graph": [{"@type": "NewsArticle", "author": %s}, {"@type": "Person", "@id": "/#doe", "name": "Jane Doe"}]}'


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('{"@id": "/#doe"}', ["Jane Doe"]),
        ('[{"@id": "/#doe"}, {"name": "John Roe"}]', ["Jane Doe", "John Roe"]),
        ('"/#doe"', ["Jane Doe"]),
        ('{"@id": "/#roe"}', []),
        ('"https://harbourpost.com/author/roe/"', []),
        ('{"name": "https://harbourpost.com/#roe"}', []),
    ],
)
def test_an_author_is_the_person_of_the_graph_that_its_id_stands_for_and_never_an_address(
    author: str, names: list[str]
) -> None:
    assert found(head(f'<script type="application/ld+json">{GRAPH % author}</script>'), "author") == names


@pytest.mark.parametrize(
    "script", ["", "{", "null", '{"@type": "Organization", "name": "Harbour Post"}', "[" * 100_000]
)
def test_schema_org_data_without_an_article_says_nothing(script: str) -> None:
    assert found(head(f'<script type="application/ld+json">{script}</script>'), "publisher") == []


def test_the_headline_of_an_html_page_is_its_h1() -> None:
    assert kinds_of(head(""), "Two days, no statement") == {"h1"}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Two days | Harbour Post", ("Two days", "Harbour Post")),
        ("Two days | World | Harbour Post", ("Two days", "Harbour Post")),
        ("Well-known faces", ("Well-known faces", "")),
        ("Two days - a long part of the headline itself", ("Two days - a long part of the headline itself", "")),
    ],
)
def test_a_window_title_is_headline_and_outlet(words: str, parts: tuple[str, str]) -> None:
    assert split_title(words) == parts


def test_the_outlet_is_cut_off_a_shared_title_only_where_it_is_known() -> None:
    site = '<meta property="og:site_name" content="Harbour Post">'
    assert "Two days" in found(head(site + '<meta property="og:title" content="Two days | Harbour Post">'), "title")
    assert "Two days | Part one" in found(
        head(site + '<meta property="og:title" content="Two days | Part one">'), "title"
    )


def test_an_element_of_two_names_gives_its_clues_in_their_order_in_every_process() -> None:
    markup = "".join(f'<meta property="og:site_name" name="dc.publisher" content="Post {n}">' for n in range(9))
    markup += "".join(f'<meta property="dc.publisher" name="og:site_name" content="Herald {n}">' for n in range(9))
    kinds = [clue["evidence_kind"] for clue in head(markup) if str(clue["candidate"])[:4] in ("Post", "Hera")]
    assert kinds == ["og_site_name", "application_name"] * 9 + ["application_name", "og_site_name"] * 9
