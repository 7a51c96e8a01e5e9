"""Rewrites made by rule from the sample corpus, with what became of each sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dagster_project.settings import PROJECT_ROOT

SENTENCE = re.compile(r"[A-Z][^.!?\n]{40,}[.!?](?= |$)", re.MULTILINE)
# The same in other words, for words that the sample corpus uses.
SYNONYMS = {
    "said": "told reporters", "plan": "scheme", "met": "came together", "officials": "representatives",
    "last": "past", "government": "cabinet", "country": "nation", "agreed": "consented", "meeting": "gathering",
    "new": "fresh", "talks": "negotiations", "would": "is going to", "has": "is having", "more": "further",
    "big": "large", "but": "yet", "first": "initial", "years": "twelvemonths", "after": "following",
    "because": "since", "people": "persons", "also": "as well", "should": "ought to", "work": "labour",
    "made": "produced", "before": "ahead of", "many": "lots of", "called": "named", "both": "the two",
    "help": "aid", "with": "along with", "while": "as", "every": "each", "from": "out of", "about": "around",
    "use": "employ", "only": "merely", "when": "once", "under": "beneath", "over": "across",
}  # fmt: skip


@dataclass
class Rewrite:
    """An original and its rewrite, with the sentences of the one that stand, changed, in the other."""

    original: str
    rewrite: str
    planted: list[tuple[str, str]] = field(default_factory=list)


def verbatim(sentence: str, dice: random.Random) -> str:
    return sentence


def edited(sentence: str, dice: random.Random) -> str:
    """One word of eight left out."""
    words = sentence.split()
    dropped = set(dice.sample(range(1, len(words) - 1), max(1, len(words) // 8)))
    return " ".join(word for place, word in enumerate(words) if place not in dropped)


def reworded(sentence: str, dice: random.Random) -> str:
    """Synonyms, and the part before a comma put behind the one after it."""
    words = [SYNONYMS.get(word, word) for word in sentence.rstrip(".!?").split()]
    parts = " ".join(words).split(", ", 1)
    turned = ", ".join(reversed(parts))
    return turned[0].upper() + turned[1:] + "."


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (verbatim, edited, reworded)


def sample_sentences() -> list[list[str]]:
    """The sentences of each text of the sample corpus that tells a story of its own."""
    texts = [
        path.read_text(encoding="utf-8") for path in sorted((PROJECT_ROOT / "seeds").glob("*.txt")) if told(path.name)
    ]
    return [found for text in texts if len(found := SENTENCE.findall(text)) >= 8]


def told(name: str) -> bool:
    """Whether it is English, in UTF-8, and no other sample text's copy."""
    return not name.startswith(("11", "10b", "14", "15", "17"))


def made_rewrites() -> Iterator[Rewrite]:
    """For each text a rewrite that drops a sixth, keeps, edits or rewords the rest, and adds from another text."""
    stories = sample_sentences()
    for number, story in enumerate(stories):
        dice = random.Random(number)
        other = dice.sample(stories[(number + 1) % len(stories)], 3)
        made = Rewrite(" ".join(story), "")
        told_again = []
        for place, sentence in enumerate(story):
            if dice.random() < 1 / 6:
                continue
            changed = CHANGES[place % len(CHANGES)](sentence, dice)
            made.planted.append((sentence, changed))
            told_again.append(changed)
        for sentence in other:
            told_again.insert(dice.randrange(len(told_again)), sentence)
        made.rewrite = " ".join(told_again)
        yield made
