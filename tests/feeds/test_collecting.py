"""What feeds name is fetched once, arrives like a file, and is asked for again only when there may be something new."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from dagster_project.feeds import collecting
from dagster_project.feeds.collecting import Collector, due_feeds, fetch_feeds
from dagster_project.feeds.config import Feed
from dagster_project.feeds.memory import recall
from dagster_project.landing.archive import Archive
from dagster_project.landing.arrivals import PageRefusedError, Reason
from dagster_project.landing.tables import receive
from tests.feeds.conftest import World
from tests.feeds.server import answer, in_turn, page

HOUR = timedelta(hours=1)
RSS = "Content-Type: application/rss+xml"


def rss(*items: str) -> str:
    return f"<rss><channel>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def test_a_page_arrives_with_its_address_time_feed_and_http_facts(world: World):
    day = "Tue, 02 Jan 2024 10:00:00 GMT"
    item = f"<title>The mayor resigned</title><link>/1?utm_source=rss</link><pubDate>{day}</pubDate>"
    world.server.pages |= {"/feed": answer(rss(item), RSS), "/1?utm_source=rss": page("She resigned.", 'ETag: "7"')}
    report = world.fetch(world.feed(publisher="The Harbour Gazette"))
    assert (report.listed, report.fetched, report.refused, report.waiting, report.problem) == (1, 1, 0, 0, "")
    [arrival] = world.log()
    assert arrival.location == world.server.url("/1")
    assert arrival.hints == {
        "url": world.server.url("/1"),
        "publisher": "The Harbour Gazette",
        "title": "The mayor resigned",
        "published": "2024-01-02T10:00:00+00:00",
        "fetched_at": "2026-03-01T12:00:00.000000+00:00",
    }
    received = receive([arrival], world.archive, frozenset())
    [row] = received.deliveries.to_pylist()
    assert {
        name: row[name] for name in row if name.startswith("http_") or name in ("feed", "outcome", "media_type")
    } == {
        "outcome": "new",
        "media_type": "text/html",
        "feed": "gazette",
        "http_status": "200",
        "http_url": world.server.url("/1?utm_source=rss"),
        "http_content_type": "text/html; charset=utf-8",
        "http_etag": '"7"',
        "http_last_modified": None,
    }


def test_tracking_parameters_make_no_new_page(world: World):
    world.server.pages |= {
        f"/1{query}": page("The mayor resigned.") for query in ("", "?utm_source=a", "?utm_source=b")
    }
    world.lists("/1?utm_source=a", "/1?utm_source=b", "/1")
    world.fetch()
    world.lists("/1?utm_medium=c")
    world.fetch(later=HOUR)
    assert [arrival.location for arrival in world.log()] == [world.server.url("/1")]


def test_an_unchanged_feed_is_asked_with_its_validators_and_brings_nothing(world: World):
    listed = answer(world.server.url("/1"), 'ETag: "a"', "Last-Modified: Tue, 02 Jan 2024 10:00:00 GMT")
    world.server.pages |= {
        "/feed": in_turn(listed, answer("", status="304 Not Modified")),
        "/1": page("The mayor resigned."),
    }
    world.fetch()
    report = world.fetch(later=HOUR)
    asked = world.server.asked("/feed")[1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"a"', "Tue, 02 Jan 2024 10:00:00 GMT")
    assert (report.listed, report.fetched, report.problem, len(world.log())) == (0, 0, "", 1)


def test_a_changed_feed_brings_what_is_new(world: World):
    first = answer(world.server.url("/1"), 'ETag: "a"')
    both = answer("\n".join(map(world.server.url, ["/1", "/2"])), 'ETag: "b"')
    world.server.pages |= {"/feed": in_turn(first, both), "/1": page("One."), "/2": page("Two.")}
    reports = [world.fetch(later=HOUR) for _ in range(3)]
    assert [report.fetched for report in reports] == [1, 1, 0]
    assert [request.headers.get("if-none-match") for request in world.server.asked("/feed")] == [None, '"a"', '"b"']


def test_a_page_that_says_it_has_changed_is_fetched_again(world: World):
    def atom(updated: str) -> bytes:
        return answer(f'<feed><entry><link href="/1"/><updated>{updated}</updated></entry></feed>')

    world.server.pages |= {
        "/feed": in_turn(atom("2024-01-01"), atom("2024-01-01"), atom("2024-01-02")),
        "/1": in_turn(page("First."), page("Second.")),
    }
    assert [world.fetch(later=HOUR).fetched for _ in range(3)] == [1, 0, 1]
    assert len({arrival.content_digest for arrival in world.log()}) == 2


def sitemap(world: World, *days: str) -> bytes:
    """A listing whose first page changed on a day, once for each day."""
    locations = [f"<url><loc>{world.server.url('/1')}</loc><lastmod>{day}</lastmod></url>" for day in days]
    return answer(f"<urlset>{''.join(locations)}</urlset>", "Content-Type: application/xml")


def test_a_page_said_to_have_changed_is_asked_with_its_validators_and_does_not_arrive_twice(world: World):
    world.server.pages |= {
        "/feed": in_turn(*(sitemap(world, f"2024-05-0{day}") for day in (1, 2, 3))),
        "/1": in_turn(page("One.", 'ETag: "7"'), answer("", status="304 Not Modified"), page("Two.", 'ETag: "8"')),
    }
    reports = [world.fetch(), world.fetch(later=HOUR), world.fetch(later=HOUR)]
    assert [(report.fetched, report.refused, report.waiting) for report in reports] == [(1, 0, 0), (0, 0, 0), (1, 0, 0)]
    assert [asked.headers.get("if-none-match") for asked in world.server.asked("/1")] == [None, '"7"', '"7"']
    assert len({arrival.content_digest for arrival in world.log()}) == 2


def test_a_page_that_was_gone_is_asked_for_as_if_it_were_new(world: World):
    world.server.pages |= {
        "/feed": in_turn(*(sitemap(world, f"2024-05-0{day}") for day in (1, 2, 3))),
        "/1": in_turn(page("One.", 'ETag: "7"'), answer("gone", status="404 Not Found"), page("One.", 'ETag: "7"')),
    }
    reports = [world.fetch(), world.fetch(later=HOUR), world.fetch(later=HOUR)]
    assert [(report.fetched, report.refused) for report in reports] == [(1, 0), (0, 1), (1, 0)]
    assert [asked.headers.get("if-none-match") for asked in world.server.asked("/1")] == [None, '"7"', None]


def test_pages_over_the_number_wait_and_come_even_when_the_feed_has_not_changed(world: World):
    paths = [f"/{n}" for n in range(5)]
    listed = answer("\n".join(map(world.server.url, paths)), 'ETag: "a"')
    world.server.pages |= {path: page(f"Story {path}.") for path in paths}
    world.server.pages["/feed"] = in_turn(listed, answer("", status="304 Not Modified"))
    feed = world.feed(at_most=2)
    reports = [world.fetch(feed, later=HOUR) for _ in range(3)]
    assert [(report.fetched, report.waiting) for report in reports] == [(2, 3), (2, 1), (1, 0)]


def test_the_time_of_a_round_ends_it_and_the_rest_waits(world: World):
    world.server.pages |= {"/1": page("One."), "/2": page("Two.")}
    world.lists("/1", "/2")
    left = [False, True]
    collector = Collector(world.archive, world.root / "feeds", world.visitor(), lambda: world.now, lambda: left.pop(0))
    report = collector.fetch(world.feed())
    assert (report.fetched, report.waiting) == (1, 1)


def test_an_index_leads_to_its_sitemaps_packed_ones_too(world: World):
    def sitemap(path: str) -> bytes:
        return f"<urlset><url><loc>{world.server.url(path)}</loc></url></urlset>".encode()

    names = ("a.xml", "b.xml.gz", "gone.xml")
    index = "".join(f"<sitemap><loc>/{name}</loc></sitemap>" for name in names)
    world.server.pages |= {
        "/feed": answer(f"<sitemapindex>{index}</sitemapindex>", 'ETag: "i"'),
        "/a.xml": answer(sitemap("/1"), 'ETag: "a"'),
        "/b.xml.gz": answer(gzip.compress(sitemap("/2")), "Content-Type: application/gzip"),
        "/1": page("One."),
        "/2": page("Two."),
    }
    report = world.fetch()
    assert (report.fetched, report.problem) == (2, f"{world.server.url('/gone.xml')}: the server answered 404")
    world.fetch(later=HOUR)
    assert "if-none-match" not in world.server.asked("/feed")[1].headers
    assert world.server.asked("/a.xml")[1].headers["if-none-match"] == '"a"'


def test_a_bomb_of_a_sitemap_is_refused(world: World):
    world.server.pages["/feed"] = answer(
        gzip.compress(b"<urlset>" + b" " * 50_000_000), "Content-Type: application/gzip"
    )
    assert "larger than 20000 bytes" in world.fetch().problem


def test_what_the_feed_leaves_out_is_not_fetched(world: World):
    import re

    world.server.pages |= {path: page(path) for path in ("/news/1", "/news/video/2", "/sport/3")}
    world.lists("/news/1", "/news/video/2", "/sport/3")
    world.fetch(world.feed(include=(re.compile("/news/"),), exclude=(re.compile("/video/"),)))
    assert world.codes() == {"/news/1": None}


def test_a_language_is_asked_for_and_addresses_of_another_one_are_refused(world: World):
    world.server.pages |= {"/en/1": page("One."), "/de/2": page("Zwei.")}
    world.lists("/en/1", "/de/2")
    world.fetch(world.feed(language="en"))
    assert world.codes() == {"/en/1": None, "/de/2": "not_a_page"}
    assert world.server.asked("/en/1")[0].headers["accept-language"] == "en, *;q=0.1"


def test_addresses_given_in_the_file_are_fetched_once(world: World):
    world.server.pages["/1"] = page("One.")
    feed = Feed(name="by-hand", pages=(world.server.url("/1"), world.server.url("/gone")))
    reports = [world.fetch(feed, later=HOUR) for _ in range(2)]
    assert [(report.fetched, report.refused) for report in reports] == [(1, 1), (0, 0)]


def test_a_redirected_page_is_known_by_where_it_is(world: World):
    world.server.pages |= {
        "/go?to=1": answer("", "Location: /1?utm_source=x", status="302 Found"),
        "/1?utm_source=x": page("One."),
    }
    world.lists("/go?to=1")
    world.fetch()
    assert world.codes() == {"/1": None}


def test_a_page_that_fails_for_a_while_is_fetched_later_and_refused_in_the_end(world: World):
    busy = answer("later", status="503 Busy")
    world.server.pages |= {"/1": in_turn(busy, busy, busy, page("One.")), "/2": busy}
    world.lists("/1", "/2")
    reports = [world.fetch(later=HOUR) for _ in range(4)]
    assert [(report.fetched, report.refused, report.waiting) for report in reports] == [
        (0, 0, 2),
        (1, 0, 1),
        (0, 1, 0),
        (0, 0, 0),
    ]
    assert world.codes() == {"/1": None, "/2": "http_status"}


def test_a_feed_is_due_after_its_time_and_later_and_later_while_it_fails(world: World):
    feed, folder = world.feed(every=HOUR), world.root / "feeds"

    def is_due_in(hours: float) -> bool:
        return due_feeds([feed], folder, world.now + timedelta(hours=hours)) == [feed]

    assert is_due_in(0)
    world.lists("/1")
    world.fetch(feed)
    assert (is_due_in(0.9), is_due_in(1)) == (False, True)
    del world.server.pages["/feed"]
    for hours in (1, 2, 4, 8, 16, 24, 24):
        world.fetch(feed)
        assert (is_due_in(hours - 0.1), is_due_in(hours)) == (False, True)
    world.lists("/1")
    world.fetch(feed)
    assert is_due_in(1)


def test_a_server_that_asks_for_hours_gets_them(world: World):
    world.server.pages["/feed"] = answer("", "Retry-After: 36000", status="503 Busy")
    world.fetch()
    assert due_feeds([world.feed()], world.root / "feeds", world.now + 9 * HOUR) == []
    assert len(world.server.asked("/feed")) == 1


def test_a_clock_that_goes_back_makes_no_feed_wait_for_ever(world: World):
    world.lists("/1")
    world.fetch()
    assert due_feeds([world.feed()], world.root / "feeds", world.now - timedelta(days=900)) == [world.feed()]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"surprise": 1}', '{"due_at": "x", "tried_at": "y"}'])
def test_a_damaged_memory_counts_as_none(world: World, content: str):
    (world.root / "feeds").mkdir()
    (world.root / "feeds" / "gazette.json").write_text(content, encoding="utf-8")
    world.server.pages["/1"] = page("One.")
    world.lists("/1")
    assert due_feeds([world.feed()], world.root / "feeds", world.now) == [world.feed()]
    assert world.fetch().fetched == 1


def test_another_address_under_the_same_name_begins_anew(world: World):
    world.server.pages["/1"] = page("One.")
    for path in ("/feed", "/other"):
        world.lists("/1", path=path)
        assert world.fetch(world.feed(path)).fetched == 1
    assert list(recall(world.root / "feeds", world.feed("/other")).seen) == [world.server.url("/1")]


def test_a_fetch_that_dies_before_it_remembers_loses_nothing_and_doubles_no_document(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    world.server.pages["/1"] = page("One.")
    world.lists("/1")
    really, calls = collecting.remember, []

    def remember(*given: object) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        really(*given)

    monkeypatch.setattr(collecting, "remember", remember)
    with pytest.raises(KeyboardInterrupt):
        world.fetch()
    assert due_feeds([world.feed()], world.root / "feeds", world.now) == []  # not at once: it may die again
    world.fetch(later=HOUR)
    received = receive(world.log(), world.archive, frozenset())
    assert received.deliveries.column("outcome").to_pylist() == ["new", "known"]
    assert received.documents.num_rows == 1


def test_a_content_that_the_archive_refuses_leaves_its_reason_and_none_of_its_words(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object) -> str:
        raise PageRefusedError(Reason.TOO_LARGE, "not wanted")

    monkeypatch.setattr(Archive, "put", refuse)
    item = "<title>The mayor resigned</title><link>/1</link>"
    world.server.pages |= {"/feed": answer(rss(item), RSS), "/1": page("One.")}
    world.fetch()
    [arrival] = world.log()
    assert arrival.refusal is not None
    assert (arrival.refusal.reason, arrival.hints) == ("not wanted", {"url": world.server.url("/1")})


def test_many_feeds_are_fetched_together_and_each_reports(world: World):
    world.server.pages |= {f"/{n}": page("The same words everywhere.") for n in range(8)}
    feeds = []
    for n in range(8):
        world.lists(f"/{n}", path=f"/feed{n}")
        feeds.append(replace(world.feed(f"/feed{n}"), name=f"feed-{n}"))
    collector = Collector(world.archive, world.root / "feeds", world.visitor(), lambda: world.now)
    reports = fetch_feeds(collector, feeds)
    assert [(report.name, report.fetched) for report in reports] == [(f"feed-{n}", 1) for n in range(8)]
    assert [arrival.delivery_number for arrival in world.log()] == list(range(1, 9))


def test_titles_with_markup_and_controls_reach_the_log_as_text(world: World):
    title = "&lt;script&gt;alert(1)&lt;/script&gt; \u202etxt.exe &#27;[31m ' or 1=1 --"
    item = f"<title>{title}</title><link>/1</link>"
    world.server.pages |= {"/feed": answer(f'<?xml version="1.1"?>{rss(item)}', RSS), "/1": page("One.")}
    world.fetch()
    [line] = world.archive.log_path.read_text(encoding="ascii").splitlines()
    assert "<script>" not in json.loads(line)["hints"]["title"]
    assert "\x1b" not in json.loads(line)["hints"]["title"]
