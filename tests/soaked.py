"""What the soak happens to: the running service, feeds that answer well or ill, files that arrive, and kills."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import dagster as dg

from dagster_project.definitions import REFRESH_JOB
from dagster_project.feeds.config import Feed, read_feeds
from dagster_project.feeds.memory import recall, remember
from dagster_project.orchestration.fetching import FETCH_JOB
from dagster_project.orchestration.housekeeping import PROCESS_TAG, is_going_on
from dagster_project.orchestration.service import prepare_home
from dagster_project.settings import Settings
from tests.chaos import STORY
from tests.conftest import settings_for
from tests.feeds import server as web
from tests.ui.server import Server, serving, wait_until

SEED = 11
LONGEST_PAUSE_BEFORE_KILL = 8.0  # seconds after a run was seen: the shortest refreshes take about so long
# The service's own intervals are for days; here the sensors look as often as Dagster's daemon wakes.
VARIABLES = {
    "DATELINE_LOOK_SECONDS": "5",
    "DATELINE_LOOPBACK_FEEDS": "on",
    "DATELINE_REQUEST_SECONDS": "2",
    "DATELINE_HOST_SECONDS": "0.05",
    "DATELINE_NER": os.environ.get("DATELINE_NER") or "on",
    "DATELINE_THREADS": "1",
}
# By reason code, the name and the making of a file that is refused for it.
HOSTILE: dict[str, tuple[str, Callable[[Path, str], object]]] = {
    "empty": ("{}.txt", lambda path, _story: path.write_bytes(b"")),
    "corrupt_gzip": ("{}.txt.gz", lambda path, story: path.write_bytes(gzip.compress(story.encode())[:-20])),
    "binary": (
        "{} '; drop table.txt",
        lambda path, story: path.write_bytes(b"\x7fELF\x02\x01\x01\0" + story.encode()),
    ),
    "outside_folder": ("{}.txt", lambda path, _story: path.symlink_to("/etc/hostname")),
}
ACTING = ("\x1b[2J", "\u202e")  # the one clears a terminal, the other turns the direction of what follows
HOSTILE_TITLE = f"{''.join(ACTING)}<script>alert(1)</script>'); drop table marts.articles; --"
# By name, the content of a file that is an article, however its name and title may look.
FRIENDLY: dict[str, Callable[[str], bytes]] = {
    "{}.txt": str.encode,
    "deep/{}.txt.gz": lambda story: gzip.compress(story.encode()),
    "{}.html": lambda story: f"<!doctype html><title>Talks</title><article><p>{story}</article>".encode(),
    "titled/{}.html": lambda story: f"<!doctype html><title>{HOSTILE_TITLE}</title><article><p>{story}".encode(),
    f"{{}}{''.join(ACTING)}.txt": str.encode,
    "up\\..\\..\\{}.txt": str.encode,
    "%2e%2e%2f{}.txt": str.encode,
}


class Gazette:
    """A feed of the local server, which answers well or ill as its mood is."""

    MOODS: ClassVar[dict[str, web.Behaviour]] = {
        "status 500": web.answer("out of order", status="500 Internal Server Error"),
        "slow drip": web.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99999\r\n\r\n"),
        "reset": web.reset,
        "status 404": web.answer("no such page", status="404 Not Found"),
        "broken gzip": web.answer(b"\x1f\x8b\x08 and no more", "Content-Encoding: gzip"),
    }

    def __init__(self, server: web.Server, name: str) -> None:
        self.server, self.name, self.mood = server, name, "good"
        self.listed: list[str] = []
        self.answers: Counter[str] = Counter()
        server.pages[f"/{name}"] = self._answer

    def publish(self, number: int) -> str:
        """One more page; returns its address."""
        path = f"/{self.name}/{number}"
        self.server.pages[path] = web.page(STORY.format(number=f"{number} at the {self.name}") * 3)
        self.listed.append(self.server.url(path))
        return self.listed[-1]

    def _answer(self, request: web.Request) -> None:
        behaviour, kind = self.MOODS.get(self.mood), self.mood
        if behaviour is None:
            tag = f'"{len(self.listed)}"'
            known = request.headers.get("if-none-match") == tag
            kind = "not modified" if known else "good"
            listing = web.answer("\n".join(self.listed), "Content-Type: text/plain", f"ETag: {tag}")
            behaviour = web.answer(status="304 Not Modified") if known else listing
        self.answers[kind] += 1
        if callable(behaviour):
            behaviour(request)
        else:
            request.send(behaviour)


@dataclass
class World:
    """The service, what goes on around it, and what must be found in the end."""

    settings: Settings
    home: Path
    instance: dg.DagsterInstance
    gazettes: list[Gazette]
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    articles: dict[str, str] = field(default_factory=dict)  # document_id by location; empty for a page of a feed
    refusals: dict[str, str] = field(default_factory=dict)  # reason code by location
    done: Counter[str] = field(default_factory=Counter)
    server: Server | None = None
    service: ExitStack = field(default_factory=ExitStack)

    @property
    def log_path(self) -> Path:
        """Where the service and its runs say what they do."""
        return self.home.parent / "server.log"

    def start(self) -> None:
        """Let the service run."""
        self.server = self.service.enter_context(
            serving(
                self.settings,
                self.home,
                with_daemon=True,
                DATELINE_FEEDS_FILE=str(self.settings.feeds_file),
                **VARIABLES,
            )
        )

    def kill_service(self) -> None:
        """Kill -9 web server, daemon, code servers and runs at once, and start again."""
        assert self.server is not None
        os.killpg(self.server.group, signal.SIGKILL)
        self.service.close()
        self.done["kills of the service"] += 1
        self.start()

    def kill_run(self) -> bool:
        """Kill -9 the process of the next run, once it has been at work for a while; whether it was still at it."""
        assert self.server is not None
        self.drop_file()  # so that a run comes
        process = wait_until(self._process_at_work)
        time.sleep(self.chance.uniform(0.0, LONGEST_PAUSE_BEFORE_KILL))
        if process != self._process_at_work():
            return False
        with suppress(ProcessLookupError):  # it ended in this very moment
            assert os.getpgid(process) == self.server.group
            os.kill(process, signal.SIGKILL)
            self.done["kills of runs"] += 1
        return True

    def has_recovered(self) -> bool:
        """Whether the last refresh that ended came through."""
        ended = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE]
        newest = self.instance.get_runs(dg.RunsFilter(job_name=REFRESH_JOB, statuses=ended), limit=1)
        return bool(newest) and newest[0].status is dg.DagsterRunStatus.SUCCESS

    def _process_at_work(self) -> int:
        started = self.instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]), limit=1)
        return int(started[0].tags.get(PROCESS_TAG, ":0").rpartition(":")[2]) if started else 0

    def drop_file(self) -> None:
        """A new file arrives, written as people write, in place."""
        name = self.chance.choice(list(FRIENDLY))
        location = name.format(f"story_{len(self.articles)}")
        self._write(location, name, STORY.format(number=location) * 4)
        self.done["good files"] += 1

    def change_file(self) -> None:
        """A file that arrived before gets other words."""
        kept = [place for place, document in self.articles.items() if document]
        location = self.chance.choice(kept)
        name = next(name for name in FRIENDLY if location.endswith(name.rpartition("{}")[2]))
        self._write(location, name, STORY.format(number=f"{location}, edition {self.done['changed files']}") * 4)
        self.done["changed files"] += 1

    def _write(self, location: str, name: str, story: str) -> None:
        content = FRIENDLY[name](story)
        path = self.settings.landing_folder / location
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        unpacked = gzip.decompress(content) if name.endswith(".gz") else content
        self.articles[location] = hashlib.sha256(unpacked).hexdigest()[:20]

    def drop_hostile_file(self) -> None:
        """A file arrives that is no text, or not the folder's."""
        code = self.chance.choice(list(HOSTILE))
        name, make = HOSTILE[code]
        location = name.format(f"bad_{len(self.refusals)}")
        make(self.settings.landing_folder / location, STORY.format(number=location))
        self.refusals[location] = code
        self.done["hostile files"] += 1

    def publish(self) -> None:
        """A feed names more pages, and it is time to look."""
        gazette = self.chance.choice(self.gazettes)
        for _ in range(self.chance.randint(1, 3)):
            self.articles[gazette.publish(len(gazette.listed))] = ""
            self.done["pages of feeds"] += 1
        self.let_feeds_be_due()

    def change_mood(self) -> None:
        """A feed answers otherwise from now on."""
        self.chance.choice(self.gazettes).mood = self.chance.choice(["good", "good", *Gazette.MOODS])
        self.let_feeds_be_due()

    def let_feeds_be_due(self) -> None:
        """As if an hour had passed. A fetch that is going on looks after that itself."""
        if is_going_on(self.instance, FETCH_JOB):
            return
        for gazette in self.gazettes:
            feed = Feed(name=gazette.name)
            memory = recall(self.settings.feeds_folder, feed)
            memory.due_at = ""
            remember(self.settings.feeds_folder, feed, memory)

    def ticks(self) -> Counter[str]:
        """The ticks of all sensors and schedules so far, by how they ended."""
        states = self.instance.all_instigator_state()
        ticks = (self.instance.get_ticks(each.instigator_origin_id, each.selector_id) for each in states)
        return Counter(tick.status.value for those in ticks for tick in those)


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """A service on this folder, with two feeds and a first release; whatever comes, it ends with the block."""
    settings = settings_for(folder / "landing", folder / "data")
    settings.landing_folder.mkdir()
    home = prepare_home(folder / "home")
    with web.serving() as server, dg.DagsterInstance.from_config(str(home)) as instance:
        world = World(settings, home, instance, [Gazette(server, name) for name in ("morning", "evening")])
        feeds = [{"name": gazette.name, "url": server.url(f"/{gazette.name}")} for gazette in world.gazettes]
        settings.data_folder.mkdir()
        settings.feeds_file.write_text(json.dumps({"feeds": feeds}), encoding="utf-8")
        assert len(read_feeds(settings.feeds_file).feeds) == len(feeds)
        for gazette in world.gazettes:
            world.articles[gazette.publish(0)] = ""
        world.drop_file()
        with world.service:
            world.start()
            wait_until(settings.warehouse_file.exists)
            yield world
