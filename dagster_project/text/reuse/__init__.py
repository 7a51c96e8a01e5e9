"""Which texts are copies, updates or rewrites of which: an index of rare runs of words, and the comparison of a pair.

`index_documents` works on one document; pairs that share enough rows of the index are found in the build file
(warehouse/candidates.py) and given to `compare_documents`. What a pair is in the end is decided in dbt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from dagster_project.text.records import REUSE_GRAMS, REUSE_PAIRS, REUSE_PASSAGES
from dagster_project.text.reuse.bodies import Body, Hashes, read_bodies
from dagster_project.text.reuse.grams import Frequencies, Grams, own_gram_hashes
from dagster_project.text.reuse.overlap import Overlap, overlap
from dagster_project.text.reuse.passages import Passage, align, longest_run

# Rare runs that the index keeps of a text: so many, or this share of them when it is long, those with the smallest
# hashes. Two texts thus keep the same of what they share, and a tenth shared still leaves a dozen.
KEPT_GRAMS = 128
MIN_KEPT_SHARE = 0.25
HASHES = 2.0**64
DIGITS = 4  # of shares: the same on every processor
# Below this share held in both directions no sentences are aligned: on dev no copy or rewrite shares so little.
MIN_ALIGNED_SHARE = 0.03


def index_documents(page_texts: pa.Table, page_lines: pa.Table, gram_frequencies: Frequencies) -> dict[str, pa.Table]:
    """The rows of `reuse_grams` of each document: its rare runs of three words, a bounded number of them."""
    documents: list[str] = []
    kept: list[Hashes] = []
    for document, body in read_bodies(page_texts, page_lines).items():
        hashes = kept_grams(body, gram_frequencies)
        documents += [document] * len(hashes)
        kept.append(hashes)
    numbers = np.concatenate(kept) if kept else np.zeros(0, dtype=np.uint64)
    return {"reuse_grams": pa.table([documents, numbers.view(np.int64)], schema=REUSE_GRAMS)}


def kept_grams(body: Body, frequencies: Frequencies) -> Hashes:
    """Rare runs of the body whose hashes are below a bound that only its number of rare runs decides."""
    grams = np.unique(own_gram_hashes(body))
    rare = grams[frequencies.is_rare(grams)]
    share = min(1.0, max(MIN_KEPT_SHARE, KEPT_GRAMS / max(1, len(rare))))
    kept: Hashes = rare[rare.astype(np.float64) <= share * HASHES]
    return kept


def compare_documents(
    page_texts: pa.Table, page_lines: pa.Table, reuse_candidates: pa.Table, gram_frequencies: Frequencies
) -> dict[str, pa.Table]:
    """The rows of `reuse_pairs` and `reuse_passages` of each candidate pair, whose pages must be in the tables."""
    bodies = read_bodies(page_texts, page_lines)
    grams = {document: Grams.of(body, gram_frequencies) for document, body in bodies.items()}
    pairs: list[dict[str, Any]] = []
    passages: list[dict[str, Any]] = []
    for candidate in reuse_candidates.to_pylist():
        names = {name: candidate[name] for name in ("document_id", "other_document_id")}
        first, second = (bodies[each] for each in names.values())
        common = overlap(*(grams[each] for each in names.values()))
        enough = max(common.first_share, common.second_share) >= MIN_ALIGNED_SHARE
        found = align(first, second, gram_frequencies) if enough else []
        pairs.append({**names, **_pair_row(first, second, common, found)})
        passages += [{**names, **row} for row in _passage_rows(first, second, found)]
    return {
        "reuse_pairs": pa.Table.from_pylist(pairs, schema=REUSE_PAIRS),
        "reuse_passages": pa.Table.from_pylist(passages, schema=REUSE_PASSAGES),
    }


def _pair_row(first: Body, second: Body, common: Overlap, passages: list[Passage]) -> dict[str, Any]:
    spans, other_spans = [each.first for each in passages], [each.second for each in passages]
    return {
        "is_same_text": first.words == second.words,
        "shared_gram_count": common.shared_gram_count,
        "held_share": round(common.first_share, DIGITS),
        "other_held_share": round(common.second_share, DIGITS),
        "steady_share": round(common.steady_share, DIGITS),
        "aligned_share": round(_covered(spans, first), DIGITS),
        "other_aligned_share": round(_covered(other_spans, second), DIGITS),
        "leading_share": round(max(_leading(spans, first), _leading(other_spans, second)), DIGITS),
        "longest_run_word_count": longest_run(first, second),
    }


def _passage_rows(first: Body, second: Body, passages: list[Passage]) -> Iterator[dict[str, Any]]:
    for number, passage in enumerate(passages, 1):
        yield {
            "passage_number": number,
            "char_start": int(first.starts[passage.first[0]]),
            "char_end": int(first.ends[passage.first[1] - 1]),
            "other_char_start": int(second.starts[passage.second[0]]),
            "other_char_end": int(second.ends[passage.second[1] - 1]),
            "passage_kind": passage.kind,
            "likeness": round(passage.likeness, DIGITS),
            "is_quotation": bool(first.is_quoted[slice(*passage.first)].mean() > 1 / 2),
        }


def _covered(spans: list[tuple[int, int]], body: Body) -> float:
    """Share of a body's words that lie in these stretches, none of which overlap."""
    return sum(end - start for start, end in spans) / max(1, len(body.words))


def _leading(spans: list[tuple[int, int]], body: Body) -> float:
    """Share of the words in these stretches that stand in the first half of the body."""
    half = len(body.words) // 2
    before = sum(max(0, min(end, half) - start) for start, end in spans)
    return before / max(1, sum(end - start for start, end in spans))
