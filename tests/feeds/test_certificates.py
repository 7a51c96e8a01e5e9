"""Over https the certificate must bear the name that was asked for, though the connection goes to a checked address."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dagster_project.feeds.addresses import Place
from dagster_project.feeds.exchange import Bounds, ask
from dagster_project.feeds.refusals import FetchRefusedError
from tests.feeds.server import Server, page, serving

BOUNDS = Bounds(5.0, 20_000)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for paper.example that nobody has signed, with its key."""
    openssl = shutil.which("openssl") or pytest.skip("openssl makes the certificate")
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=paper.example"]
    names = ["-addext", "subjectAltName=DNS:paper.example", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run([openssl, *made, *names], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as server:
        server.pages["/page"] = page("The mayor resigned.")
        yield server


def place(server: Server, host: str) -> Place:
    return Place("https", host, server.port, ("127.0.0.1",), "/page")


def test_a_certificate_that_is_trusted_and_bears_the_name_is_accepted(
    server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask("https://paper.example/page", place(server, "paper.example"), {}, BOUNDS).status == 200
    with pytest.raises(FetchRefusedError, match=r"other\.example"):
        ask("https://other.example/page", place(server, "other.example"), {}, BOUNDS)


def test_a_certificate_that_is_not_trusted_is_refused(server: Server):
    with pytest.raises(FetchRefusedError, match="certificate verify failed"):
        ask("https://paper.example/page", place(server, "paper.example"), {}, BOUNDS)
    assert server.requests == []
