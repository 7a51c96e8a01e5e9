"""WARC and JSONL files: each record arrives like a file, a bad one costs itself, and nothing is read without limit."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import random
import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest

from dagster_project.landing import containers
from dagster_project.landing.archive import Archive
from dagster_project.landing.arrivals import Arrival, PageRefusedError, Reason
from dagster_project.landing.folder import Delivered, deliver
from dagster_project.landing.tables import receive

NOW = datetime(2020, 1, 2, 3, 4, 5)
PAGE = "<title>Zwölf Städte</title><p>The mayor resigned."
MAX_BYTES = 1000


class Landing:
    """A landing folder with its archive."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "landing"
        self.folder.mkdir()
        self.archive = Archive(root / "archive")

    def write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def deliver(self, max_container_bytes: int = 1_000_000) -> Delivered:
        return deliver(
            self.folder, self.archive, max_bytes=MAX_BYTES, max_container_bytes=max_container_bytes, now=lambda: NOW
        )

    def log(self) -> dict[str, Arrival]:
        """The last arrival of each location."""
        return {arrival.location: arrival for arrival in self.archive.read()}

    def codes(self) -> dict[str, str | None]:
        return {place: a.refusal.reason_code if a.refusal else None for place, a in self.log().items()}

    def content(self, location: str) -> bytes:
        return self.archive.get(self.log()[location].content_digest or "")


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path)


def record(block: bytes, kind: str = "response", url: str = "https://a.example/1", length: int | None = None) -> bytes:
    content_type = "application/http; msgtype=response" if kind == "response" else "text/plain"
    headers = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date: 2019-12-31T23:59:59Z",
        f"WARC-Target-URI: {url}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*headers, "", ""]).encode() + block + b"\r\n\r\n"


def response(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    given = headers or ("Content-Type: text/html; charset=utf-8",)
    return "\r\n".join([f"HTTP/1.1 {status}", *given, "", ""]).encode() + body


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize("packing", ["", ".gz"])
def test_each_page_of_a_warc_arrives_with_its_url_time_and_http_facts(landing: Landing, packing: str):
    members = [
        record(b"software: a crawler\r\n", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(response(PAGE.encode(), "Content-Type: text/html; charset=utf-8", 'ETag: "7"')),
        record(b"The mayor stays.", kind="resource", url="https://a.example/2"),
    ]
    landing.write(f"crawl.warc{packing}", b"".join(gzip.compress(m) if packing else m for m in members))
    landing.deliver()
    place = f"crawl.warc{packing}"
    assert landing.codes() == {f"{place}#3": None, f"{place}#4": None, place: None}
    first = landing.log()[f"{place}#3"]
    assert first.hints == {"url": "https://a.example/1", "fetched_at": "2019-12-31T23:59:59Z"}
    assert first.http == {"status": "200", "content_type": "text/html; charset=utf-8", "etag": '"7"'}
    assert (first.media_type, landing.content(first.location).decode()) == ("text/html", PAGE)
    assert landing.content(f"{place}#4") == b"The mayor stays."


def test_each_line_of_a_jsonl_arrives_with_what_it_says(landing: Landing):
    landing.write(
        "dump.jsonl",
        lines(
            {"url": "https://a.example/1", "html": PAGE, "fetched_at": "2020-01-01T10:00Z"}, {"text": "Words.", "x": 1}
        )
        + b"\n"
        + json.dumps({"text": "The last line has no end.", "publisher": "The Gazette"}).encode(),
    )
    landing.deliver()
    assert landing.codes() == dict.fromkeys(["dump.jsonl#1", "dump.jsonl#2", "dump.jsonl#4", "dump.jsonl"])
    found = landing.log()
    assert found["dump.jsonl#1"].hints == {"url": "https://a.example/1", "fetched_at": "2020-01-01T10:00Z"}
    assert [found[f"dump.jsonl#{n}"].media_type for n in (1, 2)] == ["text/html", "text/plain"]
    assert found["dump.jsonl#2"].hints_problem == "unknown keys left out: x"
    assert found["dump.jsonl#4"].hints == {"publisher": "The Gazette"}


GOOD = record(response(PAGE.encode()))
REQUEST = record(random.Random(7).randbytes(50_000), kind="request")  # longer than what is read ahead


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (response(b"", status="404 Not Found"), "http_status"),
        (response(b""), "empty"),
        (response(b"x" * (MAX_BYTES + 1)), "too_large"),
        (response(gzip.compress(b"x" * 5000), "Content-Type: text/html", "Content-Encoding: gzip"), "too_large"),
        (response(b"???", "Content-Type: text/html", "Content-Encoding: br"), "bad_record"),
        (response(PAGE.encode(), "Content-Type: image/png"), "passed over"),
        (response(PAGE.encode(), status="301 Moved"), "passed over"),
        (response(gzip.compress(PAGE.encode()), "Content-Type: text/html", "Content-Encoding: gzip"), None),
        (response(b"5\r\n<p>hi\r\n0\r\n\r\n", "Content-Type: text/html", "Transfer-Encoding: chunked"), None),
        (response(PAGE.encode(), "Content-Type: text/html", "Transfer-Encoding: chunked"), None),
    ],
)
def test_a_bad_record_of_a_warc_is_refused_and_the_next_one_read(landing: Landing, block: bytes, code: str | None):
    landing.write("a.warc", GOOD + record(block, url="https://a.example/2") + GOOD)
    landing.deliver()
    second = {} if code == "passed over" else {"a.warc#2": code}
    assert landing.codes() == {"a.warc#1": None, **second, "a.warc#3": None, "a.warc": None}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "bad_record"),
        (b"[]", "bad_record"),
        (b"\xff\xfe", "bad_record"),
        (b"[" * 100_000, "too_large"),
        (b'{"url": "https://a.example"}', "bad_record"),
        (b'{"html": 7}', "bad_record"),
        (b'{"text": ""}', "empty"),
        (json.dumps({"text": "x" * (MAX_BYTES + 1)}).encode(), "too_large"),
        (json.dumps({"text": "x" * MAX_BYTES * 10}).encode(), "too_large"),
        (b'{"text": "a\\u0000b\\ud800c"}', None),
    ],
)
def test_a_bad_line_of_a_jsonl_is_refused_and_the_next_one_read(landing: Landing, line: bytes, code: str | None):
    landing.write("a.jsonl", line + b"\n" + lines({"text": "Words."}))
    landing.deliver()
    assert landing.codes() == {"a.jsonl#1": code, "a.jsonl#2": None, "a.jsonl": None}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.warc", GOOD + b"nonsense\r\n" * 9, "corrupt_container"),
        ("a.warc.gz", gzip.compress(GOOD + REQUEST) + gzip.compress(GOOD)[:-9], "corrupt_container"),
        ("a.warc.gz", gzip.compress(GOOD + REQUEST) + b"never packed", "corrupt_container"),
        ("a.jsonl.gz", gzip.compress(lines({"text": "Words."}) + b" " * 2_000_000), "too_large"),
        ("a.warc.gz", gzip.compress(GOOD + record(b"0" * 10_000_000, kind="request")), "too_large"),
    ],
)
def test_a_damaged_or_huge_container_is_refused_after_the_records_before_the_damage(
    landing: Landing, name: str, content: bytes, code: str
):
    landing.write(name, content)
    landing.deliver()
    codes = landing.codes()
    assert (codes[name], codes[f"{name}#1"]) == (code, None)
    assert landing.deliver() == Delivered(unchanged=1)


def test_a_record_that_is_shorter_than_it_says_is_refused(landing: Landing):
    landing.write("a.warc", record(response(PAGE.encode()), length=900))
    landing.deliver()
    assert landing.codes()["a.warc#1"] == "bad_record"


@pytest.mark.parametrize("kind", ["application/warc", "application/jsonl"])
def test_whatever_a_container_holds_is_read_or_refused(kind: str):
    whole = GOOD + GOOD if kind == "application/warc" else lines({"text": "One."}, {"html": PAGE, "url": "x"})
    bits = [b"\r\n", b"\0", b"-1", b"WARC/1.0\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffff\r\n", b"http://[", b"{"]
    for seed in range(400):
        chance = random.Random(seed)
        content = bytearray(whole)
        for _ in range(chance.randint(1, 10)):
            place = chance.randrange(len(content) + 1)
            content[place : place + chance.choice([0, 0, 20])] = chance.choice([*bits, chance.randbytes(3)])
        with contextlib.suppress(PageRefusedError):
            stream = io.BufferedReader(io.BytesIO(bytes(content)))
            for record in containers.read_records(
                stream, kind, is_packed=False, max_bytes=MAX_BYTES, max_container_bytes=100_000
            ):
                assert record.refusal or record.content


def test_a_file_of_nothing_but_bad_records_does_not_fill_the_log(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(containers, "MAX_BAD_RECORDS", 3)
    landing.write("a.jsonl", b"{}\n" * 1000)
    landing.deliver()
    assert (len(landing.log()), landing.codes()["a.jsonl"]) == (5, "bad_records")


def test_an_unchanged_container_is_not_opened_and_a_longer_one_brings_only_what_is_new(landing: Landing):
    path = landing.write("a.jsonl", lines({"text": "One."}, {"text": "Two."}))
    landing.deliver()
    assert landing.deliver() == Delivered(unchanged=1)
    path.write_bytes(lines({"text": "One."}, {"text": "Two, corrected."}, {"text": "Three."}))
    assert landing.deliver().arrivals == 3
    assert [a.location for a in landing.archive.read()][3:] == ["a.jsonl#2", "a.jsonl#3", "a.jsonl"]


def test_a_container_whose_reading_was_cut_short_is_read_again(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    landing.write("a.jsonl", lines(*({"text": f"Text {n}."} for n in range(300))))
    really_append = landing.archive.append
    monkeypatch.setattr(landing.archive, "append", lambda batch: really_append(batch) and 1 / 0)
    with pytest.raises(ZeroDivisionError):
        landing.deliver()
    monkeypatch.undo()
    assert landing.deliver().arrivals == 300 + 1 - 200
    assert len(list(landing.archive.read())) == 301


def test_a_container_that_is_written_to_is_left_for_the_next_look(landing: Landing, monkeypatch: pytest.MonkeyPatch):
    path = landing.write("a.jsonl", lines({"text": "One."}))
    really_put = landing.archive.put

    def put(content: bytes) -> str:
        os.utime(path, (1, 1))
        return really_put(content)

    monkeypatch.setattr(landing.archive, "put", put)
    assert landing.deliver().postponed == 1
    assert "a.jsonl" not in landing.log()


def test_a_record_that_the_archive_refuses_costs_itself_and_leaves_none_of_its_words(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
):
    really_put = landing.archive.put

    def put(content: bytes) -> str:
        if content == b"One.":
            raise PageRefusedError(Reason.TOO_LARGE, "not wanted")
        return really_put(content)

    monkeypatch.setattr(landing.archive, "put", put)
    landing.write("a.jsonl", lines({"text": "One.", "title": "First"}, {"text": "Two."}))
    landing.deliver()
    assert landing.codes() == {"a.jsonl#1": "too_large", "a.jsonl#2": None, "a.jsonl": None}
    assert landing.log()["a.jsonl#1"].hints == {}


def test_the_sidecar_of_a_container_speaks_for_all_of_its_records(landing: Landing):
    landing.write("a.jsonl", lines({"text": "One."}, {"text": "Two.", "publisher": "The Record"}))
    landing.write("a.meta.json", b'{"publisher": "The Gazette", "title": "One of them"}')
    landing.deliver()
    found = landing.log()
    assert [found[f"a.jsonl#{n}"].hints["publisher"] for n in (1, 2)] == ["The Gazette", "The Record"]
    assert found["a.jsonl"].hints_problem == "title left out: differs from record to record"


def test_the_server_s_charset_decides_where_the_page_is_silent(landing: Landing):
    words = "<p>Čeští starostové včera odstoupili, řekl úřad.".encode("iso-8859-2")
    landing.write("a.warc", record(response(words, "Content-Type: text/html; charset=ISO-8859-2")))
    landing.deliver()
    received = receive(list(landing.archive.read()), landing.archive, frozenset())
    assert received.documents.column("encoding").to_pylist() == ["iso8859-2"]
    assert received.deliveries.column("outcome").to_pylist() == ["new", "unpacked"]
    assert received.deliveries.column("http_status").to_pylist() == ["200", None]


def test_memory_does_not_grow_with_the_container(landing: Landing):
    blank = b" " * 2900 + b"\n"
    landing.write("a.jsonl.gz", gzip.compress((lines({"text": "x" * 900}) + blank * 100) * 100))  # 29 MB
    tracemalloc.start()
    landing.deliver(max_container_bytes=100_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert landing.codes()["a.jsonl.gz"] is None
    assert peak < 4_000_000
