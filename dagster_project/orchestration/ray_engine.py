"""Batches on Ray: a local one that lives as long as the refresh, or a cluster that somebody else keeps.

Workers are actors with a processor each, so that a model is loaded once a worker. At most one call is at a worker and
one waits for it; rows come back to the driver, which stays the only writer. What Ray says of a dead or slow worker is
told in the words of `engine`, and the stage runner does the rest as it does for worker processes.
"""

from __future__ import annotations

import logging
import os
import queue
import shutil
import tempfile
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from typing import Any

import pyarrow as pa

from dagster_project.orchestration.digests import files_digest
from dagster_project.orchestration.engine import BATCHES_PER_WORKER, Call, EngineLost, Model, Preparation, WorkerDied
from dagster_project.orchestration.stages import STAGES
from dagster_project.settings import PROJECT_ROOT

# What Ray reads as it is imported, and has no other switch for: no reports to its makers, and on this machine only the
# loopback (the second one by the name of the systems where that is Ray's own default).
os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER="0")
import ray
from ray.exceptions import ActorUnavailableError, GetTimeoutError, RayError, RaySystemError, RayTaskError

logger = logging.getLogger(__name__)

# How long a call waits for any worker: a cluster that starts machines on demand takes minutes.
WORKERLESS_SECONDS = 600.0
# A worker whose start fails so often in a row will not start at all: the node lacks something.
STARTS = 3
SECONDS_BETWEEN_LOOKS = 1.0
# A call whose worker's node leaves is run elsewhere; the last of so many nodes counts as a worker that died.
NODES = 3
CONNECTIONS = 3  # tries, of half a minute each by Ray's own limits
# Bytes for calls under way on this machine; Ray's default takes a third of the memory.
OBJECT_STORE_BYTES = 256_000_000
# Whatever decides about a stage's output must be the same on every node.
DECISIVE_CODE = ("**/*.py", "line_model/*.json", "gram_frequencies/*.json")


class _Worker:
    """What lives in a worker process of Ray."""

    def check(self, expected: str) -> str:
        """The node's id; raises EngineLost when it would make other rows than the driver."""
        if (found := environment()) != expected:
            raise EngineLost(f"a node of the cluster has {found}, the driver {expected}: install the same on both.")
        return str(ray.get_runtime_context().get_node_id())

    def run(self, call: Call, names: list[str], *shared: pa.Table) -> dict[str, pa.Table]:
        """The call with the references that were sent once and not with each call."""
        references = {**call.references, **dict(zip(names, shared, strict=True))}
        return Call(call.function, call.tables, references)()


class _NodeLeft(RuntimeError):
    """The call has lost its worker by no doing of its own."""


@dataclass(slots=True)
class _Hired:
    """A worker that answers, and how many calls it has had."""

    actor: Any
    node: str
    calls: int = 0


class RayEngine:
    """Runs calls on Ray's workers; one that dies, overruns or leaves with its node is replaced.

    `address` is that of a cluster (`ray://host:10001`), none for a local Ray with so many `workers`. A cluster gives as
    many workers as it has processors. Raises EngineLost when there is no cluster at the address.
    """

    def __init__(self, address: str | None = None, workers: int = 1) -> None:
        self._folder = None if address else tempfile.mkdtemp(prefix="ray_", dir="/tmp")
        _connect(address, workers, self._folder)
        self._actor = ray.remote(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")(_Worker)
        self._expected = environment()
        count = max(1, int(ray.cluster_resources().get("CPU", 0))) if address else workers
        self.slots = 2 * count  # one running and one waiting for each worker
        self._idle: queue.Queue[_Hired | EngineLost] = queue.Queue()
        self._shared: dict[str, tuple[object, Any]] = {}
        self._closing = threading.Event()
        self._calls = ThreadPoolExecutor(count, thread_name_prefix="ray_call")
        self._hiring = ThreadPoolExecutor(count, thread_name_prefix="ray_hire")
        for _ in range(count):
            self._hiring.submit(self._hire)

    def prepare(self, preparation: Preparation) -> None:
        """Nothing: which worker gets which call is not known yet, and hiring them begins at once as it is."""

    def submit(self, call: Call, seconds: float) -> Future[dict[str, pa.Table]]:
        """A future of the call on some worker; its time runs from when the worker has it."""
        large = {name: value for name, value in call.references.items() if not isinstance(value, Model)}
        small = {name: value for name, value in call.references.items() if isinstance(value, Model)}
        shared = [self._share(name, table) for name, table in large.items()]
        return self._calls.submit(self._run, Call(call.function, call.tables, small), list(large), shared, seconds)

    def close(self) -> None:
        """Stop the workers, whatever they are doing, and leave the cluster; a local Ray ends with them."""
        self._closing.set()
        self._calls.shutdown(wait=False, cancel_futures=True)
        self._hiring.shutdown(wait=True, cancel_futures=True)
        ray.shutdown()  # ends this driver's actors
        self._calls.shutdown(wait=True)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _share(self, name: str, table: pa.Table) -> Any:
        """The table's place in Ray's store: a stage gives the same one to all its calls."""
        known, place = self._shared.get(name, (None, None))
        if known is not table:
            place = ray.put(table)
            self._shared[name] = (table, place)
        return place

    def _run(self, call: Call, names: list[str], shared: list[Any], seconds: float) -> dict[str, pa.Table]:
        said = ""
        for _ in range(NODES):
            try:
                return self._run_once(call, names, shared, seconds)
            except _NodeLeft as error:
                said = str(error)
                logger.info("a node has left the cluster; its call is run elsewhere: %s", said)
        raise WorkerDied(said)

    def _run_once(self, call: Call, names: list[str], shared: list[Any], seconds: float) -> dict[str, pa.Table]:
        hired = self._borrow()
        try:
            result: dict[str, pa.Table] = ray.get(hired.actor.run.remote(call, names, *shared), timeout=seconds)
        except GetTimeoutError as error:
            self._replace(hired)
            raise TimeoutError from error
        except RayTaskError as error:
            self._give_back(hired)
            raise error.cause from None  # what the function raised, as other engines hand it on
        except (RaySystemError, ConnectionError) as error:
            raise EngineLost(f"the cluster does not work as it should: {error}") from error
        except RayError as error:
            self._replace(hired)
            raise (_NodeLeft if _has_left(hired.node, error) else WorkerDied)(str(error)) from error
        self._give_back(hired)
        return result

    def _borrow(self) -> _Hired:
        try:
            hired = self._idle.get(timeout=WORKERLESS_SECONDS)
        except queue.Empty as error:
            raise EngineLost(f"no worker could be had from the cluster for {WORKERLESS_SECONDS:.0f} seconds") from error
        if isinstance(hired, EngineLost):
            self._idle.put(hired)  # for the other calls, too
            raise hired
        return hired

    def _give_back(self, hired: _Hired) -> None:
        hired.calls += 1
        if hired.calls < BATCHES_PER_WORKER:
            self._idle.put(hired)
        else:
            self._replace(hired)

    def _replace(self, hired: _Hired) -> None:
        if not self._closing.is_set():
            ray.kill(hired.actor)
            self._hiring.submit(self._hire)

    def _hire(self) -> None:
        """Start a worker and put it among the idle ones when it answers; while no node has room, wait for one."""
        problem = ""
        for _ in range(STARTS):
            try:
                actor = self._actor.remote()
                answer = actor.check.remote(self._expected)
                if self._is_answered(answer):
                    self._idle.put(_Hired(actor, ray.get(answer)))
            except RayTaskError as error:
                problem = str(error.cause)
                break
            except Exception as error:  # noqa: BLE001 (the end of a thread: what is not caught here is lost, and calls wait for nothing)
                logger.info("a worker did not start: %s: %s", type(error).__name__, error)
                problem = f"{type(error).__name__}: {error}"  # its node has left, or has no project to run
            else:
                return
        logger.warning("no worker can be started: %s", problem)
        self._idle.put(EngineLost(problem))

    def _is_answered(self, answer: Any) -> bool:
        """Wait for the answer; false when the engine is closed before it comes."""
        while not self._closing.is_set():
            if ray.wait([answer], timeout=SECONDS_BETWEEN_LOOKS)[0]:
                return True
        return False


def environment() -> str:
    """What decides about a stage's output besides its inputs: code, models and the libraries' releases."""
    libraries = sorted({library for stage in STAGES for library in stage.libraries})
    code = files_digest(DECISIVE_CODE, PROJECT_ROOT / "dagster_project")
    return ", ".join([f"code {code}", *(f"{library} {installed_version(library)}" for library in libraries)])


def _has_left(node: str, error: RayError) -> bool:
    """Whether a worker went with its node: Ray knows of that late, and until then calls the worker unavailable."""
    alive = {each["NodeID"] for each in ray.nodes() if each["Alive"]}
    return isinstance(error, ActorUnavailableError) or node not in alive


def _connect(address: str | None, workers: int, folder: str | None) -> None:
    quiet: Mapping[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address:
        _join(address, quiet)
    else:
        own = {"num_cpus": workers, "object_store_memory": OBJECT_STORE_BYTES, "include_dashboard": False}
        ray.init(**own, _temp_dir=folder, **quiet)


def _join(address: str, quiet: Mapping[str, Any]) -> None:
    """Connect to a cluster; a head that is busy may not answer at once."""
    for left in reversed(range(CONNECTIONS)):
        try:
            ray.init(address, **quiet)
        except ConnectionError as error:
            if not left:
                raise EngineLost(f"no cluster answers at {address}: {error}") from error
            logger.info("%s does not answer yet", address)
        else:
            return
