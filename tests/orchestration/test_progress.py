"""How far a long step has come is said where nobody sees a bar."""

from __future__ import annotations

import logging

import pytest

from dagster_project.orchestration import progress
from dagster_project.orchestration.progress import Progress


@pytest.mark.parametrize(("total", "said"), [(40, "landing: 3 of 40 documents"), (None, "landing: 3 files")])
def test_the_log_says_how_far_a_step_has_come_and_promises_no_end_that_nobody_knows(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, total: int | None, said: str
) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.0)
    with caplog.at_level(logging.INFO), Progress("landing", total) as step:
        step.advance(3)
    assert [record.getMessage() for record in caplog.records] == [said]
