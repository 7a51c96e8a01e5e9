"""Publisher, title, author and address of a page: every clue to them with its place, none of them chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dagster_project.text.records import SOURCE_EVIDENCE, table_of
from dagster_project.text.sourcing.agreement import agreed, features_of
from dagster_project.text.sourcing.authors import author_clues, biography_clues
from dagster_project.text.sourcing.clues import Clue, Finder, Line, Page, is_usable
from dagster_project.text.sourcing.domains import domain_clues
from dagster_project.text.sourcing.head import head_evidence
from dagster_project.text.sourcing.mastheads import masthead_clues
from dagster_project.text.sourcing.phrase_finder import phrase_clues
from dagster_project.text.sourcing.titles import title_clues, with_headline
from dagster_project.text.sourcing.weights import WEIGHTS

__all__ = ["find_sources", "publisher_features"]

READ = ("document_id", "line_number", "char_start", "char_end", "observed_role")  # columns of page_lines

FINDERS: tuple[Finder, ...] = (
    head_evidence,
    phrase_clues,
    domain_clues,
    masthead_clues,
    title_clues,
    author_clues,
    biography_clues,
)


def find_sources(
    document_contents: pa.Table,
    page_texts: pa.Table,
    page_lines: pa.Table,
    publisher_weights: Mapping[str, float] = WEIGHTS,
) -> dict[str, pa.Table]:
    """Every clue to publisher, title, author and address of each document of `page_texts`, in its order.

    Returns `{"source_evidence": SOURCE_EVIDENCE}`. Clues from `<head>` have no offsets; for all others
    `page_text[char_start:char_end] == surface`. Candidates are verbatim: no registry is consulted.
    """
    rows = [
        _row(page.document_id, clue)
        for page in _pages(document_contents, page_texts, page_lines)
        for clue in _clues(page, publisher_weights)
    ]
    return {"source_evidence": table_of(rows, SOURCE_EVIDENCE)}


def _pages(contents: pa.Table, texts: pa.Table, lines: pa.Table) -> Iterator[Page]:
    html = contents.filter(pc.equal(contents.column("media_type"), "text/html")).select(["document_id", "content"])
    sources = dict(zip(*html.to_pydict().values(), strict=True))
    identifiers, numbers, starts, ends, roles = (lines.column(name).to_pylist() for name in READ)
    places_of = defaultdict(list)
    for place, document_id in enumerate(identifiers):
        places_of[document_id].append(place)
    for document_id, text in zip(*texts.select(["document_id", "page_text"]).to_pydict().values(), strict=True):
        words = text or ""
        yield Page(
            document_id=document_id,
            source=sources.get(document_id) or "",
            lines=tuple(
                Line.of(numbers[place], starts[place], words[starts[place] : ends[place]], roles[place] or "")
                for place in sorted(places_of[document_id], key=numbers.__getitem__)
            ),
        )


def publisher_features(
    document_contents: pa.Table, page_texts: pa.Table, page_lines: pa.Table
) -> dict[str, dict[str, set[str]]]:
    """What speaks for and against each name of each document, by document id and the name's key: for training."""
    return {
        page.document_id: features_of(page, [clue for clue in _found(page) if clue.field == "publisher"])
        for page in map(with_headline, _pages(document_contents, page_texts, page_lines))
    }


def _found(page: Page) -> list[Clue]:
    """The usable clues of all finders."""
    return [clue.found_by(finder.__name__) for finder in FINDERS for clue in finder(page) if is_usable(clue)]


def _clues(page: Page, publisher_weights: Mapping[str, float]) -> list[Clue]:
    """The usable clues of a page, each one once, publishers rated by how far they agree."""
    page = with_headline(page)
    found = _found(page)
    publishers = agreed(page, (clue for clue in found if clue.field == "publisher"), publisher_weights)
    others = [clue for clue in found if clue.field != "publisher"]
    return list(dict.fromkeys([*publishers, *others]))


def _row(document_id: str, clue: Clue) -> tuple[object, ...]:
    """The clue in the order of SOURCE_EVIDENCE."""
    return (
        document_id,
        clue.field,
        clue.evidence_kind,
        clue.candidate,
        clue.surface,
        clue.line_number,
        clue.char_start,
        clue.char_end,
        clue.finder,
        round(clue.confidence, 4),
    )
