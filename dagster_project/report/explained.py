"""One article explained: its page as it arrived, with everything that was found in it marked in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from dagster_project.report.marking import Mark, stretches
from dagster_project.report.pages import render

Row = Mapping[str, object]
Rows = Mapping[str, Sequence[Row]]


def explained_article(rows: Rows, queries: Mapping[str, str], linked: Mapping[str, str] | None = None) -> str:
    """The page of one article, a whole HTML document.

    `rows` holds what the release says about it, by the name of the query that asked; `queries` these queries, and
    `linked` the addresses of other explained articles by their ids.
    """
    (article,) = rows["article"]
    marks = list(marks_of(rows))
    lines = [
        {**line, "stretches": list(stretches(str(line["line_text"]), _offset(line, "char_start"), marks))}
        for line in rows["lines"]
    ]
    return render(
        "explained.html.j2",
        title=article["title"] or article["location"],
        article=article,
        lines=lines,
        relatives=[_relative(group, linked or {}) for group in _by_relative(rows["passages"])],
        queries=queries,
        **{name: rows[name] for name in ("counts", "statements", "date_clues", "source_clues", "findings")},
    )


def marks_of(rows: Rows) -> Iterable[Mark]:
    """Everything that has a place in the page text, each with the words that explain it."""
    finders = {
        "mentions": ("mention", _told_mention),
        "date_clues": ("date", _told_date_clue),
        "spoken_dates": ("spoken", _told_spoken_date),
        "source_clues": ("source", _told_source_clue),
        "passages": ("passage", _told_passage),
        "statements": ("speech", _told_statement),
    }
    for name, (kind, told) in finders.items():
        for row in rows[name]:
            if row["char_start"] is not None:
                counts = "" if row.get("is_counted", True) else " uncounted"
                yield Mark(_offset(row, "char_start"), _offset(row, "char_end"), kind + counts, told(row))


def _told_mention(row: Row) -> str:
    counted = "counted" if row["is_counted"] else "not counted"
    name = row["actor_name"] or row["actor_id"] or "nobody known"
    return f"{name}: {row['reference_kind']} by {row['method']}, {_sure(row)}, tier {row['tier']}, {counted}"


def _told_date_clue(row: Row) -> str:
    decided = ", decides" if row["is_decisive"] else ""
    return f"clue to the day: {row['evidence_kind']} {row['candidate_date'] or ''}, {_sure(row)}{decided}"


def _told_spoken_date(row: Row) -> str:
    return f"speaks of {row['date_value'] or 'a time that stays open'}: {row['mention_kind']}, {_sure(row)}"


def _told_source_clue(row: Row) -> str:
    decided = ", decides" if row["is_decisive"] else ""
    return f"clue to the {row['field']}: {row['evidence_kind']} “{row['candidate']}”, {_sure(row)}{decided}"


def _told_passage(row: Row) -> str:
    quoted = ", a quotation" if row["is_quotation"] else ""
    other = row["other_title"] or row["other_location"]
    return f"passage {row['passage_number']}, {row['passage_kind']}, shared with {other}{quoted}"


def _told_statement(row: Row) -> str:
    who = row["speaker"] or "somebody not named"
    meant = f" ({row['actor_name']}, by {row['speaker_basis']})" if row["actor_name"] else ""
    return f"{row['statement_kind']} speech of {who}{meant}, {_sure(row)}"


def _sure(row: Row) -> str:
    return f"confidence {float(str(row['confidence'])):.2f}"


def _offset(row: Row, name: str) -> int:
    return int(str(row[name]))


def _by_relative(passages: Sequence[Row]) -> list[list[Row]]:
    return [list(group) for _, group in groupby(passages, key=lambda row: row["other_article_id"])]


def _relative(passages: Sequence[Row], linked: Mapping[str, str]) -> dict[str, object]:
    first = passages[0]
    return {
        "title": first["other_title"] or first["other_location"],
        "link": linked.get(str(first["other_article_id"])),
        "relation": first["relation"],
        "is_kin": first["is_kin"],
        "is_later": first["is_later"],
        "passages": passages,
    }
