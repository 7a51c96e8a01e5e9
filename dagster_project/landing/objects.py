"""A landing folder in object storage: the same pages and sidecars, found by listing a bucket and read from there.

S3 tells times in whole seconds, so the rest of the second holds a digest of the ETag: an object that was written anew
within its second is seen to be another one. Access is found as by other programs of that storage (for S3 the
variables AWS_... and its files).
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dagster_project.landing.reading import ChangedWhileReadError
from dagster_project.landing.scanning import File, LandingFolderError, Scan, Walk, is_wanted

SECOND = 1_000_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class _Status:
    """What a listing says of an object."""

    st_size: int
    st_mtime_ns: int


@dataclass(frozen=True)
class ObjectFolder:
    """The objects below `url`, as s3://bucket/prefix."""

    url: str

    @cached_property
    def _files(self) -> Any:
        import s3fs  # noqa: PLC0415 (only who lands from there needs it)

        return s3fs.S3FileSystem(use_listings_cache=False)

    def scan(self) -> Scan:
        """Find what lies there, sorted by location, as `scanning.scan` does. Raises LandingFolderError."""
        return _Listing(self, self.statuses()).result()

    def statuses(self) -> dict[str, _Status]:
        """Size and time of every object, by its place below the folder. Raises LandingFolderError."""
        with self._reached():
            root = self._files._strip_protocol(self.url).rstrip("/")  # noqa: SLF001 (fsspec's way to a plain path)
            if not self._files.exists(root):
                raise LandingFolderError(f"The landing folder {self.url} does not exist or holds nothing.")
            found = self._files.find(root, detail=True)
        return {path[len(root) + 1 :]: _status(info) for path, info in found.items() if not path.endswith("/")}

    @contextmanager
    def open_unchanged(self, path: str, size: int, modified_ns: int) -> Iterator[io.BufferedReader]:
        """Open an object for the block. Raises OSError, and ChangedWhileReadError if it is not the one listed."""
        from s3fs.utils import FileExpired  # noqa: PLC0415 (as above)

        with self._reached():
            try:
                with self._files.open(f"{self.url.rstrip('/')}/{path}", "rb", cache_type="readahead") as file:
                    if _status(file.details) != _Status(size, modified_ns):
                        raise ChangedWhileReadError(path)
                    yield io.BufferedReader(file)  # each part is asked for with the ETag of the first
            except FileExpired as error:
                raise ChangedWhileReadError(path) from error

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Tell a storage that cannot be reached at all from an object that cannot be read."""
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415 (as above)

        try:
            yield
        except BotoCoreError as error:
            raise LandingFolderError(f"The landing folder {self.url} cannot be reached: {error}") from error


class _Listing(Walk):
    """Pages and sidecars among listed objects; there are no links."""

    def __init__(self, folder: ObjectFolder, statuses: Mapping[str, _Status]) -> None:
        super().__init__(folder.url)
        self.source = folder
        self._statuses = statuses

    def result(self) -> Scan:
        """Pair them folder by folder."""
        by_folder: dict[str, list[File]] = defaultdict(list)
        for location, status in self._statuses.items():
            folder, _, name = location.rpartition("/")
            if is_wanted(name) and not any(part.startswith(".") for part in location.split("/")):
                by_folder[folder].append(File(name, location, status))
            else:
                self._scan.ignored += 1
        for folder, files in by_folder.items():
            self._pair(files, folder)
        self._scan.found.sort(key=lambda found: found.location)
        return self._scan

    def _status(self, path: str) -> _Status:
        return self._statuses[path]


def _status(info: Mapping[str, Any]) -> _Status:
    seconds = int(info["LastModified"].timestamp())
    tag = hashlib.sha256(str(info["ETag"]).encode()).digest()
    return _Status(int(info["size"]), seconds * SECOND + int.from_bytes(tag[:4]) % SECOND)
