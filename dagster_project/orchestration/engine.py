"""Where a stage's batches run: worker processes (the default), this process, or Ray's workers (`ray_engine`).

An engine takes a picklable call and gives a future; the stage runner knows nothing else about it.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

import pyarrow as pa
from pebble import ProcessExpired, ProcessPool
from pebble.pool.process import WorkerManager

# A worker is replaced after so many batches, so that a library's leaks stay bounded.
BATCHES_PER_WORKER = 500
OBJECTS_BETWEEN_SEARCHES = 50_000  # for garbage; 700 by default, a tenth more time of separation and attribution
PREPARATION_SECONDS = 120.0  # after which a worker is replaced that is not ready


class WorkerDied(RuntimeError):
    """The worker ended in the middle of a call: by what it was called with, or by somebody else's doing."""


class EngineLost(RuntimeError):
    """No call can be run any more, which is no document's fault; the message says why."""


# What a future may raise when its worker has died.
DEATHS = (WorkerDied, ProcessExpired)


@dataclass(frozen=True, slots=True)
class Model:
    """A model that workers load for themselves, once a process; `digest` stands for its weights."""

    name: str
    digest: str
    load: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Named:
    """A function by its module and name: imported by who calls it, a worker, and not by who sends it there."""

    module: str
    name: str

    def imported(self) -> Callable[..., Any]:
        """The function itself."""
        found: Callable[..., Any] = getattr(import_module(self.module), self.name)
        return found

    def __call__(self, *tables: Any, **named: Any) -> Any:
        """Import it, call it."""
        return self.imported()(*tables, **named)


@dataclass(frozen=True, slots=True)
class Call:
    """A pure function with the tables and references it is called with."""

    function: Callable[..., Mapping[str, pa.Table]]
    tables: Mapping[str, pa.Table]
    references: Mapping[str, pa.Table | Model]

    def __call__(self) -> dict[str, pa.Table]:
        """Load what is a model, call the function."""
        references = {
            name: reference.load() if isinstance(reference, Model) else reference
            for name, reference in self.references.items()
        }
        return dict(self.function(**self.tables, **references))


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a worker can do before its first call: import functions, and load models."""

    functions: tuple[Callable[..., object], ...]
    models: tuple[Callable[[], Model], ...]

    def __call__(self) -> None:
        """Do so. Searches for garbage leave out what is loaded then: to walk through it all took a tenth of a stage.

        They come seldom, too: documents are made of many small objects that live until their batch is done.
        """
        for function in self.functions:
            if isinstance(function, Named):
                function.imported()
        for model in self.models:
            model().load()
        gc.freeze()
        gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)


class Engine(Protocol):
    """Runs calls; `slots` says how many it wants at hand to keep busy."""

    slots: int

    def prepare(self, preparation: Preparation) -> None:
        """Say what calls will soon need; an engine may use the time. What fails here will be said by the calls."""

    def submit(self, call: Call, seconds: float) -> Future[dict[str, pa.Table]]:
        """A future of the call's result.

        It raises what the call raised, TimeoutError after `seconds`, one of DEATHS, or EngineLost.
        """

    def close(self) -> None:
        """End all workers."""


class InlineEngine:
    """Runs calls one after the other in this process. No time limit: nothing can stop a call but the process's end."""

    slots = 1

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)

    def prepare(self, preparation: Preparation) -> None:
        """Nothing: this process would do it instead of its own work, not beside it."""

    def submit(self, call: Call, seconds: float) -> Future[dict[str, pa.Table]]:  # noqa: ARG002
        """A future of the call in this process."""
        return self._thread.submit(call)

    def close(self) -> None:
        """Wait for the last call."""
        self._thread.shutdown()


class _HeardWorkers(WorkerManager):
    """Workers whose death is told only after what they said.

    Pebble reads their messages in one thread and looks for the dead in another, so a call that ended its worker at once
    was thought to run on until its time was over, or every worker to be lost.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._seen_dead: set[int | None] = set()

    def inspect_workers(self) -> tuple[tuple[int, int], ...]:
        """Process number and exit code of those that died, at the second look and with no message waiting."""
        dead = {worker.pid for worker in list(self.workers.values()) if not worker.is_alive()}
        told = dead <= self._seen_dead and not self.pool_channel.poll(0)
        self._seen_dead = dead
        return super().inspect_workers() if told else ()


class PoolEngine:
    """Runs calls in worker processes; one that dies or overruns is replaced and costs its own call only."""

    def __init__(self, workers: int) -> None:
        self.slots = 2 * workers  # one running and one waiting for each worker
        self._workers = workers
        # Spawned, not forked: the parent holds threads (Dagster, DuckDB, Arrow) that a fork would copy half-way.
        context: Any = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(max_workers=workers, max_tasks=BATCHES_PER_WORKER, context=context)
        shared = self._pool._context  # noqa: SLF001 (pebble has no setting for what it looks after workers with)
        heard = _HeardWorkers(shared.workers, shared.worker_parameters, context)
        self._pool._pool_manager.worker_manager = heard  # noqa: SLF001 (as above; a test fails if pebble moves it)

    def prepare(self, preparation: Preparation) -> None:
        """Start the workers, and let them load models while this process does other work."""
        for _ in range(self._workers):
            self._pool.schedule(preparation, timeout=PREPARATION_SECONDS)

    def submit(self, call: Call, seconds: float) -> Future[dict[str, pa.Table]]:
        """A future of the call in a worker."""
        return self._pool.schedule(call, timeout=seconds)

    def close(self) -> None:
        """Stop the workers, whatever they are doing."""
        self._pool.stop()
        self._pool.join()


def make_engine(name: str, workers: int) -> Engine:
    """The engine that the settings name: inline, pool, ray or ray://host:port."""
    if name == "inline":
        return InlineEngine()
    if name == "pool":
        return PoolEngine(workers)
    from dagster_project.orchestration.ray_engine import RayEngine  # noqa: PLC0415 (only who asks for Ray needs it)

    return RayEngine(None if name == "ray" else name, workers)
