"""What robots.txt says (RFC 9309): which addresses a program may ask for, and how long it waits between two.

Read by Protego, which knows wildcards and Crawl-delay. Lines that would make its patterns slow are left out first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from dagster_project.feeds.exchange import Answer, Bounds
from dagster_project.feeds.refusals import FetchRefusedError
from dagster_project.landing.arrivals import Reason

MAX_BYTES = 512_000  # what follows is not read, as the standard allows
SECONDS = 15.0
EVERYTHING = 404  # as if there were none: all is allowed
LONGEST_DELAY = 60.0  # whoever asks for more is asked for fewer pages a fetch by the time that is left for it
# A rule is matched step by step for each of its stars: more of them are no rule but a trap.
_SLOW_LINE = re.compile(r"^.{1000,}$|^[^*\n]*(?:\*[^*\n]*){5,}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for us; without rules all is allowed."""

    rules: Protego | None
    user_agent: str

    def allow(self, url: str) -> bool:
        """Whether this address may be asked for."""
        return self.rules is None or self.rules.can_fetch(url, self.user_agent)

    @property
    def delay(self) -> float | None:
        """Seconds between two requests; None where nothing is said."""
        delay = self.rules.crawl_delay(self.user_agent) if self.rules else None
        return min(max(delay, 0.0), LONGEST_DELAY) if delay is not None else None


def read_robots(origin: str, ask: Callable[[str, Bounds], Answer], user_agent: str) -> Robots:
    """Ask for a host's rules. Raises FetchRefusedError where the host cannot say whether it has some."""
    try:
        answer = ask(f"{origin}/robots.txt", Bounds(SECONDS, MAX_BYTES, cuts=True))
    except FetchRefusedError as refused:
        raise _unknown(origin, refused.refusal.reason, Reason(refused.refusal.reason_code)) from refused
    if answer.status >= 500:
        raise _unknown(origin, f"status {answer.status}")
    if not 200 <= answer.status < 300:
        return Robots(None, user_agent)
    text = answer.body.decode("utf-8", "replace").removeprefix("\ufeff")
    return Robots(Protego.parse(_SLOW_LINE.sub("", text)), user_agent)


def _unknown(origin: str, problem: str, code: Reason = Reason.FORBIDDEN_BY_ROBOTS) -> FetchRefusedError:
    reason = f"{origin}/robots.txt cannot be had, so nothing is asked: {problem}"
    return FetchRefusedError(code, reason, is_temporary=True)
