"""What the UI shows beside a table: its columns, its size, its first rows, its picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import dagster as dg
import pyarrow as pa

from dagster_project.orchestration.charts import CHARTS, as_markdown
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.runner import StageSummary
from dagster_project.warehouse.facts import TableFacts
from dagster_project.warehouse.release_info import read_release_info
from dagster_project.warehouse.releases import Release
from dagster_project.warehouse.schema import SQL_TYPES

Metadata = dict[str, Any]
# Measures of a stage are rounded so that their plots can be read.
SECONDS_DIGITS = 1


def table_metadata(refresh: Refresh, names: Iterable[str]) -> dict[str, Metadata]:
    """For each table ("schema.table") that exists: rows in all, the first ones, and its chart where there is one."""
    return {name: {**shown(found), **chart_metadata(refresh, name)} for name, found in refresh.facts(names).items()}


def shown(found: TableFacts | None) -> Metadata:
    """Rows in all, and the first ones; nothing of a table that nobody looked into."""
    if found is None:
        return {}
    return {"dagster/row_count": found.row_count, "preview": dg.MetadataValue.md(found.as_markdown())}


def chart_metadata(refresh: Refresh, name: str) -> Metadata:
    """The chart of a table, where there is one."""
    if name not in CHARTS:
        return {}
    chart = CHARTS[name]
    return {"chart": dg.MetadataValue.md(as_markdown(chart, refresh.query(chart.query)))}


def stage_metadata(summary: StageSummary, table: str) -> Metadata:
    """What one run of a stage did, as far as it concerns this table."""
    return {
        "rows_new": summary.rows.get(table, 0),
        "documents_done": summary.documents_done,
        "documents_failed": summary.documents_failed,
        "seconds": round(summary.seconds, SECONDS_DIGITS),
        "effective_version": summary.effective_version,
    }


def release_metadata(release: Release | None) -> Metadata:
    """Which file was released and what it was made with; that no mart has changed, where none was."""
    if release is None:
        return {"release": "no mart has changed"}
    info = read_release_info(release.path)
    told = {name: info[name] for name in ("code_version", "code_commit", "code_is_modified", "constraints_digest")}
    return {
        "release": release.path.name,
        "file": dg.MetadataValue.path(release.path),
        **{name: "unknown" if value is None else value for name, value in told.items()},
    }


def column_metadata(schema: pa.Schema, descriptions: Mapping[str, str]) -> Metadata:
    """The columns of a table that Python writes, described in the words of the dbt source."""
    columns = [
        dg.TableColumn(field.name, type=SQL_TYPES[field.type].lower(), description=descriptions.get(field.name))
        for field in schema
    ]
    return {"dagster/column_schema": dg.TableSchema(columns)}
