"""The Python half of the graph, on one page: what each asset is, and the one call that makes it."""

from collections.abc import Iterable, Iterator, Mapping

import dagster as dg

from dagster_project.landing.tables import DELIVERIES, DOCUMENTS
from dagster_project.orchestration.charts import get_ready, picture
from dagster_project.orchestration.checks import failures_spec, judge_failures, release_checks
from dagster_project.orchestration.explaining import PAGE, write_report
from dagster_project.orchestration.metadata import column_metadata, release_metadata, stage_metadata, table_metadata
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.stages import CANDIDATES, CONTENTS, STAGES, Stage
from dagster_project.text.records import STAGE_TABLES
from dagster_project.warehouse.schema import CHECKED_ARTICLES, STAGE_PROGRESS

OWNERS = ["team:warehouse"]
GRAINS = {
    "deliveries": "One row per arrival of a file, with its outcome.",
    "documents": "One row per distinct content.",
    "page_texts": "One row per document: the text of its whole page, the one that offsets point into.",
    "page_lines": "One row per non-empty line of a page: what it looks like, how sure, and why.",
    "date_evidence": "One row per clue to the day a page was published, none of them chosen.",
    "date_mentions": "One row per date that an article speaks of.",
    "source_evidence": "One row per clue to a page's publisher, title, author or address.",
    "alias_matches": "One row per place where a page's words match the gazetteer.",
    "ner_spans": "One row per name that the tagger finds in an article.",
    "statements": "One row per statement that a text attributes to somebody: words, speaker, words of reporting.",
    "reuse_grams": "One row per document and rare run of three words in its body: the index by which copies are found.",
    "reuse_pairs": "One row per pair of documents that share rare runs of words: how much of each the other holds.",
    "reuse_passages": "One row per stretch that two compared documents have in common.",
    "stage_progress": "One row per document and stage: with which version it was done, or why it failed.",
    "checked_articles": "One row per article that passed all checks, with the state that it had.",
    "release_info": "One row per release: what the published warehouse was made with.",
    "report": "One page on what the newest release holds, with the sentences behind each figure.",
}
SCHEMAS = {
    **STAGE_TABLES,
    "deliveries": DELIVERIES,
    "documents": DOCUMENTS,
    "stage_progress": STAGE_PROGRESS,
    "checked_articles": CHECKED_ARTICLES,
}
RELEASE = dg.AssetKey(["main", "release_info"])
REPORT = dg.AssetKey(["main", "report"])
Descriptions = Mapping[str, Mapping[str, str]]  # of columns, by table

KINDS = {
    "separation": "trafilatura",
    "dating": "htmldate",
    "sourcing": "lxml",
    "aliases": "gazetteer",
    "tagging": "spacy",
    "attribution": "python",
    "indexing": "numpy",
    "comparison": "numpy",
}


def python_assets(marts: Iterable[dg.AssetKey], descriptions: Descriptions) -> list[dg.AssetsDefinition | dg.AssetSpec]:
    """Landing, the stages, the ledger that all of them write, what has passed its checks, and the release."""
    stages = [stage_assets(stage, KINDS[stage.name], descriptions) for stage in STAGES]
    ledger = _spec(
        "stage_progress", [_key(table) for stage in STAGES for table in stage.outputs], "text", "duckdb", descriptions
    )
    checked = _spec("checked_articles", [], "warehouse", "duckdb", descriptions)
    return [landing_assets(descriptions), *stages, ledger, checked, release_asset(marts), report_asset()]


def landing_assets(descriptions: Descriptions) -> dg.AssetsDefinition:
    """The two tables of arrivals, made together by one look at the landing folder."""

    @dg.multi_asset(
        specs=[_spec(table, [], "intake", "duckdb", descriptions) for table in ("deliveries", "documents")],
    )
    def landing(refresh: dg.ResourceParam[Refresh]) -> Iterator[dg.MaterializeResult]:
        intake = refresh.take_in()
        refresh.hold()
        if intake.last_delivery > intake.first_delivery:
            get_ready()
        done = {
            "arrivals": intake.last_delivery - intake.first_delivery,
            "files_unchanged": intake.files_unchanged,
            "files_ignored": intake.files_ignored,
            "files_postponed": intake.files_postponed,
        }
        found = table_metadata(refresh, ["raw.deliveries", "raw.documents"])
        for name, facts in found.items():
            yield dg.MaterializeResult(asset_key=name.split("."), metadata={**done, **facts})

    return landing


def stage_assets(stage: Stage, kind: str, descriptions: Descriptions) -> dg.AssetsDefinition:
    """The assets of one stage: its output tables, made together by one run of the stage."""
    inputs = [_key("documents" if name == CONTENTS else name) for name in stage.reads if name != CANDIDATES]
    references = [dg.AssetKey(["reference", name]) for name in stage.reference_tables]
    first = _key(stage.outputs[0])

    @dg.multi_asset(
        name=stage.name,
        specs=[_spec(table, inputs + references, "text", kind, descriptions) for table in stage.outputs],
        check_specs=[failures_spec(first)],
    )
    def run_stage(refresh: dg.ResourceParam[Refresh]) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        with refresh.opened():
            summary = refresh.stages.run(stage)
            found = table_metadata(refresh, [f"raw.{table}" for table in stage.outputs])
        for table in stage.outputs:
            facts = found.get(f"raw.{table}", {})
            yield dg.MaterializeResult(asset_key=_key(table), metadata={**stage_metadata(summary, table), **facts})
        yield judge_failures(summary, first)

    return run_stage


def release_asset(marts: Iterable[dg.AssetKey]) -> dg.AssetsDefinition:
    """The published warehouse, made when all of its inputs are complete."""

    @dg.multi_asset(
        name="release",
        specs=[
            dg.AssetSpec(
                RELEASE,
                deps=list(marts),
                description=GRAINS["release_info"],
                group_name="warehouse",
                kinds={"python", "duckdb"},
                owners=OWNERS,
                skippable=True,
                automation_condition=dg.AutomationCondition.eager(),
            )
        ],
        check_specs=[
            dg.AssetCheckSpec(
                "inputs_are_complete",
                asset=RELEASE,
                description="No stage has documents to do, and all models are built from the newest inputs.",
            )
        ],
    )
    def release(refresh: dg.ResourceParam[Refresh]) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        missing = refresh.missing()
        yield dg.AssetCheckResult(
            passed=missing is None, severity=dg.AssetCheckSeverity.WARN, description=missing or "nothing is missing"
        )
        if missing is None:
            published = refresh.publish()
            refresh.complete()
            yield dg.MaterializeResult(asset_key=RELEASE, metadata=release_metadata(published))

    return release


def report_asset() -> dg.AssetsDefinition:
    """The pages about the release that readers see, written anew when that is another one."""

    # Not `asset`, which would name the step after the whole key.
    @dg.multi_asset(
        name="report",
        specs=[
            dg.AssetSpec(
                REPORT,
                deps=[RELEASE],
                description=GRAINS["report"],
                group_name="warehouse",
                kinds={"python", "matplotlib"},
                owners=OWNERS,
                automation_condition=dg.AutomationCondition.eager(),
            )
        ],
    )
    def report(refresh: dg.ResourceParam[Refresh]) -> dg.MaterializeResult:
        figures = write_report(refresh.settings)
        shown = {title: dg.MetadataValue.md(picture(title, png)) for title, png in (figures or {}).items()}
        page = dg.MetadataValue.path(refresh.settings.report_folder / PAGE)
        return dg.MaterializeResult(
            asset_key=REPORT, metadata={"report": page, "written": figures is not None, **shown}
        )

    return report


def mart_checks(marts: Iterable[dg.AssetKey]) -> dg.AssetChecksDefinition:
    """For each mart, whether it is published."""
    return release_checks(marts, RELEASE)


def _key(table: str) -> dg.AssetKey:
    return dg.AssetKey(["raw", table])


def _spec(table: str, deps: list[dg.AssetKey], group: str, kind: str, descriptions: Descriptions) -> dg.AssetSpec:
    return dg.AssetSpec(
        _key(table),
        deps=deps,
        description=GRAINS[table],
        group_name=group,
        kinds={"python", kind},
        owners=OWNERS,
        metadata=column_metadata(SCHEMAS[table], descriptions.get(table, {})),
    )
