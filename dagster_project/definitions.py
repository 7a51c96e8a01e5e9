"""The only place where settings, assets, resources and jobs are put together."""

from __future__ import annotations

import dagster as dg

from dagster_project.orchestration.assets import python_assets
from dagster_project.orchestration.dbt import dbt_asset_definitions, dbt_resource, export_settings
from dagster_project.orchestration.resources import refresh_resource
from dagster_project.settings import Settings


def build_definitions(settings: Settings | None = None) -> dg.Definitions:
    """Everything that Dagster shows and runs, for these settings (default: those of the environment)."""
    settings = settings or Settings.from_env()
    export_settings(settings)
    dbt_assets = dbt_asset_definitions()
    marts = [key for assets in dbt_assets for key in assets.keys if key.path[0] == "marts"]
    return dg.Definitions(
        assets=[*python_assets(marts), *dbt_assets],
        jobs=[dg.define_asset_job("refresh", selection=dg.AssetSelection.all(), description="The whole path, once.")],
        resources={"dbt": dbt_resource(), "refresh": refresh_resource(settings)},
        # One process for all steps: only one process may have the build file open, and each further one costs seconds.
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What workspace.yaml names: made when a Dagster process asks for it, not when this module is imported."""
    return build_definitions()
