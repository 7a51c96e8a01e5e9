"""What a changed gazetteer would change is told page by page, and only pages that can change are looked at."""

from __future__ import annotations

import pyarrow as pa
import pytest

from dagster_project.text import records
from dagster_project.text.actors import changed_spellings, concerned_pages, match_aliases, match_changes
from tests.text.actors_pages import gazetteer, pages

TEXTS = ("Kenya spoke.\nThe Kenyans of Mombasa cheered.", "Japan listened to MOMBASA.", "Nothing here.")


def with_alias(alias: str, actor_id: str | None, alias_type: str = "name") -> dict[str, pa.Table]:
    row = {"alias": alias, "actor_id": actor_id, "alias_type": alias_type, "case_rule": "upper_ok", "priority": 1}
    added = pa.Table.from_pylist([row], schema=records.GAZETTEER_ALIASES)
    tables = gazetteer()
    return {**tables, "gazetteer_aliases": pa.concat_tables([tables["gazetteer_aliases"], added])}


def tagged(*names: tuple[str, int, int, str]) -> pa.Table:
    """Counted mentions of actors whom only the tagger knows."""
    columns = ("document_id", "char_start", "char_end", "actor_id")
    schema = pa.schema([records.ALIAS_MATCHES.field(name) for name in columns])
    return pa.Table.from_pylist([dict(zip(columns, name, strict=True)) for name in names], schema=schema)


def test_an_unchanged_gazetteer_concerns_no_page():
    assert changed_spellings(gazetteer(), gazetteer()) == []
    assert concerned_pages(pages(*TEXTS)["page_texts"], []) == []


def test_a_changed_actor_concerns_all_its_spellings():
    actors = gazetteer()["gazetteer_actors"]
    rows = [{**row, "parent_id": "EU"} if row["actor_id"] == "TUV" else row for row in actors.to_pylist()]
    changed = {**gazetteer(), "gazetteer_actors": pa.Table.from_pylist(rows, schema=actors.schema)}
    assert {"Tuvalu", "Tuvaluan"} <= set(changed_spellings(gazetteer(), changed))


def test_pages_are_concerned_by_a_spelling_in_either_case():
    assert concerned_pages(pages(*TEXTS)["page_texts"], ["Mombasa"]) == ["0", "1"]


@pytest.mark.parametrize(
    ("alias", "actor_id", "alias_type", "expected"),
    [
        ("Mombasa", "KEN", "metonym", [("KEN", 2, 0)]),
        ("Kenyans of Mombasa", None, "blocker", [("KEN", 0, 1)]),
        ("Kenya spoke", "JPN", "name", [("JPN", 1, 0), ("KEN", 0, 1)]),
    ],
)
def test_an_added_alias_gains_mentions_and_a_blocked_phrase_loses_them(alias, actor_id, alias_type, expected):
    tables, changed = pages(*TEXTS), with_alias(alias, actor_id, alias_type)
    assert changed_spellings(gazetteer(), changed) == [alias]
    before = match_aliases(**tables, **gazetteer())["alias_matches"]
    after = match_aliases(**tables, **changed)["alias_matches"]
    changes = match_changes(tables["page_texts"], before, after, tagged())
    assert [(change.actor_id, change.gained, change.lost) for change in changes] == expected
    assert all(f"[{alias.split(' of')[0].split(' spoke')[0]}" in change.examples[0] for change in changes)


def test_a_listed_name_takes_over_the_mentions_of_the_one_whom_only_the_tagger_knew():
    text = "The dockers' Union of Mombasa Pilots met Bo Ray. UMP and Bo Ray agreed."
    tables, changed = pages(text), with_alias("Union of Mombasa Pilots", "KEN")
    words = [("Union of Mombasa Pilots", "org:pilots"), ("UMP", "org:pilots"), ("Bo Ray", "person:bo-ray")]
    names = tagged(*(("0", text.index(word), text.index(word) + len(word), actor) for word, actor in words))
    before = match_aliases(**tables, **gazetteer())["alias_matches"]
    after = match_aliases(**tables, **changed)["alias_matches"]
    changes = match_changes(tables["page_texts"], before, after, names)
    assert [(change.actor_id, change.gained, change.lost) for change in changes] == [
        ("KEN", 2, 0),
        ("org:pilots", 0, 2),
    ]
