"""dbt by itself: every rule's unit test, and no warning."""

from __future__ import annotations

import shutil
from pathlib import Path

from dagster_project.orchestration.dbt import run_dbt
from dagster_project.settings import Settings
from tests.conftest import settings_for


def test_every_rule_in_sql_passes_its_unit_tests(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    run_dbt(settings, "--warn-error", "test", "--select", "test_type:unit")
