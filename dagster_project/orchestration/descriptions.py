"""What the models say of the tables that readers get."""

from __future__ import annotations

from functools import cache

import yaml

from dagster_project.orchestration.digests import DBT_FOLDER
from dagster_project.warehouse.datapackage import Column, Table


@cache
def mart_descriptions() -> tuple[Table, ...]:
    """All marts with their columns, by name."""
    files = (DBT_FOLDER / "models" / "marts").rglob("*.yml")
    models = [model for file in files for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]]
    tables = (
        Table(
            model["name"],
            model["description"],
            tuple(Column(each["name"], each["data_type"], each["description"]) for each in model["columns"]),
        )
        for model in models
    )
    return tuple(sorted(tables, key=lambda table: table.name))
