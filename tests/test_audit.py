"""`make audit` names what is vulnerable, and never passes what it could not ask about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit import SOUND, UNKNOWN, VULNERABLE, audit
from tests.feeds.server import Server, answer, serving

ADVISORY = {
    "id": "TEST-2026-1",
    "summary": "Reads what it should not",
    "details": "Reads what it should not.",
    "affected": [
        {
            "package": {"name": "urllib3", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.9.9"}]}],
        }
    ],
}


@pytest.fixture
def pins(tmp_path: Path) -> Path:
    """A file that pins one package."""
    path = tmp_path / "constraints.txt"
    path.write_text("urllib3==2.6.0\n", encoding="utf-8")
    return path


@pytest.fixture
def database() -> Iterator[Server]:
    with serving() as server:
        yield server


def test_a_known_vulnerability_is_named_with_the_version_that_mends_it(
    pins: Path, database: Server, caplog: pytest.LogCaptureFixture
) -> None:
    database.pages["/query"] = answer(json.dumps({"vulns": [ADVISORY]}), "Content-Type: application/json")
    assert audit(pins, database.url("/query")) == VULNERABLE
    assert "urllib3 2.6.0: TEST-2026-1, mended in 2.9.9" in caplog.text


def test_what_the_database_knows_nothing_against_passes(pins: Path, database: Server) -> None:
    database.pages["/query"] = answer("{}", "Content-Type: application/json")
    assert audit(pins, database.url("/query")) == SOUND
    assert len(database.asked("/query")) == 1


@pytest.mark.parametrize("status", ["500 Internal Server Error", "404 Not Found"])
def test_a_database_that_gives_no_answer_is_said_and_is_no_pass(
    pins: Path, database: Server, caplog: pytest.LogCaptureFixture, status: str
) -> None:
    database.pages["/query"] = answer("out of order", status=status)
    assert audit(pins, database.url("/query")) == UNKNOWN
    assert "NOT AUDITED" in caplog.text


def test_a_database_that_cannot_be_reached_is_said_and_is_no_pass(pins: Path, caplog: pytest.LogCaptureFixture) -> None:
    with serving() as server:
        gone = server.url("/query")
    assert audit(pins, gone) == UNKNOWN
    assert "NOT AUDITED" in caplog.text
