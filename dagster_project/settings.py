"""What a run is told from outside: folders, limits, engine and clock. The only reader of environment variables."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("pool", "inline", "ray")
CLUSTER = "ray://"  # of an engine that is a cluster's address
EXTRA_COMMAND = ".venv/bin/python -m pip install -c constraints.txt -e '.[{extra}]'"
OBJECTS = "s3://"  # how a landing folder in object storage begins
CATALOGUE = "postgres:"  # how a lake's catalogue begins
# The usual variables of object storage, by what DuckDB calls them.
STORAGE_VARIABLES = {
    "key_id": "AWS_ACCESS_KEY_ID",
    "secret": "AWS_SECRET_ACCESS_KEY",
    "session_token": "AWS_SESSION_TOKEN",
    "region": "AWS_REGION",
    "endpoint": "AWS_ENDPOINT_URL",
}
ABOVE_ZERO = (
    "workers",
    "batch_documents",
    "document_seconds",
    "max_file_bytes",
    "max_container_bytes",
    "fetch_seconds",
    "request_seconds",
    "look_seconds",
    "threads",
)


class SettingError(ValueError):
    """A setting that cannot be used; the message names it and says what it may be."""


def utc_now() -> datetime:
    """The present instant, in UTC and without a time zone, as every table stores instants."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told. Each field can be set by an environment variable DATELINE_<FIELD>."""

    landing_folder: Path = PROJECT_ROOT / "seeds"
    landing_url: str = ""  # s3://bucket/prefix, in place of the folder; given as DATELINE_LANDING_FOLDER
    data_folder: Path = PROJECT_ROOT / "data"
    # pool: worker processes; inline: this process, for tests and debugging; ray: a local Ray, ray://host:port a cluster
    engine: str = "pool"
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    batch_documents: int = 128  # at most so many documents are lost when a run is killed
    document_seconds: float = 60.0  # the longest that a document may keep a worker busy
    max_file_bytes: int = 10_000_000  # of a page, before and after decompression
    max_container_bytes: int = 20_000_000_000  # of a WARC or JSONL file after decompression: a day of a large crawl
    feeds_file: Path = PROJECT_ROOT / "feeds.yaml"  # what is fetched from the web; nothing without it
    fetch_seconds: float = 1200.0  # of one round of fetching; what is left over waits for the next one
    request_seconds: float = 30.0  # of one request and its answer
    host_seconds: float = 1.0  # between two requests to one host; its robots.txt may ask for more
    loopback_feeds: bool = False  # whether feeds may lie on this machine: for tests, since it opens its other services
    look_seconds: int = 20  # between a sensor's looks at the landing folder; it looks at feeds a third as often
    threads: int = field(default_factory=lambda: os.cpu_count() or 1)  # of DuckDB
    memory_limit: str = "700MB"  # of DuckDB; what needs more it does on disk
    ner: bool = True  # whether the tagger runs; off: it adds no rows, leaves those that exist, and needs no spaCy
    parquet: bool = False  # whether each release is written as Parquet files, too
    csv: bool = False  # whether CSV files lie beside them
    ducklake: str = ""  # the catalogue of a lake that releases go to, too: postgres:dbname=... host=...
    lake_data: str = ""  # of that lake's files: a folder, or s3://bucket/prefix; default: lake/ in the data folder
    shard: str = "main"  # which part of the lake is this data folder's: rows of other shards are left alone
    texts: bool = False  # whether whole texts leave the warehouse for Parquet and lake
    storage: Mapping[str, str] = field(default_factory=dict, repr=False)  # access to s3://, from AWS_... variables
    commit: str = ""  # what the code was checked out at, where no git can be asked: in a container
    lock_seconds: float = 3600.0  # how long a run waits for another writer before it gives up
    now: Callable[[], datetime] = utc_now

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
        """Read the settings from `environ` (default: the process's own); keyword arguments win.

        Raises SettingError when a variable cannot be read or a value is out of range.
        """
        environ = os.environ if environ is None else environ
        given = {name: _read(name, environ[variable]) for name, variable in _VARIABLES.items() if environ.get(variable)}
        if str(place := environ.get(_VARIABLES["landing_folder"], "")).startswith(OBJECTS):
            given = {**given, "landing_folder": cls.landing_folder, "landing_url": place}
        given["storage"] = {key: environ[name] for key, name in STORAGE_VARIABLES.items() if environ.get(name)}
        settings = replace(cls(), **{**given, **overrides})
        _check(settings)
        return settings

    def check_folders(self) -> None:
        """Raise SettingError when there is no landing folder or the data folder cannot be one."""
        if not self.landing_url and not self.landing_folder.is_dir():
            raise SettingError(
                f"the landing folder {self.landing_folder} does not exist: create it and put texts into it"
            )
        if not os.access(self.landing_folder, os.R_OK | os.X_OK):
            raise SettingError(f"the landing folder {self.landing_folder} cannot be read: see who owns it")
        if self.data_folder.exists() and not self.data_folder.is_dir():
            raise SettingError(f"the data folder {self.data_folder} is a file")
        existing = next(folder for folder in (self.data_folder, *self.data_folder.parents) if folder.exists())
        if not os.access(existing, os.W_OK | os.X_OK):
            raise SettingError(f"the data folder {self.data_folder} cannot be written: see who owns {existing}")

    @property
    def build_file(self) -> Path:
        """The pipeline's own database, which nobody else opens."""
        return self.data_folder / "build.duckdb"

    @property
    def archive_folder(self) -> Path:
        """What arrived, byte for byte."""
        return self.data_folder / "archive"

    @property
    def releases_folder(self) -> Path:
        """The versioned release files."""
        return self.data_folder / "releases"

    @property
    def warehouse_file(self) -> Path:
        """The link that readers open: it always points to the newest release."""
        return self.data_folder / "warehouse.duckdb"

    @property
    def parquet_folder(self) -> Path:
        """The release as Parquet files, a folder each version, and the link `latest`."""
        return self.data_folder / "parquet"

    @property
    def lake_path(self) -> str:
        """Where the files of a lake lie."""
        return self.lake_data or str(self.data_folder / "lake")

    @property
    def lock_file(self) -> Path:
        """Held by whoever writes below the data folder."""
        return self.data_folder / "writer.lock"

    @property
    def state_file(self) -> Path:
        """What the last successful refresh had seen; sensors compare with it."""
        return self.data_folder / "state.json"

    @property
    def feeds_folder(self) -> Path:
        """What is remembered of each feed between two fetches."""
        return self.data_folder / "feeds"

    @property
    def rebuild_folder(self) -> Path:
        """Where a release is made again to be compared; gone when that is over."""
        return self.data_folder / "rebuild"

    @property
    def temp_folder(self) -> Path:
        """Where DuckDB spills what does not fit into memory."""
        return self.data_folder / "temp"

    @property
    def report_folder(self) -> Path:
        """The report on the release that readers see."""
        return self.data_folder / "report"

    @property
    def docs_page(self) -> Path:
        """All models and columns, as `make docs` wrote them."""
        return self.data_folder / "docs" / "index.html"

    @property
    def explained_folder(self) -> Path:
        """Pages that `make explain` wrote, by the ids of their articles."""
        return self.data_folder / "explained"

    @property
    def dbt_target_folder(self) -> Path:
        """Where dbt writes its artifacts, one folder per data folder."""
        return self.data_folder / "dbt_target"

    def as_variables(self) -> dict[str, str]:
        """The folders under the names that `from_env` reads, for processes that are started by this one."""
        return {
            _VARIABLES["landing_folder"]: self.landing_url or str(self.landing_folder),
            _VARIABLES["data_folder"]: str(self.data_folder),
            _VARIABLES["feeds_file"]: str(self.feeds_file),
        }

    def as_dbt_variables(self) -> dict[str, str]:
        """The same values under the names that dbt/profiles.yml reads."""
        return {
            "DATELINE_BUILD_FILE": str(self.build_file),
            "DATELINE_THREADS": str(self.threads),
            "DATELINE_MEMORY_LIMIT": self.memory_limit,
            "DATELINE_TEMP_FOLDER": str(self.temp_folder),
        }


def _instant(text: str) -> Callable[[], datetime]:
    frozen = datetime.fromisoformat(text).replace(tzinfo=None)
    return lambda: frozen


def _switch(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError("it must be on or off")
    return text == "on"


_READERS: dict[str, Callable[[str], object]] = {
    "landing_folder": lambda text: Path(text).expanduser().resolve(),
    "data_folder": lambda text: Path(text).expanduser().resolve(),
    "engine": str,
    "workers": int,
    "batch_documents": int,
    "document_seconds": float,
    "max_file_bytes": int,
    "max_container_bytes": int,
    "feeds_file": lambda text: Path(text).expanduser().resolve(),
    "fetch_seconds": float,
    "request_seconds": float,
    "host_seconds": float,
    "loopback_feeds": _switch,
    "look_seconds": int,
    "threads": int,
    "memory_limit": str,
    "ner": _switch,
    "parquet": _switch,
    "csv": _switch,
    "ducklake": str,
    "lake_data": str,
    "shard": str,
    "texts": _switch,
    "commit": str,
    "lock_seconds": float,
    "now": _instant,
}
_VARIABLES = {name: f"DATELINE_{name.upper()}" for name in _READERS}


def _read(name: str, text: str) -> object:
    try:
        return _READERS[name](text)
    except ValueError as error:
        raise SettingError(f"{_VARIABLES[name]}={text!r} cannot be read: {error}") from error


def _check(settings: Settings) -> None:
    _check_engine(settings.engine)
    _check_lake(settings)
    if settings.landing_url:
        _need("s3fs", "s3", f"DATELINE_LANDING_FOLDER={settings.landing_url}")
    for name in ABOVE_ZERO:
        if getattr(settings, name) <= 0:
            raise SettingError(f"{_VARIABLES[name]}={getattr(settings, name)} must be above zero")


def _check_engine(engine: str) -> None:
    if engine not in ENGINES and not engine.startswith(CLUSTER):
        raise SettingError(f"DATELINE_ENGINE={engine!r} is not one of {', '.join(ENGINES)}, {CLUSTER}host:port")
    if engine.startswith("ray"):
        _need("ray", "cluster", f"DATELINE_ENGINE={engine!r}")


def _check_lake(settings: Settings) -> None:
    if not settings.ducklake:
        return
    if not settings.ducklake.startswith(CATALOGUE):
        raise SettingError(f"DATELINE_DUCKLAKE must begin with {CATALOGUE}, as {CATALOGUE}dbname=lake host=db.example")
    _need("duckdb_extension_ducklake", "lake", "DATELINE_DUCKLAKE")


def _need(package: str, extra: str, setting: str) -> None:
    if find_spec(package) is None:
        raise SettingError(f"{setting} needs the extra [{extra}]: {EXTRA_COMMAND.format(extra=extra)}")
