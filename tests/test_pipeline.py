"""The whole path with real parts: files in, Dagster, stages, dbt, a published DuckDB file out."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from dagster_project.definitions import build_definitions
from dagster_project.orchestration import removal, state
from dagster_project.orchestration.charts import CHARTS, as_markdown
from dagster_project.orchestration.digests import DBT_FOLDER
from dagster_project.orchestration.ledger import judge
from dagster_project.orchestration.models import MODELS
from dagster_project.orchestration.preview import preview
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.stages import ALIASES, STAGES
from dagster_project.orchestration.summary import failure_reason, print_summary
from dagster_project.settings import SettingError, Settings
from dagster_project.warehouse.difference import changed_counts
from dagster_project.warehouse.release_info import read_release_info
from dagster_project.warehouse.releases import newest_release, releases
from tests.conftest import made_once, settings_for
from tests.refreshing import ask, run_refresh, tables

# A source's own words below each of its articles, which read like prose.
STANDING = "The Tidewater Post has told the people of this coast what happens on it for more than a hundred years now."
# SQL, HTML, Markdown, a terminal's commands, a change of the direction of writing, a line end.
HOSTILE = "x'; drop table marts.articles; --\x1b[31m<img src=x onerror=alert(1)>\u202e**b**[c](javascript:d)|$e$\n`f`"
STORY = "Ministers from Kenya and Japan met in Nairobi on Monday. They spoke for an hour about trade with the EU.\n" * 3


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, sample_corpus: Path) -> Settings:
    """Some texts of the sample corpus and two pages of one source, refreshed once; tests work on copies."""

    def make(folder: Path) -> None:
        (folder / "landing").mkdir()
        for path in sorted(sample_corpus.glob("0[1-4]_*")):
            shutil.copy(path, folder / "landing")
        land_page(folder / "landing", "Kenya")
        land_page(folder / "landing", "Japan")
        land_hostile_page(folder / "landing")
        run_refresh(settings_for(folder / "landing", folder / "data"))

    folder = made_once(tmp_path_factory, "small", make)
    return settings_for(folder / "landing", folder / "data")


@pytest.fixture
def copied(small: Settings, tmp_path: Path) -> Settings:
    """A copy of the small refreshed data folder and its landing folder, which a test may change."""
    shutil.copytree(small.landing_folder, tmp_path / "landing")
    shutil.copytree(small.data_folder, tmp_path / "data", symlinks=True)
    return settings_for(tmp_path / "landing", tmp_path / "data")


def land_page(landing: Path, country: str) -> None:
    """Land a page of a source that says the same words below each article."""
    body = f"The harbour of {country} was closed by ice on Monday, its pilots said in a long letter to the ministry."
    text = f"Ice closes a harbour of {country}\n\n{body} Nobody knows for how long.\n{STANDING}\n"
    (landing / f"{country}.txt").write_text(text, encoding="utf-8")
    sidecar = json.dumps({"publisher": "The Tidewater Post"})
    (landing / f"{country}.meta.json").write_text(sidecar, encoding="utf-8")


def land_hostile_page(landing: Path) -> None:
    """Land a page whose file name, publisher and title are written by somebody who means harm."""
    (landing / f"{HOSTILE}.txt").write_text(f"{HOSTILE}\n\n{STORY}", encoding="utf-8")
    sidecar = json.dumps({"publisher": f"The {HOSTILE} Post", "title": HOSTILE, "author": HOSTILE})
    (landing / f"{HOSTILE}.meta.json").write_text(sidecar, encoding="utf-8")


def build_rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.build_file)) as connection:
        return connection.execute(query).fetchall()


def standing_lines(settings: Settings) -> list[tuple[object, ...]]:
    """Role, reason and number of the lines that a source repeats below its articles."""
    return ask(
        settings, "select role, reason, count(*) from marts.article_lines where line_text = ? group by all", STANDING
    )


def steps_run(result: object) -> set[str]:
    return {event.step_key for event in result.get_step_success_events()}


def test_a_second_refresh_with_nothing_new_runs_no_stage_builds_no_model_and_makes_no_release(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, release = tables(copied), newest_release(copied.releases_folder)
    monkeypatch.setattr("dagster_project.orchestration.runner._StageRun.run", None)
    monkeypatch.setattr("dagster_project.orchestration.dbt._run", None)
    result = run_refresh(copied)
    assert "release" not in steps_run(result)
    assert newest_release(copied.releases_folder) == release
    assert tables(copied) == before


def test_a_new_text_ends_in_the_same_tables_as_a_refresh_from_scratch(copied: Settings, tmp_path: Path) -> None:
    (copied.landing_folder / "new.txt").write_text(STORY, encoding="utf-8")
    land_page(copied.landing_folder, "Norway")
    first = min(copied.landing_folder.glob("01_*"))
    first.write_text(first.read_text(encoding="utf-8") + "\n" + STORY, encoding="utf-8")
    run_refresh(copied)
    assert ask(copied, "select count(*) from marts.articles where superseded_by is not null") == [(1,)]
    assert standing_lines(copied) == [("other", "repeats on 3 or more pages of this source", 3)]
    scratch = settings_for(copied.landing_folder, tmp_path / "scratch")
    shutil.copytree(copied.archive_folder, scratch.archive_folder)
    run_refresh(scratch)
    assert tables(copied) == tables(scratch)


def test_words_that_a_source_says_on_two_pages_only_stay_what_their_pages_take_them_for(small: Settings) -> None:
    assert {role for role, _, _ in standing_lines(small)} == {"body"}


def test_a_lost_or_outdated_build_file_is_made_anew_from_the_archive(copied: Settings) -> None:
    before = tables(copied)
    copied.build_file.unlink()
    shutil.rmtree(copied.landing_folder)
    copied.landing_folder.mkdir()
    run_refresh(copied)
    assert tables(copied) == before
    build_rows(copied, "update raw.build_info set value = 'of the commit before' where key = 'schema_digest'")
    build_rows(copied, "alter table raw.page_lines drop column reason")
    run_refresh(copied)
    assert tables(copied) == before


def test_a_changed_sidecar_is_right_after_the_next_refresh_without_running_a_stage(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = min(copied.landing_folder.glob("01_*.txt"))
    sidecar = page.with_name(page.name + ".meta.json")
    sidecar.write_text(json.dumps({"publisher": "The Evening Example", "published": "2024-05-06"}), encoding="utf-8")
    monkeypatch.setattr("dagster_project.orchestration.runner._StageRun.run", None)
    run_refresh(copied)
    found = ask(
        copied,
        "select source_name, published_on::varchar from marts.articles join marts.sources using (source_id)"
        " where is_current and location = ?",
        page.name,
    )
    assert found == [("The Evening Example", "2024-05-06")]


def test_a_failing_check_stops_the_release_and_readers_keep_the_one_before(copied: Settings) -> None:
    before = newest_release(copied.releases_folder)
    (copied.landing_folder / "new.txt").write_text(STORY, encoding="utf-8")
    build_rows(copied, "update raw.alias_matches set char_start = char_start + 1, char_end = char_end + 1")
    build_rows(copied, "update raw.stage_progress set reason = 'shifted' where stage = 'aliases'")
    build_rows(copied, "delete from raw.build_info where key = 'transformation'")
    result = run_refresh(copied, raise_on_error=False)
    assert not result.success
    assert "assert_offsets_hold" in failure_reason(result)
    assert newest_release(copied.releases_folder) == before
    assert ask(copied, "select count(*) from marts.articles where location = 'new.txt'") == [(0,)]


def test_rows_that_passed_are_looked_at_again_once_their_article_changes(copied: Settings) -> None:
    [[document]] = ask(copied, "select document_id from marts.articles where location = 'Kenya.txt'")
    shifted = "char_start = char_start + 1, char_end = char_end + 1"
    build_rows(copied, f"update raw.alias_matches set {shifted} where document_id = '{document}'")
    (copied.landing_folder / "new.txt").write_text(STORY, encoding="utf-8")
    assert run_refresh(copied).success
    (copied.landing_folder / "Kenya.meta.json").write_text('{"publisher": "The Evening Post"}', encoding="utf-8")
    assert "assert_offsets_hold" in failure_reason(run_refresh(copied, raise_on_error=False))


def test_a_failing_check_says_which_columns_of_its_table_are_wrong_in_how_many_rows(copied: Settings) -> None:
    build_rows(copied, "insert into raw.page_lines from raw.page_lines order by document_id, line_number limit 1")
    result = run_refresh(copied, "staging/stg_page_lines", raise_on_error=False)
    [check] = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert check.asset_key.path == ["staging", "stg_page_lines"]
    assert check.description == "document_id, line_number twice, 1"
    assert failure_reason(result).endswith(f"dbt failed: stg_page_lines_rows: {check.description}")


def test_a_hostile_name_is_kept_word_for_word_and_acts_nowhere(
    small: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(small, "select count(*) from marts.articles where location = ?", f"{HOSTILE}.txt") == [(1,)]
    work = Refresh(small)
    shown = work.facts(["marts.articles", "marts.sources", "marts.deliveries", "marts.article_lines"])
    told = [facts.as_markdown() for facts in shown.values()]
    told += [result.metadata["findings"].value for result in judge([("k", True, None, HOSTILE, HOSTILE)], ["k"])]
    assert any("drop table" in each for each in told)
    for each in told:
        assert not set(each) & {"\x1b", "\u202e"}
        assert not re.search(r"(?<!\\)[<>*`\[\]$]", each), each
    # A warning about a sign without a picture would fail the test.
    assert as_markdown(CHARTS["marts.mention_counts"], [(HOSTILE, 2)]).startswith("![")
    assert as_markdown(CHARTS["marts.articles"], [("2024-05", HOSTILE, 2)]).startswith("![")
    print_summary(small, first_delivery=0)
    printed = capsys.readouterr().out
    assert "drop table marts.articles; --\\x1b[31m" in printed
    assert not set(printed) & {"\x1b", "\u202e"}


def test_a_forgotten_text_is_gone_from_archive_build_file_and_releases(copied: Settings) -> None:
    words, location = "Nobody knows for how long", "Kenya.txt"
    work = Refresh(copied)
    removed = removal.forget(work, location=location, reason="asked for")
    assert removed.locations == [location]
    assert [name for name, _, _ in removed.quoted_by] == ["Japan.txt"]  # which has the same words below its article
    run_refresh(copied)
    removal.finish(work)
    assert len(list(copied.releases_folder.glob("*.duckdb"))) == 1
    for path in (copied.build_file, copied.warehouse_file):
        with duckdb.connect(str(path), read_only=True) as connection:
            assert places_of(connection, f"harbour of {location[:5]} was closed") == [], path
    assert ask(copied, "select reason from marts.deliveries where location = ?", location) == [
        ("removed on 2026-03-01: asked for",)
    ]
    assert words in (copied.landing_folder / location).read_text(encoding="utf-8")
    assert work.take_in().files_unchanged > 0
    with pytest.raises(SettingError, match="nothing arrived as 'Atlantis"):
        removal.forget(work, location="Atlantis.txt", reason="")


def places_of(connection: duckdb.DuckDBPyConnection, words: str) -> list[str]:
    """The columns of tables and views that hold these words."""
    columns = connection.execute(
        "select table_schema || '.' || table_name, column_name from information_schema.columns"
        " where data_type = 'VARCHAR' and table_schema in ('raw', 'marts', 'intermediate')"
    ).fetchall()
    found = ((table, column, f"select count(*) from {table} where contains({column}, ?)") for table, column in columns)
    return [f"{table}.{column}" for table, column, query in found if connection.execute(query, [words]).fetchone()[0]]


def test_a_changed_gazetteer_row_runs_the_gazetteer_matches_anew_and_nothing_else(copied: Settings) -> None:
    work = Refresh(copied)
    build_rows(copied, "update reference.gazetteer_aliases set priority = 9 where alias = 'Kenya'")
    pending = work.stages.pending()
    assert {name for name, count in pending.items() if count} == {ALIASES.name}


def test_a_person_listed_later_takes_over_the_id_made_of_the_name_and_saved_queries_go_on_working(
    copied: Settings, tmp_path: Path
) -> None:
    text = "The port of Mombasa\n\nThe economist Marta Quillmark spoke in Kenya. Quillmark praised the port's plan.\n"
    (copied.landing_folder / "new.txt").write_text(text, encoding="utf-8")
    run_refresh(copied)
    saved = (
        "select actor_id, sum(mention_count) from marts.mention_counts join marts.actor_ids using (actor_id)"
        " where any_id = 'person:marta-quillmark' group by actor_id"
    )
    filtered = (
        "select actor_id, sum(mention_count) from marts.mention_counts"
        " where actor_id = marts.actor_id_of('person:marta-quillmark') group by actor_id"
    )
    assert ask(copied, saved) == ask(copied, filtered) == [("person:marta-quillmark", 2)]
    seeds = tmp_path / "seeds"
    shutil.copytree(DBT_FOLDER / "seeds", seeds)
    with (seeds / "gazetteer_aliases.csv").open("a", encoding="utf-8") as aliases:
        aliases.write("Marta Quillmark,KE_QUILLMARK,name,exact,,1,,\n")
    assert [(change.actor_id, change.gained, change.lost) for change in preview(Refresh(copied), seeds).changes] == [
        ("KE_QUILLMARK", 2, 0),
        ("person:marta-quillmark", 0, 2),
    ]
    build_rows(
        copied,
        "insert into reference.gazetteer_actors by name select 'KE_QUILLMARK' as actor_id,"
        " 'Marta Quillmark' as actor_name, 'person' as actor_type, 'KEN' as parent_id",
    )
    build_rows(
        copied,
        "insert into reference.gazetteer_aliases by name select unnest(['Marta Quillmark', 'Quillmark']) as alias,"
        " 'KE_QUILLMARK' as actor_id, unnest(['name', 'surname']) as alias_type, 'exact' as case_rule, 1 as priority",
    )
    run_refresh(copied)
    assert ask(copied, saved) == ask(copied, filtered) == [("KE_QUILLMARK", 2)]
    found = ask(copied, "select former_ids from marts.actors where actor_id = 'KE_QUILLMARK'")
    assert found == [(["person:marta-quillmark"],)]
    told = {
        change.actor_id: (change.after, change.cause, change.detail)
        for change in changed_counts(*releases(copied.releases_folder)[-2:])
    }
    assert told == {
        "KE_QUILLMARK": (2, "reference row", "spelling: Marta Quillmark, Quillmark"),
        "person:marta-quillmark": (0, "reference row", None),
    }


def test_without_the_tagger_a_refresh_needs_no_spacy_keeps_its_rows_and_the_release_says_so(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str = "spacy") -> str:
        if name == "spacy":
            raise PackageNotFoundError(name)
        return version(name)

    spans = "select * from raw.ner_spans order by all"
    before = build_rows(copied, spans)
    monkeypatch.setattr("dagster_project.orchestration.stages.installed_version", refuse)
    monkeypatch.setitem(MODELS, "tagger", refuse)
    (copied.landing_folder / "new.txt").write_text(STORY, encoding="utf-8")
    run_refresh(replace(copied, ner=False))
    assert build_rows(copied, spans) == before
    coverage = "select actor_coverage from marts.articles where location = ?"
    assert ask(copied, coverage, "new.txt") == [("names_only",)]
    release = newest_release(copied.releases_folder)
    assert release is not None
    assert read_release_info(release.path)["model_digests"]["tagger"] == "off"


def test_a_preview_says_what_the_changed_files_of_the_gazetteer_would_change_and_writes_nothing(
    copied: Settings, tmp_path: Path
) -> None:
    before = tables(copied)
    seeds = tmp_path / "seeds"
    shutil.copytree(DBT_FOLDER / "seeds", seeds)
    with (seeds / "gazetteer_aliases.csv").open("a", encoding="utf-8") as aliases:
        aliases.write("port financing plan,JPN,name,exact,,1,,\n")
    found = preview(Refresh(copied), seeds)
    assert found.spellings == ["port financing plan"]
    assert 0 < found.documents < found.all_documents
    assert [(change.actor_id, change.lost) for change in found.changes] == [("JPN", 0)]
    assert found.changes[0].gained > 0
    assert "[port financing plan]" in found.changes[0].examples[0]
    assert tables(copied) == before


def test_nothing_is_released_while_a_stage_has_documents_to_do(copied: Settings) -> None:
    work = Refresh(copied)
    build_rows(copied, "delete from raw.stage_progress where stage = 'dating'")
    with pytest.raises(RuntimeError, match=r"stages have documents to do: \{'dating': "):
        work.publish()


def test_a_document_that_fails_is_visible_with_its_stage_and_reason(copied: Settings) -> None:
    def refuse(**_: object) -> dict[str, object]:
        raise ValueError("not this one")

    stage = replace(STAGES[1], function=refuse)
    work = Refresh(copied)
    build_rows(copied, "delete from raw.stage_progress where stage = 'dating'")
    runner = replace(work.stages, stages=tuple(stage if each is STAGES[1] else each for each in STAGES))
    runner.run(stage)
    run_refresh(copied)
    found = ask(copied, "select distinct failed_stage, reason from marts.documents where failed_stage is not null")
    assert found == [("dating", "ValueError: not this one")]
    assert Refresh(copied).retry() > 0
    run_refresh(copied)
    assert ask(copied, "select count(*) from marts.documents where failed_stage is not null") == [(0,)]


def checks(result: dg.ExecuteInProcessResult, name: str) -> dict[str, bool]:
    """Asset and outcome of every evaluation of a check."""
    found = result.get_asset_check_evaluations()
    return {each.asset_key.to_user_string(): each.passed for each in found if each.check_name == name}


def materializations(result: dg.ExecuteInProcessResult) -> list[dg.AssetMaterialization]:
    """What the steps of a run made."""
    events = result.get_asset_materialization_events()
    return [event.step_materialization_data.materialization for event in events]


def test_each_step_of_a_run_has_a_name_of_its_own_in_the_words_of_the_project(settings: Settings) -> None:
    names = {node.name for node in build_definitions(settings).resolve_job_def("refresh").graph.nodes}
    assert {"landing", "reference_data", "separation", "models", "release", "report"} <= names
    assert [name for name in names if "__" in name] == []


def test_one_mart_or_one_stage_can_be_materialized_and_a_check_says_when_the_release_is_behind(
    copied: Settings,
) -> None:
    assert checks(run_refresh(copied, "marts/actors"), "published") == {"marts/actors": True}
    (copied.landing_folder / "new.txt").write_text(STORY, encoding="utf-8")
    run_refresh(copied, "raw/deliveries", "raw/documents")
    result = run_refresh(copied, "main/release_info")
    assert checks(result, "inputs_are_complete") == {"main/release_info": False}
    assert checks(run_refresh(copied, "marts/deliveries"), "published") == {"marts/deliveries": False}
    whole = run_refresh(copied)
    assert set(checks(whole, "published").values()) == {True}
    told = {event.asset_key.to_user_string(): event.metadata for event in materializations(whole)}["main/release_info"]
    assert told["release"].value == newest_release(copied.releases_folder).path.name
    assert told["code_version"].value.startswith("dateline ")


def test_another_landing_folder_can_be_given_at_launch(copied: Settings, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "new.txt").write_text(STORY, encoding="utf-8")
    run_refresh(copied, config={"landing_folder": str(tmp_path / "elsewhere"), "retry_failed": True})
    assert ask(copied, "select count(*) from marts.articles where location = 'new.txt'") == [(1,)]


def test_a_refresh_shows_rows_previews_and_charts_and_leaves_a_note_of_what_it_had_seen(copied: Settings) -> None:
    dated = f"A port for two countries\n\nPublished: 3 May 2024\n\n{STORY}"
    (copied.landing_folder / "new.txt").write_text(dated, encoding="utf-8")
    (copied.landing_folder / "empty.txt").touch()
    assert state.news(copied, state.observe(copied)) == [state.REASONS["landing"]]
    result = run_refresh(copied)
    assert state.news(copied, state.observe(copied)) == []
    events = {event.asset_key.to_user_string(): event for event in result.get_asset_materialization_events()}
    for name in ("raw/page_lines", "marts/articles", "marts/mention_counts"):
        metadata = events[name].materialization.metadata
        assert metadata["dagster/row_count"].value > 0, name
        assert metadata["preview"].value.startswith("| "), name
        assert "data:image/png;base64," in metadata["chart"].value, name
    assert events["raw/page_lines"].materialization.metadata["documents_done"].value == 1
    assert checks(result, "failed_document") == {"marts/quality_findings": True}
    assert checks(result, "refused_delivery") == {"marts/quality_findings": False}
    [refused] = [each for each in result.get_asset_check_evaluations() if each.check_name == "refused_delivery"]
    assert "empty.txt" in refused.metadata["findings"].value
