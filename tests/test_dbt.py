"""dbt by itself: every rule's unit test, and no warning."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from dagster_project.orchestration.dbt import export_settings, run_dbt
from dagster_project.orchestration.dbt_commands import DbtCommand, DbtFailed
from dagster_project.settings import Settings
from tests.conftest import settings_for


def test_every_rule_in_sql_passes_its_unit_tests(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    run_dbt(settings, "--warn-error", "test", "--select", "test_type:unit")


def test_a_model_that_fails_says_why_in_its_first_line(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    with duckdb.connect(str(settings.build_file)) as connection:
        connection.execute("alter table raw.documents rename to elsewhere")
    with pytest.raises(DbtFailed, match=r"^dbt failed: stg_documents: .*Catalog Error: .*documents does not exist"):
        run_dbt(settings, "run", "--select", "stg_documents")


def test_a_command_that_nobody_waits_for_ends_at_its_next_node_and_leaves_the_build_file_to_others(
    published: Settings, tmp_path: Path
) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    export_settings(settings)
    every_check = ["test", "--exclude", "test_type:unit"]
    events = DbtCommand(every_check, settings.dbt_target_folder).events()
    next(events)
    events.close()
    results = json.loads((settings.dbt_target_folder / "run_results.json").read_text(encoding="utf-8"))["results"]
    assert sum(result["status"] == "pass" for result in results) < len(results) / 2
    with duckdb.connect(str(settings.build_file), config={"threads": 1}) as connection:
        assert connection.execute("select count(*) from marts.articles").fetchone() != (0,)
    run_dbt(settings, "test", "--select", "int_kin_groups_rows")
