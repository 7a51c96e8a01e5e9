"""What an HTML page's source says of its day: metadata, time elements, and one library's opinion among others."""

from __future__ import annotations

import http.server
import threading

import pytest

from tests.text.test_dating_lines import clues

PARAGRAPH = (
    "<p>The harbour town has voted for a second lighthouse after a winter of fog, and the council pays half.</p>"
)


def found(head: str = "", body: str = "") -> set[tuple[str, str]]:
    """Kind and day of the clues that do not stand in a line."""
    page = f"<html><head>{head}</head><body><h1>Lighthouse</h1>{body}{PARAGRAPH * 4}</body></html>"
    rows = clues(page, media_type="text/html")["date_evidence"]
    return {(row["evidence_kind"], row["candidate_date"]) for row in rows if row["line_number"] is None}


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


@pytest.mark.parametrize(
    ("head", "clue"),
    [
        (ld('{"@type": "NewsArticle", "datePublished": "2024-06-03T23:30:00-05:00"}'), ("json_ld", "2024-06-03")),
        (ld('[{"@graph": [{"@type": "Article", "dateModified": "2024-06-05"}]}]'), ("json_ld_modified", "2024-06-05")),
        (ld('{"datePublished": "2024-06-03", broken'), ("json_ld", "2024-06-03")),
        ('<meta property="article:published_time" content="2024-06-03T08:00Z">', ("meta", "2024-06-03")),
        ('<meta itemprop="dateModified" content="2024-06-05">', ("meta_modified", "2024-06-05")),
        ('<meta itemprop="dateUpdate" content="2024-06-05 10:47:36">', ("meta_modified", "2024-06-05")),
        ('<meta name="pub_date" content="2024-06-03T08:00:00Z">', ("meta", "2024-06-03")),
    ],
)
def test_metadata_is_read_as_the_day_it_prints_never_converted(head: str, clue: tuple[str, str]) -> None:
    assert clue in found(head)


VIDEO = '{"@type": "NewsArticle", "datePublished": "2024-06-03", "video": {"@type": "VideoObject", "uploadDate": "%s"}}'


@pytest.mark.parametrize(
    "json",
    [VIDEO % "2023-01-05", '{"@type": "ImageObject", "datePublished": "2023-01-05"}', '{"uploadDate": "2023-01-05" x'],
)
def test_the_day_of_a_film_or_picture_is_a_clue_of_its_own_kind(json: str) -> None:
    clues = found(ld(json))
    assert ("json_ld_media", "2023-01-05") in clues
    assert ("json_ld", "2023-01-05") not in clues


def test_a_time_element_is_a_clue() -> None:
    assert ("time_element", "2024-06-03") in found(body='<time datetime="2024-06-03">3 June</time>')


@pytest.mark.parametrize(("stated", "is_believed"), [("2024-06-03", True), ("2024-06-04", True), ("2024-07-08", False)])
def test_a_line_that_contradicts_the_page_s_metadata_is_believed_less(stated: str, *, is_believed: bool) -> None:
    head = f'<meta property="article:published_time" content="{stated}T02:00Z">'
    page = f"<html><head></head><body><h1>Lighthouse</h1><p>Jun 3, 2024</p>{PARAGRAPH * 4}</body></html>"
    alone, beside = (
        [row["confidence"] for row in clues(html, media_type="text/html")["date_evidence"] if row["line_number"]]
        for html in (page, page.replace("<head>", f"<head>{head}"))
    )
    assert (alone == beside) == is_believed
    assert beside <= alone


class Asked(http.server.BaseHTTPRequestHandler):
    """Keeps what it was asked for."""

    paths: list[str] = []  # noqa: RUF012 (of the one server that a test starts)

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_page_of_nothing_but_an_address_is_not_fetched() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        clues(f"http://127.0.0.1:{server.server_port}/2024/06/03/lighthouse", media_type="text/html")
        server.shutdown()
    assert Asked.paths == []


@pytest.mark.parametrize("beginning", ["", "<!DOCTYPE html>", "<!DOCTYPE html/>", "\ufeff", "<!-- saved -->"])
def test_htmldate_reads_a_page_however_it_begins(beginning: str) -> None:
    page = f"{beginning}<html><head><title>Fog</title></head><body><p>On 3 June 2024.</p>{PARAGRAPH}</body></html>"
    rows = clues(page, media_type="text/html")["date_evidence"]
    assert ("htmldate", "2024-06-03") in {(row["evidence_kind"], row["candidate_date"]) for row in rows}


def test_htmldate_is_one_finder_among_others() -> None:
    assert ("htmldate", "2024-06-03") in found('<meta name="date" content="2024-06-03">')


def test_a_reader_s_comment_in_json_ld_is_hardly_believed() -> None:
    page = ld('{"@type": "NewsArticle", "comment": [{"@type": "Comment", "datePublished": "2024-07-01"}]}')
    rows = clues(f"<html><head>{page}</head><body>{PARAGRAPH * 4}</body></html>", media_type="text/html")
    assert [row["confidence"] < 0.5 for row in rows["date_evidence"] if row["evidence_kind"] == "json_ld"] == [True]


@pytest.mark.parametrize(
    "head", [ld("{"), ld("[" * 5000), ld('{"datePublished": 7}'), '<meta property="article:published_time">', "\x00<"]
)
def test_broken_metadata_is_no_clue_and_no_failure(head: str) -> None:
    assert not {kind for kind, _ in found(head)} & {"json_ld", "meta"}
