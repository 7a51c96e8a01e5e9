"""Two small stages whose behaviour a document's words decide; importable by worker processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pyarrow as pa

from dagster_project.orchestration.engine import Model
from dagster_project.orchestration.stages import CONTENTS, Stage
from dagster_project.text.records import GAZETTEER_ACTORS, NER_SPANS, PAGE_TEXTS


def shout(document_contents: pa.Table) -> dict[str, pa.Table]:
    """The content in capitals; raises, dies or hangs where a document says so."""
    rows = []
    for document in document_contents.to_pylist():
        obey(document["content"])
        rows.append({"document_id": document["document_id"], "page_text": document["content"].upper()})
    return {"page_texts": table(rows, PAGE_TEXTS)}


def name(page_texts: pa.Table, gazetteer_actors: pa.Table) -> dict[str, pa.Table]:
    """One span per page and actor of the gazetteer."""
    actors = gazetteer_actors.column("actor_name").to_pylist()
    rows = [
        {"document_id": page["document_id"], "surface": f"{actor} in {page['page_text']}"}
        for page in page_texts.to_pylist()
        for actor in actors
    ]
    return {"ner_spans": table(rows, NER_SPANS)}


def obey(words: str) -> None:
    """Do what the words say."""
    if "raise" in words:
        raise ValueError("this document raises")
    if "once: " in words:
        obey_once(words)
    elif "die" in words:
        os._exit(1)
    if "slow" in words:
        time.sleep(0.3)
    if "hang" in words:
        time.sleep(600)


def obey_once(words: str) -> None:
    """End the process, unless the file that the words name says that this was done."""
    mark = Path(words.partition("once: ")[2])
    if not mark.exists():
        mark.touch()
        os._exit(1)


def end_the_worker() -> Model:
    """What loads no model but ends the process."""
    os._exit(1)


def table(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    """A table of the schema; what a row does not say is null."""
    return pa.Table.from_pylist([{**dict.fromkeys(schema.names), **row} for row in rows], schema=schema)


SHOUT = Stage("shout", 1, (CONTENTS,), ("page_texts",), shout)
NAME = Stage("name", 1, ("page_texts",), ("ner_spans",), name, {"gazetteer_actors": GAZETTEER_ACTORS})
TOY_STAGES = (SHOUT, NAME)
