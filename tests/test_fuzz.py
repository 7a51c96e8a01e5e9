"""Two thousand fixed inputs that nobody would write: no crash, no hang, every refusal with a reason."""

from __future__ import annotations

import pytest

from tests.fuzzing import TARGETS, fuzz

INPUTS = 2000


@pytest.mark.parametrize("target", TARGETS)
def test_strangers_bytes_neither_crash_nor_hang(target: str) -> None:
    wanted = int(INPUTS * TARGETS[target].share)
    assert fuzz(target, wanted, fixed=True) >= wanted * 0.9  # a small space of inputs may be exhausted
