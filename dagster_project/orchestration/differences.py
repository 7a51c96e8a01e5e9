"""What `make diff` says of two releases."""

from __future__ import annotations

import sys
from collections import Counter

from dagster_project.settings import SettingError, Settings
from dagster_project.text.visible import visible
from dagster_project.warehouse.difference import changed_counts, release_named

SHOWN_OF_A_CAUSE = 10


def print_differences(settings: Settings, before: str, after: str) -> None:
    """Write how many counts differ by which cause, and the largest of each. Raises SettingError, ReleaseError."""
    if not (before and after):
        raise SettingError("say which releases: make diff A=1 B=2")
    first, second = (release_named(settings.releases_folder, named) for named in (before, after))
    changed = changed_counts(first, second)
    lines = [f"{len(changed)} counts differ between release {first.version} and release {second.version}"]
    for cause, number in Counter(change.cause for change in changed).most_common():
        lines += ["", f"{cause}: {number}"]
        shown = [change for change in changed if change.cause == cause][:SHOWN_OF_A_CAUSE]
        lines += [
            visible(f"  {change.before:>4} -> {change.after:<4} {change.actor_id:<20} {change.location}")
            + visible(f"  ({change.detail})" if change.detail else "")
            for change in shown
        ]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
