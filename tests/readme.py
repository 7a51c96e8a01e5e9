"""Pages that show queries with their answers: read from the page, and made anew from the sample corpus."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from dagster_project.settings import PROJECT_ROOT, Settings

README = PROJECT_ROOT / "README.md"
QUESTIONS = PROJECT_ROOT / "docs" / "questions.md"
# A query in a sql block, directly followed by its output in a text block.
QUERY = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<output>.*?)```", re.DOTALL)
# What `make refresh` prints, behind its command.
SUMMARY = re.compile(r"```text\n\$ make refresh\n(?P<output>.*?)```", re.DOTALL)


def answer(settings: Settings, query: str) -> str:
    """What `make sql` prints for a query on the published warehouse."""
    program = Path(sys.executable).with_name("duckdb")
    command = [program, "-readonly", "-init", "/dev/null", str(settings.warehouse_file), "-c", query]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def summary(settings: Settings, printed: str) -> str:
    """What `make refresh` printed, with the path that a reader of the page sees."""
    return printed.replace(str(settings.data_folder), "data")


def with_outputs(page: str, settings: Settings, printed: str) -> str:
    """The page with every output block replaced by what the commands say now."""

    def anew(match: re.Match[str]) -> str:
        return match[0].replace(f"```text\n{match['output']}", f"```text\n{answer(settings, match['query'])}")

    page = QUERY.sub(anew, page)
    return SUMMARY.sub(lambda _: f"```text\n$ make refresh\n{summary(settings, printed)}```", page)
