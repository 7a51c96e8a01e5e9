"""The web server of the UI answers its own pages and programs on this machine, and no other website."""

from __future__ import annotations

import pytest

from dagster_project.orchestration.web import refusal


def ask(path: str = "/graphql", method: str = "GET", kind: str = "http", **headers: str) -> str:
    """Why this request would be refused."""
    given = {"host": "127.0.0.1:3000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in given.items()]
    return refusal({"type": kind, "path": path, "method": method, "headers": raw})


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        ("/graphql", "GET", "no-cors"),  # a picture
        ("/graphql", "GET", "navigate"),  # a link or a frame
        ("/graphql", "POST", "cors"),
        ("/report_asset_materialization/marts/articles", "POST", "navigate"),  # a form
    ],
)
def test_another_website_can_neither_ask_nor_change_anything(site: str, path: str, method: str, mode: str) -> None:
    assert "other websites" in ask(path, method, sec_fetch_site=site, sec_fetch_mode=mode)


def test_another_website_cannot_open_a_websocket() -> None:
    assert "other websites" in ask(kind="websocket", sec_fetch_site="cross-site", sec_fetch_mode="websocket")


@pytest.mark.parametrize("host", ["evil.example:3000", "127.0.0.1.evil.example", "", "localhost.evil.example:3000"])
def test_a_name_that_was_made_to_lead_here_is_not_answered(host: str) -> None:
    assert "names of this machine" in ask(host=host)


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost:3001", "[::1]:3000", "localhost", "[::1]"])
def test_the_names_of_this_machine_are_answered(host: str) -> None:
    assert ask(host=host) == ""


def test_own_pages_programs_and_links_to_a_page_are_answered() -> None:
    assert ask(method="POST", sec_fetch_site="same-origin", sec_fetch_mode="cors") == ""
    assert ask(method="POST") == ""  # a program says nothing of sites
    assert ask("/runs", sec_fetch_site="none", sec_fetch_mode="navigate") == ""
    assert ask("/runs", sec_fetch_site="cross-site", sec_fetch_mode="navigate") == ""
