"""The line model: how probably each line of a page belongs to the article's body.

A model file has learned words (English), weights of markup, and one forest for each kind of page and reading: `en` for
English with its words, `any` for other languages without them. See dagster_project/line_model/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.features import html_columns, text_columns
from dagster_project.text.separation.language import detect_language
from dagster_project.text.separation.markup import MarkupWeights
from dagster_project.text.separation.pages import Columns, Pages
from dagster_project.text.separation.prose import Judged
from dagster_project.text.separation.trees import Forest
from dagster_project.text.separation.words import Lexicon

FORMAT = 1
LANGUAGE_SAMPLE = 600  # characters of a page's longest line that say in which language it is read
Probabilities = NDArray[np.float64]


class ModelFormatUnknown(ValueError):
    """A model file that was written for other features or another format."""


@dataclass(frozen=True, slots=True)
class LineModel:
    """Lexicon and forests, ready for use."""

    lexicon: Lexicon
    markup: MarkupWeights
    forests: Mapping[str, Forest]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> LineModel:
        """The model of a model file's content; raises ModelFormatUnknown."""
        if content.get("format") != FORMAT:
            raise ModelFormatUnknown(f"model format {content.get('format')}, expected {FORMAT}: run `make train` anew.")
        forests = {name: Forest.of(part) for name, part in content["forests"].items()}
        return cls(Lexicon.of(content), MarkupWeights(content["markup"]), forests)

    def plain_text(self, pages: Sequence[Sequence[Judged]]) -> list[Probabilities]:
        """For each flattened page the body probability of each of its lines."""
        found: dict[int, Probabilities] = {}
        languages = [reading_of(judged) for judged in pages]
        for reading, lexicon in (("en", self.lexicon), ("any", None)):
            numbers = [number for number, each in enumerate(languages) if each == reading]
            batch = Pages.of([pages[number] for number in numbers])
            found |= zip(numbers, self._judge(f"text_{reading}", batch, text_columns(batch, lexicon)), strict=True)
        return [found[number] for number in range(len(pages))]

    def html(
        self, pages: Sequence[Sequence[Judged]], kept: Sequence[Mapping[str, Sequence[float]]]
    ) -> list[Probabilities]:
        """For each rendered page the body probability of each of its lines; `kept` is what extractors kept of them."""
        found: dict[int, Probabilities] = {}
        languages = [reading_of(judged) for judged in pages]
        for reading, lexicon in (("en", self.lexicon), ("any", None)):
            numbers = [number for number, each in enumerate(languages) if each == reading]
            batch = Pages.of([pages[number] for number in numbers])
            columns = html_columns(batch, lexicon, self.markup, [kept[number] for number in numbers])
            found |= zip(numbers, self._judge(f"html_{reading}", batch, columns), strict=True)
        return [found[number] for number in range(len(pages))]

    def _judge(self, forest: str, batch: Pages, columns: Columns) -> list[Probabilities]:
        if not batch.count:
            return [np.zeros(0) for _ in batch.sizes]
        return np.split(self.forests[forest].probabilities(columns), batch.bounds[1:-1])


def reading_of(judged: Sequence[Judged]) -> str:
    """Which forest reads a page: `en` for English and for what is too short to tell, else `any`."""
    longest = max((each.line for each in judged), key=lambda line: len(line.text), default=None)
    language = detect_language(longest.head[:LANGUAGE_SAMPLE]) if longest else None
    return "en" if language in ("en", None) else "any"
