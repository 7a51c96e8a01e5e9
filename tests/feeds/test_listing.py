"""RSS, Atom, JSON feeds, sitemaps and lists name pages, with what they say of them; a hostile one does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.feeds.links import canonical_url
from dagster_project.feeds.listing import MAX_ENTRIES, Entry, Listing, NotAListing, read_listing

URL = "https://paper.example/feeds/world.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<link>https://paper.example</link><image><url>https://paper.example/logo.png</url><link>https://paper.example</link></image>
<item><title><![CDATA[Talks &amp; <b>tides</b>]]></title><link> https://paper.example/1 </link>
<pubDate>Tue, 02 Jan 2024 10:00:00 +0100</pubDate><dc:creator>Ada Lund</dc:creator></item>
<item><title>No link</title></item>
<item><guid>https://paper.example/2</guid><author>desk@paper.example</author><pubDate>yesterday</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/archive/">
<entry><title type="html">Talks &amp;amp; tides</title><link rel="self" href="/self"/>
<link rel="alternate" href="../1"/>
<published>2024-01-02T10:00:00Z</published><updated>2024-01-03T00:00:00Z</updated><author><name>Ada Lund</name></author>
</entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://paper.example/old</loc><lastmod>2023-05-05</lastmod></url>
<url><loc>https://paper.example/new</loc>
<i:image><i:loc>https://paper.example/p.jpg</i:loc><i:title>A port</i:title></i:image>
<n:news><n:publication_date>2024-01-02</n:publication_date><n:title>Talks</n:title></n:news>
<lastmod>2024-01-02</lastmod></url>
</urlset>"""
INDEX = """<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize(
    ("content", "entries"),
    [
        (
            RSS,
            [
                Entry("https://paper.example/1", "Talks & tides", "Ada Lund", "2024-01-02T10:00:00+01:00"),
                Entry("https://paper.example/2"),
            ],
        ),
        (
            ATOM,
            [
                Entry(
                    "https://paper.example/1",
                    "Talks & tides",
                    "Ada Lund",
                    "2024-01-02T10:00:00+00:00",
                    "2024-01-03T00:00:00Z",
                )
            ],
        ),
        (
            SITEMAP,
            [
                Entry("https://paper.example/new", "Talks", "", "2024-01-02", "2024-01-02"),
                Entry("https://paper.example/old", changed="2023-05-05"),
            ],
        ),
        ('{"version": "1.1", "items": [{"url": "/1"}, {"id": "https://paper.example/2"}]}', None),
        ("# ours\nhttps://paper.example/1\n\nhttps://paper.example/2\n", None),
        ("<rss><channel/></rss>", []),
    ],
)
def test_a_listing_is_read_with_what_it_says(content: str, entries: list[Entry] | None):
    expected = [Entry("https://paper.example/1"), Entry("https://paper.example/2")] if entries is None else entries
    assert read_listing(content.encode(), URL) == Listing(expected)


def test_an_index_names_sitemaps():
    found = read_listing(INDEX.encode(), URL)
    assert [each.url for each in found.sitemaps] == ["https://paper.example/a.xml", "https://paper.example/b.xml.gz"]


@pytest.mark.parametrize(
    "content",
    [
        RSS.replace("</channel></rss>", ""),
        RSS.replace("<title>No link</title>", "<title>R&D & more <br> &nbsp; \x01</title>"),
        RSS.replace("</item>\n<item><title>No", "\n<item><title>No"),
        "\n\n  " + RSS,
    ],
    ids=["cut off", "not well formed", "an item that does not end", "white space first"],
)
def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes(content: str):
    pages = [entry.url for entry in read_listing(content.encode(), URL).entries]
    assert pages[:1] == ["https://paper.example/1"]


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (RSS.replace("UTF-8", "ISO-8859-2").replace("Lund", "Dvořák").encode("iso-8859-2"), None),
        (RSS.replace("UTF-8", "ISO-8859-2").replace("Lund", "Dvořák").encode("iso-8859-2"), "utf-8"),
        (RSS.replace(' encoding="UTF-8"', "").replace("Lund", "Dvořák").encode("iso-8859-2"), "iso8859-2"),
        (RSS.replace("UTF-8", "UTF-16").replace("Lund", "Dvořák").encode("utf-16"), None),
        (b"\xef\xbb\xbf" + RSS.replace("Lund", "Dvořák").encode(), None),
    ],
    ids=["declared", "declared otherwise", "by the server", "UTF-16", "with a mark"],
)
def test_a_feed_in_another_encoding_is_read_as_it_declares(content: bytes, charset: str | None):
    assert read_listing(content, URL, charset).entries[0].author == "Ada Dvořák"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "declarations",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}<!ENTITY e "&l11;">',
        '<!ENTITY e SYSTEM "file:///etc/passwd">',
        '<!ENTITY e SYSTEM "http://127.0.0.1:1/secret">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:1/dtd">%p;<!ENTITY e "x">',
    ],
    ids=["a billion laughs", "a file", "an address", "a DTD elsewhere"],
)
def test_entities_are_not_resolved(declarations: str):
    content = f"<!DOCTYPE rss [{declarations}]>" + RSS.partition("?>")[2].replace("No link", "&e;").replace(
        "<![CDATA[Talks &amp; <b>tides</b>]]>", "before &e; after"
    )
    entries = read_listing(content.encode(), URL).entries  # the laughs end the reading, the others only their entity
    assert all(len(entry.title) < 100 and "root:" not in entry.title for entry in entries)
    assert ("l11" in declarations) != ([entry.url for entry in entries[:1]] == ["https://paper.example/1"])


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"<html><a href='/1'>", b"<!DOCTYPE html><p>", b"<a/>", b"\0\1\2", b"{}", b"<" * 9, b"%PDF-1.7"],
)
def test_what_is_no_listing_is_refused(content: bytes):
    with pytest.raises(NotAListing):
        read_listing(content, URL)


def test_links_that_are_no_addresses_of_the_web_are_left_out():
    links = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "http://[::1",
        "https://p.example/\u202e1",
        "/ok",
    ]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    assert read_listing(f"<rss>{items}</rss>".encode(), URL).entries == [Entry("https://paper.example/ok")]


def test_a_listing_is_read_up_to_a_number_of_entries_the_newest_first():
    items = "".join(
        f"<url><loc>https://paper.example/{n}</loc><lastmod>{2000 + n // 100}-01-01</lastmod></url>"
        for n in range(6000)
    )
    entries = read_listing(f"<urlset>{items}</urlset>".encode(), URL).entries
    assert (len(entries), entries[0].changed, entries[-1].changed) == (MAX_ENTRIES, "2059-01-01", "2010-01-01")


def test_deep_nesting_ends_somewhere():
    with pytest.raises(NotAListing):
        read_listing(b"<a>" * 200_000, URL)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(RSS.split(" ") + list("<>&;'\0")), max_size=60).map(
            lambda parts: " ".join(parts).encode()
        ),
    )
)
def test_whatever_comes_is_a_listing_or_refused(content: bytes):
    try:
        listing = read_listing(content, URL, "utf-8")
    except NotAListing:
        return
    assert all(entry.url.startswith("http") for entry in listing.entries + listing.sitemaps)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://Paper.Example:443/1?utm_source=rss&utm_medium=feed", "https://paper.example/1"),
        ("https://paper.example/1?id=3&fbclid=x#comments", "https://paper.example/1?id=3"),
        ("https://paper.example/1?gclid=1&mc_cid=2&at_medium=RSS", "https://paper.example/1"),
    ],
)
def test_what_only_tracks_readers_is_no_part_of_an_address(url: str, canonical: str):
    assert canonical_url(url) == canonical
