"""The archive keeps what arrived, says so when it cannot, and survives a crash."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.landing import archive as archives
from dagster_project.landing.archive import Archive, ArchiveDamaged, last_fingerprints
from dagster_project.landing.arrivals import Arrival, Fingerprint, Refusal

DELIVERED_AT = "2020-01-02T03:04:05.000000+00:00"


def arrival(location: str = "a.txt", **fields: object) -> Arrival:
    plain = Arrival(
        location=location, file_size=5, modified_ns=1, content_digest="0" * 64, media_type="text/plain",
        delivered_at=DELIVERED_AT,
    )  # fmt: skip
    return replace(plain, **fields)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.mark.parametrize("content", [b"", b"The minister resigned.", bytes(range(256)) * 100])
def test_a_content_comes_back_byte_for_byte(archive: Archive, content: bytes):
    assert archive.get(archive.put(content)) == content


def test_the_same_content_is_stored_once_and_never_rewritten(archive: Archive):
    path = archive.content_path(archive.put(b"once"))
    before = path.stat()
    archive.put(b"once")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [file.name for file in archive.root.rglob("*") if file.is_file()] == [path.name]


def test_a_content_lies_where_its_digest_says(archive: Archive):
    digest = archive.put(b"here")
    assert archive.content_path(digest) == archive.root / "content" / digest[:2] / f"{digest}.zst"


def test_the_beginning_of_an_archive_holds_its_first_deliveries_and_all_contents(archive: Archive, tmp_path: Path):
    digest = archive.put(b"One.")
    numbered = archive.append([arrival("a.txt", content_digest=digest), arrival("b.txt"), arrival("c.txt")])
    archive.tombstones_path.write_text("")
    copy = archive.copy_beginning(tmp_path / "copy", 2)
    assert list(copy.read()) == numbered[:2]
    assert copy.get(digest) == b"One."
    assert list(archive.read()) == numbered


def test_a_damaged_content_names_its_file(archive: Archive):
    digest = archive.put(b"The minister resigned on Monday.")
    path = archive.content_path(digest)
    packed = bytearray(path.read_bytes())
    packed[-1] ^= 1
    path.write_bytes(packed)
    with pytest.raises(ArchiveDamaged, match=digest):
        archive.get(digest)


def test_a_content_under_a_false_name_is_damage(archive: Archive):
    ours, other = archive.put(b"ours"), archive.put(b"other")
    archive.content_path(ours).write_bytes(archive.content_path(other).read_bytes())
    with pytest.raises(ArchiveDamaged, match="another sha256"):
        archive.get(ours)


def test_a_missing_content_is_damage(archive: Archive):
    with pytest.raises(ArchiveDamaged, match=r"1{64}\.zst"):
        archive.get("1" * 64)


def test_a_content_is_on_disk_before_its_log_line(archive: Archive, monkeypatch: pytest.MonkeyPatch):
    synced: list[int] = []
    fsync = archives.os.fsync

    def noting(descriptor: int) -> None:
        synced.append(archives.os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(archives.os, "fsync", noting)
    path = archive.content_path(archive.put(b"page"))
    archive.append([arrival(content_digest=path.stem)])
    in_order = [path.stat().st_ino, path.parent.stat().st_ino, archive.log_path.stat().st_ino]
    assert [inode for inode in synced if inode in in_order] == in_order


def test_deliveries_are_numbered_from_one_across_appends(archive: Archive):
    assert [a.delivery_number for a in archive.append([arrival("a"), arrival("b")])] == [1, 2]
    assert [a.delivery_number for a in Archive(archive.root).append([arrival("c")])] == [3]
    assert [(a.delivery_number, a.location) for a in archive.read()] == [(1, "a"), (2, "b"), (3, "c")]


def test_nothing_appended_leaves_no_line(archive: Archive):
    assert archive.append([]) == []
    assert list(archive.read()) == []


def test_reading_starts_after_a_number(archive: Archive):
    archive.append([arrival(str(number)) for number in range(5)])
    assert [a.delivery_number for a in archive.read(after=3)] == [4, 5]
    assert list(archive.read(after=5)) == []


def test_an_archive_shorter_than_what_was_read_before_is_damage(archive: Archive):
    archive.append([arrival()])
    with pytest.raises(ArchiveDamaged, match="ends at delivery 1"):
        list(archive.read(after=2))


def test_all_fields_come_back(archive: Archive):
    full = arrival(
        "ordner/größe\n\ud800.txt", sidecar_size=3, sidecar_modified_ns=4, refusal=Refusal("empty", "holds no bytes"),
        hints={"title": "“Yes”\u2028"}, hints_problem="author left out: is empty", content_digest=None,
    )  # fmt: skip
    archive.append([full])
    assert list(archive.read()) == [replace(full, delivery_number=1)]


@pytest.mark.parametrize("torn", [b'{"location":"b.t', b"\0\0\0\0", b"{}", b"x" * 200_000])
def test_a_torn_last_line_is_passed_over_and_cut_off_by_the_next_append(
    archive: Archive, caplog: pytest.LogCaptureFixture, torn: bytes
):
    archive.append([arrival("a.txt")])
    with archive.log_path.open("ab") as log:
        log.write(torn)
    assert [a.location for a in archive.read()] == ["a.txt"]
    with caplog.at_level(logging.WARNING):
        archive.append([arrival("c.txt")])
    assert "torn line" in caplog.text
    assert [(a.delivery_number, a.location) for a in archive.read()] == [(1, "a.txt"), (2, "c.txt")]


def test_a_log_that_is_nothing_but_a_torn_line_starts_anew(archive: Archive):
    archive.append([])
    archive.log_path.write_bytes(b'{"loc')
    assert [a.delivery_number for a in archive.append([arrival()])] == [1]


@pytest.mark.parametrize("damaged", [b"", b"null", b"[]", b"{}", b"\0\0", b'{"location": 1}', b"[" * 100_000])
def test_a_damaged_line_in_the_middle_names_file_and_line(archive: Archive, damaged: bytes):
    archive.append([arrival(), arrival(), arrival()])
    first, _, third = archive.log_path.read_bytes().splitlines()
    archive.log_path.write_bytes(b"\n".join([first, damaged, third, b""]))
    with pytest.raises(ArchiveDamaged, match=r"deliveries\.jsonl, line 2"):
        list(archive.read())


def test_a_line_taken_out_is_damage(archive: Archive):
    archive.append([arrival(), arrival(), arrival()])
    first, _, third = archive.log_path.read_bytes().splitlines(keepends=True)
    archive.log_path.write_bytes(first + third)
    with pytest.raises(ArchiveDamaged, match="lines are missing"):
        list(archive.read())


def test_nothing_is_appended_to_a_log_whose_last_line_is_damaged(archive: Archive):
    archive.append([arrival()])
    archive.log_path.write_bytes(b"{}\n")
    with pytest.raises(ArchiveDamaged, match="the last line"):
        archive.append([arrival()])
    assert archive.log_path.read_bytes() == b"{}\n"


def test_the_last_arrival_of_a_location_gives_its_fingerprint(archive: Archive):
    archive.append([arrival("a"), arrival("b"), arrival("a", modified_ns=2, sidecar_size=7, sidecar_modified_ns=8)])
    assert last_fingerprints(archive) == {"a": Fingerprint(5, 2, 7, 8), "b": Fingerprint(5, 1)}


@given(sizes=st.lists(st.integers(0, 4), max_size=5), long=st.integers(0, 200))
def test_the_log_is_the_same_however_it_was_appended(tmp_path_factory, sizes: list[int], long: int):
    root = tmp_path_factory.mktemp("logs")
    arrivals = [arrival(str(number) * long) for number in range(sum(sizes))]
    whole, parts = Archive(root / "whole"), Archive(root / "parts")
    whole.append(arrivals)
    for end, size in enumerate(sizes, 1):
        parts.append(arrivals[sum(sizes[: end - 1]) : sum(sizes[: end - 1]) + size])
    assert list(whole.read()) == list(parts.read())
