"""Analysts query while the pipeline writes: no lock error, no torn result, whatever one of them does wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import NOBODY, settings_for
from tests.refreshing import run_refresh

READERS = 5  # the last of them opens read-write by mistake
REFRESHES = 10

# Each loop opens the link, and asks twice what must not differ inside one connection. One line of JSON at the end.
READ = r"""
import json, os, sys, time
import duckdb
duckdb.connect().close()
if os.geteuid() == 0:
    os.setuid(int(sys.argv[3]))  # file modes do not bind root; analysts are not root
path, read_only, seen, errors, torn = sys.argv[1], sys.argv[2] == "ro", set(), [], 0
queries = 0
ASK = "select (select release_version from release_info), (select count(*) from marts.articles)," \
      " (select sum(mention_count) from marts.mention_counts)," \
      " (select sum(mention_count) from marts.source_actor_mentions)"
print("started", flush=True)
while not os.path.exists(sys.argv[4]):
    try:
        with duckdb.connect(path, read_only=read_only, config={"threads": 1}) as connection:
            first = connection.execute(ASK).fetchone()
            time.sleep(0.1)
            torn += first != connection.execute(ASK).fetchone() or first[2] != first[3]
            seen.add(first)
            queries += 2
        time.sleep(1.0)  # five eager readers would leave the refresh no processor
    except Exception as error:
        errors.append(str(error)[:200])
        time.sleep(1.0)
print(json.dumps({"seen": sorted(map(list, seen)), "errors": sorted(set(errors)), "torn": torn, "queries": queries}))
"""


def test_five_readers_during_ten_refreshes_see_no_lock_error_and_no_torn_result(
    open_folder: Path, sample_corpus: Path
) -> None:
    told = refresh_under_readers(open_folder, sample_corpus, REFRESHES)
    for honest in told[:-1]:
        assert honest["errors"] == []
        assert honest["torn"] == 0
        assert len(honest["seen"]) >= 2
    mistaken = told[-1]
    assert mistaken["seen"] == []
    assert all("Permission denied" in error for error in mistaken["errors"])


def refresh_under_readers(folder: Path, corpus: Path, refreshes: int) -> list[dict[str, Any]]:
    """Refresh again and again while readers ask; what each of them tells in the end."""
    settings = settings_for(folder / "landing", folder / "data", ner=False)
    settings.landing_folder.mkdir(parents=True)
    shutil.copy(min(corpus.glob("*.txt")), settings.landing_folder)
    run_refresh(settings)
    stop = folder / "stop"
    modes = ["ro"] * (READERS - 1) + ["rw"]
    readers = [start_reader(settings.warehouse_file, mode, stop) for mode in modes]
    for number in range(refreshes):
        story = f"Kenya and Japan spoke about trade on day {number}. The talks went on in Nairobi until the evening.\n"
        (settings.landing_folder / f"new_{number}.txt").write_text(story * 4, encoding="utf-8")
        run_refresh(settings)
    stop.touch()
    return [json.loads(reader.communicate(timeout=60)[0].splitlines()[-1]) for reader in readers]


def start_reader(warehouse: Path, mode: str, stop: Path) -> subprocess.Popen[str]:
    """A reader in a process of its own, already looping."""
    command = [sys.executable, "-c", READ, str(warehouse), mode, str(NOBODY), str(stop)]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "HOME": str(stop.parent)})
    assert reader.stdout is not None
    assert reader.stdout.readline() == "started\n"
    return reader
