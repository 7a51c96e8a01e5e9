"""The data dictionary: one page of all tables and columns of the warehouse, made of the models' descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from dagster_project.orchestration.digests import DBT_FOLDER
from dagster_project.settings import PROJECT_ROOT

DICTIONARY = PROJECT_ROOT / "docs" / "tables.md"
HEAD = """# Tables

All tables and views of schema `marts`, as the warehouse holds them, made by `make golden` of what the models say of
their columns. Offsets are Python character offsets into `article_texts.page_text`, end exclusive; instants are UTC.
"""


def dictionary_page() -> str:
    """The page as it should stand."""
    return "\n".join([HEAD, *(_section(model) for model in sorted(_models(), key=lambda model: str(model["name"])))])


def _models() -> Iterator[dict[str, Any]]:
    for path in (DBT_FOLDER / "models" / "marts").rglob("*.yml"):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["models"]


def _section(model: dict[str, Any]) -> str:
    rows = [
        f"| `{column['name']}` | {column['data_type']} | {_cell(column['description'])} |"
        for column in model["columns"]
    ]
    return "\n".join(
        [f"## {model['name']}", "", model["description"], "", "| column | type | |", "|---|---|---|", *rows, ""]
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
