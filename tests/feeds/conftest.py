"""A server, an archive, and a collector that knows no hurry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dagster_project.feeds.collecting import Collector, FeedReport
from dagster_project.feeds.config import Feed
from dagster_project.feeds.visiting import Manners, Visitor
from dagster_project.landing.archive import Archive
from dagster_project.landing.arrivals import Arrival
from tests.conftest import NOON
from tests.feeds.server import Server, answer, serving


@dataclass
class World:
    """A server and what is fetched from it."""

    server: Server
    root: Path
    now: datetime = NOON
    manners: Manners = field(default_factory=lambda: Manners(20_000, 5.0, 0.0, allow_loopback=True))
    pauses: list[float] = field(default_factory=list)

    @property
    def archive(self) -> Archive:
        return Archive(self.root / "archive")

    def visitor(self) -> Visitor:
        return Visitor(self.manners, sleep=self.pauses.append, now=lambda: 0.0)

    def feed(self, path: str = "/feed", **fields: object) -> Feed:
        return Feed(name="gazette", url=self.server.url(path), **fields)

    def fetch(self, feed: Feed | None = None, *, later: timedelta = timedelta()) -> FeedReport:
        """Fetch a feed, some time later."""
        self.now += later
        collector = Collector(self.archive, self.root / "feeds", self.visitor(), lambda: self.now)
        return collector.fetch(feed or self.feed())

    def log(self) -> list[Arrival]:
        return list(self.archive.read())

    def codes(self) -> dict[str, str | None]:
        """By path, why its last arrival was refused."""
        found = {a.location: a.refusal.reason_code if a.refusal else None for a in self.log()}
        return {location.removeprefix(self.server.url("")): code for location, code in found.items()}

    def lists(self, *paths: str, path: str = "/feed") -> None:
        """Let the server have a list of these pages."""
        self.server.pages[path] = answer("\n".join(map(self.server.url, paths)), "Content-Type: text/plain")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with serving() as server:
        yield World(server, tmp_path)
