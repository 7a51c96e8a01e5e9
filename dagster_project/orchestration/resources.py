"""What a Dagster run holds while it lasts: the work itself, and with it the right to write."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg

from dagster_project.orchestration.housekeeping import process_tag
from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import OBJECTS, Settings

LAUNCH_CONFIG = {
    "landing_folder": dg.Field(
        dg.Noneable(str),
        is_required=False,
        default_value=None,
        description="Read another landing folder this once; the data folder stays the same.",
    ),
    "retry_failed": dg.Field(
        bool,
        is_required=False,
        default_value=False,
        description="Try the documents that failed before once more.",
    ),
}


def refresh_resource(settings: Settings) -> dg.ResourceDefinition:
    """The steps of a refresh. A run holds the data folder's write lock from its first step to its last."""

    @dg.resource(
        config_schema=LAUNCH_CONFIG,
        description="The steps of a refresh, on one landing folder and one data folder; one run at a time.",
    )
    def refresh(context: dg.InitResourceContext) -> Iterator[Refresh]:
        say = context.log.info if context.log else print
        purpose = f"run {context.run.run_id}" if context.run else "a test"
        if context.run and context.instance:
            context.instance.add_run_tags(context.run.run_id, process_tag())
        with Refresh(_configured(settings, context.resource_config)).as_writer(purpose, say) as work:
            if context.resource_config["retry_failed"]:
                say(f"{work.retry()} failed documents will be tried again")
            try:
                yield work
            finally:
                work.close()

    return refresh


def _configured(settings: Settings, config: dict[str, object]) -> Settings:
    folder = str(config["landing_folder"] or "")
    given = settings
    if folder.startswith(OBJECTS):
        given = replace(settings, landing_url=folder)
    elif folder:
        given = replace(settings, landing_folder=Path(folder).expanduser().resolve(), landing_url="")
    given.check_folders()
    return given
