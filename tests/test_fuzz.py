"""Two thousand fixed inputs that nobody would write: no crash, no hang, every refusal with a reason."""

from __future__ import annotations

import random

import pytest
from hypothesis import strategies as st

from tests import guided
from tests.fuzzing import TARGETS, Target, fuzz, property_of

INPUTS = 2000


@pytest.mark.parametrize("target", TARGETS)
def test_strangers_bytes_neither_crash_nor_hang(target: str) -> None:
    wanted = int(INPUTS * TARGETS[target].share)
    assert fuzz(target, wanted, fixed=True) >= wanted * 0.9  # a small space of inputs may be exhausted


def test_bytes_that_a_guide_chooses_become_texts_of_the_same_target() -> None:
    texts: list[str] = []
    take = property_of(Target(st.text(min_size=1), texts.append, 1.0), inputs=1).hypothesis.fuzz_one_input
    for number in range(20):
        take(random.Random(number).randbytes(200))
    assert len(set(texts)) > 1


def test_without_a_guide_nothing_is_passed_off_as_guided(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert guided.main(1000, []) == 2
    assert "NOT FUZZED: atheris is not installed" in caplog.text
