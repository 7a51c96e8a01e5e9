"""dagster-dbt without dbt: whatever the project takes from it is imported here.

Where dbt is installed, dagster-dbt imports it, for a few types of which it has its own, and to select nodes by dbt's
rules. That costs each process of Dagster a second; only the process that runs dbt needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

METHOD = "resource_type:"  # the only way in which the project selects nodes for its assets


@contextmanager
def _hidden(package: str) -> Iterator[None]:
    """As if a package were not installed."""
    found = sys.modules.get(package)
    sys.modules[package] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        yield
    finally:
        del sys.modules[package]
        if found is not None:
            sys.modules[package] = found


def _nodes_of_type(select: str, manifest_json: Mapping[str, Any], **_: object) -> set[str]:
    """The nodes of a type, and all tests, of which dagster-dbt takes those that belong to one of the nodes."""
    if not select.startswith(METHOD):
        raise ValueError(f"{select!r}: of dbt's selections, assets are made by {METHOD} alone")
    types = {select.removeprefix(METHOD), "test"}
    return {name for name, node in manifest_json["nodes"].items() if node["resource_type"] in types}


with _hidden("dbt"):
    from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, asset_utils, dbt_assets
    from dagster_dbt.asset_utils import get_updated_cli_invocation_params_for_context
    from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

asset_utils.select_unique_ids = _nodes_of_type

__all__ = [
    "DagsterDbtTranslator",
    "DagsterDbtTranslatorSettings",
    "DbtCoreCliEventMessage",
    "DbtProject",
    "dbt_assets",
    "get_updated_cli_invocation_params_for_context",
]
