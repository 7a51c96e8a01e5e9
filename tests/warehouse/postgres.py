"""A PostgreSQL of a test's own, on the loopback, gone with the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(slots=True)
class Server:
    """A running server."""

    programs: Path
    port: int
    databases: int = 0

    def new_database(self) -> str:
        """Make an empty database; returns how to connect to it."""
        self.databases += 1
        name = f"lake_{self.databases}"
        where = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "lake")
        subprocess.run([self.programs / "createdb", *where, name], check=True)
        return f"dbname={name} user=lake password=not-for-logs host=127.0.0.1 port={self.port}"


@contextmanager
def postgres() -> Iterator[Server]:
    """Start a server for the block. Skips where PostgreSQL is not installed."""
    programs = _programs()
    # It refuses to run as root, and what it runs as must reach its folder.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg_"))
    try:
        if user:
            shutil.chown(folder, user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        database = folder / "db"

        def run(program: str, *options: str) -> None:
            command = [programs / program, "-D", database, *options]
            subprocess.run(command, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL)

        run("initdb", "-A", "trust", "-U", "lake", "--no-sync")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-h 127.0.0.1 -p {port} -k {folder} -F", "start")
        try:
            yield Server(programs, port)
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """The folder of PostgreSQL's programs; Debian keeps them off the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    return folders[-1]
