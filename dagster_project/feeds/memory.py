"""What is remembered of each feed between two fetches: a small JSON file a feed, below the data folder.

It may be deleted at any time: pages are then fetched once more, and their contents are known.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from dagster_project.feeds.config import Feed
from dagster_project.feeds.links import canonical_url
from dagster_project.feeds.listing import MAX_ENTRIES, Entry, Listing

KEPT_SEEN = 2 * MAX_ENTRIES  # pages remembered as fetched: more than a listing names at a time
MAX_ATTEMPTS = 3  # fetches at which a page may fail for a reason that may pass
# A feed that fails is asked less and less often, down to once in so many of its periods, or a day.
SLOWEST = 24


@dataclass(slots=True)
class Memory:
    """What is known of a feed."""

    source: str = ""  # the address that all of this is about
    tried_at: str = ""  # ISO 8601, UTC
    due_at: str = ""
    failures: int = 0  # fetches in a row that failed
    problem: str = ""  # of the last fetch
    validators: dict[str, dict[str, str]] = field(default_factory=dict)  # request headers, by address of a listing
    page_validators: dict[str, dict[str, str]] = field(default_factory=dict)  # the same, by address of a page seen
    waiting: dict[str, dict[str, Any]] = field(default_factory=dict)  # pages to be fetched, by canonical address
    seen: dict[str, str] = field(default_factory=dict)  # canonical address: what the listing said of its last change

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for another fetch. Once the clock goes back behind the last one, it is."""
        if not self.due_at or not self.tried_at:
            return True
        return datetime.fromisoformat(self.due_at) <= now or datetime.fromisoformat(self.tried_at) > now

    def begin(self, feed: Feed, now: datetime) -> None:
        """Note that a fetch begins, and when the next one is due should it be killed."""
        if self.source != source_of(feed):
            self.validators, self.page_validators, self.waiting, self.seen, self.failures = {}, {}, {}, {}, 0
            self.source = source_of(feed)
        self.tried_at = now.isoformat(timespec="seconds")
        self.due_at = (now + feed.every).isoformat(timespec="seconds")

    def take_in(self, feed: Feed, listing: Listing) -> None:
        """Let the pages wait that are new or say that they have changed."""
        for entry in listing.entries[:MAX_ENTRIES]:
            address = canonical_url(entry.url)
            known = self.seen.pop(address, None)
            if known is not None:
                self.seen[address] = known  # at the end, so that what the listing still names is kept longest
            if (known is None or known != entry.changed) and feed.wants(address):
                self.waiting[address] = {"attempts": 0, **self.waiting.get(address, {}), **asdict(entry)}
        for address in list(islice(self.waiting, MAX_ENTRIES, None)):
            del self.waiting[address]

    def entry(self, address: str) -> Entry:
        """What the listing said of a page that waits."""
        return Entry(**{name: value for name, value in self.waiting[address].items() if name != "attempts"})

    def settle(self, address: str) -> None:
        """Note that a page is done with, fetched or refused for good."""
        self.seen[address] = self.waiting.pop(address)["changed"]
        for oldest in list(islice(self.seen, max(0, len(self.seen) - KEPT_SEEN))):
            del self.seen[oldest]
            self.page_validators.pop(oldest, None)

    def keep_validators(self, address: str, validators: dict[str, str]) -> None:
        """Note how to ask whether a page has changed. Only one whose changes the listing tells is ever asked again."""
        self.page_validators.pop(address, None)
        if validators and self.waiting[address]["changed"]:
            self.page_validators[address] = validators

    def put_off(self, address: str) -> bool:
        """Note that a page failed for a reason that may pass; returns whether it is tried again."""
        self.waiting[address]["attempts"] += 1
        return bool(self.waiting[address]["attempts"] < MAX_ATTEMPTS)

    def succeed(self) -> None:
        """Note that the listing was read."""
        self.failures, self.problem = 0, ""

    def fail(self, feed: Feed, now: datetime, problem: str, retry_after: float | None) -> bool:
        """Note that the listing was not read; returns whether this problem is news."""
        is_news = problem != self.problem
        self.failures, self.problem = self.failures + 1, problem
        longest = max(feed.every, min(SLOWEST * feed.every, timedelta(days=1)))
        wait = min(feed.every * 2 ** min(self.failures - 1, 10), longest)
        asked = min(timedelta(seconds=retry_after or 0), timedelta(days=7))
        self.due_at = (now + max(wait, asked)).isoformat(timespec="seconds")
        return is_news


def source_of(feed: Feed) -> str:
    """What a feed is read from; another source has nothing to do with what was seen before."""
    return feed.url or "pages of feeds.yaml"


def recall(folder: Path, feed: Feed) -> Memory:
    """Read what is remembered; nothing where there is nothing that can be read."""
    try:
        fields = json.loads((folder / f"{feed.name}.json").read_text(encoding="utf-8"))
        memory = Memory(**fields)
        memory.is_due(datetime(2000, 1, 1))  # noqa: DTZ001 (UTC; instants that cannot be read are as good as none)
    except (OSError, ValueError, TypeError):
        return Memory()
    return memory


def remember(folder: Path, feed: Feed, memory: Memory) -> None:
    """Write it down in one step that readers cannot catch half-way."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{feed.name}.json"
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(memory), separators=(",", ":")), encoding="ascii")
    draft.replace(path)
