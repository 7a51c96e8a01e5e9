"""The walls of the house: imports point one way, rooms are small."""

from __future__ import annotations

import ast
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dagster_project import __version__
from dagster_project.settings import PROJECT_ROOT

PACKAGE = PROJECT_ROOT / "dagster_project"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODELS = sorted((PROJECT_ROOT / "dbt" / "models").rglob("*.sql"))


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package in which something may be planted."""
    shutil.copytree(PACKAGE, tmp_path / "dagster_project", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT_ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_one_way(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("text/dating/__init__.py", "import dagster"),
        ("text/records.py", "import duckdb"),
        ("text/separation/__init__.py", "from pathlib import Path"),
        ("text/actors/__init__.py", "from dagster_project import settings"),
        ("warehouse/batches.py", "from dagster_project.orchestration import engine"),
        ("orchestration/refresh.py", "import duckdb"),
        ("landing/archive.py", "import dagster"),
        ("landing/archive.py", "import urllib3"),
        ("feeds/listing.py", "import duckdb"),
        ("feeds/listing.py", "from dagster_project.warehouse import build"),
    ],
)
def test_a_forbidden_import_breaks_the_build(copy: Path, module: str, line: str) -> None:
    path = copy / "dagster_project" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert lint_imports(copy).returncode != 0


def functions() -> Iterator[ast.FunctionDef]:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_rooms_are_small() -> None:
    lengths = [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions()]
    assert statistics.median(lengths) <= 15
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES) <= 300
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in MODELS) <= 80


def test_every_module_says_what_belongs_into_it() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_only_settings_reads_the_environment() -> None:
    # dbt_commands.py and ray_engine.py hand on to other programs, __main__ asks whether Dagster has a home of its own.
    allowed = {"settings.py", "dbt_commands.py", "ray_engine.py", "__main__.py"}
    readers = {path.name for path in MODULES if "os.environ" in path.read_text(encoding="utf-8")}
    assert readers <= allowed


def test_there_is_no_python_below_dbt() -> None:
    assert list((PROJECT_ROOT / "dbt").rglob("*.py")) == []


def test_one_version_number_is_shown_everywhere() -> None:
    command = [sys.executable, "-m", "dagster_project", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT).stdout
    assert said == f"dateline {__version__}\n"
    assert f"## {__version__}" in (PROJECT_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
