"""What is kept of a content that was removed at somebody's request: enough to refuse it, nothing that it said."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from dagster_project.landing.arrivals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One removed content."""

    content_digest: str  # sha256 (hex)
    forgotten_on: str  # ISO day, UTC
    reason: str

    @property
    def refusal(self) -> Refusal:
        """Why this content is refused from now on."""
        return Refusal(Reason.FORGOTTEN, f"removed on {self.forgotten_on}: {self.reason}")


def read_tombstones(path: Path) -> dict[str, Tombstone]:
    """The tombstones in a file by digest, none without it. Raises ValueError or TypeError when it is damaged."""
    if not path.exists():
        return {}
    found = (Tombstone(**json.loads(line)) for line in path.read_text(encoding="ascii").splitlines())
    return {stone.content_digest: stone for stone in found}


def as_lines(stones: Iterable[Tombstone]) -> bytes:
    """The tombstones as such a file holds them."""
    return b"".join(json.dumps(asdict(stone), separators=(",", ":")).encode("ascii") + b"\n" for stone in stones)
