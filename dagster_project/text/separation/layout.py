"""Where a line stands on its page: the run of prose it may belong to, the cues around it, what is above and below."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.cues import CUES, Cue, has_bio, has_credit, has_date
from dagster_project.text.separation.lines import Line
from dagster_project.text.separation.pages import Columns, Pages
from dagster_project.text.separation.prose import heaviest_run

CUED_ROLES = tuple(dict.fromkeys(cue.role for cue in CUES))
NUMBER_OF_CUE: dict[Cue | None, int] = {None: -1, **{cue: number for number, cue in enumerate(CUES)}}
LOOKED_BACK_FOR = ("related", "comment", "newsletter", "share", "legal", "caption", "dateline", "byline")
SAYINGS: dict[str, Callable[[Line], bool]] = {"date": has_date, "credit": has_credit, "bio": has_bio}
MAX_CUED_WORDS = 60  # longer lines are not searched for dates, credits and bios


def layout_columns(pages: Pages, shape: Columns) -> Columns:
    """Features of a line's place on its page, without words."""
    words = shape["word_count"].astype(np.int64)
    prose = np.array([each.weight for each in pages.judged], dtype=np.float32)
    is_prose = prose > 0
    before = pages.running(words)[:-1] - pages.running(words)[pages.first]
    total = np.maximum(pages.per_page(words), 1)
    prose_words = np.where(is_prose, words, 0)
    prose_before = pages.running(prose_words)[:-1] - pages.running(prose_words)[pages.first]
    prose_total = np.maximum(pages.per_page(prose_words), 1)
    return {
        "lines_before": pages.position.astype(np.float32),
        "lines_after": (pages.stop - 1 - pages.first - pages.position).astype(np.float32),
        "line_share": (pages.position / np.maximum(pages.stop - pages.first, 1)).astype(np.float32),
        "words_before": before.astype(np.float32),
        "words_after": (total - before - words).astype(np.float32),
        "page_words": total.astype(np.float32),
        "page_lines": (pages.stop - pages.first).astype(np.float32),
        "prose_before": (prose_before / prose_total).astype(np.float32),
        "prose_words_before": prose_before.astype(np.float32),
        "prose_words_after": (prose_total - prose_before - prose_words).astype(np.float32),
        "prose_share": (prose_total / total).astype(np.float32),
        "prose_weight": prose,
        "since_prose": _distance(pages.since(is_prose)),
        "until_prose": _distance(pages.until(is_prose)),
        **_run(pages, words),
    }


def _distance(lines: NDArray[np.int64]) -> NDArray[np.float32]:
    return np.where(lines < 0, 999, np.minimum(lines, 200)).astype(np.float32)


def _run(pages: Pages, words: NDArray[np.int64]) -> Columns:
    """Where the line stands to the heaviest run of prose of its page, in lines and in words."""
    start, stop = np.zeros(pages.count, dtype=np.int64), np.zeros(pages.count, dtype=np.int64)
    for first, last in zip(pages.bounds[:-1], pages.bounds[1:], strict=True):
        run = heaviest_run(pages.judged[first:last])
        start[first:last], stop[first:last] = first + run.start, first + run.stop
    number, running = np.arange(pages.count), pages.running(words)
    return {
        "lines_into_run": np.clip(number - start, -99, 200).astype(np.float32),
        "lines_to_run_end": np.clip(stop - 1 - number, -200, 200).astype(np.float32),
        "words_into_run": np.clip(running[number] - running[start], -500, 3000).astype(np.float32),
        "words_to_run_end": np.clip(running[stop] - running[number], -3000, 3000).astype(np.float32),
        "run_words": (running[stop] - running[start]).astype(np.float32),
    }


def cue_columns(pages: Pages) -> Columns:
    """Features of the English words by which lines say what they are."""
    roles = np.array([CUED_ROLES.index(each.cue.role) if each.cue else -1 for each in pages.judged], dtype=np.int64)
    found: Columns = {"cue": np.array([NUMBER_OF_CUE[each.cue] for each in pages.judged], dtype=np.float32)}
    for name in LOOKED_BACK_FOR:
        flags = roles == CUED_ROLES.index(name)
        found[f"cue_since_{name}"] = _distance(pages.since(flags))
        found[f"cue_until_{name}"] = _distance(pages.until(flags))
    found["cues_around"] = pages.around(roles >= 0, 4, 4)
    found["cues_above"] = pages.around(roles >= 0, 5, -1)
    found["cues_below"] = pages.around(roles >= 0, -1, 5)
    for name, says in SAYINGS.items():
        flags = np.array([line.word_count <= MAX_CUED_WORDS and says(line) for line in pages.lines], dtype=bool)
        found[f"cue_{name}"] = flags.astype(np.float32)
        found[f"cue_since_{name}"] = _distance(pages.since(flags))
        found[f"cue_until_{name}"] = _distance(pages.until(flags))
    return found


NEIGHBOURS = {
    "word_count": (-3, -2, -1, 1, 2, 3),
    "ends_a_sentence": (-2, -1, 1, 2),
    "sentence_ends": (-1, 1),
    "capital_share": (-2, -1, 1, 2),
    "digit_share": (-1, 1),
    "last_class": (-1, 1),
    "blank_above": (-1, 2),
    "copies_on_page": (-1, 1),
    "indent": (-1, 1),
    "prose_weight": (-3, -2, -1, 1, 2, 3),
}
WINDOWS = {"around": (3, 3), "above": (8, -1), "below": (-1, 8), "far": (15, 15)}
AVERAGED = ("word_count", "ends_a_sentence", "prose_weight", "characters")


def neighbour_columns(pages: Pages, columns: Columns) -> Columns:
    """What the lines above and below look like."""
    found: Columns = {}
    for name, shifts in NEIGHBOURS.items():
        for by in shifts:
            found[f"{name}_{by:+d}"] = pages.shifted(columns[name], by)
    for name in AVERAGED:
        for window, (before, after) in WINDOWS.items():
            found[f"{name}_{window}"] = pages.around(columns[name], before, after)
    found["indent_over_page"] = columns["indent"] - pages.around(columns["indent"], pages.count, pages.count)
    found["words_over_page"] = columns["word_count"] - pages.around(columns["word_count"], pages.count, pages.count)
    return found
