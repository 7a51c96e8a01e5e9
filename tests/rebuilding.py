"""A release made again and again, each time in another way: how many times, a caller says.

python -m tests.rebuilding TIMES refreshes the sample corpus once and makes its release again so many times by the real
job; the suite does the same with stages and models alone, in a fraction of the time.
"""

from __future__ import annotations

import json
import logging
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path
from unittest import mock

from dagster_project.landing.archive import Archive
from dagster_project.orchestration.rebuild import rebuild_release
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.runner import StageRunner
from dagster_project.orchestration.stages import STAGES
from dagster_project.settings import PROJECT_ROOT, Settings
from dagster_project.warehouse.connections import quoted
from dagster_project.warehouse.extensions import stemmers_file
from tests.conftest import settings_for
from tests.refreshing import run_refresh

logger = logging.getLogger(__name__)

TIMES = 20


def ways(settings: Settings, times: int) -> Iterator[Settings]:
    """The same settings with other sizes of batches, engines, workers and threads; the same ones each time."""
    drawn = random.Random(20)
    for number in range(times):
        batch, workers, threads = (drawn.choice(given) for given in ((1, 2, 3, 5, 8, 32), (1, 2, 3), (1, 2)))
        engine = "pool" if number % 5 == 0 else "inline"
        yield replace(settings, batch_documents=batch, workers=workers, threads=threads, engine=engine)


def rebuild_by_hand(made: Settings, again: Settings, seed: int) -> None:
    """Make the tables of a refreshed data folder again from its archive, by stages and models that dbt compiled there.

    Deliveries come in two portions, as `seed` draws them, so that documents are done in another order each time.
    """
    drawn = random.Random(seed)
    archive = Archive(made.archive_folder)
    last = sum(1 for _ in archive.read())
    with Refresh(again).as_writer("a test") as refresh:
        try:
            for portion in (drawn.randint(1, last - 1), last):
                shutil.rmtree(again.archive_folder, ignore_errors=True)
                archive.copy_beginning(again.archive_folder, portion)
                refresh.take_in()
                _run_stages(made, refresh)
        finally:
            refresh.close()
    _run_models(made, again)


def _run_stages(made: Settings, refresh: Refresh) -> None:
    with refresh.build.open() as connection:
        known = "select table_name from duckdb_tables() where schema_name = 'reference' and database_name = "
        if not connection.execute(f"{known} 'build'").fetchall():
            connection.execute(f"attach '{quoted(made.build_file)}' as made (read_only)")
            connection.execute("create schema reference")
            for (name,) in connection.execute(f"{known} 'made'").fetchall():
                connection.execute(f"create table reference.{name} as from made.reference.{name}")
        versions = refresh.stages.versions(connection)
    # The reference tables stay as they are, so what they make of versions is found once.
    with mock.patch.object(StageRunner, "versions", return_value=versions):
        for stage in STAGES:
            refresh.stages.run(stage)


def _run_models(made: Settings, again: Settings) -> None:
    """All models as dbt compiled and ordered them."""
    manifest = json.loads((made.dbt_target_folder / "manifest.json").read_text(encoding="utf-8"))
    models = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    order = TopologicalSorter(
        {key: [other for other in node["depends_on"]["nodes"] if other in models] for key, node in models.items()}
    )
    with Refresh(again).build.open() as connection:
        if extension := stemmers_file():
            connection.execute(f"load '{quoted(extension)}'")
        for schema in {node["schema"] for node in models.values()}:
            connection.execute(f"create schema if not exists {schema}")
        for key in order.static_order():
            node = models[key]
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            connection.execute(f"create or replace {kind} {node['schema']}.{node['name']} as {node['compiled_code']}")


def main(times: int) -> int:
    """Say for each time which tables differ; 1 when some do."""
    differing: dict[int, list[str] | None] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="dateline_rebuilding_") as name:
        settings = settings_for(PROJECT_ROOT / "seeds", Path(name) / "data")
        run_refresh(settings)
        for number, way in enumerate(ways(settings, times), 1):
            differing[number] = rebuild_release(way, "1", lambda aside: bool(run_refresh(aside).success))
            told = f"{way.engine}, {way.workers} workers, {way.threads} threads, batches of {way.batch_documents}"
            logger.info("%d (%s): tables that differ: %s", number, told, differing[number] or "none")
    same = sum(found == [] for found in differing.values())
    logger.info("%d of %d times the tables of the release were the same", same, times)
    return int(same < times)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
    logger.setLevel(logging.INFO)
    sys.exit(main(int(sys.argv[1])))
