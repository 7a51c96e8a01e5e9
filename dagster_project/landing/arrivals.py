"""What the archive's log keeps of one arrival, and why a page may be refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

TEXT = "text/plain"
HTML = "text/html"
WARC = "application/warc"
JSONL = "application/jsonl"
CONTAINERS = (WARC, JSONL)  # files of many records, each of which arrives like a file of its own


class Reason(StrEnum):
    """Why a page is refused. Codes are kept in the log for good: add some, never rename one."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_GZIP = "not_gzip"
    CORRUPT_GZIP = "corrupt_gzip"
    UNREADABLE = "unreadable"
    OUTSIDE_FOLDER = "outside_folder"
    SIDECAR_WITHOUT_PAGE = "sidecar_without_page"
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    CORRUPT_CONTAINER = "corrupt_container"
    BAD_RECORDS = "bad_records"
    BAD_RECORD = "bad_record"
    HTTP_STATUS = "http_status"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BROKEN_RESPONSE = "broken_response"
    REDIRECTS = "redirects"
    FORBIDDEN_ADDRESS = "forbidden_address"
    FORBIDDEN_BY_ROBOTS = "forbidden_by_robots"
    NOT_A_PAGE = "not_a_page"
    NOT_A_FEED = "not_a_feed"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page goes no further: a code to count by and a sentence for people."""

    reason_code: str
    reason: str


class PageRefusedError(Exception):
    """The page cannot be taken in; carries the refusal for the log."""

    def __init__(self, code: Reason, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(code, reason)


# What is kept of an HTTP response: status code, address that answered in the end, and three of its headers.
HTTP_FACTS = ("status", "url", "content_type", "etag", "last_modified")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a file that arrived before from one that is new or changed, without opening it."""

    file_size: int
    modified_ns: int
    sidecar_size: int | None = None
    sidecar_modified_ns: int | None = None
    refusal: Refusal | None = field(default=None, compare=False)  # of the last arrival; no property of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One line of the log: a page, or what came in place of one, as it arrived at one location."""

    # A posix path relative to the landing folder; of a record in a container with #number; else the address fetched.
    location: str
    file_size: int  # of the file as it lay there, packed or not; of a record or a response its own bytes
    modified_ns: int
    sidecar_size: int | None = None  # null without a sidecar
    sidecar_modified_ns: int | None = None
    content_digest: str | None = None  # sha256 of the page's own bytes; null when nothing could be archived
    media_type: str | None = None  # of a page or a container; null for what is neither (a lone sidecar, a folder)
    refusal: Refusal | None = None  # null when the content was archived: whether it can be read is found out later
    hints: dict[str, str] = field(default_factory=dict)
    hints_problem: str | None = None
    http: dict[str, str] = field(default_factory=dict)  # by the names of HTTP_FACTS
    feed: str | None = None  # the name of the feed that it was fetched for
    delivered_at: str  # ISO 8601, UTC
    delivery_number: int = 0  # from 1; given by the log

    @property
    def fingerprint(self) -> Fingerprint:
        """Size and time of the file and its sidecar, with the refusal that they met."""
        return Fingerprint(
            self.file_size, self.modified_ns, self.sidecar_size, self.sidecar_modified_ns, refusal=self.refusal
        )
