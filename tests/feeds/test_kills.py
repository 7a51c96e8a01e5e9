"""A fetch that is killed at any moment loses no page and doubles no document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from dagster_project.feeds.collecting import Collector, fetch_feeds
from dagster_project.landing.tables import receive
from dagster_project.settings import PROJECT_ROOT
from tests.feeds.conftest import World
from tests.feeds.server import Request, page

PAGES = 25
FETCH = """
import sys
from datetime import datetime
from pathlib import Path
from dagster_project.feeds.collecting import Collector
from dagster_project.feeds.config import Feed
from dagster_project.feeds.visiting import Manners, Visitor
from dagster_project.landing.archive import Archive

root, url = Path(sys.argv[1]), sys.argv[2]
visitor = Visitor(Manners(20_000, 5.0, 0.0, allow_loopback=True))
collector = Collector(Archive(root / "archive"), root / "feeds", visitor, lambda: datetime(2026, 3, 1))
collector.fetch(Feed(name="gazette", url=url))
"""


@pytest.mark.parametrize("number", [1, 2, 10, 11, PAGES])
def test_a_fetch_killed_at_a_page_is_made_good_by_the_next_one(world: World, number: int):
    started = threading.Event()
    process: subprocess.Popen[bytes]

    def kill(request: Request) -> None:
        started.wait()
        os.kill(process.pid, signal.SIGKILL)

    paths = [f"/{n}" for n in range(1, PAGES + 1)]
    world.server.pages |= {path: page(f"Story {path}.") for path in paths}
    world.server.pages[f"/{number}"] = kill
    world.lists(*paths)
    command = [sys.executable, "-c", FETCH, str(world.root), world.server.url("/feed")]
    with subprocess.Popen(command, cwd=PROJECT_ROOT) as process:
        started.set()
        assert process.wait() == -signal.SIGKILL
    world.server.pages[f"/{number}"] = page(f"Story /{number}.")
    world.fetch(later=timedelta(hours=1))
    received = receive(world.log(), world.archive, frozenset())
    assert sorted(set(received.deliveries.column("location").to_pylist())) == sorted(map(world.server.url, paths))
    assert received.documents.num_rows == PAGES
    asked = sum(len(world.server.asked(path)) for path in paths)
    assert asked <= PAGES + 10  # what was logged before the kill is not asked for again


def test_an_interrupted_fetch_ends_after_its_page(world: World):
    paths = [f"/{n}" for n in range(PAGES)]
    world.server.pages |= {path: page(f"Story {path}.") for path in paths}
    world.lists(*paths)
    collector = Collector(world.archive, world.root / "feeds", world.visitor(), lambda: world.now)
    world.server.pages["/3"] = lambda request: (collector.stopped.set(), request.send(page("Story 3.")))[0]
    [report] = fetch_feeds(collector, [world.feed()])
    assert (report.fetched, report.waiting) == (4, PAGES - 4)
