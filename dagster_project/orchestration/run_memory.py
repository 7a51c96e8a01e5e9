"""Dagster's memory of runs in SQLite, as it comes with Dagster but for one thing: an engine serves all connections to a file.

Dagster makes a new engine for each event and each question, and an engine compiles every statement anew. A refresh writes
a thousand events; that was a third of its time. Files and tables are Dagster's own: either class can go on with them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool
from typing_extensions import Self

KEPT_ENGINES = 8  # of the index and of the runs that were written or looked at last


class EventLog(SqliteEventLogStorage):
    """The event log: one file a run, and an index over all."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._engine = lru_cache(maxsize=KEPT_ENGINES)(self._make_engine)
        super().__init__(base_dir, inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        """A connection to a file, with its transaction; files are made at their first use, as in the base class."""
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _make_engine(self, shard: str) -> Engine:
        # No pool: a connection that stays open would hold up whoever deletes the file of a run.
        options: dict[str, Any] = {"poolclass": NullPool, "connect_args": {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}}
        return create_engine(self.conn_string_for_shard(shard), **options)


class RunMemory(DagsterSqliteStorage):
    """What dagster.yaml names as storage: runs, events and ticks below `base_dir`."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventLog(os.path.join(base_dir, "history", "runs", ""))  # noqa: PTH118 (as the base class has it)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> Self:
        """Made by Dagster from dagster.yaml; the base class would make one of its own kind."""
        return cls.from_local(inst_data=inst_data, **config_value)
