"""Every pinned dependency may be used, and the page that says so is not stale."""

from __future__ import annotations

import pytest

from tests.licences import PAGE, REVIEWED, is_permissive, licence_of, pins, written


def test_every_pinned_dependency_stands_under_a_permissive_licence_or_one_that_was_weighed() -> None:
    licences = {name: licence_of(name) for name, _ in pins()}
    assert [name for name, said in licences.items() if not (is_permissive(said) or name in REVIEWED)] == []


def test_the_page_of_licences_is_what_make_licences_would_write() -> None:
    assert PAGE.read_text(encoding="utf-8") == written()


def test_nothing_was_weighed_that_is_gone_or_permissive() -> None:
    assert {name for name, _ in pins() if not is_permissive(licence_of(name))} == REVIEWED.keys()


@pytest.mark.parametrize(
    ("expression", "is_fine"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("BSD-3-Clause AND 0BSD AND (MIT OR Apache-2.0)", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", False),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_permissive_when_all_that_it_joins_is(expression: str, is_fine: bool) -> None:  # noqa: FBT001 (a column of the table above)
    assert is_permissive(expression) is is_fine
