"""A polite visitor: asks robots.txt, leaves pauses, follows redirects step by step, tries again a few times.

Every step of a redirect is checked like a first address. Several threads may visit; one host is asked one at a time.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from dagster_project import __version__
from dagster_project.feeds.addresses import Place, locate
from dagster_project.feeds.exchange import Answer, Bounds, ask
from dagster_project.feeds.refusals import FetchRefusedError
from dagster_project.feeds.robots import EVERYTHING, Robots, read_robots
from dagster_project.landing.arrivals import Reason

MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
NOT_MODIFIED = 304
CONDITIONS = frozenset(("If-None-Match", "If-Modified-Since"))
# Statuses that say of themselves that they will pass.
TEMPORARY = (408, 425, 429, 500, 502, 503, 504)
RETRIES = 2
FIRST_PAUSE = 2.0  # seconds before the first retry, doubled before each further one
LONGEST_PAUSE = 60.0  # a server that asks for more is visited again at a later fetch


@dataclass(frozen=True, slots=True)
class Manners:
    """What a visit may cost and how it presents itself."""

    max_bytes: int
    request_seconds: float = 30.0  # of one request and its answer
    host_seconds: float = 1.0  # between two requests to one host; robots.txt may ask for more
    allow_loopback: bool = False
    contact: str = ""

    @property
    def user_agent(self) -> str:
        """The name under which robots.txt knows us, the version, and whom to write to."""
        return f"dateline/{__version__}" + (
            f" (+{self.contact})" if self.contact.isprintable() and self.contact else ""
        )


@dataclass
class Visitor:
    """Fetches for one run: what robots.txt said and when each host was asked last is kept for its length."""

    manners: Manners
    sleep: Callable[[float], object] = time.sleep
    now: Callable[[], float] = time.monotonic
    _robots: dict[str, Robots] = field(default_factory=dict)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer in the end: a success or "not modified". Raises FetchRefusedError."""
        for attempt in range(RETRIES + 1):
            try:
                return self._follow(url, headers or {})
            except FetchRefusedError as refused:
                pause = refused.retry_after or FIRST_PAUSE * 2**attempt
                if not refused.is_temporary or attempt == RETRIES or pause > LONGEST_PAUSE:
                    raise
                # A little more by chance, so that feeds that failed together do not come back together.
                self.sleep(pause * (1 + random.random() / 4))  # noqa: S311 (no secret hangs on it)
        raise AssertionError

    def _follow(self, url: str, headers: Mapping[str, str]) -> Answer:
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._step(url, headers)
            if answer.status not in REDIRECTS:
                return _accepted(answer, is_conditional=not CONDITIONS.isdisjoint(headers))
            if not answer.headers.get("location"):
                raise FetchRefusedError(Reason.REDIRECTS, f"status {answer.status} that leads nowhere")
            url = _joined(url, answer.headers["location"])
        raise FetchRefusedError(Reason.REDIRECTS, f"more than {MAX_REDIRECTS} redirects")

    def _step(self, url: str, headers: Mapping[str, str]) -> Answer:
        place = locate(url, allow_loopback=self.manners.allow_loopback)
        robots = self._robots_of(place)
        if not robots.allow(url):
            raise FetchRefusedError(Reason.FORBIDDEN_BY_ROBOTS, f"robots.txt of {place.host} forbids {place.target}")
        bounds = Bounds(self.manners.request_seconds, self.manners.max_bytes)
        return self._ask(url, place, headers, bounds, robots.delay or 0.0)

    def _ask(self, url: str, place: Place, headers: Mapping[str, str], bounds: Bounds, delay: float = 0.0) -> Answer:
        with self._host(place).turn(max(delay, self.manners.host_seconds), self):
            return ask(url, place, {"User-Agent": self.manners.user_agent, **headers}, bounds)

    def _host(self, place: Place) -> _Host:
        with self._lock:
            return self._hosts.setdefault(place.host, _Host())

    def _robots_of(self, place: Place) -> Robots:
        with self._host(place).robots_lock:
            if place.origin not in self._robots:
                self._robots[place.origin] = read_robots(place.origin, self._ask_for_robots, self.manners.user_agent)
            return self._robots[place.origin]

    def _ask_for_robots(self, url: str, bounds: Bounds) -> Answer:
        """Return the answer for a robots.txt, wherever it is; it asks no other for leave."""
        for _ in range(MAX_REDIRECTS + 1):
            place = locate(url, allow_loopback=self.manners.allow_loopback)
            answer = self._ask(url, place, {}, bounds)
            if answer.status not in REDIRECTS or not answer.headers.get("location"):
                return answer
            url = _joined(url, answer.headers["location"])
        return Answer(url, EVERYTHING)


class _Host:
    """One host: whoever wants to ask it waits for his turn, and for the pause after the one before."""

    def __init__(self) -> None:
        self.robots_lock = threading.RLock()
        self._lock = threading.Lock()
        self._free_at = 0.0

    @contextmanager
    def turn(self, pause: float, visitor: Visitor) -> Iterator[None]:
        with self._lock:
            if (wait := self._free_at - visitor.now()) > 0:
                visitor.sleep(wait)
            try:
                yield
            finally:
                self._free_at = visitor.now() + pause


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchRefusedError(Reason.REDIRECTS, f"leads to {location[:100]!r}, which is no address") from error


def _accepted(answer: Answer, *, is_conditional: bool) -> Answer:
    """The answer, if it is a success or, where that was asked, "not modified". Raises FetchRefusedError."""
    if answer.status == NOT_MODIFIED and is_conditional:
        return answer
    if not 200 <= answer.status < 300:
        raise FetchRefusedError(
            Reason.HTTP_STATUS,
            f"the server answered {answer.status}",
            is_temporary=answer.status in TEMPORARY,
            retry_after=_seconds(answer.headers.get("retry-after", "")),
        )
    if not answer.body:
        raise FetchRefusedError(Reason.EMPTY, "holds no bytes")
    return answer


def _seconds(retry_after: str) -> float | None:
    """How long a Retry-After header asks to wait: a number of seconds or an instant."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds()) if until.tzinfo else None
