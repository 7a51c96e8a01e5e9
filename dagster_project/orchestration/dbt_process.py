"""dbt in a process beside this one: it is imported and parses while Dagster starts, and has a processor of its own.

It serves one process until that ends, and does not outlive it.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

from dagster_project.orchestration import state
from dagster_project.orchestration.dbt_commands import (
    ALLOCATIONS_BETWEEN_SWEEPS,
    DbtCommand,
    DbtFailed,
    Finished,
    environment,
    export_settings,
    keep_manifest,
    parsed,
)
from dagster_project.settings import Settings

SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True)
class _Ended:
    """The last message of a command."""

    error: Exception | None = None


class DbtProcess:
    """A process that runs dbt commands one after the other. It begins to parse the project when it is made."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")  # the parent holds threads that a fork would copy half-way
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="dbt", daemon=True)
        self._process.start()
        theirs.close()
        atexit.register(self.close)

    @property
    def is_alive(self) -> bool:
        """Whether it can take a command."""
        return self._process.is_alive()

    def messages(self, command: DbtCommand) -> Iterator[Finished | str]:
        """What `DbtCommand.messages` gives there, with the environment as it is here. Raises DbtFailed."""
        message: Any = None
        try:
            self._connection.send((dict(environment()), command))
            while not isinstance(message := self._connection.recv(), _Ended):
                yield message
        except (EOFError, BrokenPipeError) as error:
            self._process.join(SECONDS_TO_END)
            raise DbtFailed({command.arguments[0]: "the process of dbt has ended"}) from error
        finally:
            if not isinstance(message, _Ended):
                self._abandon()
        if message.error is not None:
            raise message.error

    def close(self) -> None:
        """Let it end by itself; killed, as multiprocessing does at the end, it would leave semaphores behind."""
        self._connection.close()
        self._process.join(SECONDS_TO_END)

    def _abandon(self) -> None:
        """Wait until the command has ended at its next node, so that nobody else meets an open build file."""
        with suppress(EOFError, OSError):
            self._connection.send(None)
            while not isinstance(self._connection.recv(), _Ended):
                pass


_processes: list[DbtProcess] = []  # the one of this process, once there is one


def process_beside(settings: Settings) -> DbtProcess | None:
    """The process for dbt, started at the first call and after its end; None where this one does all work itself."""
    if settings.engine == "inline":
        return None
    if not _processes or not _processes[-1].is_alive:
        export_settings(settings)
        _processes[:] = [DbtProcess()]
    return _processes[-1]


def get_ready(settings: Settings) -> None:
    """Ready a process for one refresh: the one for dbt starts where it is needed, since none has been completed yet.

    This one makes a million objects, of which hardly any is garbage before the end; there the interpreter would look
    through all of them once more, for a second.
    """
    gc.set_threshold(ALLOCATIONS_BETWEEN_SWEEPS)
    atexit.register(gc.freeze)
    if state.read(settings) is None:
        process_beside(settings)


def _serve(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too and says what becomes of the command
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(DbtFailed):  # the command will fail with it
        keep_manifest()
        parsed()
    with suppress(EOFError, BrokenPipeError):
        while True:
            if request := connection.recv():  # None, where a command had ended before it was abandoned
                exported, command = request
                environment().update(exported)
                connection.send(_Ended(_run(command, connection)))
    gc.freeze()  # all that dbt keeps would be looked through before the process ends: half a second


def _run(command: DbtCommand, connection: Connection) -> Exception | None:
    """Run it, unless something arrives meanwhile, which says that nobody waits; returns the error that ended it."""
    messages = command.messages()
    try:
        for message in messages:
            if connection.poll():
                break
            connection.send(message)
    except Exception as error:  # noqa: BLE001 (whatever it is, it belongs to the process that waits)
        return error
    finally:
        messages.close()
    return None


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)  # in the middle of a node, as if the work were done in the parent
