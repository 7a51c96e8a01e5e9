"""Words by which a line says itself what it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.text.separation.cues import CUES, Cue, find_cue
from dagster_project.text.separation.lines import Line

NEEDING = [cue for cue in CUES if cue.needs]


def pattern_of(cue: Cue) -> re.Pattern[str]:
    pattern = getattr(cue.finds, "__self__", None)
    assert isinstance(pattern, re.Pattern)
    return pattern


@pytest.mark.parametrize("cue", NEEDING, ids=lambda cue: cue.reason)
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_whatever_fits_a_cue_holds_a_word_that_it_needs(cue: Cue, data: st.DataObject) -> None:
    line = data.draw(st.from_regex(pattern_of(cue)))
    assert any(word in line for word in cue.needs)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("This site uses cookies", "legal"),
        ("Click to share", "share"),
        ("Share", "share"),
        ("Privacy policy. All rights reserved", "legal"),
        ("Minister resigns", None),
    ],
)
def test_the_first_cue_that_fits_speaks(line: str, role: str | None) -> None:
    found = find_cue(Line(line, 1, 0, len(line)))
    assert (found and found.role) == role
