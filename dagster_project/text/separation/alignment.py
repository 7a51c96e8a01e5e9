"""Which lines of a page an extractor kept, found by aligning its text with them word by word.

Each line is looked for in the extracted words; of all finds, the chain in reading order that covers most words is kept
(a weighted longest increasing subsequence, by a Fenwick tree over positions), so that a teaser which repeats a sentence
of the article does not draw the alignment out of order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.text.separation.lines import WORD

PROBE = 3  # words that must agree in a row before a longer agreement is looked for
# A line is kept when this share of its words was. Best of 0.4-0.8 on the dev pages (`make quality`).
MIN_COVERED_SHARE = 0.6
MAX_PROBES = 40  # runs of words of a line that are looked up
PROBES_USED = 4  # of these, the rarest are followed
MAX_FINDS = 8  # places followed for one run; one that stands more often is a phrase


@dataclass(frozen=True, slots=True)
class _Find:
    """A line and a stretch of the extracted words that says the same."""

    line: int
    start: int
    end: int
    covered: int


def kept_lines(lines: Sequence[list[str]], extracted: str) -> list[float]:
    """For each line, given as its words, the share of them that the extractor kept, 0 when the line was left out."""
    words = split_words(extracted)
    index = _index(words)
    # Lines of one or two words are left to the gaps.
    probed = [(number, line) for number, line in enumerate(lines) if len(line) >= PROBE]
    finds = [find for number, line in probed for find in _finds(number, line, words, index)]
    chain = _best_chain(finds, len(words))
    shares = [0.0] * len(lines)
    for find in chain:
        shares[find.line] = find.covered / len(lines[find.line])
    _fill_gaps(shares, chain, lines, words)
    return shares


def split_words(text: str) -> list[str]:
    """The words of a text, each in lower case."""
    if text.isascii():
        return WORD.findall(text.lower())
    return [word.lower() for word in WORD.findall(text)]


def _index(words: list[str]) -> dict[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start, run in enumerate(zip(*(words[first:] for first in range(PROBE)), strict=False)):
        index[run].append(start)
    return index


def _finds(number: int, line: list[str], words: list[str], index: dict[tuple[str, ...], list[int]]) -> list[_Find]:
    """Stretches of the extracted words that say what the line says."""
    found = []
    for start in _starts(line, index):
        first = max(0, start)
        window = words[first : start + len(line)]
        covered = _covered(window, line)
        if covered >= MIN_COVERED_SHARE * len(line):
            found.append(_Find(number, first, first + len(window), covered))
    return found


def _starts(line: list[str], index: dict[tuple[str, ...], list[int]]) -> list[int]:
    """Where the line may begin, by its rarest runs of words: markup may have cut either end, and phrases recur."""
    step = max(1, (len(line) - PROBE) // MAX_PROBES)
    once: list[tuple[list[int], int]] = []
    often: list[tuple[list[int], int]] = []
    for at in range(0, len(line) - PROBE + 1, step):
        if starts := index.get(tuple(line[at : at + PROBE])):
            (once if len(starts) == 1 else often).append((starts, at))
            if len(once) == PROBES_USED:  # none is rarer
                break
    hits = [*once, *sorted(often, key=lambda hit: len(hit[0]))][:PROBES_USED]
    return sorted({start - at for starts, at in hits for start in starts[:MAX_FINDS]})


def _fill_gaps(shares: list[float], chain: list[_Find], lines: Sequence[list[str]], words: list[str]) -> None:
    """Keep lines that were not found by themselves but stand word for word between two that were."""
    cursor = 0
    found = {find.line: find for find in chain}
    for number, line in enumerate(lines):
        if number in found:
            cursor = found[number].end
        elif line and words[cursor : cursor + len(line)] == line:
            shares[number] = 1.0
            cursor += len(line)


def _covered(window: list[str], line: list[str]) -> int:
    """How many words both have, each as often as it stands in both."""
    if window == line:  # nearly always
        return len(line)
    return (Counter(window) & Counter(line)).total()


def _best_chain(finds: list[_Find], size: int) -> list[_Find]:
    """The finds, one a line at most and in order on both sides, that cover most words."""
    best: list[tuple[int, int]] = [(0, -1)] * (size + 2)  # Fenwick tree: (words covered, number of the last find)
    previous: list[int] = []
    scores: list[int] = []
    position = 0
    while position < len(finds):
        last = position
        while last < len(finds) and finds[last].line == finds[position].line:
            last += 1
        same_line = list(range(position, last))
        for number in same_line:
            covered, before = _prefix(best, finds[number].start)
            scores.append(covered + finds[number].covered)
            previous.append(before)
        for number in same_line:
            _raise(best, finds[number].end, (scores[number], number))
        position = last
    chain, number = [], _prefix(best, size)[1]
    while number >= 0:
        chain.append(finds[number])
        number = previous[number]
    return chain[::-1]


def _prefix(tree: list[tuple[int, int]], position: int) -> tuple[int, int]:
    found, index = (0, -1), position + 1
    while index > 0:
        found = max(found, tree[index], key=lambda entry: entry[0])
        index -= index & -index
    return found


def _raise(tree: list[tuple[int, int]], position: int, entry: tuple[int, int]) -> None:
    index = position + 1
    while index < len(tree):
        if entry[0] > tree[index][0]:
            tree[index] = entry
        index += index & -index
