"""A disk that is full, read-only or damaged: a clear message, the last good release in place, and a way on."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from dagster_project.__main__ import main
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.summary import explain
from dagster_project.settings import PROJECT_ROOT, Settings
from dagster_project.warehouse import releases
from dagster_project.warehouse.connections import BuildFile, open_release
from dagster_project.warehouse.release_info import Provenance
from dagster_project.warehouse.releases import publish
from tests.chaos import work
from tests.conftest import NOBODY, NOON, settings_for

# What a full disk does at the boundary of the file system: no file of this process grows beyond so many bytes.
LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
"""
PUBLISH = """
from tests.test_disk_faults import publish_in
publish_in(Path(sys.argv[1]))
"""
TAKE_IN = """
from dagster_project.orchestration.refresh import Refresh
from tests.conftest import settings_for
folder = Path(sys.argv[1])
Refresh(settings_for(folder / "landing", folder / "data")).take_in()
"""
AS_NOBODY = """
import sys
from pathlib import Path
from tests.test_disk_faults import become_nobody, refresh_in, try_command
become_nobody()
sys.exit({call}(Path(sys.argv[1])))
"""
# A small disk of their own, which nobody else sees and which goes with the process.
ON_A_SMALL_DISK = """
import json, sys
from pathlib import Path
from tests.test_disk_faults import fill_again_and_again
print(json.dumps(fill_again_and_again(Path(sys.argv[1]))))
"""
SMALL_DISK = "48m"
FREE_BYTES = (0, 4_096, 150_000, 2_500_000)  # when a refresh begins
DUCKDB_HEADERS, DUCKDB_BLOCK = 3 * 4096, 262_144  # bytes
STORY = "The harbour master said on Monday that the ferry would stay in port until the ice was gone.\n"


def publish_in(folder: Path) -> releases.Release | None:
    """A release of the marts in a folder's build file."""
    build = BuildFile(folder / "build.duckdb", folder / "temp", threads=1)
    made_with = Provenance("test", {}, {}, {})
    return publish(build, folder / "releases", folder / "warehouse.duckdb", now=NOON, provenance=made_with)


def on_a_full_disk(code: str, folder: Path, largest_file: int) -> subprocess.CompletedProcess[str]:
    """Run code in a process whose files cannot grow beyond a size."""
    command = [sys.executable, "-c", LIMITED + code, str(folder), str(largest_file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def refresh_in(folder: Path) -> int:
    """The path of a refresh without Dagster and dbt; what a person is told of an error of the disk."""
    try:
        work(settings_for(folder / "landing", folder / "data"))
    except (OSError, duckdb.Error) as error:
        sys.stderr.write(f"{explain(str(error))}\n")
        return 1
    return 0


def try_command(folder: Path) -> int:
    """`make refresh` of these folders, which says why it does not begin."""
    folders = {"DATELINE_LANDING_FOLDER": folder / "landing", "DATELINE_DATA_FOLDER": folder / "data"}
    os.environ.update({name: str(path) for name, path in folders.items()})
    return main(["refresh"])


def become_nobody() -> None:
    """Be a user whom the modes of files bind, with all imported that is imported late: he may not read the project."""
    if os.geteuid() != 0:
        return
    with tempfile.TemporaryDirectory() as name:
        try_command(Path(name))  # there is no landing folder
        (Path(name) / "landing").mkdir()
        (Path(name) / "landing" / "page.txt").write_text(STORY, encoding="utf-8")
        refresh_in(Path(name))
    os.setuid(NOBODY)


def as_nobody(call: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Call this in a process whose user the modes of files bind."""
    command = [sys.executable, "-c", AS_NOBODY.format(call=call), str(folder)]
    return subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody may write into the folder for the block."""
    mode = folder.stat().st_mode
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(mode)


@pytest.fixture
def nobodys(open_folder: Path) -> Path:
    """A folder of an unprivileged user with a landing folder, its first page and its first release."""
    for folder in (open_folder, open_folder / "landing", open_folder / "data"):
        folder.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, -1)
    (open_folder / "landing" / "first.txt").write_text(STORY, encoding="utf-8")
    first = as_nobody("refresh_in", open_folder)
    assert first.returncode == 0, first.stderr
    return open_folder


def released_texts(folder: Path) -> int:
    with open_release(folder / "data" / "warehouse.duckdb") as connection:
        (count,) = connection.execute("select count(*) from marts.page_texts").fetchone() or (0,)
    return int(count)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_release_for_which_the_disk_has_no_room_leaves_nothing_behind_and_readers_where_they_were(
    tmp_path: Path,
) -> None:
    build = BuildFile(tmp_path / "build.duckdb", tmp_path / "temp", threads=1)
    with build.open() as connection:
        connection.execute("create schema marts; create table marts.numbers as select 1 as n")
    first = publish_in(tmp_path)
    with build.open() as connection:
        connection.execute("create or replace table marts.numbers as select hash(n) as n from range(300000) as t(n)")
        connection.execute("checkpoint")
    failed = on_a_full_disk(PUBLISH, tmp_path, largest_file=1_000_000)
    assert failed.returncode == 1
    assert "File too large" in failed.stderr
    assert first is not None
    assert files(tmp_path / "releases") == [first.path.name]
    assert (tmp_path / "warehouse.duckdb").resolve() == first.path
    again = publish_in(tmp_path)
    assert again is not None
    assert again.version == 2


def fill_again_and_again(folder: Path) -> list[tuple[int, str, int]]:
    """Refresh with so little room, and with enough before and after: exit code, what was said, texts released."""
    told = []
    for number, free in enumerate([None, *FREE_BYTES, None]):
        (folder / "landing" / f"{number}.txt").write_text(STORY + os.urandom(150_000).hex(), encoding="utf-8")
        ballast = folder / "data" / "ballast"
        if free is not None:
            ballast.write_bytes(bytes(shutil.disk_usage(folder / "data").free - free))
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code = refresh_in(folder)
        ballast.unlink(missing_ok=True)
        told.append((code, said.getvalue(), released_texts(folder)))
    return told


def test_a_disk_that_fills_up_anywhere_costs_no_text_and_no_release(tmp_path: Path) -> None:
    for name in ("landing", "data"):
        (tmp_path / name).mkdir()
    own = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    mounted = f'mount -t tmpfs -o size={SMALL_DISK} none "$0" && exec "$@"'
    command = [*own, "sh", "-c", mounted, str(tmp_path / "data"), sys.executable, "-c", ON_A_SMALL_DISK, str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, *full, last = json.loads(done.stdout.splitlines()[-1])
    assert first == [0, "", 1]
    assert {code for code, _, _ in full} == {1}
    assert all("The disk is full" in said or "no room for a release" in said for _, said, _ in full), full
    assert {texts for _, _, texts in full} == {1}
    assert last == [0, "", 2 + len(FREE_BYTES)]


def test_an_archive_on_a_full_disk_keeps_no_half_content_and_takes_it_in_later(settings: Settings) -> None:
    words = os.urandom(200_000).hex()  # does not pack
    (settings.landing_folder / "long.txt").write_text(STORY + words, encoding="utf-8")
    folder = settings.landing_folder.parent
    failed = on_a_full_disk(TAKE_IN, folder, largest_file=20_000)
    assert failed.returncode == 1
    assert "File too large" in failed.stderr
    assert [name for name in files(settings.archive_folder) if name.endswith(".partial")] == []
    assert Refresh(settings).take_in().last_delivery == 1


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "The data folder cannot be written"),
        (errno.EACCES, "belong to another user"),
    ],
)
def test_the_command_line_says_in_one_line_what_an_error_of_the_disk_means(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, code: int, meaning: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code), str(settings.lock_file))

    monkeypatch.setenv("DATELINE_LANDING_FOLDER", str(settings.landing_folder))
    monkeypatch.setenv("DATELINE_DATA_FOLDER", str(settings.data_folder))
    monkeypatch.setattr("dagster_project.warehouse.lock._acquire", refuse)
    assert main(["refresh"]) == 1
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert meaning in record.getMessage()
    assert len(record.getMessage().splitlines()) == 1


@pytest.mark.parametrize("name", ["releases", "archive/content"])
def test_a_folder_below_the_data_that_is_read_only_is_named_and_the_last_release_stays_until_it_is_mended(
    nobodys: Path, name: str
) -> None:
    (nobodys / "landing" / "second.txt").write_text(f"{STORY} Again.", encoding="utf-8")
    folder = nobodys / "data" / name
    with read_only(folder):
        failed = as_nobody("refresh_in", nobodys)
    assert failed.returncode == 1
    assert "Permission denied" in failed.stderr
    assert str(folder) in failed.stderr
    assert "belong to another user" in failed.stderr
    assert released_texts(nobodys) == 1
    assert as_nobody("refresh_in", nobodys).returncode == 0
    assert released_texts(nobodys) == 2


def test_a_data_folder_that_is_read_only_is_refused_before_anything_begins(nobodys: Path) -> None:
    before = files(nobodys)
    with read_only(nobodys / "data"):
        failed = as_nobody("try_command", nobodys)
    assert failed.returncode == 2
    assert f"{nobodys / 'data'} cannot be written: see who owns" in failed.stderr
    assert files(nobodys) == before
    assert released_texts(nobodys) == 1


def test_a_landing_folder_that_is_read_only_is_read(nobodys: Path) -> None:
    (nobodys / "landing" / "second.txt").write_text(f"{STORY} Again.", encoding="utf-8")
    with read_only(nobodys / "landing"):
        assert as_nobody("refresh_in", nobodys).returncode == 0
    assert released_texts(nobodys) == 2


def test_a_landing_folder_that_may_not_be_read_is_said_and_the_last_release_stays(nobodys: Path) -> None:
    (nobodys / "landing").chmod(0o000)
    try:
        failed = as_nobody("try_command", nobodys)
    finally:
        (nobodys / "landing").chmod(0o755)
    assert failed.returncode == 2
    assert f"the landing folder {nobodys / 'landing'} cannot be read" in failed.stderr
    assert released_texts(nobodys) == 1


def test_an_explanation_is_one_harmless_line() -> None:
    told = explain("IO Error: \x1b[2JNo space left on device\nand much more")
    assert told is not None
    assert told.startswith(r"IO Error: \x1b[2JNo space left on device The disk is full")


def damage_rows(build: BuildFile) -> None:
    """Damage the block of the file that holds locations: the file still opens, and its rows cannot be read."""
    sound = build.path.read_bytes()
    for start in range(DUCKDB_HEADERS, len(sound), DUCKDB_BLOCK):
        build.path.write_bytes(sound[: start + 900] + b"\xff" * 90 + sound[start + 990 :])
        try:
            with build.open() as connection:
                connection.execute("select value from raw.build_info").fetchall()
                with pytest.raises(duckdb.Error):
                    connection.execute("select max(location) from raw.deliveries").fetchall()
                return
        except (duckdb.Error, pytest.fail.Exception):
            continue  # another block
    pytest.fail("no block holds rows")


def test_damage_deep_in_the_build_file_is_found_by_the_run_after_and_mended_from_the_archive(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(400):
        (settings.landing_folder / f"{number}.txt").write_text(f"{STORY} {number}", encoding="utf-8")
    work = Refresh(settings)
    work.take_in()
    with work.build.open() as connection:
        connection.execute("checkpoint")
        deliveries = connection.execute("select location from raw.deliveries order by all").fetchall()
    damage_rows(work.build)
    assert Refresh(settings).take_in().last_delivery == 400
    assert "made anew from the archive" in caplog.text
    with work.build.open() as connection:
        assert connection.execute("select location from raw.deliveries order by all").fetchall() == deliveries


def test_whole_files_are_read_after_a_run_that_did_not_end_and_only_then(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, looks = Refresh(settings), []
    monkeypatch.setattr("dagster_project.warehouse.build._readable", lambda build: looks.append(build) or True)
    work.take_in()
    assert looks == []
    work.take_in()
    assert len(looks) == 1
    from dagster_project.warehouse import build as builds

    builds.end_run(work.build)
    work.take_in()
    assert len(looks) == 1
