"""Dating: every clue to a page's publication date, none of them chosen, and the dates that its article speaks of."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from dagster_project.text.dating.head_finders import head_clues, stated_days
from dagster_project.text.dating.line_finders import line_clues
from dagster_project.text.dating.mentions import date_mentions
from dagster_project.text.dating.pages import read_pages
from dagster_project.text.records import DATE_EVIDENCE, DATE_MENTIONS, table_of


def find_dates(document_contents: pa.Table, page_texts: pa.Table, page_lines: pa.Table) -> dict[str, pa.Table]:
    """Zero or more rows a page: what it says of its own day in date_evidence, what it speaks of in date_mentions."""
    evidence, mentions = [], []
    for page in read_pages(document_contents, page_texts, page_lines):
        found = list(head_clues(page))
        clues = [*found, *line_clues(replace(page, head_days=stated_days(found)))]
        evidence += [clue.row(page.document_id) for clue in clues if clue.kind]
        mentions += list(date_mentions(page))
    return {
        "date_evidence": table_of(evidence, DATE_EVIDENCE),
        "date_mentions": table_of(mentions, DATE_MENTIONS),
    }
