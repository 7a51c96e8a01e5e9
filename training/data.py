"""The dev sets as training reads them: pages with lines, labels and domains, and the fold of each domain."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tld import get_fld

FOLDS = 5
BODY, CHROME, UNKNOWN = 1, 0, -1


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a packed JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def domain_of(url: str) -> str:
    """The registered domain of an address: bbc.co.uk of https://www.bbc.co.uk/news."""
    found = get_fld(url, fail_silently=True, fix_protocol=True)
    host = urlsplit(url if "//" in url else f"//{url}").hostname or url
    return found or host.removeprefix("www.")


def page_of(identifier: str) -> str:
    """The page that a text was made of: ids of texts are the page's id, # and how it was flattened."""
    return identifier.split("#", maxsplit=1)[0]


def domains(bench: Path) -> dict[str, str]:
    """The domain of every dev page, by page id."""
    return {row["id"]: domain_of(row["url"]) for row in read_rows(bench / "data" / "pages.dev.jsonl.gz")}


def folds(domains_of_pages: Mapping[str, str]) -> dict[str, int]:
    """A fold (0 to FOLDS - 1) for every page id, all pages of a domain in one, the folds of about one size."""
    sizes = Counter(domains_of_pages.values())
    load, fold_of = [0] * FOLDS, {}
    for domain in sorted(sizes, key=lambda each: (-sizes[each], each)):
        fold_of[domain] = load.index(min(load))
        load[fold_of[domain]] += sizes[domain]
    return {page: fold_of[domain] for page, domain in domains_of_pages.items()}
