"""Why a count differs between two releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import duckdb

from dagster_project.warehouse.connections import ALONE, quoted
from dagster_project.warehouse.queries import read_queries
from dagster_project.warehouse.release_info import read_release_info
from dagster_project.warehouse.releases import Release, ReleaseError, releases

# Stages whose own version changes with their reference tables: they tell of code only where none of these differs.
MENTION_STAGES = ("separation", "aliases", "tagging", "dating", "sourcing")


@dataclass(frozen=True, slots=True)
class ChangedCount:
    """A count that differs, and the first thing that differs in what it was made of."""

    location: str
    actor_id: str
    before: int
    after: int
    cause: str  # document, reference row, model, code; several, where that cannot be told apart
    detail: str | None


def changed_counts(before: Release, after: Release) -> list[ChangedCount]:
    """All mention counts that differ between two releases. Raises ReleaseError when one says too little of itself."""
    parameters = differing_parts(read_release_info(before.path), read_release_info(after.path))
    with duckdb.connect(config=dict(ALONE)) as connection:
        for name, release in (("before", before), ("after", after)):
            connection.execute(f"attach '{quoted(release.path)}' as {name} (read_only)")
        try:
            rows = connection.execute(read_queries("difference")["changed_counts"], parameters).fetchall()
        except duckdb.CatalogException as error:
            raise ReleaseError(f"one of the releases is too old to be compared: {error}") from error
    return [ChangedCount(*row) for row in rows]


def differing_parts(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, bool]:
    """Which parts of the lineage differ between what two releases say of themselves."""

    def differs(column: str, *names: str) -> bool:
        old, new = (cast("Mapping[str, str]", info[column]) for info in (before, after))
        return any(old.get(name) != new.get(name) for name in names or {*old, *new})

    reference = differs("reference_digests")
    models = {"line_model": differs("model_digests", "line_model"), "tagger": differs("model_digests", "tagger")}
    stages = differs("stage_versions", *MENTION_STAGES) and not (reference or any(models.values()))
    return {
        **models,
        "reference": reference,
        "separation": differs("stage_versions", "separation") and not models["line_model"],
        "code": before["code_version"] != after["code_version"] or stages,
    }


def release_named(folder: Path, named: str) -> Release:
    """The release with this version. Raises ReleaseError when there is none, and says which there are."""
    every = releases(folder)
    for release in every:
        if str(release.version) == named:
            return release
    there = ", ".join(str(release.version) for release in every) or "none"
    raise ReleaseError(f"there is no release {named!r} in {folder}; there are: {there}")
