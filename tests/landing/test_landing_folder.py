"""A folder of raw files goes into the archive: each file once, each refusal with its reason."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from dagster_project.landing import folder as folders
from dagster_project.landing import reading
from dagster_project.landing.archive import Archive
from dagster_project.landing.arrivals import Arrival
from dagster_project.landing.folder import Delivered, deliver
from dagster_project.landing.scanning import LandingFolderError, scan

NOW = datetime(2020, 1, 2, 3, 4, 5)


class Landing:
    """A landing folder with its archive."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "landing"
        self.folder.mkdir()
        self.archive = Archive(root / "archive")

    def write(self, location: str, content: bytes | str = "The mayor resigned.") -> Path:
        """Put a file into the folder."""
        path = self.folder / location
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def deliver(self, max_bytes: int = 1000, now: Callable[[], datetime] = lambda: NOW) -> Delivered:
        """Look at the folder once."""
        return deliver(self.folder, self.archive, max_bytes=max_bytes, now=now)

    def arrivals(self) -> list[Arrival]:
        """Return the whole log."""
        return list(self.archive.read())

    def reasons(self) -> dict[str, str | None]:
        """Return the reason code of each location's last arrival."""
        return {a.location: a.refusal.reason_code if a.refusal else None for a in self.arrivals()}


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files in the landing folder that were opened."""
    names: list[str] = []
    really_read = reading.read_unchanged

    def noting(path: str, *rest: int) -> bytes:
        names.append(Path(path).name)
        return really_read(path, *rest)

    monkeypatch.setattr(reading, "read_unchanged", noting)
    return names


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.html", "text/html"), ("a.htm", "text/html"), ("A.HTM", "text/html")],
)
@pytest.mark.parametrize("packing", ["", ".gz"])
def test_a_page_is_archived_with_its_own_bytes(landing: Landing, name: str, media_type: str, packing: str):
    content = "Zwölf Städte.".encode("cp1252")
    path = landing.write(name + packing, gzip.compress(content) if packing else content)
    landing.deliver()
    (arrival,) = landing.arrivals()
    assert arrival.content_digest == hashlib.sha256(content).hexdigest()
    assert landing.archive.get(arrival.content_digest) == content
    assert (arrival.location, arrival.media_type) == (path.name, media_type)
    assert (arrival.file_size, arrival.modified_ns) == (path.stat().st_size, path.stat().st_mtime_ns)
    assert (arrival.refusal, arrival.hints, arrival.hints_problem) == (None, {}, None)


def test_pages_at_any_depth_arrive_sorted_by_location(landing: Landing):
    for name in ["b.txt", "a/z/1.html", "a.txt", "a-b/1.txt", "a/1.txt.gz", "größe.txt"]:
        landing.write(name, gzip.compress(name.encode()) if name.endswith(".gz") else name)
    landing.deliver()
    locations = [a.location for a in landing.arrivals()]
    assert locations == sorted(locations)
    assert set(locations) == {"b.txt", "a/z/1.html", "a.txt", "a-b/1.txt", "a/1.txt.gz", "größe.txt"}


def test_hidden_files_and_other_kinds_are_counted_but_not_read(landing: Landing, opened: list[str]):
    for name in [".a.txt", ".git/b.txt", "notes.md", "a.gz", "a.pdf.gz", "data.json", "txt", ".meta.json"]:
        landing.write(name)
    os.mkfifo(landing.folder / "pipe.txt")
    assert landing.deliver() == Delivered(ignored=9)
    assert (landing.arrivals(), opened) == ([], [])


def test_a_packed_file_of_several_members_is_one_page(landing: Landing):
    landing.write("a.txt.gz", gzip.compress(b"one ") + gzip.compress(b"two"))
    landing.deliver()
    assert landing.archive.get(landing.arrivals()[0].content_digest) == b"one two"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt.gz", b"", "empty"),
        ("a.txt.gz", gzip.compress(b"", mtime=0), "empty"),
        ("a.txt", b"x" * 1001, "too_large"),
        ("a.txt.gz", gzip.compress(b"x" * 1001, mtime=0), "too_large"),
        ("a.html.gz", b"<p>never packed</p>", "not_gzip"),
        ("a.txt.gz", gzip.compress(b"The mayor resigned.", mtime=0)[:-9], "corrupt_gzip"),
        ("a.txt.gz", gzip.compress(b"The mayor resigned.", mtime=0)[:-8] + b"\0" * 8, "corrupt_gzip"),
        ("a.txt.gz", gzip.compress(b"The mayor resigned.", mtime=0)[:12] + b"\xff" * 40, "corrupt_gzip"),
        ("a.txt.gz", gzip.compress(b"The mayor resigned.", mtime=0) + b"and more", "corrupt_gzip"),
        ("a.meta.json", b"{}", "sidecar_without_page"),
    ],
)
def test_what_cannot_be_archived_is_refused_and_the_run_goes_on(landing: Landing, name: str, content: bytes, code: str):
    landing.write(name, content)
    landing.write("z.txt")
    delivered = landing.deliver()
    assert landing.reasons() == {name: code, "z.txt": None}
    assert landing.arrivals()[0].content_digest is None
    assert (delivered.arrivals, delivered.refused) == (2, {code: 1})


def test_a_page_of_just_the_limit_is_taken(landing: Landing):
    landing.write("a.txt", b"x" * 1000)
    landing.write("b.txt.gz", gzip.compress(b"x" * 1000))
    landing.deliver(max_bytes=1000)
    assert set(landing.reasons().values()) == {None}


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0", b"hello\0world", b"\x81\x8d\x8f\x90" * 99])
def test_what_may_not_be_decoded_is_archived_all_the_same(landing: Landing, content: bytes):
    landing.write("a.txt", content)
    landing.deliver()
    assert landing.archive.get(landing.arrivals()[0].content_digest) == content


def test_a_gzip_bomb_costs_bounded_memory(landing: Landing):
    landing.write("bomb.txt.gz", gzip.compress(b"\0" * 100_000_000))
    tracemalloc.start()
    landing.deliver(max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert landing.reasons() == {"bomb.txt.gz": "too_large"}
    assert peak < 8_000_000


def test_an_unchanged_file_is_not_opened_again(landing: Landing, opened: list[str]):
    landing.write("a.txt")
    landing.write("a.txt.meta.json", "{}")
    landing.write("empty.txt", b"")
    landing.write("huge.txt", b"x" * 2000)
    landing.write("broken.txt.gz", b"no gzip")
    assert landing.deliver().arrivals == 4
    opened.clear()
    assert landing.deliver() == Delivered(unchanged=4)
    assert (len(landing.arrivals()), opened) == (4, [])


def test_only_the_last_arrival_counts_as_known(landing: Landing):
    path = landing.write("a.txt", "one")
    os.utime(path, ns=(1, 1))
    landing.deliver()
    landing.write("a.txt", "two")
    landing.deliver()
    landing.write("a.txt", "one")
    os.utime(path, ns=(1, 1))
    landing.deliver()
    first, second, third = landing.arrivals()
    assert first.content_digest == third.content_digest != second.content_digest


def test_a_known_fingerprint_may_be_given_instead_of_the_log(landing: Landing, opened: list[str]):
    landing.write("a.txt")
    known = {found.location: found.fingerprint for found in scan(landing.folder).found}
    assert deliver(landing.folder, landing.archive, known, now=lambda: NOW).unchanged == 1
    assert opened == []


def test_a_removed_file_changes_nothing(landing: Landing):
    page = landing.write("a.txt")
    landing.write("a.meta.json", "{}")
    landing.deliver()
    page.unlink()
    assert landing.deliver() == Delivered(ignored=1)
    assert len(landing.arrivals()) == 1


def test_a_larger_limit_lets_a_refused_page_in(landing: Landing):
    landing.write("a.txt", b"x" * 2000)
    landing.deliver(max_bytes=1000)
    landing.deliver(max_bytes=3000)
    landing.deliver(max_bytes=3000)
    assert [a.refusal is None for a in landing.arrivals()] == [False, True]


def test_an_unreadable_file_is_logged_once_and_tried_until_it_can_be_read(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
):
    landing.write("a.txt")
    landing.write("b.txt")
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_unchanged", refuse_access_to("a.txt", reading.read_unchanged))
        landing.deliver()
        assert landing.deliver() == Delivered(unchanged=2)
    assert landing.reasons() == {"a.txt": "unreadable", "b.txt": None}
    assert landing.deliver().arrivals == 1
    assert landing.reasons() == {"a.txt": None, "b.txt": None}
    assert landing.deliver().arrivals == 0


def refuse_access_to(name: str, really_read: Callable[..., bytes]) -> Callable[..., bytes]:
    def read(path: str, *rest: int) -> bytes:
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied")
        return really_read(path, *rest)

    return read


def before_reading(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    really_read = reading.read_unchanged

    def read(path: str, *rest: int) -> bytes:
        change()
        return really_read(path, *rest)

    monkeypatch.setattr(reading, "read_unchanged", read)


def test_a_file_that_vanishes_is_unreadable(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    path = landing.write("a.txt")
    before_reading(monkeypatch, path.unlink)
    landing.deliver()
    assert landing.reasons() == {"a.txt": "unreadable"}


def test_a_file_that_changes_while_being_read_waits_for_the_next_look(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
):
    path = landing.write("a.txt", "half a sto")
    with monkeypatch.context() as patch:
        before_reading(patch, lambda: path.write_text("half a story"))
        assert landing.deliver() == Delivered(postponed=1)
    assert landing.arrivals() == []
    landing.deliver()
    assert landing.archive.get(landing.arrivals()[0].content_digest) == b"half a story"


def test_a_file_swapped_for_a_link_after_the_scan_is_not_followed(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    secret = landing.folder.parent / "secret.txt"
    secret.write_text("secret")
    path = landing.write("a.txt", "public")

    def swap() -> None:
        path.unlink()
        path.symlink_to(secret)

    before_reading(monkeypatch, swap)
    landing.deliver()
    assert landing.reasons() == {"a.txt": "unreadable"}


FULL = {
    "url": "https://paper.example/1",
    "publisher": "The Paper",
    "author": "A. Writer",
    "title": "Mayor resigns",
    "published": "2020-01-02",
    "fetched_at": "2020-01-03T04:05:06Z",
}


def test_a_sidecar_gives_hints(landing: Landing):
    landing.write("a.txt")
    sidecar = landing.write("a.txt.meta.json", "\ufeff" + json.dumps(FULL))
    landing.deliver()
    (arrival,) = landing.arrivals()
    assert (arrival.hints, arrival.hints_problem) == (FULL, None)
    assert (arrival.sidecar_size, arrival.sidecar_modified_ns) == (sidecar.stat().st_size, sidecar.stat().st_mtime_ns)


@pytest.mark.parametrize(
    "sidecars",
    [
        ["story.txt.gz.meta.json"],
        ["story.txt.meta.json"],
        ["story.meta.json"],
        ["story.txt.gz.meta.json", "story.txt.meta.json", "story.meta.json"],
        ["story.txt.meta.json", "story.meta.json"],
    ],
)
def test_the_sidecar_with_the_longest_name_wins(landing: Landing, sidecars: list[str]):
    landing.write("story.txt.gz", gzip.compress(b"The mayor resigned."))
    for name in sidecars:
        landing.write(name, json.dumps({"title": name}))
    assert landing.deliver().ignored == len(sidecars) - 1
    assert [a.hints["title"] for a in landing.arrivals()] == sidecars[:1]


def test_one_sidecar_may_speak_for_a_page_in_two_kinds(landing: Landing):
    for name in ["story.txt", "story.html"]:
        landing.write(name)
    landing.write("story.meta.json", json.dumps(FULL))
    landing.deliver()
    assert [a.hints for a in landing.arrivals()] == [FULL, FULL]


def test_a_changed_sidecar_alone_is_a_new_arrival_of_the_same_content(landing: Landing):
    landing.write("a.txt")
    landing.deliver()
    landing.write("a.meta.json", json.dumps({"author": "One"}))
    landing.deliver()
    landing.write("a.meta.json", json.dumps({"author": "Another"}))
    landing.deliver()
    (landing.folder / "a.meta.json").unlink()
    landing.deliver()
    arrivals = landing.arrivals()
    assert [a.hints for a in arrivals] == [{}, {"author": "One"}, {"author": "Another"}, {}]
    assert len({a.content_digest for a in arrivals}) == 1


@pytest.mark.parametrize(
    ("sidecar", "hints", "problem"),
    [
        ("{not json", {}, "not JSON"),
        (b"\xff\xfe{}", {}, "not JSON"),
        ("[" * 50_000, {}, "not JSON"),
        ("[1]", {}, "not a JSON object"),
        ('{"title": "Yes", "author": ["A"]}', {}, "author is not a string"),
        (json.dumps({"title": "x" * 64_000}), {}, "larger than 64000 bytes"),
        ('{"title": "Yes", "published": "yesterday"}', {"title": "Yes"}, "published left out: 'yesterday'"),
        ('{"title": "Yes", "published": "2020-02-30"}', {"title": "Yes"}, "published left out"),
        ('{"title": "Yes", "published": "20200203"}', {"title": "Yes"}, "published left out"),
        ('{"title": "Yes", "fetched_at": "noon"}', {"title": "Yes"}, "fetched_at left out"),
        ('{"title": "Yes", "author": " "}', {"title": "Yes"}, "author left out: is empty"),
        ('{"title": "Yes", "section": 1, "by": "A"}', {"title": "Yes"}, "unknown keys left out: by, section"),
        ('{"title": "a\\ud800\\u0000b"}', {"title": "a\ufffd\ufffdb"}, None),
        ('{"title": " Yes ", "author": null}', {"title": "Yes"}, None),
        ('{"published": "2020-02-03T04:05:06+01:00"}', {"published": "2020-02-03T04:05:06+01:00"}, None),
    ],
)
def test_what_is_wrong_with_a_sidecar_is_said_and_the_page_arrives(
    landing: Landing, sidecar: str | bytes, hints: dict[str, str], problem: str | None
):
    landing.write("a.txt")
    landing.write("a.meta.json", sidecar)
    landing.deliver()
    (arrival,) = landing.arrivals()
    assert arrival.content_digest
    assert arrival.hints == hints
    assert problem in arrival.hints_problem if problem else arrival.hints_problem is None


def test_an_unreadable_sidecar_is_a_problem_of_the_hints_only(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    landing.write("a.txt")
    landing.write("a.meta.json", json.dumps(FULL))
    monkeypatch.setattr(reading, "read_unchanged", refuse_access_to("a.meta.json", reading.read_unchanged))
    landing.deliver()
    (arrival,) = landing.arrivals()
    assert arrival.content_digest
    assert arrival.hints == {}
    assert "cannot be read: Permission denied" in arrival.hints_problem


def test_links_that_leave_the_folder_are_refused(landing: Landing):
    outside = landing.folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (outside / "secret.json").write_text("{}")
    (landing.folder / "file.txt").symlink_to(outside / "secret.txt")
    (landing.folder / "more").symlink_to(outside)
    (landing.folder / "image.png").symlink_to(outside / "secret.txt")
    landing.write("page.txt")
    (landing.folder / "page.txt.meta.json").symlink_to(outside / "secret.json")
    delivered = landing.deliver()
    refused = dict.fromkeys(["file.txt", "more", "page.txt.meta.json"], "outside_folder")
    assert landing.reasons() == {**refused, "page.txt": None}
    assert delivered.ignored == 1
    assert landing.deliver() == Delivered(unchanged=4, ignored=1)


def test_a_sibling_whose_name_begins_alike_is_outside(landing: Landing):
    sibling = landing.folder.parent / "landing-private"
    sibling.mkdir()
    (sibling / "a.txt").write_text("private")
    (landing.folder / "a.txt").symlink_to(sibling / "a.txt")
    landing.deliver()
    assert landing.reasons() == {"a.txt": "outside_folder"}


def test_links_inside_are_followed_once_and_circles_end(landing: Landing):
    landing.write("real/a.txt", "one")
    landing.write(".store/b.txt", "two")
    landing.write("named.bin", "three")
    links = {
        "again.txt": "real/a.txt",
        "circle": ".",
        "real/up": "..",
        "linked": ".store",
        "linked-too": ".store",
        "c.txt": "named.bin",
        "d.txt": "c.txt",
    }
    for name, target in links.items():
        (landing.folder / name).symlink_to(target)
    landing.deliver()
    assert landing.reasons() == {"real/a.txt": None, "linked/b.txt": None, "c.txt": None}


def test_a_link_that_leads_nowhere_or_to_itself_is_unreadable(landing: Landing):
    (landing.folder / "lost.txt").symlink_to("gone.txt")
    (landing.folder / "self.html").symlink_to("self.html")
    (landing.folder / "self").symlink_to("self")
    delivered = landing.deliver()
    assert landing.reasons() == {"lost.txt": "unreadable", "self.html": "unreadable"}
    assert delivered.ignored == 1
    landing.write("gone.txt")
    landing.deliver()
    assert landing.reasons() == {"lost.txt": "unreadable", "self.html": "unreadable", "gone.txt": None}


def test_a_landing_folder_may_itself_be_a_link(landing: Landing):
    landing.write("a.txt")
    alias = landing.folder.parent / "alias"
    alias.symlink_to(landing.folder)
    assert [found.location for found in scan(alias).found] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no such names")
def test_names_that_are_no_utf_8_do_not_collide(landing: Landing):
    for name in [b"caf\xe9.txt", b"caf\xea.txt", "caf\ufffd.txt".encode(), b"dir\xff/a.txt"]:
        path = os.path.join(os.fsencode(landing.folder), name)  # noqa: PTH118 - names as bytes
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(name)
    landing.deliver()
    locations = [a.location for a in landing.arrivals()]
    assert len(set(locations)) == 4
    assert all(location.startswith(("caf\ufffd.txt", "dir\ufffd/a.txt")) for location in locations)
    assert landing.deliver().unchanged == 4


def test_a_folder_that_cannot_be_listed_is_refused_by_name(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    landing.write("closed/a.txt")
    landing.write("open/a.txt")
    really_scan = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return really_scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    landing.deliver()
    assert landing.reasons() == {"closed": "unreadable", "open/a.txt": None}


def test_a_tree_too_deep_to_be_listed_is_refused_where_it_becomes_so(landing: Landing):
    landing.write("a.txt")
    descriptor = os.open(landing.folder, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=descriptor)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)
    landing.deliver()
    assert sorted(landing.reasons().values(), key=str) == [None, "unreadable"]
    assert landing.deliver() == Delivered(unchanged=2)


def test_a_missing_landing_folder_says_which(tmp_path: Path):
    with pytest.raises(LandingFolderError, match="nowhere"):
        deliver(tmp_path / "nowhere", Archive(tmp_path / "archive"), now=lambda: NOW)


def test_progress_is_kept_when_a_run_is_killed(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folders, "FILES_PER_APPEND", 2)
    for name in "abcde":
        landing.write(f"{name}.txt", name)
    told: list[int] = []

    def kill_at_the_third(count: int) -> None:
        told.append(count)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(landing.folder, landing.archive, now=lambda: NOW, progress=kill_at_the_third)
    assert [a.location for a in landing.arrivals()] == ["a.txt", "b.txt"]
    delivered = deliver(landing.folder, landing.archive, now=lambda: NOW, progress=told.append)
    assert (delivered.arrivals, delivered.unchanged) == (3, 2)
    assert [a.location for a in landing.arrivals()] == [f"{name}.txt" for name in "abcde"]
    assert sum(told) == 3 + 5


@pytest.mark.parametrize(
    "instant", [NOW, NOW.replace(tzinfo=UTC), NOW.replace(hour=5, tzinfo=timezone(timedelta(hours=2)))]
)
def test_arrivals_bear_the_clock_in_utc(landing: Landing, instant: datetime):
    landing.write("a.txt")
    landing.deliver(now=lambda: instant)
    assert landing.arrivals()[0].delivered_at == "2020-01-02T03:04:05.000000+00:00"
