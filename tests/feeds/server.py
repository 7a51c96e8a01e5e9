"""A web server on this machine that does as it is told, however wrong."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Behaviour = bytes | Callable[["Request"], None]


@dataclass
class Request:
    """What a client asked, and the connection on which it waits."""

    path: str
    headers: Mapping[str, str]
    connection: socket.socket
    is_closing: threading.Event

    def send(self, content: bytes) -> None:
        self.connection.sendall(content)


@dataclass
class Server:
    """Paths with what they do, and the requests that came."""

    port: int = 0
    pages: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    is_closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for a path."""
        return [request for request in self.requests if request.path == path]


def answer(body: bytes | str = b"", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An answer as it goes over the wire; `length` is what it says of its length, right or wrong."""
    content = body.encode() if isinstance(body, str) else body
    stated = [f"Content-Length: {len(content) if length is None else length}"]
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, *stated, "Connection: close", "", ""]).encode() + content


def page(words: str, *headers: str) -> bytes:
    """A page in HTML."""
    return answer(f"<!doctype html><p>{words}", "Content-Type: text/html; charset=utf-8", *headers)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for the block, with TLS if a context is given."""
    server = Server()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the client has heard enough
                first, *lines = self._head().split("\r\n")
                pairs = (line.partition(":") for line in lines)
                headers = {name.lower(): value.strip() for name, _, value in pairs}
                request = Request(first.split(" ")[1], headers, self.connection, server.is_closing)
                server.requests.append(request)
                behaviour = server.pages.get(request.path, answer("no such page", status="404 Not Found"))
                if isinstance(behaviour, bytes):
                    request.send(behaviour)
                else:
                    behaviour(request)

        def _head(self) -> str:
            lines = []
            while line := self.rfile.readline().strip():
                lines.append(line.decode("latin-1"))
            return "\r\n".join(lines) or "GET /nothing HTTP/1.1"

    class Listener(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

        def finish_request(self, request: socket.socket, address: object) -> None:
            with suppress(ssl.SSLError, ConnectionError):  # the client does not trust us
                connection = tls.wrap_socket(request, server_side=True) if tls else request
                super().finish_request(connection, address)
                if tls:
                    connection.close()

    with Listener(("127.0.0.1", 0), Handler) as listener:
        server.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, args=[0.01], daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.is_closing.set()
            listener.shutdown()
            thread.join()


def drip(beginning: bytes) -> Callable[[Request], None]:
    """Send the beginning, then a byte now and then for ever."""

    def behave(request: Request) -> None:
        request.send(beginning)
        while not request.is_closing.wait(0.02):
            request.send(b"x")

    return behave


def endless(beginning: bytes) -> Callable[[Request], None]:
    """Send the beginning, then as much as the client takes."""

    def behave(request: Request) -> None:
        request.send(beginning)
        while not request.is_closing.is_set():
            request.send(b"x" * 65_536)

    return behave


def reset(request: Request) -> None:
    """Break the connection without a word."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    request.connection.close()


def in_turn(*behaviours: bytes) -> Callable[[Request], None]:
    """The first answer to the first request, the second to the second, and the last from then on."""
    left = list(behaviours)

    def behave(request: Request) -> None:
        request.send(left.pop(0) if len(left) > 1 else left[0])

    return behave
