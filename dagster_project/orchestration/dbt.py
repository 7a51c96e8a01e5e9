"""The dbt half of the graph: its manifest, its two asset sets, and when they have nothing to do."""

import json
import shutil
from collections.abc import Container, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.orchestration.charts import CHARTS
from dagster_project.orchestration.dagster_dbt_alone import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCoreCliEventMessage,
    DbtProject,
    dbt_assets,
    get_updated_cli_invocation_params_for_context,
)
from dagster_project.orchestration.dbt_commands import DbtCommand, DbtFailed, export_settings, keep_manifest
from dagster_project.orchestration.dbt_process import process_beside
from dagster_project.orchestration.digests import CHECKS, DBT_FOLDER, DECISIVE_FILES, files_digest
from dagster_project.orchestration.explaining import write_report
from dagster_project.orchestration.metadata import chart_metadata, shown
from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import SettingError, Settings
from dagster_project.text.visible import visible
from dagster_project.warehouse.checked import check_anew, remember_checked

SHOWN_FAULTS = 5  # rows that a failing check says of what it found
MANY_DOCUMENTS = 2_000
GROUPS = {"reference": "intake", "staging": "warehouse", "intermediate": "warehouse", "marts": "warehouse"}


@cache
def prepared_project() -> DbtProject:
    """The dbt project with a manifest that is not older than its files.

    `prepare_if_dev()` would parse again at every import, and only under some commands.
    """
    keep_manifest()
    return DbtProject(project_dir=DBT_FOLDER, profiles_dir=DBT_FOLDER)


def source_descriptions() -> dict[str, dict[str, str]]:
    """Table -> column -> description, of the tables that dbt reads and Python writes."""
    manifest = json.loads(prepared_project().manifest_path.read_text(encoding="utf-8"))
    return {
        source["name"]: {name: column["description"] for name, column in source["columns"].items()}
        for source in manifest["sources"].values()
    }


def run_dbt(settings: Settings, *command: str) -> None:
    """Run one dbt command on the build file of these settings, outside Dagster; raises when it fails."""
    export_settings(settings)
    DbtCommand(command, settings.dbt_target_folder).wait()


def write_docs(settings: Settings) -> Path:
    """Write one static page of all models and columns, and a report that leads to it; returns the page's path.

    Raises SettingError before a refresh.
    """
    if not settings.build_file.exists():
        raise SettingError(f"there is no {settings.build_file} yet: run make refresh first")
    with Refresh(settings).as_writer("make docs"):
        run_dbt(settings, "docs", "generate", "--static")
        settings.docs_page.parent.mkdir(exist_ok=True)
        shutil.copyfile(settings.dbt_target_folder / "static_index.html", settings.docs_page)
        if settings.warehouse_file.exists():
            write_report(settings)
    return settings.docs_page


class Translator(DagsterDbtTranslator):
    """Asset keys are schema/table, as in the database; groups follow the schema."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Schema and name; for sources the same."""
        schema = dbt_resource_props.get("schema") or dbt_resource_props["source_name"]
        return dg.AssetKey([schema, dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """One of three groups that read from left to right."""
        return GROUPS.get(str(dbt_resource_props.get("schema")), "warehouse")

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The model's own words, without its SQL."""
        return str(dbt_resource_props.get("description", ""))

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:  # noqa: ARG002
        """All models belong to the team that keeps the warehouse."""
        return ["team:warehouse"]


def dbt_asset_definitions() -> list[dg.AssetsDefinition]:
    """The reference data, and the models that read it together with what Python observed."""
    manifest = prepared_project().manifest_path
    translator = Translator(settings=DagsterDbtTranslatorSettings(enable_code_references=True))

    @dbt_assets(
        manifest=manifest,
        select="resource_type:seed",
        name="reference_data",
        dagster_dbt_translator=translator,
        project=prepared_project(),
    )
    def reference_data(context: dg.AssetExecutionContext, refresh: dg.ResourceParam[Refresh]) -> Iterator[Any]:
        yield from _seed(context, refresh)

    @dbt_assets(
        manifest=manifest,
        select="resource_type:model",
        name="models",
        dagster_dbt_translator=translator,
        project=prepared_project(),
    )
    def models(context: dg.AssetExecutionContext, refresh: dg.ResourceParam[Refresh]) -> Iterator[Any]:
        yield from _build(context, refresh)

    return [reference_data, models]


def _seed(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[Any]:
    """Load the reference data, or say that the tables hold it already."""
    digest = files_digest(("seeds/*",))
    if not context.is_subset and refresh.is_noted("reference_data", digest):
        yield from _unchanged(context)
        return
    # --full-refresh: a changed column list needs a new table. cautious: tests that need models belong to the models.
    command = ["build", "--full-refresh", "--indirect-selection", "cautious"]
    yield from _run(command, context, refresh)
    if not context.is_subset:
        refresh.note("reference_data", digest)


def _unchanged(context: dg.AssetExecutionContext) -> Iterator[Any]:
    """The tables stand as they were loaded and tested; what passed then passes now."""
    told = {"unchanged": True}
    for key in context.selected_asset_keys:
        yield dg.MaterializeResult(asset_key=key, metadata=told)
    for check in context.selected_asset_check_keys:
        yield dg.AssetCheckResult(passed=True, asset_key=check.asset_key, check_name=check.name, metadata=told)


def _build(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[Any]:
    """Build and test the models, unless everything that they read is as it was when they were last built."""
    if not context.is_subset and refresh.is_released():
        context.log.info("nothing that the models read has changed")
        refresh.complete()
        return
    inputs, transformation = refresh.inputs_digest(), files_digest(DECISIVE_FILES)
    rebuild = not refresh.is_noted("transformation", transformation)
    checks = files_digest(CHECKS)
    if rebuild or context.is_subset or not refresh.is_noted("checks", checks):
        check_anew(refresh.build)  # who materializes a part wants to know of all its rows
    refresh.close()  # no stage comes after the models: workers would hold memory that DuckDB can use
    # Unit tests are about the SQL, not about the data: the test suite runs them.
    command = ["build", "--exclude-resource-type", "unit_test", *(["--full-refresh"] if rebuild else [])]
    if refresh.count_documents() > MANY_DOCUMENTS:
        command += ["--threads", "1"]  # models one by one: each has all the memory
    yield from _run(command, context, refresh)
    if not context.is_subset:
        remember_checked(refresh.build)
        refresh.note("checks", checks)
        refresh.note("transformation", transformation)
        refresh.note("models_built_from", inputs)


def _run(command: list[str], context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[Any]:
    """Run dbt; what is made and passes is passed on as it comes, charts and failures once nobody writes any more."""
    export_settings(refresh.settings)
    charted: dict[dg.AssetKey, Any] = {}
    failing, failure = [], None
    refresh.let_go()
    try:
        for event in _dagster_events(command, context, refresh):
            if isinstance(event, dg.Output) and _waits(key := _key(event, context), charted, context):
                charted[key] = event
            elif isinstance(event, dg.AssetCheckResult) and not event.passed:
                failing.append(event)
            else:
                yield event
    except DbtFailed as error:
        failure = error
    refresh.hold()
    for key, event in charted.items():
        yield event.with_metadata({**event.metadata, **chart_metadata(refresh, ".".join(key.path))})
    if failure:
        found = {name: found_by(refresh, query) for name, query in failure.failed_checks.items()}
        for event in failing:
            yield event._replace(description=found.get(str(event.check_name)))
        raise DbtFailed({**failure.reasons, **found})


def _key(made: Any, context: dg.AssetExecutionContext) -> dg.AssetKey:
    return context.asset_key_for_output(made.output_name)


def _waits(key: dg.AssetKey, waiting: Container[dg.AssetKey], context: dg.AssetExecutionContext) -> bool:
    """Whether a chart is to be drawn of a table, or of one that it reads: Dagster takes none before those."""
    return ".".join(key.path) in CHARTS or any(read in waiting for read in context.assets_def.asset_deps[key])


def found_by(refresh: Refresh, query: str) -> str:
    """The first rows that a failing check found, on one line: for the checks of a table's rows, faults and counts."""
    rows = refresh.query(f"select * from ({query}) limit {SHOWN_FAULTS}")  # noqa: S608 (a query of dbt's)
    return visible("; ".join(", ".join(map(str, row)) for row in rows))


def _dagster_events(command: list[str], context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[Any]:
    """What Dagster makes of the events of a dbt command on the assets that are selected."""
    given = get_updated_cli_invocation_params_for_context(context, {}, Translator())
    selection = [*given.selection_args]
    if given.indirect_selection:
        selection += ["--indirect-selection", given.indirect_selection]
    target, project = refresh.settings.dbt_target_folder, given.dbt_project
    # Manifest and results as files took a tenth of a command; the events say the same.
    arguments = [*command, "--no-write-json", *selection]
    dbt = DbtCommand(arguments, target, Path(project.project_dir), refresh.build)
    for finished in dbt.events(process_beside(refresh.settings)):
        told = DbtCoreCliEventMessage(finished.event, {})
        for event in told.to_default_asset_events(
            given.manifest, given.dagster_dbt_translator, context, target, project
        ):
            is_made = isinstance(event, dg.Output)
            yield event.with_metadata({**event.metadata, **shown(finished.facts)}) if is_made else event
