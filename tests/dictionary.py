"""The data dictionary: one page of all tables and columns of the warehouse, made of the models' descriptions."""

from __future__ import annotations

from dagster_project.orchestration.descriptions import mart_descriptions
from dagster_project.settings import PROJECT_ROOT
from dagster_project.warehouse.datapackage import Table
from dagster_project.warehouse.release_info import RELEASE_INFO

DICTIONARY = PROJECT_ROOT / "docs" / "tables.md"
HEAD = """# Tables

All tables and views of schema `marts`, as the warehouse holds them, and what a release says of itself; made by
`make golden` of what the models say of their columns. Offsets are Python character offsets into
`article_texts.page_text`, end exclusive; instants are UTC.
"""


def dictionary_page() -> str:
    """The page as it should stand."""
    return "\n".join([HEAD, *(_section(table) for table in (*mart_descriptions(), RELEASE_INFO))])


def _section(table: Table) -> str:
    rows = [f"| `{column.name}` | {column.data_type} | {_cell(column.description)} |" for column in table.columns]
    head = [f"## {table.name}", "", table.description, "", "| column | type | |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
