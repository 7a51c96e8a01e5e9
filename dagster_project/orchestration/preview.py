"""What the gazetteer's files would change if they were loaded now, before anything is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from dagster_project.orchestration.digests import DBT_FOLDER
from dagster_project.orchestration.refresh import Refresh
from dagster_project.orchestration.stages import ALIASES
from dagster_project.text.actors import Change, changed_spellings, concerned_pages, match_aliases, match_changes
from dagster_project.text.visible import visible
from dagster_project.warehouse.batches import read_name_mentions, read_pages, read_reference, read_rows, read_seed

SHOWN_ACTORS = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """The spellings whose rows differ, the documents that have one of them, and what would change there."""

    spellings: list[str]
    documents: int
    all_documents: int
    changes: list[Change]


def preview(work: Refresh, seeds: Path = DBT_FOLDER / "seeds") -> Preview:
    """Compare the seeded gazetteer with its files; only pages that hold a changed spelling are matched anew."""
    schemas = ALIASES.reference_tables
    with work.build.open() as connection:
        before = {name: read_reference(connection, name, schema) for name, schema in schemas.items()}
        after = {name: read_seed(connection, seeds / f"{name}.csv", schema) for name, schema in schemas.items()}
        pages = read_pages(connection)
        spellings = changed_spellings(before, after)
        documents = concerned_pages(pages, spellings)
        texts, lines, matches = (
            read_rows(connection, name, documents) for name in ("page_texts", "page_lines", "alias_matches")
        )
        names = read_name_mentions(connection, documents)
    found = match_aliases(texts, lines, **after)["alias_matches"]
    return Preview(spellings, len(documents), pages.num_rows, match_changes(texts, matches, found, names))


def print_preview(found: Preview) -> None:
    """Say what would change, actor by actor, with examples."""
    console = Console(highlight=False, soft_wrap=True)
    shown = ", ".join(found.spellings[:10]) + (", …" if len(found.spellings) > 10 else "")
    console.print(f"Changed spellings   {visible(shown) or 'none'}", markup=False)
    console.print(f"Documents           {found.documents} of {found.all_documents} hold one of them")
    for change in found.changes[:SHOWN_ACTORS]:
        console.print(f"{change.actor_id}   +{change.gained} -{change.lost} mentions", markup=False)
        for example in change.examples:
            console.print(f"  {visible(example)}", markup=False)
    if len(found.changes) > SHOWN_ACTORS:
        console.print(f"and {len(found.changes) - SHOWN_ACTORS} more actors")
    if not found.changes:
        console.print("No mention would change.")
