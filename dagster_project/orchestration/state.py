"""What the last successful refresh had seen, in a small file: with it, a look at names and times tells what is new.

Sensors and schedules read this and never open a database.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dagster_project.landing.archive import Archive
from dagster_project.landing.objects import ObjectFolder
from dagster_project.orchestration.digests import DBT_FOLDER, DECISIVE_FILES, files_digest
from dagster_project.settings import PROJECT_ROOT, Settings

NOTHING_NEW = "nothing has changed since the last refresh"
# The parts of a state, and what a person is told when one differs.
REASONS = {
    "landing": "the landing folder has changed",
    "arrivals": "feeds have brought something new",
    "reference": "reference data or models have changed",
    "code": "the code has changed",
}


def observe(settings: Settings) -> dict[str, str]:
    """What stands for the landing folder's files (names, sizes, times), the archive, the dbt project and the code."""
    return {
        "landing": _landing_digest(landing_place(settings)),
        "arrivals": archive_state(settings),
        "reference": files_digest(DECISIVE_FILES, DBT_FOLDER),
        "code": files_digest(("**/*.py",), PROJECT_ROOT / "dagster_project"),
    }


def news(settings: Settings, observed: Mapping[str, str]) -> list[str]:
    """Why a refresh would do something, one reason a part; empty when the last one had seen it all."""
    stored = read(settings)
    if stored is None:
        return ["no refresh has been completed yet"]
    return [reason for part, reason in REASONS.items() if stored.get(part) != observed[part]]


def read(settings: Settings) -> dict[str, str] | None:
    """What the last successful refresh wrote; None when there is nothing to read."""
    try:
        stored = json.loads(settings.state_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stored if isinstance(stored, dict) else None


def write(settings: Settings, observed: Mapping[str, str]) -> None:
    """Keep what a successful refresh had seen when it began, in one step that readers cannot catch half-way."""
    draft = settings.state_file.with_suffix(f".{os.getpid()}")
    content = {**observed, "refreshed_at": settings.now().isoformat(timespec="seconds")}
    draft.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    draft.replace(settings.state_file)


def archive_state(settings: Settings) -> str:
    """The length of the archive's log, which is only ever added to."""
    log = Archive(settings.archive_folder).log_path
    return str(log.stat().st_size if log.exists() else 0)


def landing_place(settings: Settings) -> Path | ObjectFolder:
    """The landing folder, wherever it is."""
    return ObjectFolder(settings.landing_url) if settings.landing_url else settings.landing_folder


def _landing_digest(folder: Path | ObjectFolder) -> str:
    digest = hashlib.sha256()
    for line in sorted(_objects(folder) if isinstance(folder, ObjectFolder) else _files(folder)):
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:20]


def _objects(folder: ObjectFolder) -> Iterator[str]:
    for place, found in folder.statuses().items():
        yield f"{place}\0{found.st_size}\0{found.st_mtime_ns}\n"


def _files(folder: Path) -> Iterator[str]:
    """One line a file below a folder; a folder that cannot be read is the refresh's affair, which says so."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = Path(root, name)
            try:
                found = path.lstat()
            except OSError:
                continue  # gone since it was listed
            yield f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n"
