"""What is installed here, as a release writes it down: versions that decide about rows, and where to find them."""

from __future__ import annotations

import hashlib
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from dagster_project import __version__
from dagster_project.orchestration.digests import DBT_FOLDER, SQL_FILES, files_digest
from dagster_project.orchestration.models import MODELS
from dagster_project.orchestration.stages import OFF, STAGES, Stage, effective_versions
from dagster_project.settings import PROJECT_ROOT
from dagster_project.warehouse.batches import read_reference, seed_digest, table_digest
from dagster_project.warehouse.release_info import Provenance

logger = logging.getLogger(__name__)

# Raise it when decoding or the rules of intake change: the build file is then made anew from the archive.
INTAKE_VERSION = 1
# Libraries that decide about rows beside those of the stages: intake, what SQL is run by and written with, stems.
LIBRARIES = ("charset-normalizer", "warcio", "duckdb", "duckdb-extension-fts", "dbt-core", "dbt-duckdb")
SEEDS = DBT_FOLDER / "seeds"
CONSTRAINTS = PROJECT_ROOT / "constraints.txt"
CODE = ("dagster_project", "dbt", "constraints.txt", "pyproject.toml")  # what of a checkout decides about rows
GIT_SECONDS = 30.0  # git looks at some thousand files; a folder on a network may be slow


def intake_version() -> str:
    """What decides how bytes become text: our rules, and the library that guesses encodings."""
    return f"{INTAKE_VERSION}, charset-normalizer {installed_version('charset-normalizer')}"


def installed(stages: Sequence[Stage], told_commit: str = "") -> Provenance:
    """What a release would be made with now. `told_commit` is the commit's name where no git can be asked.

    Raises ModelDamaged when a model is not there.
    """
    used = {name for stage in stages for name in stage.models}
    models = {name: model().digest if name in used else OFF for name, model in MODELS.items()}
    commit, is_modified = commit_of(PROJECT_ROOT) or (told_commit or None, None)
    return Provenance(
        code_version=_code_version(),
        stage_versions={**{stage.name: OFF for stage in STAGES}, **_stage_versions(stages, models)},
        model_digests=models,
        reference_digests={path.stem: _file_digest(path) for path in sorted(SEEDS.glob("*.csv"))},
        library_versions=_library_versions(stages),
        code_commit=commit,
        code_is_modified=is_modified,
        constraints_digest=_file_digest(CONSTRAINTS) if CONSTRAINTS.is_file() else None,
    )


def made_with(here: Provenance, stages: Sequence[Stage], connection: Any) -> Provenance:
    """What the rows of a build file are made with: `here`, but for reference data that is not as its files say.

    Such a table has the digest of its rows.
    """
    schemas = {name: schema for stage in stages for name, schema in stage.reference_tables.items()}
    held = {name: table_digest(read_reference(connection, name, schema)) for name, schema in schemas.items()}
    others = {name: digest for name, digest in held.items() if digest != seed_digest(_seed(name), schemas[name])}
    versions = effective_versions(
        stages, lambda stage: {**_of(held, stage.reference_tables), **_of(here.model_digests, stage.models)}
    )
    return replace(
        here,
        stage_versions={**here.stage_versions, **versions},
        reference_digests={**here.reference_digests, **others},
    )


def commit_of(project: Path) -> tuple[str, bool] | None:
    """The commit that a checkout stands at, and whether its code differs from it; None where git cannot say."""
    git = shutil.which("git")
    if git is None or not (project / ".git").exists():  # a folder above may be a checkout, of something else
        return None
    try:
        commit = _ask([git, "rev-parse", "HEAD"], project)
        return commit, bool(_ask([git, "--no-optional-locks", "status", "--porcelain", "--", *CODE], project))
    except (subprocess.SubprocessError, OSError) as error:
        logger.debug("git does not say at which commit %s is: %s", project, error)
        return None


def _code_version() -> str:
    python, sql = sys.version.split()[0], files_digest(SQL_FILES)
    return f"dateline {__version__}, Python {python}, intake {INTAKE_VERSION}, SQL {sql}"


def _ask(command: list[str], folder: Path) -> str:
    # S603: our own command.
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=GIT_SECONDS)  # noqa: S603
    return done.stdout.strip()


def _stage_versions(stages: Sequence[Stage], models: dict[str, str]) -> dict[str, str]:
    """The effective versions that stages have once the reference data is loaded from its files as they are now."""

    def digests(stage: Stage) -> dict[str, str]:
        tables = {name: seed_digest(_seed(name), schema) for name, schema in stage.reference_tables.items()}
        return {**tables, **_of(models, stage.models)}

    return effective_versions(stages, digests)


def _of(digests: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: digests[name] for name in names}


def _seed(name: str) -> Path:
    return SEEDS / f"{name}.csv"


def _library_versions(stages: Sequence[Stage]) -> dict[str, str]:
    names = {*LIBRARIES, *(library for stage in stages for library in stage.libraries)}
    return {name: _version(name) for name in sorted(names)}


def _version(library: str) -> str:
    try:
        return installed_version(library)
    except PackageNotFoundError:
        return "not installed"  # stems of words are made without their extension, too


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20]
