"""What was removed leaves no word in the archive and does not come back, whatever file brings it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dagster_project.landing import removal
from dagster_project.landing.archive import Archive, ArchiveDamaged
from dagster_project.landing.arrivals import PageRefusedError, Reason
from dagster_project.landing.folder import deliver
from dagster_project.landing.tables import receive
from tests.conftest import NOON

SECRET = "Ann Poe asked not to be named any more.\n" * 5
DAY = date(2026, 3, 1)


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """A page with a sidecar that names somebody, and another page."""
    folder = tmp_path / "landing"
    folder.mkdir()
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    (folder / "secret.meta.json").write_text(json.dumps({"author": "Bob Roe"}), encoding="utf-8")
    (folder / "other.txt").write_text("The mayor resigned.\n", encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path, landing: Path) -> Archive:
    """An archive to which both were delivered, and from which one was removed."""
    archive = Archive(tmp_path / "archive")
    deliver(landing, archive, now=lambda: NOON)
    removal.forget(archive, [digest_of(archive, "secret.txt")], today=DAY, reason="she asked for it")
    return archive


def digest_of(archive: Archive, location: str) -> str:
    return next(str(arrival.content_digest) for arrival in archive.read() if arrival.location == location)


def words_of(archive: Archive) -> str:
    """All that the archive's files say, unpacked or not."""
    logs = "".join(path.read_text(encoding="ascii") for path in archive.root.glob("*.jsonl"))
    contents = [archive.get(path.stem) for path in archive.root.rglob("*.zst")]
    return logs + b"".join(contents).decode()


def test_neither_its_words_nor_its_sidecars_are_left_and_all_else_is(archive: Archive) -> None:
    words = words_of(archive)
    assert "Ann Poe" not in words
    assert "Bob Roe" not in words
    assert "The mayor resigned" in words
    assert [arrival.delivery_number for arrival in archive.read()] == [1, 2]


def test_its_arrival_is_a_refusal_that_says_when_and_why(archive: Archive) -> None:
    rows = receive(list(archive.read()), archive, set()).deliveries.to_pylist()
    refused = {row["location"]: row["reason"] for row in rows if row["outcome"] == "rejected"}
    assert refused == {"secret.txt": "removed on 2026-03-01: she asked for it"}


@pytest.mark.parametrize("name", ["secret.txt", "under_another_name.txt", "later/again.txt"])
def test_it_does_not_come_back(archive: Archive, landing: Path, name: str) -> None:
    (landing / name).parent.mkdir(exist_ok=True)
    (landing / name).write_text(SECRET, encoding="utf-8")
    (landing / name).with_suffix(".meta.json").write_text(json.dumps({"author": "Bob Roe"}), encoding="utf-8")
    delivered = deliver(landing, archive, now=lambda: NOON)
    assert set(delivered.refused) <= {Reason.FORGOTTEN}
    assert "Ann Poe" not in words_of(archive)
    assert "Bob Roe" not in words_of(archive)
    assert deliver(landing, archive, now=lambda: NOON).arrivals == 0


@pytest.mark.parametrize("step", ["_redact_log", "Path.unlink"])
def test_a_removal_that_is_cut_off_is_ended_by_doing_it_again(
    tmp_path: Path, landing: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    archive = Archive(tmp_path / "archive")
    deliver(landing, archive, now=lambda: NOON)
    digest = digest_of(archive, "secret.txt")
    with monkeypatch.context() as patch:
        patch.setattr(f"dagster_project.landing.removal.{step}", None)
        with pytest.raises(TypeError):
            removal.forget(archive, [digest], today=DAY, reason="she asked for it")
    removal.forget(archive, [digest], today=DAY, reason="another reason")
    assert "Ann Poe" not in words_of(archive)
    assert archive.tombstones()[digest].reason == "she asked for it"


def test_a_damaged_list_of_tombstones_stops_the_intake_and_is_named(archive: Archive, landing: Path) -> None:
    archive.tombstones_path.write_text("{", encoding="ascii")
    (landing / "new.txt").write_text("Another story.\n", encoding="utf-8")
    with pytest.raises(ArchiveDamaged, match=r"tombstones\.jsonl"):
        deliver(landing, archive, now=lambda: NOON)


def test_what_is_removed_meanwhile_by_another_process_is_refused_by_an_archive_that_has_looked_before(
    archive: Archive,
) -> None:
    story = "Another story.\n"
    removal.forget(Archive(archive.root), [archive.put(story.encode())], today=DAY, reason="he asked for it")
    with pytest.raises(PageRefusedError, match="he asked for it"):
        archive.put(story.encode())


def test_the_tombstones_are_read_once_for_many_contents(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.put(b"a first story")
    monkeypatch.setattr("dagster_project.landing.archive.read_tombstones", None)  # not to be called
    archive.put(b"a second story")
