"""From a folder of raw files to the archive: what is new or changed is archived and logged, the rest left unopened.

`scanning` says which files are pages, which sidecar belongs to which page, and what happens to links.
Each record of a container arrives like a file, at `<location>#<number>`; the container itself is logged after all of
its records, so that one whose reading was cut short is read again.
A file that was removed changes nothing; what arrived once stays in the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from dagster_project.landing.archive import Archive, last_fingerprints
from dagster_project.landing.arrivals import CONTAINERS, Arrival, Fingerprint, PageRefusedError, Reason, Refusal
from dagster_project.landing.containers import Record, container_too_large, open_container, read_records
from dagster_project.landing.objects import ObjectFolder
from dagster_project.landing.reading import (
    ChangedWhileReadError,
    read_page,
    read_sidecar,
    too_large,
)
from dagster_project.landing.scanning import Found, page_locations, scan
from dagster_project.landing.sidecars import Hints

__all__ = ["Delivered", "deliver", "scan"]

MAX_BYTES = 10_000_000  # of a page, packed and unpacked; a saved news page rarely has a tenth of it
MAX_CONTAINER_BYTES = 20_000_000_000  # of a container, unpacked: a day of a large crawl
# What a container's sidecar may say, as it holds for all of its records.
SHARED_HINTS = ("publisher", "fetched_at")
# Arrivals logged at a time: a kill costs the reading of at most so many files.
FILES_PER_APPEND = 200


@dataclass(slots=True)
class Delivered:
    """What one look at the folder brought."""

    arrivals: int = 0  # new lines in the log, refused ones included
    refused: Counter[str] = field(default_factory=Counter)  # of these, by reason code; decoding is tried later
    unchanged: int = 0  # not opened, or tried again in vain
    ignored: int = 0  # hidden, of another kind, or reached twice
    postponed: int = 0  # written to while being read: left for the next look


def deliver(  # noqa: PLR0913 - what a look at a folder depends on, all of it by name
    folder: Path | ObjectFolder,
    archive: Archive,
    known: Mapping[str, Fingerprint] | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    max_container_bytes: int = MAX_CONTAINER_BYTES,
    now: Callable[[], datetime],
    progress: Callable[[int], None] = lambda _count: None,
) -> Delivered:
    """Archive and log every page that is new or changed since its last arrival; return the counts.

    `known` holds the last fingerprint of each location (default: read from the log), `now` gives the instant in UTC,
    and `progress` is told after each entry that one more is done. Raises LandingFolderError and ArchiveDamaged;
    what is wrong with a single file is a line in the log.
    """
    known = last_fingerprints(archive) if known is None else known
    look = _Look(archive, known, max_bytes, max_container_bytes, now)
    scanned = folder.scan() if isinstance(folder, ObjectFolder) else scan(folder)
    look.delivered.ignored = scanned.ignored
    arrivals = look.arrivals(scanned.found, progress)
    while batch := list(islice(arrivals, FILES_PER_APPEND)):
        archive.append(batch)
        look.delivered.arrivals += len(batch)
        look.delivered.refused.update(arrival.refusal.reason_code for arrival in batch if arrival.refusal)
    return look.delivered


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at the folder: what is compared with, and what it has brought so far."""

    archive: Archive
    known: Mapping[str, Fingerprint]
    max_bytes: int
    max_container_bytes: int
    now: Callable[[], datetime]
    delivered: Delivered = field(default_factory=Delivered)

    def arrivals(self, found: list[Found], progress: Callable[[int], None]) -> Iterator[Arrival]:
        """Give what is to be logged; count what is not."""
        for entry in found:
            if _is_left_over(entry, self.known):
                self.delivered.ignored += 1
            elif self._is_settled(entry):
                self.delivered.unchanged += 1
            elif entry.media_type in CONTAINERS and entry.refusal is None:
                yield from self._unpack(entry)
            else:
                yield from self._try(entry)
            progress(1)

    def _is_settled(self, entry: Found) -> bool:
        """Tell whether looking again is no use; permissions and limits change without touching the file."""
        last = self.known.get(entry.location)
        if last is None or last != entry.fingerprint:
            return False
        code = last.refusal.reason_code if last.refusal else None
        if code == Reason.TOO_LARGE:
            limits = (too_large(self.max_bytes), container_too_large(self.max_container_bytes))
            return last.refusal in [limit.refusal for limit in limits]
        return code != Reason.UNREADABLE

    def _try(self, entry: Found) -> Iterator[Arrival]:
        try:
            arrival = self._arrival(entry)
        except ChangedWhileReadError:
            self.delivered.postponed += 1
        else:
            yield from self._unless_in_vain(entry, arrival)

    def _unless_in_vain(self, entry: Found, arrival: Arrival) -> Iterator[Arrival]:
        last = self.known.get(entry.location)
        if last and last == arrival.fingerprint and last.refusal and last.refusal == arrival.refusal:
            self.delivered.unchanged += 1
        else:
            yield arrival

    def _unpack(self, entry: Found) -> Iterator[Arrival]:
        """Give the records of a container that are new at their place, then the container."""
        earlier = self._records_of(entry.location)
        refusal = None
        try:
            shared = _shared(read_sidecar(entry))
            with open_container(entry) as file:
                records = read_records(
                    file,
                    entry.media_type or "",
                    is_packed=entry.is_packed,
                    max_bytes=self.max_bytes,
                    max_container_bytes=self.max_container_bytes,
                )
                for record in records:
                    arrival = self._record_arrival(entry, record, shared)
                    if _words(arrival) != earlier.get(arrival.location):
                        yield arrival
        except ChangedWhileReadError:
            self.delivered.postponed += 1
            return
        except PageRefusedError as refused:
            refusal = refused.refusal
        yield from self._unless_in_vain(entry, self._line(entry, Hints(problem=shared.problem), None, refusal))

    def _records_of(self, location: str) -> dict[str, tuple[object, ...]]:
        """Return what the last arrival of each record of this container said."""
        prefix = _record_location(location, "")
        return {
            arrival.location: _words(arrival) for arrival in self.archive.read() if arrival.location.startswith(prefix)
        }

    def _record_arrival(self, entry: Found, record: Record, shared: Hints) -> Arrival:
        """Make the line of a record, its content being archived unless it or the archive refuses."""
        digest, refusal = None, record.refusal
        if refusal is None:
            try:
                digest = self.archive.put(record.content)
            except PageRefusedError as refused:
                refusal, shared, record = refused.refusal, Hints(), Record(record.number, media_type=record.media_type)
        return Arrival(
            location=_record_location(entry.location, str(record.number)),
            file_size=len(record.content),
            modified_ns=entry.fingerprint.modified_ns,
            content_digest=digest,
            media_type=record.media_type,
            refusal=refusal,
            hints={**shared.values, **record.hints.values},
            hints_problem=record.hints.problem,
            http=record.http,
            delivered_at=instant(self.now()),
        )

    def _arrival(self, found: Found) -> Arrival:
        """Make the line for the log, the content being archived if there is one."""
        hints, digest, refusal = Hints(), None, found.refusal
        if refusal is None:
            hints, digest, refusal = self._read(found)
        return self._line(found, hints, digest, refusal)

    def _line(self, found: Found, hints: Hints, digest: str | None, refusal: Refusal | None) -> Arrival:
        return Arrival(
            location=found.location,
            file_size=found.fingerprint.file_size,
            modified_ns=found.fingerprint.modified_ns,
            sidecar_size=found.fingerprint.sidecar_size,
            sidecar_modified_ns=found.fingerprint.sidecar_modified_ns,
            content_digest=digest,
            media_type=found.media_type,
            refusal=refusal,
            hints=hints.values,
            hints_problem=hints.problem,
            delivered_at=instant(self.now()),
        )

    def _read(self, found: Found) -> tuple[Hints, str | None, Refusal | None]:
        hints = read_sidecar(found)
        try:
            return hints, self.archive.put(read_page(found, self.max_bytes)), None
        except PageRefusedError as refused:
            forgotten = refused.refusal.reason_code == Reason.FORGOTTEN  # nor does its sidecar speak for it
            return Hints() if forgotten else hints, None, refused.refusal


def _is_left_over(entry: Found, known: Mapping[str, Fingerprint]) -> bool:
    """Tell whether this is the sidecar of a page that arrived and was removed since, which changes nothing."""
    is_lone = entry.refusal is not None and entry.refusal.reason_code == Reason.SIDECAR_WITHOUT_PAGE
    return is_lone and any(location in known for location in page_locations(entry.location))


def _record_location(container: str, number: str) -> str:
    return f"{container}#{number}"


def _words(arrival: Arrival) -> tuple[object, ...]:
    """What a record says, whenever its container was written."""
    return arrival.content_digest, arrival.hints, arrival.hints_problem, arrival.http, arrival.refusal


def _shared(sidecar: Hints) -> Hints:
    """The hints of a container's sidecar that hold for all records."""
    values = {key: value for key, value in sidecar.values.items() if key in SHARED_HINTS}
    left_out = sorted(sidecar.values.keys() - values.keys())
    notes = [f"{', '.join(left_out)} left out: differs from record to record"] if left_out else []
    return Hints(values, "; ".join(([sidecar.problem] if sidecar.problem else []) + notes) or None)


def instant(moment: datetime) -> str:
    """Spell an instant for the log; one without a zone is UTC already, as the project's clock gives it."""
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")
