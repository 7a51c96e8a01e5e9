"""dbt by itself: every rule's unit test, and no warning."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import psutil
import pytest

from dagster_project.orchestration.dbt import run_dbt
from dagster_project.orchestration.dbt_commands import DbtCommand, DbtFailed, export_settings
from dagster_project.orchestration.dbt_process import DbtProcess, process_beside
from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import Settings
from dagster_project.warehouse.checked import check_anew
from dagster_project.warehouse.connections import BuildFile
from dagster_project.warehouse.marts import table_digest
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


@pytest.fixture(scope="module")
def process(published: Settings) -> Iterator[DbtProcess]:
    """A process for dbt, as all refreshes have one but those that do all work in their own."""
    export_settings(published)
    started = DbtProcess()
    yield started
    started.close()


@pytest.fixture(params=["in this process", "beside it"])
def beside(request: pytest.FixtureRequest) -> DbtProcess | None:
    """Where dbt runs."""
    return None if request.param == "in this process" else request.getfixturevalue("process")


def test_a_command_that_nobody_waits_for_ends_at_its_next_node_and_leaves_the_build_file_to_others(
    published: Settings, tmp_path: Path, beside: DbtProcess | None
) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    export_settings(settings)
    every_check = ["test", "--exclude", "test_type:unit"]
    events = DbtCommand(every_check, settings.dbt_target_folder).events(beside)
    next(events)
    events.close()
    results = json.loads((settings.dbt_target_folder / "run_results.json").read_text(encoding="utf-8"))["results"]
    assert sum(result["status"] == "pass" for result in results) < len(results) / 2
    with duckdb.connect(str(settings.build_file), config={"threads": 1}) as connection:
        assert connection.execute("select count(*) from marts.articles").fetchone() != (0,)
    again = DbtCommand(["test", "--select", "int_kin_groups_rows"], settings.dbt_target_folder).events(beside)
    assert [node.event["data"]["status"] for node in again] == ["pass"]


def test_what_dbt_says_is_the_same_from_a_process_beside(
    published: Settings, tmp_path: Path, beside: DbtProcess | None, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    with duckdb.connect(str(settings.build_file)) as connection:
        connection.execute("insert into intermediate.int_kin_groups from intermediate.int_kin_groups")
    export_settings(settings)
    with pytest.raises(DbtFailed, match=r"^dbt failed: int_kin_groups_rows: Got 1 result") as failure:
        list(DbtCommand(["test", "--select", "int_kin_groups_rows"], settings.dbt_target_folder).events(beside))
    assert 'from "build"."intermediate"."int_kin_groups"' in failure.value.failed_checks["int_kin_groups_rows"]
    assert "1 of 1 FAIL 1 int_kin_groups_rows" in capsys.readouterr().out


def test_what_dbt_made_is_looked_into_at_once_where_it_was_made(
    published: Settings, tmp_path: Path, beside: DbtProcess | None
) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    export_settings(settings)
    command = ["run", "--select", "articles", "stg_documents"]
    nodes = DbtCommand(command, settings.dbt_target_folder, build=Refresh(settings).build).events(beside)
    found = {node.event["data"]["node_info"]["node_name"]: node.facts for node in nodes}
    for model, table in (("articles", "marts.articles"), ("stg_documents", "staging.stg_documents")):
        with duckdb.connect(str(settings.build_file), read_only=True) as connection:
            (count,) = connection.execute(f"select count(*) from {table}").fetchone()
        assert found[model].row_count == count > 0
        assert len(found[model].preview) == min(count, 5)


def test_the_build_file_is_held_until_it_is_let_go(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    work = Refresh(settings_for(published.landing_folder, tmp_path / "data"))
    look = f"import duckdb; duckdb.connect({str(work.build.path)!r}).execute('select 1')"
    other = [sys.executable, "-c", look]
    work.hold()
    assert b"Could not set lock" in subprocess.run(other, capture_output=True, check=False).stderr
    assert not work.is_noted("reference_data", "")  # as if nobody held it
    work.let_go()
    subprocess.run(other, check=True)
    work.hold()
    work.close()
    subprocess.run(other, check=True)


def test_a_process_of_dbt_that_was_killed_fails_its_command_and_the_next_one_finds_another(
    published: Settings, tmp_path: Path
) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data", engine="pool")
    command = DbtCommand(["test", "--exclude", "test_type:unit"], settings.dbt_target_folder)
    killed = process_beside(settings)
    events = command.events(killed)
    next(events)
    killed._process.kill()
    with pytest.raises(DbtFailed, match="the process of dbt has ended"):
        list(events)
    another = process_beside(settings)
    assert another is not killed
    assert process_beside(settings) is another
    another.close()


def test_a_process_of_dbt_does_not_outlive_the_one_that_it_serves(published: Settings) -> None:
    code = "from dagster_project.orchestration.dbt_process import DbtProcess; import time\n"
    code += "if __name__ == '__main__': print(DbtProcess()._process.pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    child.wait(timeout=20)


def test_articles_slice_by_slice_make_the_same_rows_as_all_at_once(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    build, models = Refresh(settings).build, ("build", "--select", "path:models/intermediate/per_article")
    at_once = rows_of_articles(build)
    check_anew(build)
    run_dbt(settings, *models, "--full-refresh", "--vars", "{articles_a_slice: 4}")
    assert rows_of_articles(build) == at_once
    with build.open() as connection:
        connection.execute("delete from intermediate.int_mentions where hash(article_id) % 3 > 0")
    run_dbt(settings, *models, "--vars", "{articles_a_slice: 4}")
    assert rows_of_articles(build) == at_once


def test_a_slice_reads_rows_of_its_documents_alone(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    run_dbt(settings, "compile", "--full-refresh", "--select", "intermediate.per_article")
    queries = sorted((settings.dbt_target_folder / "compiled").rglob("per_article/*.sql"))
    assert queries
    with duckdb.connect(str(settings.build_file), read_only=True) as connection:
        connection.execute("set variable slice_start = '8'")
        inside = {
            name: connection.execute(f"select count(*) from {schema}.{name} where document_id >= '8'").fetchone()
            for schema, name in connection.execute(
                "select table_schema, table_name from information_schema.columns where column_name = 'document_id'"
            ).fetchall()
        }
        for query in queries:
            sql = query.read_text(encoding="utf-8")
            plan = connection.execute(f"explain (analyze, format json) {sql}").fetchall()[0][1]
            for table, rows in scans(json.loads(plan)):
                assert (rows,) <= inside.get(table, (rows,)), f"{query.stem} reads {rows} rows of {table}"


def scans(operator: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Each table that a plan reads, and how many of its rows."""
    if table := operator.get("extra_info", {}).get("Table"):
        yield table.rpartition(".")[2], operator["operator_cardinality"]
    for child in operator["children"]:
        yield from scans(child)


def test_a_model_of_article_grain_adds_no_row_of_an_article_that_is_as_it_was(
    published: Settings, tmp_path: Path
) -> None:
    build = tmp_path / "build.duckdb"
    shutil.copy(published.build_file, build)
    queries = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (published.dbt_target_folder / "compiled").rglob("models/intermediate/per_article/*.sql")
    }
    assert len(queries) > 25
    with BuildFile(build, tmp_path).open() as connection:
        connection.execute("set variable slice_start = 'g'")  # behind all documents
        connection.execute(
            "insert into intermediate.int_article_acronyms (article_id, article_state, acronym, acronym_slug, actor_id)"
            " select article_id, article_state, 'AU', 'au', 'org:african-union' from intermediate.int_articles limit 1"
        )
        for name, query in queries.items():
            assert connection.execute(query).fetchall() == [], name


def rows_of_articles(build: BuildFile) -> dict[str, str]:
    """A digest of each table of the intermediate models."""
    with build.open() as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'intermediate' and table_name <> ?",
            ["int_checked_articles"],
        ).fetchall()
        assert len(names) > 30
        return {name: table_digest(connection, "intermediate", name) for (name,) in names}


def test_a_table_of_other_columns_than_its_model_is_not_added_to(published: Settings, tmp_path: Path) -> None:
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    settings = settings_for(published.landing_folder, tmp_path / "data")
    with Refresh(settings).build.open() as connection:
        connection.execute("alter table intermediate.int_told_days rename told_on to told_at")
    with pytest.raises(DbtFailed, match=r"had other columns \(told_at, told_on\): give --full-refresh"):
        run_dbt(settings, "run", "--select", "int_told_days")
