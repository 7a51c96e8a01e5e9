"""dbt models by themselves: their SQL on tables that a test has made, without dbt and in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import jinja2
import yaml

from dagster_project.orchestration.digests import DBT_FOLDER

PROJECT_FILE = DBT_FOLDER / "dbt_project.yml"


def model_sql(name: str) -> str:
    """The query of a model or of a singular test, which reads models by their plain names."""
    (model,) = (path for folder in ("models", "tests") for path in (DBT_FOLDER / folder).rglob(f"{name}.sql"))
    return rendered(model.read_text(encoding="utf-8"))


def rendered(sql: str) -> str:
    """SQL as dbt makes it of a template that calls macros of the project, and reads models by their plain names."""
    macros = "".join(path.read_text(encoding="utf-8") for path in sorted((DBT_FOLDER / "macros").glob("*.sql")))
    template = jinja2.Environment(autoescape=False).from_string(macros + sql)  # noqa: S701 (SQL: no markup to escape)
    return template.render(
        ref=lambda model: model,
        source=lambda schema, table: f"{schema}.{table}",
        config=lambda **_: "",
        env_var=lambda _, default: default,
        var=lambda name: yaml.safe_load(PROJECT_FILE.read_text(encoding="utf-8"))["vars"][name],
    )


def build_models(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Make each model a table, in this order."""
    for name in names:
        connection.execute(f"create or replace table {name} as {model_sql(name)}")
