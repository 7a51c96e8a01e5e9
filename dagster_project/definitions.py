"""The only place where settings, assets, resources and jobs are put together."""

from __future__ import annotations

import warnings

import dagster as dg

from dagster_project.orchestration.assets import mart_checks, python_assets
from dagster_project.orchestration.dbt import (
    dbt_asset_definitions,
    export_settings,
    source_descriptions,
)
from dagster_project.orchestration.fetching import fetch_job
from dagster_project.orchestration.housekeeping import housekeeping_job
from dagster_project.orchestration.ledger import ledger_checks
from dagster_project.orchestration.resources import refresh_resource
from dagster_project.orchestration.schedules import schedules
from dagster_project.orchestration.sensors import sensors
from dagster_project.settings import Settings

REFRESH_JOB = "refresh"


def build_definitions(settings: Settings | None = None) -> dg.Definitions:
    """Everything that Dagster shows and runs, for these settings (default: those of the environment)."""
    settings = settings or Settings.from_env()
    export_settings(settings)
    dbt_assets = dbt_asset_definitions()
    marts = [key for assets in dbt_assets for key in assets.keys if key.path[0] == "marts"]
    refresh = dg.define_asset_job(REFRESH_JOB, selection=dg.AssetSelection.all(), description="The whole path, once.")
    return dg.Definitions(
        assets=[*_with_links(python_assets(marts, source_descriptions())), *dbt_assets],
        asset_checks=[mart_checks(marts), ledger_checks()],
        jobs=[refresh, fetch_job(), housekeeping_job()],
        schedules=schedules(settings, REFRESH_JOB),
        sensors=sensors(settings, REFRESH_JOB),
        resources={"refresh": refresh_resource(settings)},
        # One process for all steps: only one process may have the build file open, and each further one costs seconds.
        executor=dg.in_process_executor,
    )


def _with_links(assets: list[dg.AssetsDefinition | dg.AssetSpec]) -> list[dg.AssetsDefinition | dg.AssetSpec]:
    """The assets with links to the code that makes them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)
        return list(dg.with_source_code_references(assets))


@dg.definitions
def defs() -> dg.Definitions:
    """What workspace.yaml names: made when a Dagster process asks for it, not when this module is imported."""
    return build_definitions()
