"""The release that readers see, once more in files that other programs read: Parquet, divided by year, and CSV.

`datapackage.json` beside them says what they hold. A version of the files is a folder of its own, named like its
release and whole before it gets that name; the link `latest` swings to it in one step. Who reads several tables
resolves the link once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.warehouse.connections import BuildFile, quoted
from dagster_project.warehouse.datapackage import Column, Table, write_datapackage
from dagster_project.warehouse.releases import releases, swing

# Marts that hold whole texts: they leave the warehouse only where somebody says so.
TEXT_MARTS = ("article_texts", "article_lines", "search_postings")
# By which tables with an article are divided: most questions are about a stretch of time. Null without a known day.
YEAR = "published_year"
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What leaves the warehouse, in which forms, and what is said of it."""

    with_texts: bool = False
    with_csv: bool = False
    described: Sequence[Table] = ()

    @property
    def mark(self) -> str:
        """What a version's name says of it beside its release."""
        return ("_with_texts" if self.with_texts else "") + ("_and_csv" if self.with_csv else "")


def publish_files(build: BuildFile, release: Path, folder: Path, wanted: Wanted) -> Path | None:
    """Write the marts of a release below `folder` and swing its link `latest` there; None when it names them already.

    Tables with an article lie in folders `published_year=…`, CSV files in the folder `csv`. Roll-ups are views of the
    release and not written.
    """
    final = folder / (release.stem + wanted.mark)
    link = folder / LATEST
    if link.resolve() == final and final.is_dir():
        return None
    if not final.is_dir():
        _write(build, release, final, wanted)
    swing(link, final)
    return final


def prune_parquet(folder: Path, releases_folder: Path) -> list[Path]:
    """Delete the versions whose release is gone, but for the one that the link names; returns what was deleted."""
    kept = {release.path.stem for release in releases(releases_folder)}
    linked = (folder / LATEST).resolve()
    versions = (path for path in folder.glob("warehouse_v*") if path.is_dir())
    gone = [path for path in versions if _release_of(path) not in kept and path != linked]
    for path in gone:
        shutil.rmtree(path)
    return gone


def _release_of(version: Path) -> str:
    return version.name.removesuffix("_and_csv").removesuffix("_with_texts")


def exported_tables(connection: duckdb.DuckDBPyConnection, *, with_texts: bool) -> list[str]:
    """Names of the tables of an attached release that leave it."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'release' and schema_name = 'marts' order by 1"
    ).fetchall()
    return [str(name) for (name,) in rows if with_texts or name not in TEXT_MARTS]


def rows_with_year(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, bool]:
    """A query for the rows of an attached release's table, with the year of their article where they have one."""
    columns = connection.execute(
        "select column_name from duckdb_columns()"
        " where database_name = 'release' and schema_name = 'marts' and table_name = ?",
        [name],
    ).fetchall()
    if ("article_id",) not in columns:
        return f"from release.marts.{name}", False  # names of our own tables
    query = (
        f"select one.*, year(articles.published_on) as {YEAR} from release.marts.{name} as one"  # noqa: S608 (as above)
        " left join release.marts.articles as articles using (article_id)"
    )
    return query, True


def _write(build: BuildFile, release: Path, final: Path, wanted: Wanted) -> None:
    final.parent.mkdir(parents=True, exist_ok=True)
    for left in final.parent.glob(".draft_*"):  # by a run that was killed; only the holder of the writer lock gets here
        shutil.rmtree(left)
    draft = final.parent / f".draft_{os.getpid()}"
    draft.mkdir()
    try:
        with build.reading(release) as connection:
            for name in exported_tables(connection, with_texts=wanted.with_texts):
                _copy(connection, name, draft, with_csv=wanted.with_csv)
        year = Column(YEAR, "bigint", "Year of the article's day of publication; empty where unknown.")
        write_datapackage(draft, release.stem, wanted.described, year)
        _make_durable(path for path in draft.rglob("*") if path.is_file())
        draft.replace(final)
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # on a full disk the room is missed most


def _copy(connection: duckdb.DuckDBPyConnection, name: str, draft: Path, *, with_csv: bool) -> None:
    query, divided = rows_with_year(connection, name)
    target = draft / name
    target.mkdir()
    if with_csv:
        (draft / "csv").mkdir(exist_ok=True)
        file = quoted(draft / "csv" / f"{name}.csv")
        connection.execute(f"copy release.marts.{name} to '{file}' (format csv, header)")
    if divided:
        _copy_query(connection, query, target, f", partition_by ({YEAR}), overwrite_or_ignore")
    if not any(target.iterdir()):  # not divided, or without a row: its columns are there all the same
        _copy_query(connection, query, target / "rows.parquet")


def _copy_query(connection: duckdb.DuckDBPyConnection, query: str, target: Path, options: str = "") -> None:
    connection.execute(f"copy ({query}) to '{quoted(target)}' (format parquet, compression zstd{options})")


def _make_durable(files: Iterable[Path]) -> None:
    for path in files:
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
