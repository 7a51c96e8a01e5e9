"""dbt by itself: every rule's unit test, and no warning."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dagster_project.orchestration.dbt import run_dbt
from dagster_project.orchestration.dbt_commands import DbtFailed
from dagster_project.settings import Settings
from tests.conftest import settings_for


def test_every_rule_in_sql_passes_its_unit_tests(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    run_dbt(settings, "--warn-error", "test", "--select", "test_type:unit")


@pytest.mark.parametrize(
    "fault",
    [
        "update intermediate.int_kin_groups set group_id = null",
        "insert into intermediate.int_kin_groups select * from intermediate.int_kin_groups",
    ],
)
def test_a_row_without_its_value_or_with_a_twin_fails_the_check_of_its_table(
    fault: str, published: Settings, tmp_path: Path
) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    run_dbt(settings, "test", "--select", "int_kin_groups_rows")
    with duckdb.connect(str(settings.build_file)) as connection:
        connection.execute(fault)
    with pytest.raises(DbtFailed, match="int_kin_groups_rows"):
        run_dbt(settings, "test", "--select", "int_kin_groups_rows")
