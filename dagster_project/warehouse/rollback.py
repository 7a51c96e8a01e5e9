"""Holding readers at an older release until somebody lets them go on to the newest, and taking old releases away."""

from __future__ import annotations

import os
from pathlib import Path

from dagster_project.warehouse.releases import Release, ReleaseError, newest_release, pin_file, releases, swing

LATEST = "latest"


def roll_back(folder: Path, link: Path, to: str) -> Release:
    """Swing `link` to a kept release by its version and pin it there, or to the newest with `latest`.

    Raises ReleaseError naming the releases that there are.
    """
    kept = {release.version: release for release in releases(folder)}
    wanted = max(kept, default=0) if to == LATEST else int(to) if to.isdecimal() else 0
    if wanted not in kept:
        there = ", ".join(map(str, kept)) or "none"
        raise ReleaseError(f"there is no release {to!r}; there are: {there}. Say TO=<number> or TO={LATEST}.")
    _write_pin(folder, None if to == LATEST else wanted)
    swing(link, kept[wanted].path)
    return kept[wanted]


def keep_newest_only(folder: Path, link: Path) -> list[Path]:
    """Let readers go on to the newest release and delete all others; returns what was deleted."""
    newest = newest_release(folder)
    if newest is None:
        return []
    roll_back(folder, link, LATEST)
    gone = [release.path for release in releases(folder) if release != newest]
    for path in gone:
        path.unlink()
    return gone


def _write_pin(folder: Path, version: int | None) -> None:
    pin = pin_file(folder)
    if version is None:
        pin.unlink(missing_ok=True)
        return
    draft = folder / f".draft_{os.getpid()}_pin"
    draft.write_text(f"{version}\n", encoding="ascii")
    draft.replace(pin)
