"""The `dbt` command as this project runs it: one parse for all data folders, and fewer sweeps for garbage."""

import gc

from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.cli.main import cli

# dbt keeps what it parses as long as it lives; looking through all of it again and again took a tenth of a build.
ALLOCATIONS_BETWEEN_SWEEPS = 50_000


def main() -> None:
    """Run dbt with the arguments of this process; ends it with dbt's exit status."""
    # dbt parses everything anew where one of these differs from the last parse. The path of the build file would,
    # for each new data folder; no model reads it.

    DuckDBCredentials._connection_keys = lambda _: ("database", "schema")  # type: ignore[method-assign]  # noqa: SLF001
    gc.set_threshold(ALLOCATIONS_BETWEEN_SWEEPS)
    cli()
