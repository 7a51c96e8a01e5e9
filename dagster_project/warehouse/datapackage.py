"""What files of a release hold, in the words of the Data Package standard (Frictionless Data, version 1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Types of columns as the standard names them; a list has the type `array`, and anything else is a string.
TYPES = {
    "boolean": "boolean",
    "integer": "integer",
    "bigint": "integer",
    "float": "number",
    "double": "number",
    "date": "date",
    "timestamp": "datetime",
}
MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and what it holds."""

    name: str
    data_type: str  # as DuckDB writes it, in lower case
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table and what its rows are."""

    name: str
    description: str
    columns: Sequence[Column]


def write_datapackage(folder: Path, release: str, tables: Iterable[Table], derived: Column) -> None:
    """Write `datapackage.json` for the tables whose files lie in `folder`, as Parquet or as CSV.

    `derived` is the column that Parquet files of a divided table have in their folders' names.
    """
    resources = [
        resource
        for table in tables
        for suffix in MEDIA_TYPES
        if (resource := _resource(folder, table, suffix, derived))
    ]
    package = {
        "profile": "data-package",
        "name": release.replace("_", "-").lower(),
        "title": release,
        "resources": resources,
    }
    content = json.dumps(package, indent=1, ensure_ascii=False)
    (folder / "datapackage.json").write_text(content + "\n", encoding="utf-8")


def _resource(folder: Path, table: Table, suffix: str, derived: Column) -> dict[str, object] | None:
    place = folder / table.name if suffix == "parquet" else folder / "csv"
    pattern = "**/*.parquet" if suffix == "parquet" else f"{table.name}.csv"
    paths = sorted(path.relative_to(folder).as_posix() for path in place.glob(pattern))
    if not paths:
        return None
    divided = any("=" in path for path in paths)
    columns = [*table.columns, *([derived] if divided else [])]
    return {
        "name": f"{table.name}-{suffix}".replace("_", "-"),
        "title": table.name,
        "description": table.description,
        "path": paths if suffix == "parquet" else paths[0],
        "format": suffix,
        "mediatype": MEDIA_TYPES[suffix],
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in columns]},
    }


def _field(column: Column) -> dict[str, str]:
    kind = "array" if column.data_type.endswith("[]") else TYPES.get(column.data_type, "string")
    return {"name": column.name, "type": kind, "description": " ".join(column.description.split())}
