"""The ledger of data quality as checks of its mart: one a kind of finding, each naming what it found."""

import csv
from collections.abc import Iterable, Iterator

import dagster as dg

from dagster_project.orchestration.digests import DBT_FOLDER
from dagster_project.orchestration.refresh import Refresh
from dagster_project.warehouse.facts import preview_of

LEDGER = dg.AssetKey(["marts", "quality_findings"])
COLUMNS = ["found on", "place", "finding"]
SHOWN_CHARACTERS = 200  # of a place or finding: names are to be read whole
# A check that warns of last year's page for ever is not read: it warns of the newest day of deliveries.
FINDINGS = """
select kind, found_on = (select max(cast(delivered_at as date)) from marts.deliveries) as is_new,
    found_on, coalesce(location, feed, source_id) as place, finding
from marts.quality_findings order by kind, found_on desc, place, finding
"""


def read_rules() -> dict[str, str]:
    """Kind -> description of every rule of the ledger."""
    with (DBT_FOLDER / "seeds" / "quality_rules.csv").open(encoding="utf-8", newline="") as rules:
        return {row["kind"]: row["description"] for row in csv.DictReader(rules)}


def ledger_checks() -> dg.AssetChecksDefinition:
    """For each kind of finding, whether the newest day of deliveries brought any."""
    specs = [dg.AssetCheckSpec(kind, asset=LEDGER, description=told) for kind, told in read_rules().items()]

    @dg.multi_asset_check(name="quality", specs=specs, can_subset=True)
    def quality(
        context: dg.AssetCheckExecutionContext, refresh: dg.ResourceParam[Refresh]
    ) -> Iterator[dg.AssetCheckResult]:
        yield from judge(refresh.query(FINDINGS), [key.name for key in context.selected_asset_check_keys])

    return quality


def judge(findings: Iterable[tuple[object, ...]], kinds: Iterable[str]) -> Iterator[dg.AssetCheckResult]:
    """One result a kind, with the first findings as a table; it warns and fails no refresh."""
    by_kind: dict[str, list[tuple[object, ...]]] = {kind: [] for kind in kinds}
    for kind, *finding in findings:
        if str(kind) in by_kind:
            by_kind[str(kind)].append(tuple(finding))
    for kind, rows in by_kind.items():
        new = sum(bool(is_new) for is_new, *_ in rows)
        shown = preview_of(COLUMNS, [row[1:] for row in rows], SHOWN_CHARACTERS).as_markdown()
        yield dg.AssetCheckResult(
            passed=not new,
            check_name=kind,
            asset_key=LEDGER,
            severity=dg.AssetCheckSeverity.WARN,
            description=f"{new} on the newest day of deliveries, {len(rows)} in all",
            metadata={"findings": dg.MetadataValue.md(shown)} if rows else {},
        )
