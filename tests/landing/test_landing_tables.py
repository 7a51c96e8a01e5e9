"""The archive's log becomes deliveries and documents, the same ones however it is read."""

from __future__ import annotations

import gzip
import json
import random
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.landing.archive import Archive, ArchiveDamaged
from dagster_project.landing.arrivals import Arrival, Refusal
from dagster_project.landing.folder import deliver
from dagster_project.landing.tables import DELIVERIES, DOCUMENTS, Received, read_contents, receive
from dagster_project.text.records import DOCUMENT_CONTENTS

NOW = datetime(2020, 1, 2, 3, 4, 5)


def deliver_files(root: Path, files: dict[str, bytes]) -> Archive:
    archive = Archive(root / "archive")
    folder = root / "landing"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    deliver(folder, archive, max_bytes=1000, now=lambda: NOW)
    return archive


def receive_all(archive: Archive) -> Received:
    return receive(list(archive.read()), archive, frozenset())


def rows(table: pa.Table, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in table.select(list(columns)).to_pylist()]


def test_arrivals_become_deliveries_and_documents(tmp_path: Path):
    words = "Zwölf Städte.\r\n".encode("cp1252")
    sidecar = json.dumps({"url": "https://paper.example/1", "published": "2020-01-01", "tag": "x"}).encode()
    archive = deliver_files(tmp_path, {"a.txt.gz": gzip.compress(words), "a.meta.json": sidecar})
    received = receive_all(archive)
    assert (received.deliveries.schema, received.documents.schema) == (DELIVERIES, DOCUMENTS)
    (delivery,) = received.deliveries.to_pylist()
    (document,) = received.documents.to_pylist()
    digest = document["content_digest"]
    assert document == {
        "document_id": digest[:20],
        "content_digest": digest,
        "media_type": "text/plain",
        "encoding": "windows-1252",
        "content_size": 15,
        "character_count": 14,
        "first_delivery_number": 1,
    }
    assert archive.get(digest) == words
    assert delivery == {
        "delivery_number": 1,
        "location": "a.txt.gz",
        "document_id": digest[:20],
        "outcome": "new",
        "reason_code": None,
        "reason": None,
        "media_type": "text/plain",
        "file_size": len(gzip.compress(words)),
        "hint_url": "https://paper.example/1",
        "hint_publisher": None,
        "hint_author": None,
        "hint_title": None,
        "hint_published": "2020-01-01",
        "hint_fetched_at": None,
        "hints_problem": "unknown keys left out: tag",
        "feed": None,
        **dict.fromkeys(["http_status", "http_url", "http_content_type", "http_etag", "http_last_modified"]),
        "delivered_at": NOW,
    }


def test_every_refusal_is_a_rejected_delivery_without_a_document(tmp_path: Path):
    files = {
        "binary.txt": b"hello\0world",
        "blank.html": b" \n ",
        "empty.txt": b"",
        "huge.txt": b"x" * 2000,
        "lone.meta.json": b"{}",
        "noise.txt": bytes(0x80 + byte % 32 for byte in random.Random(1).randbytes(900)),
        "packed.txt.gz": b"not packed",
    }
    received = receive_all(deliver_files(tmp_path, files))
    assert received.documents.num_rows == 0
    assert rows(received.deliveries, "location", "document_id", "outcome", "reason_code") == [
        ("binary.txt", None, "rejected", "binary"),
        ("blank.html", None, "rejected", "empty"),
        ("empty.txt", None, "rejected", "empty"),
        ("huge.txt", None, "rejected", "too_large"),
        ("lone.meta.json", None, "rejected", "sidecar_without_page"),
        ("noise.txt", None, "rejected", "undecodable"),
        ("packed.txt.gz", None, "rejected", "not_gzip"),
    ]
    assert all(received.deliveries.column("reason").to_pylist())


def test_the_same_bytes_are_one_document_of_the_kind_that_came_first(tmp_path: Path):
    archive = deliver_files(tmp_path, {"a.html": b"Same words.", "b.txt": b"Same words.", "c.txt": b"Other words."})
    received = receive_all(archive)
    assert rows(received.deliveries, "outcome", "media_type") == [
        ("new", "text/html"),
        ("known", "text/plain"),
        ("new", "text/plain"),
    ]
    assert rows(received.documents, "media_type", "first_delivery_number") == [("text/html", 1), ("text/plain", 3)]


def test_a_known_document_is_not_read_from_the_archive_again(tmp_path: Path):
    archive = deliver_files(tmp_path, {"a.txt": b"Words."})
    (arrival,) = archive.read()
    archive.content_path(arrival.content_digest).unlink()
    received = receive([arrival], archive, {arrival.content_digest[:20]})
    assert rows(received.deliveries, "outcome") == [("known",)]
    with pytest.raises(ArchiveDamaged, match=arrival.content_digest):
        receive([arrival], archive, frozenset())


def test_no_arrivals_give_empty_tables(tmp_path: Path):
    received = receive([], Archive(tmp_path), frozenset())
    assert (received.deliveries, received.documents) == (DELIVERIES.empty_table(), DOCUMENTS.empty_table())


def test_contents_are_read_in_the_order_and_encoding_of_the_documents(tmp_path: Path):
    pages = {
        "a.txt": "Zwölf\r\n".encode("cp1252"),
        "b.html": b"<p>Twelve</p>",
        "c.txt": "Двенадцать".encode("utf-16"),
    }
    archive = deliver_files(tmp_path, pages)
    documents = receive_all(archive).documents
    contents = read_contents(archive, documents.slice(1).take([1, 0]))
    assert contents.schema == DOCUMENT_CONTENTS
    assert rows(contents, "media_type", "content") == [("text/plain", "Двенадцать"), ("text/html", "<p>Twelve</p>")]
    first = read_contents(archive, documents.slice(0, 1))
    assert rows(first, "document_id", "content") == [(documents.column("document_id")[0].as_py(), "Zwölf\n")]


def test_a_rebuild_from_the_archive_equals_the_refreshes_that_went_before(tmp_path: Path):
    refreshes = [
        {"a.txt": b"One.", "b.html": b"<p>Two</p>", "c.txt": b"\0\0\0"},
        {"a.txt": b"One, corrected.", "d.txt": b"One."},
        {"a.meta.json": b'{"title": "One"}', "c.txt": b"Three.", "e.html": b"\0\0\0"},
    ]
    parts: list[Received] = []
    known: set[str] = set()
    done = 0
    for files in refreshes:
        archive = deliver_files(tmp_path, files)
        parts.append(receive(list(archive.read(after=done)), archive, known))
        known.update(parts[-1].documents.column("document_id").to_pylist())
        done += parts[-1].deliveries.num_rows
    rebuilt = receive_all(Archive(tmp_path / "archive"))
    assert done == 8
    assert pa.concat_tables([part.deliveries for part in parts]) == rebuilt.deliveries
    assert pa.concat_tables([part.documents for part in parts]) == rebuilt.documents


CONTENTS = [
    b"One.",
    b"Two.",
    "Fünf".encode("cp1252"),
    b"\0\1\2",
    b" ",
    b'<meta charset="cp1251">' + b"\xd0\xee\xf1" * 9,
    None,
]
arrivals_of = st.lists(
    st.tuples(st.sampled_from(CONTENTS), st.sampled_from(["text/plain", "text/html"])), max_size=12
)  # fmt: skip


@settings(deadline=None)
@given(drawn=arrivals_of, cuts=st.lists(st.integers(0, 12), max_size=4))
def test_batching_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[bytes | None, str]], cuts: list[int]
):
    archive = Archive(tmp_path_factory.mktemp("batching"))
    arrivals = archive.append(
        Arrival(
            location="a",
            file_size=1,
            modified_ns=1,
            content_digest=None if content is None else archive.put(content),
            media_type=media_type,
            refusal=Refusal("empty", "holds no bytes") if content is None else None,
            delivered_at="2020-01-02T03:04:05+00:00",
        )
        for content, media_type in drawn
    )
    known: set[str] = set()
    parts: list[Received] = []
    for start, end in pairwise(sorted({0, len(arrivals), *(cut for cut in cuts if cut < len(arrivals))})):
        parts.append(receive(arrivals[start:end], archive, known))
        known.update(parts[-1].documents.column("document_id").to_pylist())
    whole = receive(arrivals, archive, frozenset())
    assert pa.concat_tables([DELIVERIES.empty_table(), *(part.deliveries for part in parts)]) == whole.deliveries
    assert pa.concat_tables([DOCUMENTS.empty_table(), *(part.documents for part in parts)]) == whole.documents
