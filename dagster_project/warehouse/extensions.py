"""DuckDB's extensions, which come as Python packages of the same version: nothing is fetched when the program runs."""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import duckdb


def extension_file(name: str) -> Path:
    """Where an installed package keeps an extension, signed by DuckDB's makers. Raises ModuleNotFoundError."""
    version = f"v{duckdb.__version__}"
    return Path(str(files(f"duckdb_extension_{name}"))) / "extensions" / version / f"{name}.duckdb_extension"


def stemmers_file() -> Path | None:
    """The extension that knows the stems of words, fts; None where its package is not installed."""
    return extension_file("fts") if find_spec("duckdb_extension_fts") else None
