"""What every test may use: settings on a temporary folder, a frozen clock, and the folders of the outside world."""

from __future__ import annotations

import os
import pwd
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock

from dagster_project.settings import PROJECT_ROOT, Settings

NOON = datetime(2026, 3, 1, 12, 0)  # the clock of all tests
NOBODY = pwd.getpwnam("nobody").pw_uid  # file modes do not bind root; they bind this user


def _folder_from(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set: it names a folder that is not part of the project")
    return Path(value)


@pytest.fixture(scope="session")
def bench_folder() -> Path:
    """The benchmark data."""
    return _folder_from("DATELINE_BENCH")


@pytest.fixture(scope="session")
def raw_texts_folder() -> Path:
    """Five real raw texts."""
    return _folder_from("DATELINE_RAW_TEXTS")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may read, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="dateline_") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings on an empty landing folder and a fresh data folder, in this process, at a frozen noon."""
    landing = tmp_path / "landing"
    landing.mkdir()
    return settings_for(landing, tmp_path / "data")


def settings_for(landing: Path, data: Path, **overrides: object) -> Settings:
    """Settings for tests: the inline engine, one DuckDB thread, the frozen clock, and nobody's own feeds."""
    feeds = data / "feeds.yaml"
    given = {"engine": "inline", "workers": 1, "threads": 1, "now": lambda: NOON, "feeds_file": feeds, **overrides}
    return Settings.from_env({}, landing_folder=landing, data_folder=data, **given)


@pytest.fixture(scope="session")
def sample_corpus() -> Path:
    """The raw texts that the project ships."""
    return PROJECT_ROOT / "seeds"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast ones first: pure functions, then single rooms, then the whole path.

    Of the whole path the longest first, so that at the end no processor waits for another.
    """
    rooms = ("text", "landing", "feeds", "warehouse", "orchestration")
    longest = ("test_readers", "test_unattended", "test_browser", "test_crashes")
    order = {name: number for number, name in enumerate((*rooms, *longest))}
    items.sort(key=lambda item: order.get(item.path.parent.name, order.get(item.path.stem, len(order))))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI nothing may be skipped: there, what a test needs is present or the build is broken."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        reporter.write_line("In CI a skipped test is a failed one.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills once for all worker processes of a test run; tests only read it."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with FileLock(folder / f"{name}.lock"):
        if not (folder / f"{name}.made").exists():
            (folder / name).mkdir()
            make(folder / name)
            (folder / f"{name}.made").touch()
    return folder / name


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, sample_corpus: Path) -> Settings:
    """The sample corpus, refreshed once; its warehouse is only read."""
    from tests.refreshing import run_refresh

    def make(folder: Path) -> None:
        run_refresh(settings_for(sample_corpus, folder / "data"))

    return settings_for(sample_corpus, made_once(tmp_path_factory, "published", make) / "data")
