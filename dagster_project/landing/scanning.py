"""What lies in the landing folder, found without opening a file.

Pages are `.txt`, `.html` and `.htm` files, containers of pages `.warc` and `.jsonl` files, or `.gz` of these, in upper
or lower case, at any depth. The sidecar of either is `<file name>.meta.json`, or the same with suffixes taken off the
file name one at a time: beside `story.txt.gz` any of `story.txt.gz.meta.json`, `story.txt.meta.json`,
`story.meta.json`; the longest name wins.
Hidden files and folders (leading dot) and files of other kinds are not read, only counted.

Links: nothing outside the folder is read, however it is linked. A link inside is followed when it leads to a file or
folder that no other path leads to, so that nothing is read twice and no circle is walked.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from dagster_project.landing.arrivals import HTML, JSONL, TEXT, WARC, Fingerprint, Reason, Refusal

MEDIA_TYPES = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".warc": WARC, ".jsonl": JSONL}
PACKED_SUFFIX = ".gz"
SIDECAR_SUFFIX = ".meta.json"
# Hex digits that keep apart two names which differ only in bytes that are no UTF-8.
NAME_DIGEST_DIGITS = 8

_SURROGATE = re.compile("[\ud800-\udfff]")


class LandingFolderError(OSError):
    """The landing folder does not exist or cannot be listed."""


class Source(Protocol):
    """Where files lie that are no files of this machine."""

    def open_unchanged(self, path: str, size: int, modified_ns: int) -> AbstractContextManager[io.BufferedReader]:
        """As `reading.open_unchanged`."""


class Status(Protocol):
    """What is known of a file that was not opened."""

    @property
    def st_size(self) -> int:
        """Bytes."""

    @property
    def st_mtime_ns(self) -> int:
        """When it was written, or what else differs after it was written to."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page, a container, or what is refused in its place, as the scan saw it."""

    location: str
    path: str  # with every link resolved
    fingerprint: Fingerprint
    media_type: str | None = None
    is_packed: bool = False
    sidecar_path: str | None = None
    refusal: Refusal | None = None
    source: Source | None = None  # none for a file of this machine


@dataclass(slots=True)
class Scan:
    """What a folder holds: pages and refusals by location, and how many entries were passed over."""

    found: list[Found] = field(default_factory=list)
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """A regular file, by the name under which it lies in its folder."""

    name: str
    path: str
    status: Status
    is_link: bool = False


def scan(folder: Path) -> Scan:
    """Find what lies below the folder, sorted by location. Raises LandingFolderError.

    A link that leaves the folder, a link that leads nowhere, a folder that cannot be listed and a sidecar without its
    page are found with their refusal. Named pipes, sockets and devices are passed over like files of other kinds.
    """
    root = os.path.realpath(folder)
    try:
        os.scandir(root).close()
    except OSError as error:
        raise LandingFolderError(
            f"The landing folder {folder} cannot be listed: {error.strerror}. Make it, or set another one."
        ) from error
    return Walk(root).result()


def page_locations(sidecar: str) -> list[str]:
    """Where a page may lie to which the sidecar at this location belongs."""
    base = _sidecar_base(sidecar)
    stems = [base, *(base + suffix for suffix in MEDIA_TYPES)] if base else []
    return [name for stem in stems for name in (stem, stem + PACKED_SUFFIX)]


class Walk:
    """One walk over the folder: first what lies there in its own place, then what only links lead to."""

    source: Source | None = None

    def __init__(self, root: str) -> None:
        self._root = root
        self._scan = Scan()
        self._seen: set[str] = set()  # resolved paths of folders listed and of pages found
        self._folders: list[tuple[str, str]] = [("", root)]  # location, resolved path
        self._linked_folders: list[tuple[str, str]] = []
        self._linked_pages: list[Found] = []

    def result(self) -> Scan:
        """Walk, and give what was found."""
        while self._folders or self._linked_folders:
            if not self._folders:
                self._linked_folders.sort(reverse=True)
                self._folders.append(self._linked_folders.pop())
            self._list(*self._folders.pop())
        for page in sorted(self._linked_pages, key=lambda page: page.location):
            self._add_once(page)
        self._scan.found.sort(key=lambda found: found.location)
        return self._scan

    def _list(self, location: str, path: str) -> None:
        """Take in one folder, unless it was listed under another name."""
        if path in self._seen:
            self._scan.ignored += 1
            return
        self._seen.add(path)
        try:
            with os.scandir(path) as entries:
                files = [file for entry in entries if (file := self._sort_out(entry, _below(location, entry.name)))]
        except FileNotFoundError:
            return  # gone since its parent was listed: as if it had never been there
        except OSError as error:
            reason = f"folder cannot be listed: {error.strerror}"
            self._refuse(location, path, Refusal(Reason.UNREADABLE, reason))
            return
        self._pair(files, location)

    def _sort_out(self, entry: os.DirEntry[str], location: str) -> File | None:
        """Return a file that may be a page or a sidecar; queue, refuse or pass over everything else."""
        if entry.name.startswith("."):
            self._scan.ignored += 1
        elif entry.is_symlink():
            return self._follow(entry, location)
        elif entry.is_dir(follow_symlinks=False):
            self._folders.append((location, entry.path))
        elif entry.is_file(follow_symlinks=False) and is_wanted(entry.name):
            with suppress(FileNotFoundError):  # gone since the folder was listed
                return File(entry.name, entry.path, entry.stat(follow_symlinks=False))
        else:
            self._scan.ignored += 1
        return None

    def _follow(self, link: os.DirEntry[str], location: str) -> File | None:
        try:
            path = os.path.realpath(link.path, strict=True)
            status = os.stat(path)  # noqa: PTH116 - plain strings: a folder may hold a million names
        except OSError as error:
            reason = f"link leads nowhere: {error.strerror}"
            self._turn_away(link, location, Refusal(Reason.UNREADABLE, reason))
            return None
        is_folder = stat.S_ISDIR(status.st_mode)
        if os.path.commonpath((self._root, path)) != self._root:
            refusal = Refusal(Reason.OUTSIDE_FOLDER, "link leads out of the landing folder")
            self._turn_away(link, location, refusal, is_folder=is_folder)
        elif is_folder:
            self._linked_folders.append((location, path))
        elif stat.S_ISREG(status.st_mode) and is_wanted(link.name):
            return File(link.name, path, status, is_link=True)
        else:
            self._scan.ignored += 1
        return None

    def _turn_away(self, link: os.DirEntry[str], location: str, refusal: Refusal, *, is_folder: bool = False) -> None:
        """Refuse a link if what it leads to would have been read, else pass it over."""
        if is_folder or is_wanted(link.name):
            self._refuse(location, link.path, refusal, None if is_folder else _media_type(link.name))
        else:
            self._scan.ignored += 1

    def _pair(self, files: list[File], location: str) -> None:
        """Take in the pages of one folder, each with its sidecar."""
        sidecars = {base: file for file in files if (base := _sidecar_base(file.name))}
        claimed: set[str] = set()
        used: set[str] = set()
        for page in (file for file in files if not _sidecar_base(file.name)):
            bases = [base for base in _sidecar_bases(page.name) if base in sidecars]
            claimed.update(bases)
            used.update(bases[:1])
            self._add(page, _below(location, page.name), sidecars[bases[0]] if bases else None)
        for base in sidecars.keys() - claimed:
            lone = sidecars[base]
            refusal = Refusal(Reason.SIDECAR_WITHOUT_PAGE, "no page beside this sidecar bears its name")
            self._refuse(_below(location, lone.name), lone.path, refusal)
        self._scan.ignored += len(claimed - used)

    def _add(self, page: File, location: str, sidecar: File | None) -> None:
        found = Found(
            location=_readable(location),
            path=page.path,
            fingerprint=Fingerprint(
                page.status.st_size,
                page.status.st_mtime_ns,
                sidecar.status.st_size if sidecar else None,
                sidecar.status.st_mtime_ns if sidecar else None,
            ),
            media_type=_media_type(page.name),
            is_packed=_is_packed(page.name),
            sidecar_path=sidecar.path if sidecar else None,
            source=self.source,
        )
        if page.is_link:
            self._linked_pages.append(found)
        else:
            self._add_once(found)

    def _add_once(self, page: Found) -> None:
        if page.path in self._seen:
            self._scan.ignored += 1
            return
        self._seen.add(page.path)
        self._scan.found.append(page)

    def _refuse(self, location: str, path: str, refusal: Refusal, media_type: str | None = None) -> None:
        try:
            status = self._status(path)
            fingerprint = Fingerprint(status.st_size, status.st_mtime_ns)
        except FileNotFoundError:
            return  # gone since its folder was listed
        except OSError:  # not even its size can be asked for, as below a path that is too long
            fingerprint = Fingerprint(0, 0)
        self._scan.found.append(Found(_readable(location), path, fingerprint, media_type, refusal=refusal))

    def _status(self, path: str) -> Status:
        return os.lstat(path)


def _below(location: str, name: str) -> str:
    return f"{location}/{name}" if location else name


def _readable(location: str) -> str:
    """Spell the location as text that every table can hold, still different for different names."""
    readable = _SURROGATE.sub("\ufffd", location)
    if readable == location:
        return location
    return f"{readable}~{hashlib.sha256(os.fsencode(location)).hexdigest()[:NAME_DIGEST_DIGITS]}"


def _is_packed(name: str) -> bool:
    return name.lower().endswith(PACKED_SUFFIX)


def _unpacked(name: str) -> str:
    return name[: -len(PACKED_SUFFIX)] if _is_packed(name) else name


def _media_type(name: str) -> str | None:
    return MEDIA_TYPES.get(PurePosixPath(_unpacked(name)).suffix.lower())


def is_wanted(name: str) -> bool:
    """Tell whether a file of this name is a page, a container or a sidecar."""
    return _media_type(name) is not None or _sidecar_base(name) is not None


def _sidecar_base(name: str) -> str | None:
    """Return the page's name that a sidecar's name begins with; None for what is no sidecar."""
    return name[: -len(SIDECAR_SUFFIX)] if name.lower().endswith(SIDECAR_SUFFIX) else None


def _sidecar_bases(page_name: str) -> list[str]:
    """Return what the name of a page's sidecar may begin with, the longest first."""
    unpacked = _unpacked(page_name)
    stem = unpacked[: -len(PurePosixPath(unpacked).suffix)]
    return list(dict.fromkeys((page_name, unpacked, stem)))
