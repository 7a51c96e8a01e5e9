"""Ray's workers make the tables that worker processes make, whatever happens to them and to their nodes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dagster_project import settings as settings_module
from dagster_project.orchestration.engine import Engine, EngineLost, make_engine
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.stages import SEPARATION
from dagster_project.settings import PROJECT_ROOT, SettingError, Settings
from tests.conftest import settings_for
from tests.orchestration.toy_bench import ONE_OF_EACH_KIND, REASONS, WORDS, Bench

ray_engine = pytest.importorskip("dagster_project.orchestration.ray_engine", reason="Ray is not installed")
# Ray's own files and sockets, left to the collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning", "ignore::DeprecationWarning:ray.*"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TwoNodes:
    """A cluster of two nodes with a processor each, on this machine."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        port = free_port()
        head = {"num_cpus": 1, "include_dashboard": False, "ray_client_server_port": port}
        self.cluster = Cluster(initialize_head=True, head_node_args=head)
        self.second: Any = self.cluster.add_node(num_cpus=1)
        self.address = f"ray://127.0.0.1:{port}"

    def leave(self) -> None:
        """The second node leaves without a word."""
        self.cluster.remove_node(self.second, allow_graceful=False)


@pytest.fixture(scope="module")
def nodes() -> Iterator[TwoNodes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(PROJECT_ROOT))  # nodes find the toy stages; the project itself is installed
        two = TwoNodes()
    yield two
    two.cluster.shutdown()


@pytest.fixture(scope="module")
def engine(nodes: TwoNodes) -> Iterator[Engine]:
    made = make_engine(nodes.address, workers=1)
    yield made
    made.close()


def bench_of(folder: Path, engine: Engine, documents: dict[str, str], batch_documents: int = 2) -> Bench:
    bench = Bench(folder, engine)
    # Longer than for worker processes: a fresh worker of Ray's imports the stage within its first call.
    bench.runner = replace(bench.runner, batch_documents=batch_documents, document_seconds=6.0)
    bench.add(documents)
    return bench


def test_a_ray_of_this_machine_listens_to_this_machine_only_and_leaves_nothing(tmp_path: Path) -> None:
    import psutil

    engine = make_engine("ray", workers=1)
    try:
        assert bench_of(tmp_path, engine, WORDS, batch_documents=20).run() == [(12, 0), (12, 0)]
        family = psutil.Process().children(recursive=True)
        listening = {
            each.laddr.ip for one in family for each in one.net_connections() if each.status == psutil.CONN_LISTEN
        }
        assert listening <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
        assert listening
    finally:
        engine.close()
    psutil.wait_procs(family, timeout=10)
    assert [one for one in family if one.is_running() and "ray" in one.name()] == []


def test_nodes_with_other_code_than_the_driver_are_refused(
    tmp_path: Path, nodes: TwoNodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray_engine, "environment", lambda: "code of another day")
    engine = make_engine(nodes.address, workers=1)
    try:
        with pytest.raises(EngineLost, match="install the same on both"):
            bench_of(tmp_path, engine, WORDS).run()
    finally:
        engine.close()


def test_a_cluster_gives_as_many_workers_as_it_has_processors(engine: Engine) -> None:
    assert engine.slots == 4


def test_documents_that_raise_kill_or_hang_cost_the_same_as_with_worker_processes(
    tmp_path: Path, engine: Engine
) -> None:
    bench = bench_of(tmp_path, engine, ONE_OF_EACH_KIND)
    assert bench.run() == [(9, 3), (9, 0)]
    assert bench.reasons() == REASONS


def test_the_sample_corpus_is_separated_by_a_cluster_as_by_this_process(
    tmp_path: Path, sample_corpus: Path, engine: Engine
) -> None:
    rows = []
    for name, runs_on in (("inline", None), ("ray", engine)):
        refresh = Refresh(settings_for(sample_corpus, tmp_path / name))
        refresh._engine = runs_on
        refresh.take_in()
        replace(refresh.stages, stages=(SEPARATION,)).run(SEPARATION)
        rows.append([refresh.query(f"from raw.{table} order by all") for table in SEPARATION.outputs])
    assert rows[0] == rows[1]
    assert len(rows[0][0]) > 15


def test_a_node_that_leaves_in_the_middle_and_a_worker_that_is_killed_change_nothing(
    tmp_path: Path, nodes: TwoNodes, engine: Engine
) -> None:
    documents = {name: f"slow {words}" for name, words in WORDS.items()}
    documents["d03"] = f"die once: {tmp_path / 'died'}"
    bench = bench_of(tmp_path / "ray", engine, documents, batch_documents=1)

    def with_a_node_leaving(rows: pa.Table) -> pa.Table:
        if "d06" in rows.column("document_id").to_pylist():
            nodes.leave()
        return bench.contents(rows)

    bench.runner = replace(bench.runner, read_contents=with_a_node_leaving, document_seconds=60.0)
    assert bench.run() == [(12, 0), (12, 0)]
    undisturbed = bench_of(tmp_path / "inline", make_engine("inline", 1), documents)
    undisturbed.run()
    assert bench.tables() == undisturbed.tables()


def test_ray_without_its_extra_is_an_error_that_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_module, "find_spec", lambda _name: None)
    with pytest.raises(SettingError, match=r"\[cluster\]"):
        Settings.from_env({"DATELINE_ENGINE": "ray"})


def test_an_engine_that_does_not_exist_is_an_error_that_names_those_that_do() -> None:
    with pytest.raises(SettingError, match="pool, inline, ray, ray://host:port"):
        Settings.from_env({"DATELINE_ENGINE": "spark"})
