"""Only plain addresses of the public internet are asked, by the address that was checked."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from dagster_project.feeds.addresses import locate
from dagster_project.feeds.refusals import FetchRefusedError
from tests.feeds.conftest import World
from tests.feeds.server import page


def resolving(monkeypatch: pytest.MonkeyPatch, *ips: str) -> list[str]:
    """Let every name lead to these addresses; returns the names that were asked for."""
    asked: list[str] = []
    really = socket.getaddrinfo

    def found(host: str, port: int, *rest: object, **more: object) -> list[tuple[object, ...]]:
        if host.replace(".", "").isdigit() or ":" in host:
            return really(host, port, *rest, **more)
        asked.append(host)
        return [(0, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    return asked


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104 (an address to be refused)
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "2001:0:53aa:64c::1",
    ],
)
def test_a_name_that_leads_to_no_public_address_is_refused(monkeypatch: pytest.MonkeyPatch, ip: str):
    for ips in ([ip], ["93.184.216.34", ip]):  # one of several is enough
        resolving(monkeypatch, *ips)
        with pytest.raises(FetchRefusedError) as refused:
            locate("http://paper.example/1", allow_loopback=False)
        assert refused.value.refusal.reason_code == "forbidden_address"


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_a_public_address_is_asked(monkeypatch: pytest.MonkeyPatch, ip: str):
    resolving(monkeypatch, ip)
    place = locate("https://Paper.Example:8443/1?a=b#c", allow_loopback=False)
    assert [ipaddress.ip_address(each) for each in place.ips] == [ipaddress.ip_address(ip)]
    assert (place.origin, place.target) == ("https://paper.example:8443", "/1?a=b")


@pytest.mark.parametrize("ip", ["10.0.0.1", "169.254.169.254", "::ffff:192.168.0.1", "fe80::1"])
def test_the_switch_for_tests_opens_this_machine_and_nothing_else(monkeypatch: pytest.MonkeyPatch, ip: str):
    assert locate("http://127.0.0.1:1/", allow_loopback=True).ips == ("127.0.0.1",)
    resolving(monkeypatch, ip)
    with pytest.raises(FetchRefusedError):
        locate("http://paper.example/", allow_loopback=True)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://paper.example/1",
        "gopher://paper.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//paper.example/1",
        "http://",
        "http:///path",
        "http://user@paper.example/",
        "http://user:word@paper.example/",
        "http://paper.example:99999/",
        "http://[::1",
        "http://" + "a" * 70 + ".example/",
        "http://paper..example/",
        "http://paper.example/" + "a" * 3000,
    ],
)
def test_what_is_no_plain_address_is_refused_before_any_name_is_looked_up(monkeypatch: pytest.MonkeyPatch, url: str):
    asked = resolving(monkeypatch, "93.184.216.34")
    with pytest.raises(FetchRefusedError) as refused:
        locate(url, allow_loopback=False)
    assert (refused.value.refusal.reason_code, asked) == ("forbidden_address", [])


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "017700000001", "localhost", "LOCALHOST."])
def test_other_spellings_of_this_machine_are_this_machine(host: str):
    with pytest.raises(FetchRefusedError) as refused:
        locate(f"http://{host}/", allow_loopback=False)
    assert refused.value.refusal.reason_code in ("forbidden_address", "unreachable")


def test_a_name_is_looked_up_once_a_request_and_the_connection_made_to_what_was_checked(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    asked = resolving(monkeypatch, "127.0.0.1")
    world.server.pages["/page"] = page("The mayor resigned.")
    answer = world.visitor().get(f"http://paper.example:{world.server.port}/page")
    assert (answer.status, asked) == (200, ["paper.example", "paper.example"])  # the second for robots.txt: see below
    assert world.server.asked("/page")[0].headers["host"] == f"paper.example:{world.server.port}"


def test_a_name_with_an_address_that_does_not_answer_is_reached_at_another_one(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    resolving(monkeypatch, "::1", "127.0.0.9", "127.0.0.1")
    world.server.pages["/page"] = page("The mayor resigned.")
    assert world.visitor().get(f"http://paper.example:{world.server.port}/page").status == 200


def test_a_feed_on_this_machine_is_refused_unless_the_switch_is_on(world: World):
    world.manners = type(world.manners)(20_000, host_seconds=0.0)
    world.lists("/page")
    assert "no public address" in world.fetch().problem
    assert world.server.requests == []
