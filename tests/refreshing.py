"""Running the real job in tests: Dagster, dbt and DuckDB on a temporary data folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg
import duckdb

from dagster_project.definitions import build_definitions
from dagster_project.settings import Settings


def run_refresh(
    settings: Settings,
    *assets: str,
    raise_on_error: bool = True,
    config: Mapping[str, object] | None = None,
) -> dg.ExecuteInProcessResult:
    """Execute the job `refresh` once, in this process: all of it, or these assets ("schema/table")."""
    job = build_definitions(settings).resolve_job_def("refresh")
    given = {
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        "resources": {"refresh": {"config": dict(config or {})}},
    }
    with dg.DagsterInstance.ephemeral() as instance:
        return job.execute_in_process(
            instance=instance,
            run_config=given,
            raise_on_error=raise_on_error,
            asset_selection=[dg.AssetKey(name.split("/")) for name in assets] or None,
        )


def ask(settings: Settings, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a query on the published warehouse."""
    with duckdb.connect(str(settings.warehouse_file), read_only=True) as connection:
        return connection.execute(query, list(values)).fetchall()


def tables(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all marts and of everything that stages wrote, without instants (columns ending _at)."""
    found = {}
    with duckdb.connect(str(settings.build_file), read_only=True) as connection:
        names = connection.execute(
            "select table_schema, table_name, list(column_name order by ordinal_position)"
            " from information_schema.columns where table_schema in ('raw', 'marts')"
            " and table_name <> 'build_info' and not column_name like '%\\_at' escape '\\' group by all"
        ).fetchall()
        for schema, name, columns in names:
            listed = ", ".join(columns)
            found[f"{schema}.{name}"] = connection.execute(
                f"select {listed} from {schema}.{name} order by all"
            ).fetchall()
    return found
