"""What a Dagster run holds while it lasts: the work itself, and with it the right to write."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import Settings


def refresh_resource(settings: Settings) -> dg.ResourceDefinition:
    """The steps of a refresh. A run holds the data folder's write lock from its first step to its last."""

    @dg.resource(description="The steps of a refresh, on one landing folder and one data folder; one run at a time.")
    def refresh(context: dg.InitResourceContext) -> Iterator[Refresh]:
        with Refresh(settings).as_writer(f"run {context.run.run_id if context.run else None}") as work:
            try:
                yield work
            finally:
                work.close()

    return refresh
