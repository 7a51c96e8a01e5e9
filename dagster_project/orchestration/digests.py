"""What stands for the content of many files: the dbt project's, the code's."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dagster_project.settings import PROJECT_ROOT

DBT_FOLDER = PROJECT_ROOT / "dbt"
# What decides about the rows of the models; descriptions and tests do not.
SQL_FILES = ("dbt_project.yml", "macros/**/*.sql", "models/**/*.sql")
DECISIVE_FILES = (*SQL_FILES, "seeds/*.csv")
CHECKS = ("models/**/*.yml", "tests/**/*.sql")


def files_digest(patterns: tuple[str, ...], folder: Path = DBT_FOLDER) -> str:
    """A digest of the content of all files below `folder` that match."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]
