"""A landing folder in object storage gives what the same files give in a folder, and nothing is read twice."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dagster_project.landing.archive import Archive
from dagster_project.landing.folder import Delivered, deliver
from dagster_project.landing.objects import ObjectFolder
from dagster_project.landing.scanning import LandingFolderError
from dagster_project.landing.tables import receive
from dagster_project.orchestration import state
from dagster_project.settings import SettingError, Settings
from tests.conftest import settings_for
from tests.object_storage import s3_server

s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
# Sessions of s3fs live until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

NOW = datetime(2020, 1, 2, 3, 4, 5)
URL = "s3://pages/raw"


class Bucket:
    """A bucket of a local S3 server, its objects below a prefix, and an archive beside it."""

    def __init__(self, root: Path, url: str = URL) -> None:
        self.folder = ObjectFolder(url)
        self.archive = Archive(root / "archive")
        self.files = s3fs.S3FileSystem(use_listings_cache=False)

    def write(self, location: str, content: bytes) -> None:
        self.files.pipe_file(f"pages/raw/{location}", content)

    def deliver(self, max_bytes: int = 1000) -> Delivered:
        return deliver(self.folder, self.archive, max_bytes=max_bytes, now=lambda: NOW)

    def outcomes(self) -> list[tuple[str, str | None]]:
        return [(one.location, one.refusal.reason_code if one.refusal else None) for one in self.archive.read()]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(server: str, tmp_path: Path) -> Iterator[Bucket]:
    made = Bucket(tmp_path)
    made.files.mkdir("pages")
    yield made
    made.files.rm("pages", recursive=True)


def test_objects_give_the_rows_that_the_same_files_give(bucket: Bucket, sample_corpus: Path, tmp_path: Path) -> None:
    local = tmp_path / "local"
    shutil.copytree(sample_corpus, local)
    line = json.dumps({"text": "The ferry was late again.", "url": "https://paper.example/1"})
    (local / "more.jsonl.gz").write_bytes(gzip.compress(line.encode() + b"\n{}\n"))
    (local / ".hidden.txt").write_text("not read", encoding="utf-8")
    for path in sorted(path for path in local.rglob("*") if path.is_file()):
        bucket.write(path.relative_to(local).as_posix(), path.read_bytes())
    at_home = Archive(tmp_path / "at_home")
    here = deliver(local, at_home, now=lambda: NOW)
    there = bucket.deliver(max_bytes=10_000_000)
    assert here == there
    assert here.arrivals > 20
    ours, theirs = (receive(list(archive.read()), archive, set()) for archive in (at_home, bucket.archive))
    assert theirs.documents.equals(ours.documents)
    assert theirs.deliveries.equals(ours.deliveries)


def test_an_object_that_has_not_changed_is_not_read_again(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket.write("a.txt", b"The mayor resigned.")
    bucket.write("b.txt", b"The mayor stayed.")
    assert bucket.deliver().arrivals == 2
    opened: list[str] = []
    really_open = ObjectFolder.open_unchanged

    def noting(self: ObjectFolder, path: str, *rest: int) -> Any:
        opened.append(path)
        return really_open(self, path, *rest)

    monkeypatch.setattr(ObjectFolder, "open_unchanged", noting)
    assert bucket.deliver() == Delivered(unchanged=2)
    bucket.write("a.txt", b"The mayor returned.")  # as long as before, and in the same second
    assert bucket.deliver() == Delivered(arrivals=1, unchanged=1)
    assert opened == ["a.txt"]


def test_an_object_written_to_after_the_listing_is_left_for_the_next_look(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.write("a.txt", b"The mayor resigned.")
    listed = bucket.folder.scan()
    bucket.write("a.txt", b"The mayor returned.")
    with monkeypatch.context() as patch:
        patch.setattr(ObjectFolder, "scan", lambda _self: listed)
        assert bucket.deliver() == Delivered(postponed=1)
    assert bucket.deliver().arrivals == 1


def test_what_cannot_be_used_is_a_line_with_its_reason_and_costs_nothing_else(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    for location, content in {
        "empty.txt": b"",
        "large.txt": b"x" * 2000,
        "broken.txt.gz": gzip.compress(b"words")[:-4],
        "lone.meta.json": b"{}",
        "secret.txt": b"Nobody may read this.",
        "well.txt": b"The mayor resigned.",
    }.items():
        bucket.write(location, content)
    really_open = s3fs.S3FileSystem.open

    def refuse(self: Any, path: str, *rest: Any, **options: Any) -> Any:
        if path.endswith("secret.txt"):
            raise PermissionError("Access Denied")
        return really_open(self, path, *rest, **options)

    monkeypatch.setattr(s3fs.S3FileSystem, "open", refuse)
    bucket.deliver()
    assert dict(bucket.outcomes()) == {
        "broken.txt.gz": "corrupt_gzip",
        "empty.txt": "empty",
        "large.txt": "too_large",
        "lone.meta.json": "sidecar_without_page",
        "secret.txt": "unreadable",
        "well.txt": None,
    }
    reason = next(one.refusal.reason for one in bucket.archive.read() if one.refusal and one.location == "secret.txt")
    assert reason == "cannot be read: Access Denied"


def test_the_sensor_sees_a_new_object(bucket: Bucket, tmp_path: Path) -> None:
    settings = replace(settings_for(tmp_path, tmp_path / "data"), landing_url=URL)
    bucket.write("a.txt", b"The mayor resigned.")
    before = state.observe(settings)
    assert state.observe(settings) == before
    bucket.write("b.txt", b"The mayor returned.")
    assert state.observe(settings)["landing"] != before["landing"]


def test_a_bucket_that_does_not_exist_or_cannot_be_reached_is_an_error_that_says_which(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LandingFolderError, match="s3://nowhere/raw does not exist"):
        Bucket(tmp_path, "s3://nowhere/raw").deliver()
    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setattr(s3fs.core.S3FileSystem, "retries", 1)
    with pytest.raises(LandingFolderError, match="cannot be reached"):
        Bucket(tmp_path, URL).deliver()
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_landing_folder_in_object_storage_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"DATELINE_LANDING_FOLDER": URL}
    assert Settings.from_env(given).landing_url == URL
    monkeypatch.setattr("dagster_project.settings.find_spec", lambda _name: None)
    with pytest.raises(SettingError, match=r"\[s3\]"):
        Settings.from_env(given)
