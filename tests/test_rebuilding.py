"""The same versions and the same archive give the same tables; other versions are named."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dagster_project.orchestration.dbt import run_dbt
from dagster_project.orchestration.provenance import commit_of, installed
from dagster_project.orchestration.rebuild import OtherVersions, rebuild_release
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.stages import OFF, STAGES, stages_with
from dagster_project.settings import PROJECT_ROOT, Settings
from dagster_project.warehouse.comparison import table_digests
from dagster_project.warehouse.release_info import read_release_info
from dagster_project.warehouse.releases import ReleaseError
from tests.conftest import made_once, settings_for
from tests.rebuilding import TIMES, rebuild_by_hand, ways
from tests.refreshing import run_refresh, tables

STORY = "Ministers from Kenya and Japan met in Nairobi on Monday. They spoke for an hour about trade with the EU.\n" * 3
PARTS = 4  # of the rebuilds, so that several processes share them


@pytest.fixture
def copied(published: Settings, tmp_path: Path) -> Settings:
    """A copy of the refreshed sample corpus, over an empty landing folder."""
    shutil.copytree(published.data_folder, tmp_path / "data", symlinks=True)
    (tmp_path / "landing").mkdir()
    return settings_for(tmp_path / "landing", tmp_path / "data")


@pytest.fixture(scope="module")
def compiled(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the refreshed sample corpus, with all models as dbt would run them on an empty warehouse."""

    def make(folder: Path) -> None:
        shutil.copytree(published.data_folder, folder / "data", symlinks=True)
        run_dbt(replace(published, data_folder=folder / "data"), "compile", "--full-refresh")

    return replace(published, data_folder=made_once(tmp_path_factory, "compiled", make) / "data")


def never(_: Settings) -> bool:
    raise AssertionError("nothing should be made")


@pytest.mark.parametrize("part", range(PARTS))
def test_twenty_rebuilds_with_other_batches_threads_and_portions_give_the_tables_of_the_refresh(
    part: int, compiled: Settings, tmp_path: Path
) -> None:
    shutil.copytree(compiled.data_folder, tmp_path / "made", symlinks=True)
    (tmp_path / "empty").mkdir()
    made = replace(compiled, data_folder=tmp_path / "made")
    expected = table_digests(Refresh(made).build)
    for number, way in list(enumerate(ways(settings_for(tmp_path / "empty", tmp_path / "again"), TIMES)))[part::PARTS]:
        again = replace(way, engine="inline", data_folder=tmp_path / f"again_{number}")
        rebuild_by_hand(made, again, seed=number)
        assert table_digests(Refresh(again).build) == expected
        shutil.rmtree(again.data_folder)


def test_a_release_is_made_again_from_what_the_archive_held_then_and_the_data_folder_stays_as_it_is(
    copied: Settings,
) -> None:
    (copied.landing_folder / "later.txt").write_text(STORY, encoding="utf-8")
    Refresh(copied).take_in()
    before = tables(copied), sorted(path.name for path in copied.data_folder.iterdir())
    made: list[str] = []

    def run_job(aside: Settings) -> bool:
        done = bool(run_refresh(aside).success)
        made.extend(tables(aside))
        return done

    assert rebuild_release(replace(copied, batch_documents=3, threads=2), "1", run_job) == []
    assert "marts.mention_counts" in made
    assert (tables(copied), sorted(path.name for path in copied.data_folder.iterdir())) == before


def test_a_release_that_the_archive_does_not_give_any_more_is_told_by_its_tables(copied: Settings) -> None:
    change_release(copied, 'mart_digests = json_merge_patch(mart_digests, \'{"actors": "other"}\')')

    def run_job(aside: Settings) -> bool:
        shutil.copytree(copied.releases_folder, aside.releases_folder)
        change_release(aside, 'mart_digests = json_merge_patch(mart_digests, \'{"actors": "one", "dates": null}\')')
        return True

    assert rebuild_release(copied, "1", run_job) == ["actors", "dates"]


def change_release(settings: Settings, assignment: str) -> None:
    """Let release 1 say something else of itself."""
    (release,) = settings.releases_folder.glob("*.duckdb")
    release.chmod(0o644)
    with duckdb.connect(str(release)) as connection:
        connection.execute(f"update release_info set {assignment}")


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ('library_versions = json_merge_patch(library_versions, \'{"lxml": "5.0"}\')', "library lxml: 5.0, here"),
        ('stage_versions = json_merge_patch(stage_versions, \'{"dating": "abc"}\')', "stage dating: abc, here"),
        ('model_digests = json_merge_patch(model_digests, \'{"tagger": "off"}\')', "model tagger: off, here"),
        (
            'reference_digests = json_merge_patch(reference_digests, \'{"line_roles": "abc"}\')',
            "reference line_roles: abc, here",
        ),
        ("code_version = 'dateline 0.0.9'", "code version: dateline 0.0.9, here dateline"),
        ("library_versions = null", "library duckdb: not told, here"),
    ],
)
def test_what_a_release_was_made_with_and_is_not_installed_is_named_with_the_commit_and_the_constraints(
    assignment: str, told: str, copied: Settings
) -> None:
    change_release(
        copied, f"{assignment}, code_commit = 'c0ffee', constraints_digest = 'abcdef', code_is_modified = false"
    )
    with pytest.raises(OtherVersions) as refused:
        rebuild_release(copied, "1", never)
    assert told in str(refused.value)
    assert "check out commit c0ffee, install with its constraints.txt (sha256 abcdef...)" in str(refused.value)
    assert not copied.rebuild_folder.exists()


def test_changes_that_are_in_no_commit_and_a_commit_that_nobody_knows_are_admitted(copied: Settings) -> None:
    change_release(copied, "code_version = 'another', code_commit = 'c0ffee', code_is_modified = true")
    with pytest.raises(OtherVersions, match=r"c0ffee .the code differed from it"):
        rebuild_release(copied, "1", never)
    change_release(copied, "code_commit = null, code_is_modified = null, constraints_digest = null")
    with pytest.raises(OtherVersions, match=r"does not know its commit.*the constraints.txt of that day"):
        rebuild_release(copied, "1", never)
    with pytest.raises(ReleaseError, match="there are: 1"):
        rebuild_release(copied, "7", never)


def test_a_release_names_the_versions_that_its_stages_ran_with_and_all_reference_data(copied: Settings) -> None:
    info = read_release_info(copied.warehouse_file.resolve())
    with duckdb.connect(str(copied.build_file)) as connection:
        ran = dict(connection.execute("select distinct stage, effective_version from raw.stage_progress").fetchall())
        seeds = connection.execute("select table_name from duckdb_tables() where schema_name = 'reference'").fetchall()
    assert info["stage_versions"] == ran == Refresh(copied).provenance().stage_versions
    assert set(info["reference_digests"]) == {name for (name,) in seeds}  # type: ignore[call-overload] # JSON
    assert Refresh(copied).provenance().differences(info) == []


def test_what_is_off_counts_neither_by_its_libraries_nor_by_its_model() -> None:
    without = installed(stages_with(ner=False))
    assert without.stage_versions["tagging"] == without.model_digests["tagger"] == OFF
    assert "spacy" not in without.library_versions
    assert "spacy" in installed(STAGES).library_versions


def test_make_rebuilds_everything_unless_a_release_is_named() -> None:
    def asked(*given: str) -> str:
        command = ["make", "--dry-run", "--old-file=.venv/installed", "rebuild", *given]
        return subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=True).stdout

    assert '--release ""' in asked()
    assert '--release "3"' in asked("RELEASE=3")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_checkout_knows_its_commit_and_whether_its_code_is_changed(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "dbt").mkdir(parents=True)
    assert commit_of(project) is None
    git(project, "init")
    assert commit_of(project) is None  # no commit yet
    (project / "dbt" / "model.sql").write_text("select 1")
    git(project, "add", ".")
    git(project, "commit", "-m", "first")
    commit = git(project, "rev-parse", "HEAD")
    assert commit_of(project) == (commit, False)
    (project / "new_text.txt").write_text("A text that arrives is no change of the code.")
    assert commit_of(project) == (commit, False)
    (project / "dbt" / "other.sql").write_text("select 2")
    assert commit_of(project) == (commit, True)
    (project / "inside").mkdir()
    assert commit_of(project / "inside") is None  # the commit of a folder above is somebody else's


def test_where_no_git_can_be_asked_a_variable_names_the_commit_or_nobody_does(
    published: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dagster_project.orchestration.provenance.commit_of", lambda _: None)
    told = Settings.from_env({"DATELINE_COMMIT": "c0ffee"}, data_folder=tmp_path)
    assert (Refresh(told).provenance().code_commit, Refresh(told).provenance().code_is_modified) == ("c0ffee", None)
    assert Refresh(published).provenance().code_commit is None
