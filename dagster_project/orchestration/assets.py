"""The Python half of the graph, on one page: what each asset is, and the one call that makes it."""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.runner import StageSummary
from dagster_project.orchestration.stages import CONTENTS, STAGES, Stage

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
    "stage_progress": "One row per document and stage: with which version it was done, or why it failed.",
    "release_info": "One row per release: what the published warehouse was made with.",
}


KINDS = {
    "separation": "trafilatura",
    "dating": "htmldate",
    "sourcing": "lxml",
    "aliases": "gazetteer",
    "tagging": "spacy",
}


def _spec(key: str, deps: list[str], group: str, kind: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        key.split("/"),
        deps=[dep.split("/") for dep in deps],
        description=GRAINS[key.split("/")[1]],
        group_name=group,
        kinds={"python", kind},
        owners=OWNERS,
    )


def _made(summary: StageSummary) -> dict[str, Any]:
    return {
        "documents_done": summary.documents_done,
        "documents_failed": summary.documents_failed,
        "seconds": round(summary.seconds, 1),
        "effective_version": summary.effective_version,
    }


@dg.multi_asset(
    specs=[
        _spec("raw/deliveries", [], "intake", "duckdb"),
        _spec("raw/documents", [], "intake", "duckdb"),
    ],
)
def landing(context: dg.AssetExecutionContext, refresh: dg.ResourceParam[Refresh]) -> Iterator[dg.MaterializeResult]:
    """Archive what is new in the landing folder and bring both tables up to the archive's log."""
    intake = refresh.take_in()
    context.log.info("%s", intake)
    metadata = {"arrivals": intake.last_delivery - intake.first_delivery, "files_unchanged": intake.files_unchanged}
    for table in ("deliveries", "documents"):
        yield dg.MaterializeResult(asset_key=["raw", table], metadata=metadata)


def stage_asset(stage: Stage, kind: str) -> dg.AssetsDefinition:
    """The assets of one stage: its output tables, made together by one run of the stage."""
    inputs = ["raw/documents" if name == CONTENTS else f"raw/{name}" for name in stage.inputs]
    references = [f"reference/{name}" for name in stage.reference_tables]

    @dg.multi_asset(
        name=stage.name,
        specs=[_spec(f"raw/{table}", inputs + references, "text", kind) for table in stage.outputs],
    )
    def run_stage(refresh: dg.ResourceParam[Refresh]) -> Iterator[dg.MaterializeResult]:
        summary = refresh.stages.run(stage)
        for table in stage.outputs:
            rows = {"rows_new": summary.rows.get(table, 0)}
            yield dg.MaterializeResult(asset_key=["raw", table], metadata={**rows, **_made(summary)})

    return run_stage


def release_asset(marts: Iterable[dg.AssetKey]) -> dg.AssetsDefinition:
    """The published warehouse, made when all marts are."""

    @dg.asset(
        key=["main", "release_info"],
        deps=list(marts),
        description=GRAINS["release_info"],
        group_name="warehouse",
        kinds={"python", "duckdb"},
        owners=OWNERS,
    )
    def release(refresh: dg.ResourceParam[Refresh]) -> dg.MaterializeResult:
        published = refresh.publish()
        return dg.MaterializeResult(metadata={"release": published.path.name if published else "no mart has changed"})

    return release


def python_assets(marts: Iterable[dg.AssetKey]) -> list[dg.AssetsDefinition | dg.AssetSpec]:
    """Landing, the five stages, the ledger that all of them write, and the release."""
    made = [stage_asset(stage, KINDS[stage.name]) for stage in STAGES]
    ledger = _spec(
        "raw/stage_progress", [f"raw/{table}" for stage in STAGES for table in stage.outputs], "text", "duckdb"
    )
    return [landing, *made, ledger, release_asset(marts)]
