"""The release as Parquet: whole, in versions, divided by year, without texts unless somebody says so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb

from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import Settings
from dagster_project.warehouse.exports import TEXT_MARTS, YEAR, Wanted, prune_parquet, publish_files
from tests.warehouse.conftest import Releasing


def exported(releasing: Releasing, version: int, *, with_texts: bool = False) -> Path:
    release = releasing.release(version)
    folder = releasing.folder / "parquet"
    assert publish_files(releasing.build, release.path, folder, Wanted(with_texts))
    return folder / "latest"


def read(folder: Path, mart: str) -> duckdb.DuckDBPyRelation:
    return duckdb.read_parquet(f"{folder}/{mart}/**/*.parquet", hive_partitioning=True)


def test_tables_with_an_article_are_divided_by_its_year_and_keep_their_undated_rows(releasing: Releasing) -> None:
    latest = exported(releasing, 1)
    rows = read(latest, "mentions").select("article_id, published_year").order("article_id").fetchall()
    assert rows == [("a", 2024), ("b", 2023), ("c", None)]
    assert read(latest, "sources").fetchall() == [("gazette", 1)]
    assert read(latest, "findings").columns[0] == "article_id"


def test_texts_stay_in_the_warehouse_unless_somebody_says_so(releasing: Releasing) -> None:
    assert not (exported(releasing, 1) / "article_texts").exists()
    assert read(exported(releasing, 2, with_texts=True), "article_texts").fetchall()[0][:2] == (
        "a",
        "a secret sentence",
    )


def test_who_reads_a_version_keeps_it_while_the_next_one_is_published(releasing: Releasing) -> None:
    latest = exported(releasing, 1)
    opened = latest.resolve()
    exported(releasing, 2)
    assert read(opened, "sources").fetchall() == [("gazette", 1)]
    assert read(latest, "sources").fetchall() == [("gazette", 2)]


def test_the_same_release_is_written_once(releasing: Releasing) -> None:
    release, folder = releasing.release(1), releasing.folder / "parquet"
    assert publish_files(releasing.build, release.path, folder, Wanted())
    assert publish_files(releasing.build, release.path, folder, Wanted()) is None


def test_what_a_killed_run_left_is_swept_away_and_versions_go_with_their_releases(releasing: Releasing) -> None:
    first = exported(releasing, 1).resolve()
    (releasing.folder / "parquet" / ".draft_1").mkdir()
    second = exported(releasing, 2).resolve()
    next((releasing.folder / "releases").glob("*_v000001_*")).unlink()
    assert prune_parquet(releasing.folder / "parquet", releasing.folder / "releases") == [first]
    assert sorted(path.name for path in (releasing.folder / "parquet").iterdir()) == ["latest", second.name]


def test_parquet_holds_every_row_of_every_mart_but_texts(published: Settings, tmp_path: Path) -> None:
    settings = replace(published, data_folder=tmp_path, parquet=True, csv=True)
    settings.warehouse_file.symlink_to(published.warehouse_file.resolve())
    Refresh(settings).export()
    with duckdb.connect(str(published.warehouse_file), read_only=True) as warehouse:
        marts = warehouse.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        names = {str(name) for (name,) in marts} - set(TEXT_MARTS)
        counts = {name: warehouse.execute(f"select count(*) from marts.{name}").fetchone() for name in names}
    latest = settings.parquet_folder / "latest"
    assert {name: read(latest, name).count("*").fetchone() for name in names} == counts
    assert {path.name for path in latest.iterdir()} == {*names, "csv", "datapackage.json"}
    assert {name: (len(duckdb.read_csv(f"{latest}/csv/{name}.csv")),) for name in names} == counts
    described = json.loads((latest / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert {(each["title"], each["format"]) for each in described} == {
        (n, f) for n in names for f in ("parquet", "csv")
    }
    for resource in described:
        paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
        assert all((latest / path).is_file() for path in paths)
        held = (duckdb.read_csv if resource["format"] == "csv" else duckdb.read_parquet)(str(latest / paths[0])).columns
        fields = [field["name"] for field in resource["schema"]["fields"] if field["name"] != YEAR]
        assert [column for column in held if column != YEAR] == fields, resource["name"]
        assert all(field["description"] for field in resource["schema"]["fields"])
