"""Connections to the build file: opened with limits, closed whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

# No connection asks the outside for anything.
ALONE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
MEMORY_OF_REPORTS = "600MB"  # they are written beside all that a refresh still holds
# Freed memory goes back to the system before a large piece is asked for: 512 MB, the default, would count twice.
MOST_KEPT = {"allocator_bulk_deallocation_flush_threshold": "8MB"}


class BuildFileBusy(RuntimeError):
    """Somebody else has the build file open; the message says which file."""


@dataclass(frozen=True, slots=True)
class BuildFile:
    """The pipeline's private database and the limits under which it is opened."""

    path: Path
    temp_folder: Path
    threads: int = 2
    memory_limit: str = "700MB"

    @contextmanager
    def reading(self, release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own with the file's limits, and a release attached to it, read-only, as `release`."""
        connection = duckdb.connect(config=self._config())
        try:
            connection.execute(f"attach '{quoted(release)}' as release (read_only)")
            yield connection
        finally:
            connection.close()

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-write connection with the file's limits; raises BuildFileBusy when another process has it open."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect()
        try:
            yield connection
        finally:
            connection.close()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(str(self.path), config=self._config())
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):  # "block" stands in messages about damage
                raise
            raise BuildFileBusy(
                f"{self.path} is open in another program. It is the pipeline's own file: "
                f"close that program, and query the published warehouse.duckdb beside it instead. ({error})"
            ) from error

    def _config(self) -> dict[str, str | bool | int | float | list[str]]:
        return {
            "memory_limit": self.memory_limit,
            "threads": self.threads,
            "temp_directory": str(self.temp_folder),
            **ALONE,
            **MOST_KEPT,
        }


def open_release(path: Path, memory_limit: str = "1GB") -> duckdb.DuckDBPyConnection:
    """A read-only connection to a published file: whatever is asked there reads and writes no other file."""
    return duckdb.connect(
        str(path),
        read_only=True,
        config={**ALONE, **MOST_KEPT, "memory_limit": memory_limit, "enable_external_access": False},
    )


def quoted(path: object) -> str:
    """A path, or other words, as they stand between the quotes of an SQL string."""
    return str(path).replace("'", "''")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back when the block raises."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
