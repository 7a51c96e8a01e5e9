"""Which addresses may be asked: http and https at public addresses of the internet, resolved once and then kept to.

A name is resolved here and the connection made to the address found, so that a name server that answers a second time
with another address (DNS rebinding) is never asked a second time.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from dagster_project.feeds.refusals import FetchRefusedError
from dagster_project.landing.arrivals import Reason

PORTS = {"http": 80, "https": 443}
MAX_URL_CHARACTERS = 2_000
# Prefixes whose addresses are translated into the IPv4 address in their last four bytes.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the web with the one of the network that stands for it."""

    scheme: str
    host: str  # in ASCII
    port: int
    ips: tuple[str, ...]  # all that the name leads to, each of them checked
    target: str  # path and query

    @property
    def host_header(self) -> str:
        """The name as a server wants to read it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What one robots.txt speaks for."""
        return f"{self.scheme}://{self.host_header}"


def locate(url: str, *, allow_loopback: bool) -> Place:
    """Return where an address leads. Raises FetchRefusedError for what may not be asked, and for unknown names.

    `allow_loopback` opens this machine's own addresses and nothing else.
    """
    scheme, host, port, target = _parts(url)
    addresses = _resolve(host, port)
    if forbidden := [str(ip) for ip in addresses if not _may_be_asked(ip, allow_loopback=allow_loopback)]:
        raise FetchRefusedError(Reason.FORBIDDEN_ADDRESS, f"{host} is at {forbidden[0]}, which is no public address")
    return Place(scheme, host, port, tuple(dict.fromkeys(map(str, addresses))), target)


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("ascii" if ":" in (parts.hostname or "") else "idna").decode()
        port = parts.port or PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError) as error:
        raise FetchRefusedError(Reason.FORBIDDEN_ADDRESS, f"{url[:200]!r} is no address: {error}") from error
    if parts.scheme not in PORTS or not host or parts.username is not None or len(url) > MAX_URL_CHARACTERS:
        raise FetchRefusedError(
            Reason.FORBIDDEN_ADDRESS, f"{url[:200]!r} is no plain address that begins with http:// or https://"
        )
    return parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _resolve(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchRefusedError(Reason.UNREACHABLE, f"{host} cannot be found: {error}", is_temporary=True) from error
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _may_be_asked(ip: Address, *, allow_loopback: bool) -> bool:
    ip = _meant(ip)
    if ip.is_loopback:
        return allow_loopback
    is_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or is_local)


def _meant(ip: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does; Teredo's are no global ones to begin with."""
    if not isinstance(ip, ipaddress.IPv6Address):
        return ip
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
