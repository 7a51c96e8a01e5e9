"""What a release says of itself: one row, which names all that its tables follow from besides the archive."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from dagster_project.warehouse.connections import open_release
from dagster_project.warehouse.datapackage import Column, Table

PARSED = ("_digests", "_versions")  # how names of columns end that hold JSON

RELEASE_INFO = Table(
    "release_info",
    "One row: what this release was made with. Unlike all other tables, it lies in schema `main`.",
    (
        Column("release_version", "integer", "Number of the release; each is one more than the one before."),
        Column("released_at", "timestamp", "When it was made."),
        Column("code_version", "varchar", "The project's and Python's version, and a digest of all models and macros."),
        Column("code_commit", "varchar", "The commit that the code was checked out at; null where it is unknown."),
        Column("code_is_modified", "boolean", "Whether the code differs from that commit; null where it is unknown."),
        Column("constraints_digest", "varchar", "Beginning of the sha256 of constraints.txt; null without that file."),
        Column("library_versions", "varchar", "JSON: releases of the libraries that decide about rows."),
        Column("stage_versions", "varchar", "JSON: the effective version of each stage; off where it did not run."),
        Column("model_digests", "varchar", "JSON: a digest of each model's weights; off where it was not used."),
        Column("reference_digests", "varchar", "JSON: a digest of each file of reference data."),
        Column("mart_digests", "varchar", "JSON: a digest of the rows of each table and of the text of each macro."),
    ),
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a release is made with; fields and columns have the same names."""

    code_version: str
    stage_versions: Mapping[str, str]
    model_digests: Mapping[str, str]
    reference_digests: Mapping[str, str]
    library_versions: Mapping[str, str] = field(default_factory=dict)
    code_commit: str | None = None
    code_is_modified: bool | None = None
    constraints_digest: str | None = None

    def differences(self, info: Mapping[str, object]) -> list[str]:
        """What decides about rows and is not as a release says: one line each, with its value there and here.

        Commit and constraints only say where to find it, so another commit with the same versions is no difference.
        """
        found = []
        for column in ("code_version", "library_versions", "stage_versions", "model_digests", "reference_digests"):
            there, here = _flat(column, info.get(column)), _flat(column, getattr(self, column))
            names = [name for name in {**there, **here} if there.get(name) != here.get(name)]
            found += [f"{name}: {there.get(name, 'not told')}, here {here.get(name, 'none')}" for name in names]
        return found


def write_info(
    connection: duckdb.DuckDBPyConnection,
    catalogue: str,
    release: tuple[int, datetime],
    provenance: Provenance,
    marts: Mapping[str, str],
) -> None:
    """Write the table in an attached file; `release` is its version and instant, `marts` are digests by name."""
    version, now = release
    row = {"release_version": version, "released_at": now, "mart_digests": marts}
    values = [row.get(column.name, getattr(provenance, column.name, None)) for column in RELEASE_INFO.columns]
    columns = ", ".join(f"{column.name} {column.data_type}" for column in RELEASE_INFO.columns)
    places = ", ".join("?" * len(values))
    connection.execute(f"create or replace table {catalogue}.release_info ({columns})")
    written = [json.dumps(value) if isinstance(value, Mapping) else value for value in values]
    connection.execute(f"insert into {catalogue}.release_info values ({places})", written)  # noqa: S608 (marks alone)


def read_release_info(path: Path) -> dict[str, object]:
    """The row of `release_info`, with its JSON columns parsed."""
    with open_release(path) as connection:
        result = connection.execute("select * from release_info")
        names = [column[0] for column in result.description]
        row = dict(zip(names, result.fetchone() or (), strict=True))
    return {name: json.loads(value) if value and name.endswith(PARSED) else value for name, value in row.items()}


def _flat(column: str, value: object) -> dict[str, object]:
    """Each version with its own name: one of a column that holds one, several of a column that holds JSON."""
    if not isinstance(value, Mapping):
        return {} if value is None else {column.replace("_", " "): value}
    kind = column.rpartition("_")[0]
    return {f"{kind} {name}": each for name, each in value.items()}
