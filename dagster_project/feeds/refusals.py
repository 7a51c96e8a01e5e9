"""Why something was not fetched, and whether trying again later may help."""

from __future__ import annotations

from dagster_project.landing.arrivals import Reason, Refusal

MAX_REASON_CHARACTERS = 300


class FetchRefusedError(Exception):
    """What an address gave cannot be had or used; carries the refusal for the log."""

    def __init__(
        self, code: Reason, reason: str, *, is_temporary: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(reason)
        words = " ".join(reason.split())[:MAX_REASON_CHARACTERS]
        self.refusal = Refusal(code, "".join(letter if letter.isprintable() else "\ufffd" for letter in words))
        self.is_temporary = is_temporary
        self.retry_after = retry_after  # seconds, as the server asked for
