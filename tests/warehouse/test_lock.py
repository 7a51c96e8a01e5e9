"""One writer at a time, and it has a name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.warehouse.lock import WarehouseBusy, writer_lock
from tests.conftest import NOON

HOLD = """
import sys, time
from datetime import datetime
from pathlib import Path
from dagster_project.warehouse.lock import writer_lock
with writer_lock(Path(sys.argv[1]), purpose="run 7", since=datetime(2026, 3, 1, 12), wait_seconds=1):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock of tmp_path."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "writer.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_the_first_one_is(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    lock = writer_lock(tmp_path / "writer.lock", purpose="run 8", since=NOON, wait_seconds=0.1)
    with pytest.raises(WarehouseBusy, match=rf"process {holder.pid} on .* \(run 7\) since 2026-03-01"), lock:
        pass


def test_a_killed_writer_does_not_block_the_next_one(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with writer_lock(tmp_path / "writer.lock", purpose="run 8", since=NOON, wait_seconds=5):
        assert "run 8" in (tmp_path / "writer.holder.json").read_text(encoding="utf-8")
