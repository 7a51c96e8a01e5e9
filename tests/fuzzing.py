"""Inputs that nobody would write, for everything that strangers' bytes go through: `make fuzz` runs many of them.

    python -m tests.fuzzing INPUTS [TARGET ...]

Each target must end within its time, raise nothing but its own refusal, and give a reason with every refusal.
"""

from __future__ import annotations

import gzip
import logging
import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dagster_project.landing.archive import Archive, ArchiveDamaged
from dagster_project.landing.arrivals import HTML, TEXT, PageRefusedError
from dagster_project.landing.decoding import Undecodable, decode
from dagster_project.landing.reading import unpack
from dagster_project.landing.sidecars import read_hints
from dagster_project.orchestration.models import MODELS
from dagster_project.text import actors, dating, reuse, separation, sourcing, statements
from dagster_project.text.records import DOCUMENT_CONTENTS, GAZETTEER_ACTORS, GAZETTEER_ALIASES, SPEECH_CUES
from dagster_project.text.separation.rendering import PageTooDeep
from dagster_project.text.visible import visible
from tests.hostile_pieces import PIECES
from tests.orchestration.toy_stages import table

logger = logging.getLogger(__name__)

SECONDS = 10.0  # of one input, on a slow machine; a page takes milliseconds
INPUTS_A_ROUND = 1000  # hypothesis remembers all inputs of a round
MOST_BYTES = 1_000_000  # that a packed file may unpack to

pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=12), st.from_regex(r"[A-Z][a-z]{1,9}( [a-z]{1,9}){0,9}\."))
pages = st.lists(st.tuples(pieces, st.sampled_from([" ", "\n", "\n\n", ""])), max_size=40).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)
long_pages = st.builds(lambda piece, times: piece * times, pieces, st.integers(1, 3000))
texts = st.one_of(pages, pages, pages, long_pages)
codecs = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32-be", "cp1252", "cp1251", "cp932", "gb18030", "utf-7"])
contents = st.one_of(
    st.binary(max_size=400),
    st.builds(lambda text, codec: text.encode(codec, "ignore"), texts, codecs),
    st.builds(lambda text, cut, noise: text.encode()[cut:] + noise, texts, st.integers(0, 9), st.binary(max_size=4)),
)


@dataclass(frozen=True, slots=True)
class Target:
    """Something that strangers' input goes through, and the share of all inputs that it gets."""

    inputs: st.SearchStrategy[Any]
    call: Callable[[Any], None]
    share: float


def require_reason(code: str, reason: str) -> None:
    """A refusal has a code to count by and words for people."""
    assert code
    assert len(reason) > len("no")


def decode_bytes(content: bytes) -> None:
    """Any bytes are a text that every table can hold, or refused with a reason."""
    for media_type in (TEXT, HTML):
        try:
            decoded = decode(content, media_type)
        except Undecodable as refusal:
            require_reason(refusal.reason_code, str(refusal))
            continue
        decoded.text.encode()  # no unpaired surrogate
        assert "\0" not in decoded.text
        assert decode(content, media_type, decoded.encoding) == decoded


def unpack_bytes(content: bytes) -> None:
    """Any bytes unpack within the limit, or are refused with a reason."""
    for packed in (content, gzip.compress(content)[: len(content) // 2 + 12], b"\x1f\x8b\x08" + content):
        try:
            assert len(unpack(packed, MOST_BYTES)) <= MOST_BYTES
        except PageRefusedError as error:
            require_reason(error.refusal.reason_code, error.refusal.reason)


def read_sidecar_bytes(content: bytes) -> None:
    """Any bytes are hints, or the problem that keeps them from being some."""
    for sidecar in (content, b'{"published": "' + content + b'"}', b'{"title": ' + content + b"}"):
        hints = read_hints(sidecar)
        assert hints.problem != ""
        assert all(value.encode() for value in hints.values.values())


def read_log_bytes(content: bytes) -> None:
    """Any bytes in the archive's log are arrivals, or damage that is named."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        archive.log_path.write_bytes(content + b"\n")
        try:
            list(archive.read())
        except ArchiveDamaged as damage:
            require_reason("damaged", str(damage))


def show_text(text: str) -> None:
    """Any text is shown on one line in which nothing acts."""
    shown = visible(text)
    assert shown.isprintable() or not any(sign.isprintable() is False and ord(sign) < 0x20 for sign in shown)
    assert not set(shown) & set("\x1b\n\r\t\u202e\u2066\u200b\u2028\x00")


@cache
def references() -> dict[str, Any]:
    """What the stages are given besides pages."""
    named = [{"actor_id": "KEN", "actor_name": "Kenya", "actor_type": "country"}, {"actor_id": "NATO"}]
    spellings = {"Kenya": "KEN name", "U.S.": "KEN name", "NATO": "NATO acronym", "alliance": "NATO nominal"}
    known = [
        {
            "alias": alias,
            "actor_id": meant.split()[0],
            "alias_type": meant.split()[1],
            "case_rule": "exact",
            "priority": 1,
        }
        for alias, meant in spellings.items()
    ]
    return {
        "line_model": MODELS["line_model"]().load(),
        "gram_frequencies": MODELS["gram_frequencies"]().load(),
        "gazetteer_actors": table(named, GAZETTEER_ACTORS),
        "gazetteer_aliases": table(known, GAZETTEER_ALIASES),
        "speech_cues": table([{"cue": "say", "cue_kind": "speech", "takes": "clause"}], SPEECH_CUES),
    }


def run_stages(media_type: str) -> Callable[[str], None]:
    """Any page goes through the separators and all finders, and every offset holds."""

    def run(text: str) -> None:
        decoded = decode(("\ufeff" + text).encode("utf-8", "replace"), media_type, "utf-8").text
        if not decoded.strip():
            return  # refused before a stage sees it
        given_ = references()
        page = table([{"document_id": "d", "media_type": media_type, "content": decoded}], DOCUMENT_CONTENTS)
        try:
            parts = separation.separate_pages(page, given_["line_model"])
        except PageTooDeep as refusal:
            require_reason("too deep", str(refusal))
            return
        inputs = {"page_texts": parts["page_texts"], "page_lines": parts["page_lines"]}
        found = [
            dating.find_dates(page, **inputs),
            sourcing.find_sources(page, **inputs),
            actors.match_aliases(
                **inputs, gazetteer_actors=given_["gazetteer_actors"], gazetteer_aliases=given_["gazetteer_aliases"]
            ),
            statements.find_statements(**inputs, speech_cues=given_["speech_cues"]),
            reuse.index_documents(**inputs, gram_frequencies=given_["gram_frequencies"]),
        ]
        page_text = parts["page_texts"].column("page_text")[0].as_py()
        for rows in (rows for tables in [parts, *found] for rows in tables.values()):
            check_offsets(page_text, rows)

    return run


def check_offsets(page_text: str, rows: pa.Table) -> None:
    """Where a row has offsets and a surface, the page has the surface there."""
    if not {"char_start", "char_end"} <= set(rows.column_names):
        return
    for row in rows.to_pylist():
        start, end = row["char_start"], row["char_end"]
        if start is not None:
            assert 0 <= start <= end <= len(page_text)
            assert page_text[start:end] == row.get("surface", page_text[start:end])


TARGETS = {
    "decoding": Target(contents, decode_bytes, 0.25),
    "unpacking": Target(contents, unpack_bytes, 0.15),
    "sidecars": Target(contents, read_sidecar_bytes, 0.15),
    "log": Target(contents, read_log_bytes, 0.1),
    "showing": Target(st.text(), show_text, 0.15),
    "text pages": Target(texts, run_stages(TEXT), 0.1),
    "html pages": Target(texts, run_stages(HTML), 0.1),
}


def fuzz(name: str, inputs: int, *, fixed: bool) -> int:
    """Run a target on so many inputs, the same ones each time if `fixed`; returns how many it had."""
    rounds = [INPUTS_A_ROUND] * (inputs // INPUTS_A_ROUND) + [inputs % INPUTS_A_ROUND]
    return sum(_round(TARGETS[name], size, fixed=fixed) for size in rounds if size)


def _round(target: Target, inputs: int, *, fixed: bool) -> int:
    done = Counter[str]()
    property_of(target, inputs, done=done, fixed=fixed)()
    return done["inputs"]


def property_of(target: Target, inputs: int, *, done: Counter[str] | None = None, fixed: bool = False) -> Any:
    """What holds of every input of a target, as a test of hypothesis; `done` counts the inputs that it had."""
    seen = Counter[str]() if done is None else done

    @settings(
        max_examples=inputs,
        deadline=timedelta(seconds=SECONDS),
        derandomize=fixed,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(given_input=target.inputs)
    def run(given_input: Any) -> None:
        seen["inputs"] += 1
        target.call(given_input)

    return run


def main(inputs: int, names: list[str]) -> int:
    """Run all targets, each with its share of the inputs; an input that breaks a promise ends it with a traceback."""
    total = 0
    for name in names or TARGETS:
        started = time.monotonic()
        done = fuzz(name, math.ceil(inputs * TARGETS[name].share), fixed=False)
        total += done
        logger.info("%-12s %7d inputs, %.0f seconds", name, done, time.monotonic() - started)
    logger.info("%d inputs in all: no crash, none over %.0f seconds, every refusal with a reason", total, SECONDS)
    return 0


def say_our_own_only(name: str) -> None:
    """Let this logger be heard, and no other: libraries complain of such pages, and may."""
    handler = logging.StreamHandler()
    handler.addFilter(logging.Filter(name))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S", handlers=[handler])


if __name__ == "__main__":
    say_our_own_only(__name__)
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
