"""Dagster's web server, closed to other websites: it has no users, and whoever reaches it can start runs.

A page of any site that is open in a browser on this machine can let that browser ask 127.0.0.1, and Dagster takes
mutations by GET: the address of a picture would start a run. Browsers say of each request which kind of site makes it
(`Sec-Fetch-Site`), and under which name they came (`Host`), which is another one where a site has its name lead here.

    python -m dagster_project.orchestration.web -h 127.0.0.1 -p 3000 ...   # what dagster-webserver takes
"""

from __future__ import annotations

from dagster_webserver import app, cli
from dagster_webserver.webserver import DagsterWebserver
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

OTHER_SITES = ("cross-site", "same-site")  # another port of this machine is of the "same site" to a browser
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


class OwnPagesOnly:
    """Refuses what a page of another site has a browser ask; a link that leads to a page of the UI may be followed."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        reason = refusal(scope) if scope["type"] in ("http", "websocket") else ""
        if not reason:
            await self.inner(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(reason=reason)(scope, receive, send)
        else:
            await PlainTextResponse(reason, status_code=403)(scope, receive, send)


def refusal(scope: Scope) -> str:
    """Why a request is refused; empty when it is not."""
    headers = Headers(scope=scope)
    if _name(headers.get("host", "")) not in LOCAL_NAMES:
        return "This server answers to the names of this machine only; see docs/security.md."
    is_link = scope.get("method") == "GET" and headers.get("sec-fetch-mode") == "navigate"
    if headers.get("sec-fetch-site") in OTHER_SITES and not (is_link and not scope["path"].endswith("/graphql")):
        return "Pages of other websites may not ask this server; see docs/security.md."
    return ""


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host


class Webserver(DagsterWebserver):
    """Dagster's, with the guard before everything else."""

    def build_middleware(self) -> list[Middleware]:
        """Our guard, then Dagster's own."""
        return [Middleware(OwnPagesOnly), *super().build_middleware()]


if __name__ == "__main__":
    app.DagsterWebserver = Webserver  # the one place where the command line looks for it
    cli.main()
