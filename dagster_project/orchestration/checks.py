"""Checks that SQL cannot say; all others are dbt tests."""

from collections.abc import Iterable, Iterator

import dagster as dg

from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.runner import StageSummary

# A stage that fails on more than this share of a refresh's documents has a fault of its own. Below so many documents
# one bad page would be a large share.
MAX_FAILED_SHARE = 0.05
MIN_JUDGED_DOCUMENTS = 20
SHOWN_REASONS = 5


def failures_spec(asset: dg.AssetKey) -> dg.AssetCheckSpec:
    """The check of one stage on the documents that failed."""
    return dg.AssetCheckSpec(
        "few_documents_fail",
        asset=asset,
        description=f"At most {MAX_FAILED_SHARE:.0%} of the documents of this refresh failed, where there were"
        f" {MIN_JUDGED_DOCUMENTS} or more.",
    )


def judge_failures(summary: StageSummary, asset: dg.AssetKey) -> dg.AssetCheckResult:
    """Whether few enough documents failed, and why the first ones did."""
    total = summary.documents_done + summary.documents_failed
    share = summary.documents_failed / total if total else 0.0
    failed = total >= MIN_JUDGED_DOCUMENTS and share > MAX_FAILED_SHARE
    first = f"; the first one: {summary.reasons[0]}" if summary.reasons else ""
    return dg.AssetCheckResult(
        passed=not failed,
        check_name="few_documents_fail",
        asset_key=asset,
        description=f"{summary.documents_failed} of {total} documents failed{first}",
        metadata={
            "documents_failed": summary.documents_failed,
            "failed_share": round(share, 4),
            "reasons": "\n".join(summary.reasons[:SHOWN_REASONS]),
        },
    )


def release_checks(marts: Iterable[dg.AssetKey], release: dg.AssetKey) -> dg.AssetChecksDefinition:
    """For each mart, whether the published warehouse holds what the build file holds."""

    @dg.multi_asset_check(
        name="published",
        specs=[
            dg.AssetCheckSpec(
                "published",
                asset=mart,
                additional_deps=[release],
                description="The release that analysts read holds the newest rows of this mart.",
            )
            for mart in marts
        ],
        can_subset=True,
    )
    def published(
        context: dg.AssetCheckExecutionContext, refresh: dg.ResourceParam[Refresh]
    ) -> Iterator[dg.AssetCheckResult]:
        keys = {".".join(key.asset_key.path): key.asset_key for key in context.selected_asset_check_keys}
        missing = refresh.missing()
        for name, behind in refresh.unreleased(keys).items():
            yield dg.AssetCheckResult(
                passed=not behind,
                check_name="published",
                asset_key=keys[name],
                severity=dg.AssetCheckSeverity.WARN,
                description=_said(missing) if behind else "as in the newest release",
            )

    return published


def _said(missing: str | None) -> str:
    reason = missing or "it was not released yet"
    return f"newer than the release: {reason}. Materialize all, or run `make refresh`."
