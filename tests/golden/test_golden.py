"""The sample corpus ends as it was read and judged, and stages say so when their output changes."""

from __future__ import annotations

from typing import Any

import pytest

from dagster_project.orchestration.stages import STAGES
from dagster_project.settings import Settings
from tests.golden.records import DIGESTS, FOLDER, UNREAD, load, read_digests, read_records

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture(scope="module")
def records(published: Settings) -> dict[str, dict[str, Any]]:
    return read_records(published)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_text_ends_as_its_golden_record_says(name: str, records: dict[str, dict[str, Any]]) -> None:
    expected = load(FOLDER / f"{name}.json")
    assert expected.pop("verdict") != UNREAD, f"read {name}.json line by line and write your verdict into it"
    assert records[name] == expected


def test_every_sample_text_has_a_golden_record(records: dict[str, dict[str, Any]]) -> None:
    assert sorted(records) == NAMES


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_whose_output_changed_has_a_new_version(stage: Any, published: Settings) -> None:
    stored, now = load(DIGESTS)[stage.name], read_digests(published)[stage.name]
    if stored["digest"] != now["digest"]:
        assert stored["version"] != now["version"], (
            f"the output of {stage.name} changed: raise its version in orchestration/stages.py, then run make golden"
        )
    assert stored == now, "run make golden and read what changed"
