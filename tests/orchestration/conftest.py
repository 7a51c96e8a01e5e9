"""What several tests of comparing documents need."""

from __future__ import annotations

import pytest

from dagster_project.warehouse import candidates


@pytest.fixture
def few_hubs(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few that the small collections of tests have keys which more documents share."""
    monkeypatch.setattr(candidates, "HUBS", 3)
