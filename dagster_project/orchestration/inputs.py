"""What a stage's function is given: rows of a batch's documents, read for several batches at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dagster_project.orchestration.stages import CANDIDATES, CONTENTS, Stage
from dagster_project.warehouse import batches, candidates

# Documents whose rows are read together. DuckDB reads a group of rows whole, the lines of some 600 documents, however
# few of them are asked for.
WINDOW = 1_024


@dataclass(slots=True)
class Inputs:
    """The inputs of one stage, of documents that wait for it in order of their ids."""

    connection: Any
    stage: Stage
    read_contents: Callable[[pa.Table], pa.Table]  # documents rows -> document_contents
    waiting: Sequence[str]
    _window: Sequence[str] = ()
    _rows: dict[str, pa.Table] = field(default_factory=dict)  # of the documents in the window, by table

    def of(self, batch: Sequence[str]) -> dict[str, pa.Table]:
        """The stage's inputs for these documents, and for those that they are compared with.

        Raises what `read_contents` raises.
        """
        if self.stage.index:
            return self._compared(batch)
        if not self._window or not self._window[0] <= batch[0] <= batch[-1] <= self._window[-1]:
            self._look_at(batch)
        return {name: self._input(name, batch) for name in self.stage.inputs}

    def _look_at(self, batch: Sequence[str]) -> None:
        """Read the rows of a batch and of those that come next."""
        first = bisect_left(self.waiting, batch[0])
        self._window = self.waiting[first : first + max(WINDOW, len(batch))]
        tables = ["documents" if name == CONTENTS else name for name in self.stage.inputs]
        self._rows = {table: self._read(table, self._window) for table in tables}

    def _input(self, name: str, batch: Sequence[str]) -> pa.Table:
        if name != CONTENTS:
            return _rows_of(self._rows[name], batch)
        documents = _rows_of(self._rows["documents"], batch)
        if self.stage.content_types:
            documents = documents.filter(pc.field("media_type").isin(self.stage.content_types))
        return self.read_contents(documents)

    def _compared(self, batch: Sequence[str]) -> dict[str, pa.Table]:
        pairs = candidates.read(self.connection, batch)
        partners = {each for name in ("document_id", "other_document_id") for each in pairs.column(name).to_pylist()}
        tables = {name: self._read(name, sorted(partners)) for name in self.stage.inputs if name != CANDIDATES}
        return {**tables, CANDIDATES: pairs}

    def _read(self, table: str, documents: Sequence[str]) -> pa.Table:
        return batches.read_rows(self.connection, table, documents, self.stage.columns.get(table, ()))


def _rows_of(table: pa.Table, batch: Sequence[str]) -> pa.Table:
    """A copy of a batch's rows, which lie together: a slice of the table would be sent with all that it is cut from."""
    ids = table.column("document_id")
    first = bisect_left(ids, batch[0], key=lambda each: each.as_py())
    end = bisect_right(ids, batch[-1], key=lambda each: each.as_py())
    return table.take(np.arange(first, end))
