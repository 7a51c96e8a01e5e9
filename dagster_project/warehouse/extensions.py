"""DuckDB's extensions, which come as Python packages of the same version: nothing is fetched when the program runs."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def stemmers_file() -> Path | None:
    """The extension that knows the stems of words, fts; None where its package is not installed.

    Raises ValueError when the package holds none or several, as after an upgrade that was broken off.
    """
    package = find_spec("duckdb_extension_fts")
    if package is None or package.origin is None:
        return None
    (file,) = Path(package.origin).parent.glob("extensions/v*/fts.duckdb_extension")
    return file
