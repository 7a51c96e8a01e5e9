"""Addresses of pages: made whole, and in the one form by which a page is known, without what only tracks readers."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from courlan import lang_filter, normalize_url

from dagster_project.feeds.addresses import MAX_URL_CHARACTERS


def whole_url(link: str, base: str) -> str | None:
    """Return a link of a feed as an address of the web; None for what is none."""
    try:
        url = urljoin(base, "".join(link.split()))
        parts = urlsplit(url)
        is_page = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if is_page and url.isprintable() and len(url) <= MAX_URL_CHARACTERS else None


def canonical_url(url: str) -> str:
    """Return the form by which a page is known: host in small letters, no fragment, no tracking; by courlan."""
    parts = urlsplit(url)
    try:
        return str(normalize_url(parts._replace(fragment="")))
    except ValueError:
        return url


def may_be_in(language: str, url: str) -> bool:
    """Whether nothing in an address names another language than this one."""
    return not language or bool(lang_filter(url, language))
