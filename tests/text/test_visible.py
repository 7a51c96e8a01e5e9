"""Texts of strangers are shown, and act nowhere."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.__main__ import _disarm
from dagster_project.text.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Élysée, 東京 and “quotes” – €5", "Élysée, 東京 and “quotes” – €5"),
        ("\x1b[2J\x1b]0;owned\x07", r"\x1b[2J\x1b]0;owned\x07"),
        ("abc\u202egpj.exe", r"abc\u202egpj.exe"),
        ("one\ntwo\r\u2028three", r"one\ntwo\r\u2028three"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
    ],
)
def test_what_would_act_is_spelled_and_all_else_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_showing_twice_changes_nothing_more(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_a_line_of_the_log_cannot_command_the_terminal() -> None:
    record = logging.LogRecord("dagster_project.x", logging.INFO, "", 0, "document %s failed", ("\x1b[2J\u202e",), None)
    assert _disarm(record)
    assert record.getMessage() == r"document \x1b[2J\u202e failed"
