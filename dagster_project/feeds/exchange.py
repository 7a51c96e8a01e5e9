"""One request and its answer: bounded in time and size, to an address that was checked, without following anything.

urllib3 bounds the wait for each piece; the time of the whole is bounded here, since a server that sends a byte every
second satisfies every such wait for ever.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from dagster_project.feeds.addresses import Place
from dagster_project.feeds.refusals import FetchRefusedError
from dagster_project.landing.arrivals import PageRefusedError, Reason
from dagster_project.landing.reading import too_large, unpack

CHUNK_BYTES = 65_536
MAX_ADDRESSES = 4  # of one name
KEPT_HEADERS = ("content-type", "content-encoding", "etag", "last-modified", "location", "retry-after")
MAX_HEADER_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: headers by small names, the body unpacked."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one exchange may last, in seconds, and how large its body may be, packed and unpacked."""

    seconds: float
    max_bytes: int
    cuts: bool = False  # a longer body is cut off, not refused


class _Deadline:
    """Ends a connection when the time is over, whatever it waits for."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._timer: threading.Timer | None = None
        self.is_over = False

    @property
    def left(self) -> float:
        return max(0.01, self._ends - time.monotonic())

    def watch(self, connection: socket.socket) -> None:
        self._timer = threading.Timer(self.left, self._end, [connection])
        self._timer.daemon = True
        self._timer.start()

    def _end(self, connection: socket.socket) -> None:
        self.is_over = True
        with suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()


def ask(url: str, place: Place, headers: Mapping[str, str], bounds: Bounds) -> Answer:
    """Make one GET request. Raises FetchRefusedError; a status is no refusal here, and redirects are not followed."""
    with closing(_Deadline(bounds.seconds)) as deadline:
        try:
            answer = _ask_any(url, place, headers, bounds, deadline)
            if deadline.is_over:  # an answer of no stated length looks whole when its connection is ended
                raise TimeoutError
        except (HTTPError, OSError, ValueError) as error:
            raise _refusal(error, deadline, bounds) from error
        except PageRefusedError as refused:
            raise FetchRefusedError(Reason(refused.refusal.reason_code), refused.refusal.reason) from refused
        return answer


def _ask_any(url: str, place: Place, headers: Mapping[str, str], bounds: Bounds, deadline: _Deadline) -> Answer:
    """Ask the first address that lets itself be reached: a name may have one of IPv6 where only IPv4 works."""
    *others, last = place.ips[:MAX_ADDRESSES]
    for ip in others:
        with suppress(NewConnectionError), closing(_pool(place, ip, deadline)) as pool:
            return _ask(url, place, pool, headers, bounds)
    with closing(_pool(place, last, deadline)) as pool:
        return _ask(url, place, pool, headers, bounds)


def _ask(
    url: str, place: Place, pool: urllib3.HTTPConnectionPool, headers: Mapping[str, str], bounds: Bounds
) -> Answer:
    given = {"Host": place.host_header, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    response = pool.urlopen(
        "GET",
        place.target,
        headers=given,
        redirect=False,
        retries=False,
        preload_content=False,
        decode_content=False,
        assert_same_host=False,
    )
    kept = {name: response.headers[name][:MAX_HEADER_CHARACTERS] for name in KEPT_HEADERS if name in response.headers}
    with closing(response):
        body = _body(response, bounds)
    return Answer(url, response.status, kept, _unpacked(body, kept.get("content-encoding", ""), bounds))


def _body(response: urllib3.BaseHTTPResponse, bounds: Bounds) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size <= bounds.max_bytes and (piece := response.read(CHUNK_BYTES)):
        pieces.append(piece)
        size += len(piece)
    if size > bounds.max_bytes and not bounds.cuts:
        raise too_large(bounds.max_bytes)
    return b"".join(pieces)[: bounds.max_bytes]


def _unpacked(body: bytes, encoding: str, bounds: Bounds) -> bytes:
    encoding = encoding.strip().lower()
    if not body or encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip"):
        raise FetchRefusedError(Reason.BROKEN_RESPONSE, f"packed with {encoding[:20]!r}, which was not asked for")
    return unpack(body, bounds.max_bytes)


def _pool(place: Place, ip: str, deadline: _Deadline) -> urllib3.HTTPConnectionPool:
    """One connection to the address that was checked; the name is what the certificate must bear."""
    timeout = urllib3.Timeout(connect=deadline.left, read=deadline.left)
    if place.scheme == "http":
        pool = urllib3.HTTPConnectionPool(ip, place.port, timeout=timeout)
    else:
        pool = urllib3.HTTPSConnectionPool(
            ip, place.port, timeout=timeout, server_hostname=place.host, assert_hostname=place.host
        )
    pool.ConnectionCls = _watched(HTTPConnection if place.scheme == "http" else HTTPSConnection, deadline)
    return pool


def _watched(kind: type[HTTPConnection], deadline: _Deadline) -> type[HTTPConnection]:
    """The same kind of connection, ended at the deadline. A handshake is bounded by the time to connect."""

    class Watched(kind):  # type: ignore[misc,valid-type]
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    return Watched


def _refusal(error: Exception, deadline: _Deadline, bounds: Bounds) -> FetchRefusedError:
    """Say what an error of the network means."""
    if isinstance(error, NewConnectionError | SSLError) and not deadline.is_over:
        return FetchRefusedError(Reason.UNREACHABLE, f"cannot be reached: {error}", is_temporary=True)
    if deadline.is_over or isinstance(error, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
        reason = f"gave no whole answer in {bounds.seconds:g} seconds"
        return FetchRefusedError(Reason.TIMED_OUT, reason, is_temporary=True)
    kind = "the connection broke" if isinstance(error, ProtocolError) else "the answer is broken"
    return FetchRefusedError(Reason.BROKEN_RESPONSE, f"{kind}: {error}", is_temporary=True)
