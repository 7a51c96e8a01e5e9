"""A polite visitor: robots.txt is asked and kept to, hosts are left in peace, other people's time is not wasted."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import replace

import pytest

from dagster_project.feeds.refusals import FetchRefusedError
from dagster_project.feeds.robots import Robots, read_robots
from dagster_project.feeds.visiting import Visitor
from tests.feeds.conftest import World
from tests.feeds.server import Behaviour, answer, endless, page, reset

TEXT = "Content-Type: text/plain"
BUSY = "503 Service Unavailable"


@pytest.mark.parametrize(
    ("robots", "is_fetched"),
    [
        (answer("", status="404 Not Found"), True),
        (answer("", status="403 Forbidden"), True),
        (answer("", TEXT), True),
        (answer("User-agent: *\nDisallow: /private/", TEXT), True),
        (answer("User-agent: *\nDisallow: /", TEXT), False),
        (answer("\ufeffUser-agent: *\nDisallow: /pa", TEXT), False),
        (answer("User-agent: *\r\nDisallow: /*ge$", TEXT), False),
        (answer("User-agent: *\nDisallow: /\nAllow: /page", TEXT), True),
        (answer("User-agent: dateline\nDisallow: /page\n\nUser-agent: *\nAllow: /", TEXT), False),
        (answer("User-agent: others\nDisallow: /", TEXT), True),
        (answer("<!doctype html><p>Not found", "Content-Type: text/html"), True),
        (answer(b"\xff\xfe\0nonsense\x89", TEXT), True),
        (answer(b"User-agent: *\nDisallow: /\n" + b"# more\n" * 100_000, TEXT), False),
        (endless(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /page\n#"), False),
        (answer("", "Location: /rules", status="301 Moved"), False),
        (answer("", "Location: /robots.txt", status="301 Moved"), True),
        (answer("later", status=BUSY), False),
        (reset, False),
        (answer("", "Location: http://10.0.0.1/robots.txt", status="302 Found"), False),
    ],
    ids=[
        "none",
        "closed",
        "empty",
        "about others' pages",
        "forbids all",
        "with a mark",
        "with wildcards",
        "allows the page",
        "about us",
        "about others",
        "a page instead",
        "nonsense",
        "huge",
        "endless",
        "elsewhere",
        "a loop",
        "unavailable",
        "unreachable",
        "at a private address",
    ],
)
def test_robots_txt_decides_and_one_that_cannot_be_had_forbids(world: World, robots: Behaviour, *, is_fetched: bool):
    world.server.pages |= {"/robots.txt": robots, "/page": page("The mayor resigned.")}
    world.server.pages["/rules"] = answer("User-agent: *\nDisallow: /page", TEXT)
    with nullcontext() if is_fetched else pytest.raises(FetchRefusedError, match=r"robots\.txt"):
        world.visitor().get(world.server.url("/page"))
    assert bool(world.server.asked("/page")) is is_fetched


def test_robots_txt_is_asked_once_a_run(world: World):
    world.server.pages |= {"/1": page("One."), "/2": page("Two.")}
    world.lists("/1", "/2")
    world.fetch()
    assert [request.path for request in world.server.requests] == ["/robots.txt", "/feed", "/1", "/2"]


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(world: World):
    world.server.pages |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /private/", TEXT),
        "/page": answer("", "Location: /private/page", status="302 Found"),
        "/private/page": page("Not for programs."),
    }
    with pytest.raises(FetchRefusedError, match="forbids /private/page"):
        world.visitor().get(world.server.url("/page"))
    assert world.server.asked("/private/page") == []


@pytest.mark.parametrize(
    ("delay", "pause"), [("", 1.0), ("Crawl-delay: 7", 7.0), ("Crawl-delay: 0.1", 1.0), ("Crawl-delay: 86400", 60.0)]
)
def test_a_host_is_left_in_peace_between_two_requests(world: World, delay: str, pause: float):
    world.server.pages |= {
        "/robots.txt": answer(f"User-agent: *\n{delay}\nDisallow: /private/", TEXT),
        "/1": page("One."),
        "/2": page("Two."),
    }
    world.manners = replace(world.manners, host_seconds=1.0)
    visitor = world.visitor()
    for path in ("/1", "/2"):
        visitor.get(world.server.url(path))
    assert world.pauses == [1.0, pause]  # after robots.txt, after the first page


def test_a_server_in_trouble_is_tried_again_after_longer_and_longer_pauses(world: World):
    world.server.pages["/page"] = answer("later", status=BUSY)
    with pytest.raises(FetchRefusedError):
        world.visitor().get(world.server.url("/page"))
    first, second = world.pauses
    assert 2 <= first <= 2.5
    assert 4 <= second <= 5
    assert len(world.server.asked("/page")) == 3


def test_what_will_not_pass_is_not_tried_again(world: World):
    with pytest.raises(FetchRefusedError):
        world.visitor().get(world.server.url("/page"))
    assert (len(world.server.asked("/page")), world.pauses) == (1, [])


def test_requests_say_who_asks(world: World):
    world.server.pages["/page"] = page("The mayor resigned.")
    world.manners = replace(world.manners, contact="https://example.org/about")
    world.visitor().get(world.server.url("/page"))
    agents = {request.headers["user-agent"] for request in world.server.requests}
    assert len(agents) == 1
    assert agents.pop().endswith(" (+https://example.org/about)")


def test_a_robots_txt_made_to_be_slow_is_quick():
    rules = "User-agent: *\nDisallow: " + "/*a" * 40 + "b\nDisallow: /" + "x" * 5000 + "\nDisallow: /private"
    robots = read_robots("http://p.example", lambda url, _: _plain(url, rules), "dateline/1")
    begun = time.process_time()
    assert robots.allow("http://p.example/" + "a/" * 900)
    assert not robots.allow("http://p.example/private")
    assert time.process_time() - begun < 5


def test_without_rules_all_is_allowed():
    assert Robots(None, "dateline/1").allow("http://p.example/1")


def test_two_hosts_do_not_wait_for_each_other(world: World):
    world.server.pages |= {"/page": page("The mayor resigned.")}
    world.manners = replace(world.manners, host_seconds=1.0)
    visitor = Visitor(world.manners, sleep=world.pauses.append, now=lambda: 0.0)
    visitor.get(world.server.url("/page"))
    visitor.get(world.server.url("/page").replace("127.0.0.1", "localhost"))
    assert world.pauses == [1.0, 1.0]  # each after its own robots.txt


def _plain(url: str, body: str) -> object:
    from dagster_project.feeds.exchange import Answer

    return Answer(url, 200, {}, body.encode())
