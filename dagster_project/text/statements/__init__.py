"""Statements: what a page's text says that somebody said, thinks, wants or found, and who."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from dagster_project.text.actors.pages import Page, pages_from
from dagster_project.text.records import STATEMENTS
from dagster_project.text.statements.conversation import Conversation, Statement
from dagster_project.text.statements.cues import Lexicon, lexicon_from
from dagster_project.text.statements.rules import confidence_of, hedge_in


def find_statements(page_texts: pa.Table, page_lines: pa.Table, speech_cues: pa.Table) -> dict[str, pa.Table]:
    """Attributed statements in the prose of each English page, as `statements`; pages in other languages have none."""
    lexicon = lexicon_from(speech_cues)
    pages = (page for page in pages_from(page_texts, page_lines) if page.is_english)
    rows = [_row(page, number, each) for page in pages for number, each in enumerate(statements_of(page, lexicon), 1)]
    return {"statements": pa.Table.from_pylist(rows, schema=STATEMENTS)}


def statements_of(page: Page, lexicon: Lexicon) -> Iterator[Statement]:
    """The statements of a page in the order in which they begin, one for each span of words and words of reporting."""
    conversation = Conversation(lexicon, [])
    for line in page.lines:
        if page.is_prose(line):
            conversation.read(page.text[line.start : line.end], line.start, line.line_number)
        else:
            conversation.interrupt()
    yield from sorted(conversation.found, key=lambda each: (each.content, each.cue or each.content))


def _row(page: Page, number: int, statement: Statement) -> dict[str, Any]:
    start, end = statement.content
    cue, speaker = statement.cue or (None, None), statement.speaker or (None, None)
    return {
        "document_id": page.document_id,
        "statement_number": number,
        "line_number": statement.line_number,
        "char_start": start,
        "char_end": end,
        "surface": page.text[start:end],
        "statement_kind": statement.kind,
        "cue_start": cue[0],
        "cue_end": cue[1],
        "cue": page.text[slice(*cue)] if statement.cue else None,
        "cue_lemma": statement.meaning.lemma if statement.meaning else None,
        "cue_kind": statement.meaning.kind if statement.meaning else None,
        "speaker_start": speaker[0],
        "speaker_end": speaker[1],
        "speaker": page.text[slice(*speaker)] if statement.speaker else None,
        "negation": statement.negation,
        "hedge": hedge_in(page.text, statement),
        "rule": statement.rule,
        "confidence": confidence_of(statement),
    }
