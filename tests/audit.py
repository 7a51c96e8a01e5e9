"""Known vulnerabilities of what is pinned, as a database of advisories tells them; `make audit`.

    python -m tests.audit [ADDRESS]

The database is OSV's, which pip-audit asks about one package after the other, or a mirror of it at the address given.
The one of the package index is not asked: where it has no answer, pip-audit passes over the package.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from dagster_project.settings import PROJECT_ROOT

logger = logging.getLogger(__name__)

SOUND, VULNERABLE, UNKNOWN = 0, 1, 2


def audit(pins: Path, address: str = "") -> int:
    """Say what is known of these pins; SOUND, VULNERABLE, or UNKNOWN when the database gives no answer."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(pins), "--no-deps", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--vulnerability-service", "osv"]
    command += ["--osv-url", address] if address else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):  # an answer, good or bad, is JSON; all else is an error
        logger.error("NOT AUDITED: the database of advisories gives no answer.\n%s", _last_line(done.stderr))
        return UNKNOWN
    packages = json.loads(done.stdout)["dependencies"]
    found = [(package, advisory) for package in packages for advisory in package.get("vulns", [])]
    for package, advisory in found:
        mended = ", ".join(advisory["fix_versions"]) or "no version yet"
        logger.error("%s %s: %s, mended in %s", package["name"], package["version"], advisory["id"], mended)
    logger.info("%d packages audited, %d known vulnerabilities", len(packages), len(found))
    return VULNERABLE if found else SOUND


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["pip-audit said nothing"])[-1]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.exit(audit(PROJECT_ROOT / "constraints.txt", *sys.argv[1:2]))
