"""A text leaves the warehouse at somebody's request: archive, build file and releases, in an order that can be resumed.

First the archive (from then on it cannot come back), then the build file; then a refresh makes a release without the
text, and only then the older releases go, because what was counted from it cannot be taken out of them.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from dagster_project.landing import removal as archives
from dagster_project.landing import tables
from dagster_project.landing.decoding import DOCUMENT_ID_DIGITS
from dagster_project.orchestration.explaining import write_report
from dagster_project.orchestration.rebuild import sweep
from dagster_project.orchestration.refresh import Refresh
from dagster_project.settings import SettingError
from dagster_project.text.visible import visible
from dagster_project.warehouse import build as builds
from dagster_project.warehouse import lake, removal, rollback
from dagster_project.warehouse.releases import ReleaseError

SHOWN_QUOTES = 20


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed, and what of it stands elsewhere."""

    document_ids: list[str]
    locations: list[str]
    quoted_by: list[tuple[str, str, int]]  # location, document_id, shared characters

    def lines(self) -> list[str]:
        """What a person is told, a line each."""
        told = [f"removed   document {document_id}" for document_id in self.document_ids]
        told += [f"arrived   {visible(location)}: delete it from the landing folder" for location in self.locations]
        told += [
            f"quoted    {visible(location)} (document {document_id}): {size} characters of it"
            for location, document_id, size in self.quoted_by[:SHOWN_QUOTES]
        ]
        further = len(self.quoted_by) - SHOWN_QUOTES
        return [*told, f"quoted    and {further} more"] if further > 0 else told


def forget(work: Refresh, *, location: str = "", document: str = "", reason: str) -> Removed:
    """Remove a document, or all that ever stood at a location, from archive and build file.

    Raises SettingError when nothing of the kind arrived. A removal that was interrupted is ended by asking again.
    """
    with builds.open_current(work.build, work.schema) as connection:
        asked = {document} if document else set(removal.find_contents(connection, location))
        found = [
            arrival
            for arrival in work.archive.read()
            if arrival.content_digest
            and (arrival.content_digest[:DOCUMENT_ID_DIGITS] in asked or (location and arrival.location == location))
        ]
        if not found:
            raise SettingError(f"nothing arrived as {location or document!r}: see location and document_id of articles")
        sweep(work.settings)  # a rebuild that was killed may have left it there as well
        digests = {str(arrival.content_digest) for arrival in found}
        document_ids = sorted(digest[:DOCUMENT_ID_DIGITS] for digest in digests)
        quoted_by = removal.quoting(connection, document_ids)
        redacted = archives.forget(work.archive, digests, today=work.settings.now().date(), reason=reason)
        deliveries = tables.receive(redacted, work.archive, set()).deliveries
        removal.forget_documents(connection, document_ids, work.schema.tables, deliveries)
    return Removed(document_ids, sorted({arrival.location for arrival in redacted}), quoted_by)


def finish(work: Refresh) -> int:
    """Take the text out of the blocks of the build file and delete the older releases; returns how many.

    Raises ReleaseError while the newest release still holds it.
    """
    if not work.is_released():
        raise ReleaseError(f"the releases still hold the text: {work.missing() or 'none was made since'}. Ask again.")
    removal.compact(work.build)
    gone = rollback.keep_newest_only(work.settings.releases_folder, work.settings.warehouse_file)
    for pages in (work.settings.report_folder, work.settings.explained_folder):
        shutil.rmtree(pages, ignore_errors=True)
    write_report(work.settings)
    work.export()  # of Parquet files, the versions go with their releases
    if work.settings.ducklake:
        lake.forget_snapshots(work.build, work.settings.warehouse_file.resolve(), work.lake())
    return len(gone)
