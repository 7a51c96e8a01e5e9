"""From the archive's log to the tables `deliveries` and `documents`, and from documents to their contents.

Arrivals 1 to n give the same rows however they are cut into batches, so a refresh that adds a few and a rebuild
that reads all end in the same tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from dagster_project.landing.archive import Archive
from dagster_project.landing.arrivals import CONTAINERS, HTTP_FACTS, Arrival, Refusal
from dagster_project.landing.decoding import DOCUMENT_ID_DIGITS, charset_of, decode, examine
from dagster_project.landing.sidecars import HINT_CHECKS
from dagster_project.text.records import DOCUMENT_CONTENTS

NEW = "new"
KNOWN = "known"
REJECTED = "rejected"
UNPACKED = "unpacked"

DELIVERIES = pa.schema(
    [
        ("delivery_number", pa.int64()),  # 1, 2, 3, … in the order of arrival
        ("location", pa.string()),  # path relative to the landing folder, #number of a record; or the address fetched
        ("document_id", pa.string()),  # null when rejected or unpacked
        ("outcome", pa.string()),  # new, known (the same bytes came before), rejected, or unpacked: a file of records
        ("reason_code", pa.string()),  # why rejected, to count by; else null
        ("reason", pa.string()),  # why rejected, for people; else null
        ("media_type", pa.string()),  # by this file's name or, of a response, its header; null for what is no page
        ("file_size", pa.int64()),  # bytes of the file as it lay there, packed or not; of a record its content's
        ("hint_url", pa.string()),  # hints are the sidecar's words, null where it has none
        ("hint_publisher", pa.string()),
        ("hint_author", pa.string()),
        ("hint_title", pa.string()),
        ("hint_published", pa.string()),  # ISO 8601 date or datetime as written there
        ("hint_fetched_at", pa.string()),  # ISO 8601 date or datetime as written there
        ("hints_problem", pa.string()),  # what of the sidecar could not be used, and why
        ("feed", pa.string()),  # the feed that it was fetched for; null for files
        ("http_status", pa.string()),  # of a response, null elsewhere: its code,
        ("http_url", pa.string()),  # the address that answered after all redirects,
        ("http_content_type", pa.string()),  # and three of its headers as they were sent
        ("http_etag", pa.string()),
        ("http_last_modified", pa.string()),
        ("delivered_at", pa.timestamp("us")),  # UTC
    ]
)

DOCUMENTS = pa.schema(
    [
        ("document_id", pa.string()),  # first 20 hex digits of content_digest
        ("content_digest", pa.string()),  # sha256 (hex) of the page's own bytes after unpacking
        ("media_type", pa.string()),  # text/plain or text/html: by the name of the first file that brought it
        ("encoding", pa.string()),  # in which the bytes were read
        ("content_size", pa.int64()),  # bytes
        ("character_count", pa.int64()),  # code points of the decoded content
        ("first_delivery_number", pa.int64()),
    ]
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Received:
    """Rows to be added to both tables."""

    deliveries: pa.Table  # DELIVERIES, one row per arrival
    documents: pa.Table  # DOCUMENTS, one row per document that was not known


def receive(arrivals: Sequence[Arrival], archive: Archive, known_documents: AbstractSet[str]) -> Received:
    """Make the rows of these arrivals, given the ids of all documents that earlier ones brought.

    The first arrival of a document's bytes is `new` and fixes its media type, even if the same bytes come again under
    a name of the other kind; later ones are `known`. Raises ArchiveDamaged.
    """
    seen = set(known_documents)
    deliveries: list[Row] = []
    documents: list[Row] = []
    for arrival in arrivals:
        judged = _judge(arrival, archive, seen)
        deliveries.append(_delivery_row(arrival, judged))
        if judged.document:
            documents.append(judged.document)
            seen.add(judged.document["document_id"])
    return Received(
        deliveries=pa.Table.from_pylist(deliveries, schema=DELIVERIES),
        documents=pa.Table.from_pylist(documents, schema=DOCUMENTS),
    )


def read_contents(archive: Archive, documents: pa.Table) -> pa.Table:
    """Return DOCUMENT_CONTENTS of rows of `documents`, in their order, read in the encoding that stands there.

    Raises ArchiveDamaged.
    """
    rows = [
        {
            "document_id": document["document_id"],
            "media_type": document["media_type"],
            "content": decode(
                archive.get(document["content_digest"]), document["media_type"], document["encoding"]
            ).text,
        }
        for document in documents.select(["document_id", "content_digest", "media_type", "encoding"]).to_pylist()
    ]
    return pa.Table.from_pylist(rows, schema=DOCUMENT_CONTENTS)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What became of an arrival."""

    outcome: str
    document_id: str | None = None
    refusal: Refusal | None = None
    document: Row | None = None  # the row of a new document


def _judge(arrival: Arrival, archive: Archive, seen: AbstractSet[str]) -> _Judged:
    if arrival.media_type in CONTAINERS and not arrival.refusal:
        return _Judged(UNPACKED)
    if arrival.refusal or not arrival.content_digest or not arrival.media_type:
        return _Judged(REJECTED, refusal=arrival.refusal)
    document_id = arrival.content_digest[:DOCUMENT_ID_DIGITS]
    if document_id in seen:
        return _Judged(KNOWN, document_id)
    content = archive.get(arrival.content_digest)
    examined = examine(content, arrival.media_type, charset_of(arrival.http.get("content_type", "")))
    if examined.refusal:
        return _Judged(REJECTED, refusal=examined.refusal)
    document = {
        "document_id": document_id,
        "content_digest": arrival.content_digest,
        "media_type": arrival.media_type,
        "encoding": examined.encoding,
        "content_size": len(content),
        "character_count": examined.character_count,
        "first_delivery_number": arrival.delivery_number,
    }
    return _Judged(NEW, document_id, document=document)


def _delivery_row(arrival: Arrival, judged: _Judged) -> Row:
    return {
        "delivery_number": arrival.delivery_number,
        "location": arrival.location,
        "document_id": judged.document_id,
        "outcome": judged.outcome,
        "reason_code": judged.refusal.reason_code if judged.refusal else None,
        "reason": judged.refusal.reason if judged.refusal else None,
        "media_type": arrival.media_type,
        "file_size": arrival.file_size,
        **{f"hint_{key}": arrival.hints.get(key) for key in HINT_CHECKS},
        "hints_problem": arrival.hints_problem,
        "feed": arrival.feed,
        **{f"http_{fact}": arrival.http.get(fact) for fact in HTTP_FACTS},
        "delivered_at": datetime.fromisoformat(arrival.delivered_at).astimezone(UTC).replace(tzinfo=None),
    }
