"""Ids reach DuckDB whole and cheaply."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec

import duckdb
import pytest

from dagster_project.warehouse.batches import read_rows


class Searches:
    """Notes which modules are searched for, and finds none."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        self.names.append(name)
        return None


def test_many_ids_cost_no_search_for_a_package_each(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"{number:020x}" for number in range(300)]
    searches = Searches()
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.pages as select printf('%020x', range) as document_id from range(1000)")
        monkeypatch.setattr(sys, "meta_path", [searches, *sys.meta_path])
        assert read_rows(connection, "pages", ids).column("document_id").to_pylist() == ids
        assert read_rows(connection, "pages", []).num_rows == 0
    assert len(searches.names) < 10
