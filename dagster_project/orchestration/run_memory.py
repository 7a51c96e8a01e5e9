"""Dagster's memory of runs in SQLite, as it comes with Dagster but for one thing: connections to its files stay open.

Dagster makes a new engine and connection for each event and each question: every statement is compiled anew, and the
file's log is folded in and flushed to disk. A refresh writes a thousand events; that was a third of its time. Files and
tables are Dagster's own, so that either class can go on with them.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

PAGES_IN_LOG = 10_000  # of 4 kB, before a file's log is folded in while it is open
KEPT_FILES = 8  # that stay open: the index, and the runs that were written or looked at last


class EventLog(SqliteEventLogStorage):
    """The event log: one file a run, and an index over all."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()  # by file, the last used last
        self._tables: set[str] = set()  # that the index has
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

    def has_table(self, table_name: str) -> bool:
        """Whether the index has a table, which Dagster asks at each event of a check; none goes once it is there."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def dispose(self) -> None:
        """Close all files."""
        super().dispose()
        for shard in list(self._engines):
            self._let_go(shard)

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = _make_engine(self.conn_string_for_shard(shard))
        self._engines.move_to_end(shard)
        while len(self._engines) > KEPT_FILES:
            self._let_go(next(iter(self._engines)))
        return self._engines[shard]

    def _let_go(self, shard: str) -> None:
        if engine := self._engines.pop(shard, None):
            engine.dispose()


class RunMemory(DagsterSqliteStorage):
    """What dagster.yaml names as storage: runs, events and ticks below `base_dir`."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventLog(os.path.join(base_dir, "history", "runs", ""))  # noqa: PTH118 (as in the base class)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> Self:
        """Made by Dagster from dagster.yaml; the base class would make one of its own kind."""
        return cls.from_local(inst_data=inst_data, **config_value)


def _make_engine(address: str) -> Engine:
    # One connection stays open, since the event log lets one thread in at a time; making a file takes a second one.
    arguments = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False}
    engine = create_engine(address, poolclass=QueuePool, pool_size=1, max_overflow=1, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def relax(connection: Any, _: object) -> None:
        """No wait for the disk at each event: after a loss of power, the last events of a run may be missing.

        The log is kept from the first statement, so that making a file's tables does not wait either, and is folded in
        when the file is closed: a refresh writes three megabytes.
        """
        for setting in ("journal_mode = wal", "synchronous = normal", f"wal_autocheckpoint = {PAGES_IN_LOG}"):
            connection.execute(f"pragma {setting}")

    return engine
