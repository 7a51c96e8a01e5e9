"""Pages about a release, written beside it: the report, and articles explained."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from dagster_project import __version__
from dagster_project.report.explained import explained_article
from dagster_project.report.overview import SECTIONS, draw_figures, report_page
from dagster_project.settings import SettingError, Settings
from dagster_project.warehouse.explaining import QUERIES, article_facts, article_ids, query_for
from dagster_project.warehouse.releases import releases
from dagster_project.warehouse.reporting import report_facts

PAGE = "index.html"
NOTE = "made_of"  # which release the report is about
MOST_NAMED = 5  # articles that an error message lists


def write_report(settings: Settings) -> dict[str, bytes] | None:
    """Write the report on the release that readers see; its figures as PNG by title, None where it stands already.

    The folder is replaced as a whole, so that no page of another release stays behind.
    """
    seen = settings.warehouse_file.resolve()
    docs = settings.docs_page if settings.docs_page.is_file() else None
    note, made_with = settings.report_folder / NOTE, f"{seen.name}, dateline {__version__}{', docs' if docs else ''}"
    if note.is_file() and note.read_text(encoding="utf-8") == made_with:
        return None
    earlier = [release.path for release in releases(settings.releases_folder) if release.path.name < seen.name]
    facts = report_facts(seen, earlier[-1] if earlier else None)
    draft = settings.report_folder.with_name(f".report_{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    titles = _write_articles(seen, facts.explained, draft / "articles")
    link = os.path.relpath(docs, settings.report_folder) if docs else None
    figures = draw_figures(facts)
    (draft / PAGE).write_text(report_page(facts, figures, titles, link), encoding="utf-8")
    (draft / NOTE).write_text(made_with, encoding="utf-8")
    shutil.rmtree(settings.report_folder, ignore_errors=True)
    draft.rename(settings.report_folder)
    return {SECTIONS[name].title: figure.wide.png for name, figure in figures.items()}


def write_explained(settings: Settings, named: str) -> Path:
    """Explain the article that a person names by its id, its location or part of it; returns the page's path.

    Pages of articles that share passages with it are written as well, and linked. Raises SettingError when nothing or
    more than one article is named.
    """
    if not settings.warehouse_file.exists():
        raise SettingError(f"there is no {settings.warehouse_file} yet: run make refresh first")
    release = settings.warehouse_file.resolve()
    article = _meant(release, named)
    passages = article_facts(release, [article])[article]["passages"]
    kin = sorted({str(passage["other_article_id"]) for passage in passages})
    _write_articles(release, [article, *kin], settings.explained_folder)
    return settings.explained_folder / f"{article}.html"


def _write_articles(release: Path, articles: Sequence[str], folder: Path) -> dict[str, str]:
    """Write a page for each of the articles, linked with each other; returns their titles, by their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = article_facts(release, articles)
    links = {article: f"{article}.html" for article in facts}
    for article, rows in facts.items():
        queries = {name: query_for(name, article) for name in QUERIES}
        (folder / links[article]).write_text(explained_article(rows, queries, links), encoding="utf-8")
    first = {article: facts[article]["article"][0] for article in articles if article in facts}
    return {article: str(row["title"] or row["location"]) for article, row in first.items()}


def _meant(release: Path, named: str) -> str:
    found = article_ids(release, named) if named.strip() else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise SettingError(f"no article is {named!r}: give its id, its location or part of it, as in ARTICLE=talks")
    listed = ", ".join(found[:MOST_NAMED]) + (", ..." if len(found) > MOST_NAMED else "")
    raise SettingError(f"{len(found)} articles are {named!r}: give the id of one: {listed}")
