"""`make golden`: refresh the sample corpus, write its golden records and the outputs that pages show anew.

A record that changed loses its verdict: read it line by line, then write what you found into "verdict" ("right", or
"known fault: ..."). A test fails while a verdict is missing.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from pathlib import Path

from dagster_project.orchestration.summary import print_summary
from dagster_project.settings import PROJECT_ROOT, Settings
from tests.conftest import settings_for
from tests.dictionary import DICTIONARY, dictionary_page
from tests.golden.records import DIGESTS, FOLDER, UNREAD, load, read_digests, read_records, save
from tests.readme import QUESTIONS, README, with_outputs
from tests.refreshing import run_refresh


def main() -> int:
    """Write all records; say which changed."""
    with tempfile.TemporaryDirectory(prefix="dateline_golden_") as folder:
        settings = settings_for(PROJECT_ROOT / "seeds", Path(folder) / "data", engine="pool", workers=2)
        run_refresh(settings)
        records, digests = read_records(settings), read_digests(settings)
        for page in (README, QUESTIONS):
            page.write_text(_with_outputs(page, settings), encoding="utf-8")
    DICTIONARY.write_text(dictionary_page(), encoding="utf-8")
    for path in FOLDER.glob("*.json"):
        if path.stem not in records:
            path.unlink()
    for stem, record in records.items():
        _write(FOLDER / f"{stem}.json", record)
    save(DIGESTS, digests)
    return 0


def _with_outputs(page: Path, settings: Settings) -> str:
    """The page with the outputs of its commands made anew."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        print_summary(settings, first_delivery=0)
    return with_outputs(page.read_text(encoding="utf-8"), settings, printed.getvalue())


def _write(path: Path, record: dict[str, object]) -> None:
    old = load(path) if path.exists() else {}
    verdict = old.pop("verdict", UNREAD)
    if old != record:
        verdict = UNREAD
        sys.stdout.write(f"changed: {path.name}\n")
    save(path, {"verdict": verdict, **record})


if __name__ == "__main__":
    sys.exit(main())
