"""Whatever a server does, a fetch ends, says why it has nothing, and the next page is fetched all the same."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from tests.feeds.conftest import World
from tests.feeds.server import Behaviour, answer, drip, endless, in_turn, page, reset

HTML = "Content-Type: text/html"
HEAD = f"HTTP/1.1 200 OK\r\n{HTML}\r\n".encode()
LONG = b"x" * 20_001


def redirect(location: str) -> bytes:
    return answer("", f"Location: {location}", status="302 Found")


# What a page's address does, and what becomes of the page: a reason code, or None for fetched.
MISDEEDS: dict[str, tuple[Behaviour, str | None]] = {
    "an endless body": (endless(HEAD + b"\r\n"), "too_large"),
    "an endless chunked body": (endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n"), "too_large"),
    "a body over the limit": (answer(LONG, HTML), "too_large"),
    "a bomb of gzip": (answer(gzip.compress(b"0" * 50_000_000), HTML, "Content-Encoding: gzip"), "too_large"),
    "gzip that is none": (answer("<p>words", HTML, "Content-Encoding: gzip"), "not_gzip"),
    "gzip that is cut off": (answer(gzip.compress(b"<p>words")[:-8], HTML, "Content-Encoding: gzip"), "corrupt_gzip"),
    "an encoding nobody asked for": (answer("?", HTML, "Content-Encoding: br"), "broken_response"),
    "a length that is too long": (answer("<p>short", HTML, length=900), "broken_response"),
    "a length that is too short": (answer("<p>words and more", HTML, length=8), None),
    "a length that is no number": (HEAD + b"Content-Length: many\r\n\r\n<p>words", None),
    "broken chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>words\r\n0\r\n\r\n", "broken_response"),
    "chunks without an end": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>wo", "broken_response"),
    "a connection that is reset": (reset, "broken_response"),
    "no answer at all": (b"", "broken_response"),
    "an answer that is no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "broken_response"),
    "an endless header": (endless(b"HTTP/1.1 200 OK\r\nX: "), "broken_response"),
    "too many headers": (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n<p>words", "broken_response"),
    "an empty body": (answer("", HTML), "empty"),
    "a loop of redirects": (redirect("/page"), "redirects"),
    "a redirect to nowhere": (answer("", status="302 Found"), "redirects"),
    "a redirect that is no address": (redirect("http://[::1"), "redirects"),
    "a redirect to a private address": (redirect("http://10.0.0.1/admin"), "forbidden_address"),
    "a redirect to the cloud's own address": (redirect("http://169.254.169.254/latest/meta-data"), "forbidden_address"),
    "a redirect to a port where nobody listens": (redirect("http://127.0.0.1:1/"), "unreachable"),
    "a redirect to a file": (redirect("file:///etc/passwd"), "forbidden_address"),
    "a redirect with a password": (redirect("http://user:word@127.0.0.1/"), "forbidden_address"),
    "a redirect to another page": (redirect("/good"), None),
    "not found": (answer("gone", status="404 Not Found"), "http_status"),
    "unavailable": (answer("later", status="503 Service Unavailable"), "http_status"),
    "unavailable at first": (in_turn(answer("later", status="503 Busy"), page("The mayor resigned.")), None),
    "too many requests": (answer("", "Retry-After: 7200", status="429 Too Many Requests"), "http_status"),
    "not modified without having been asked": (answer("", status="304 Not Modified"), "http_status"),
    "a status that is none": (b"HTTP/1.1 abc OK\r\n\r\n", "broken_response"),
    "no content type": (answer("<!doctype html><p>words"), None),
    "a picture": (answer(b"\x89PNG\r\n", "Content-Type: image/png"), "not_a_page"),
    "a picture that says it is HTML": (answer(b"\x89PNG\r\n\x1a\n\0\0", HTML), None),  # archived; refused when decoded
    "a charset that is none": (answer("<p>Zwölf", "Content-Type: text/html; charset=nonsense"), None),
}


@pytest.mark.parametrize("name", MISDEEDS)
def test_a_page_is_fetched_or_refused_with_its_reason_and_the_next_one_is_fetched(world: World, name: str):
    behaviour, code = MISDEEDS[name]
    world.server.pages |= {"/page": behaviour, "/good": page("The mayor resigned.")}
    world.lists("/page", "/good")
    for _ in range(3):  # what may pass is tried at three fetches before it is given up
        world.fetch()
    codes = world.codes()
    assert codes.pop("/good") is None
    assert codes == ({} if name == "a redirect to another page" else {"/page": code})


@pytest.mark.parametrize(
    "beginning",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", HEAD + b"\r\n<p>", HEAD + b"Content-Length: 900\r\n\r\n<p>", b"H"],
    ids=["in its headers", "in a body of any length", "in its body", "in its first line"],
)
def test_a_server_that_drips_is_left_when_its_time_is_over(world: World, beginning: bytes):
    world.manners = replace(world.manners, request_seconds=0.15)
    world.server.pages |= {"/page": drip(beginning)}
    world.lists("/page")
    for _ in range(3):
        world.fetch()
    assert world.codes() == {"/page": "timed_out"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!doctype html><title>Not found</title>", "not_a_feed"),
        (b"hello", "not_a_feed"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_a_feed"),
        (b"<notes/>", "not_a_feed"),
        (b"{", "not_a_feed"),
        (b"", "empty"),
        (LONG, "too_large"),
    ],
)
def test_what_is_no_feed_is_told_once(world: World, content: bytes, code: str):
    world.server.pages["/feed"] = answer(content, "Content-Type: application/rss+xml")
    reports = [world.fetch() for _ in range(3)]
    assert [(a.location, a.refusal and a.refusal.reason_code) for a in world.log()] == [
        (world.server.url("/feed"), code)
    ]
    assert all(report.problem for report in reports)


def test_a_server_that_asks_for_patience_gets_it(world: World):
    world.server.pages["/feed"] = in_turn(
        answer("", "Retry-After: 5", status="429 Too Many Requests"), answer(world.server.url("/page"))
    )
    world.server.pages["/page"] = page("The mayor resigned.")
    assert world.fetch().fetched == 1
    assert 5 <= world.pauses[0] < 7
    assert len(world.server.asked("/feed")) == 2
