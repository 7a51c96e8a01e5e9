"""Train the line model: `python -m training.separation [OUTPUT]` reads DATELINE_BENCH and writes the model file.

The same data gives the same file. Fold models, which have not seen a fold's domains, are made by `train` for
`make quality` (tests/quality/folds.py); the model that ships is made from all folds.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dagster_project.orchestration.models import LINE_MODEL_FILE
from dagster_project.text.separation.features import extractor_columns
from dagster_project.text.separation.likeness import likeness_columns
from dagster_project.text.separation.line_model import FORMAT
from dagster_project.text.separation.pages import Columns
from training.data import domains, folds
from training.examples import Examples
from training.labels import LabelledPage, flattened_pages, rendered_pages
from training.lexicon import Markup, Words


class Trainer:
    """Everything that is read and measured once, for as many models as are wanted."""

    def __init__(self, bench: Path) -> None:
        domain_of = domains(bench)
        fold_of = folds(domain_of)

        def examples(pages: list[LabelledPage]) -> Examples:
            return Examples(pages, domain_of, fold_of)

        texts, rendered = flattened_pages(bench), rendered_pages(bench)
        self.texts, self.english_texts = examples(texts), examples(_english(texts))
        self.rendered, self.english_rendered = examples(rendered), examples(_english(rendered))
        self.words, self.markup = Words(self.english_texts), Markup(self.rendered)

    def train(self, without: int | None = None) -> dict[str, Any]:
        """The content of a model file, trained on all folds but one."""
        return {
            "format": FORMAT,
            "domains": sorted(self.texts.domains_of(without) | self.rendered.domains_of(without)),
            "forests": {
                "text_en": self.english_texts.fit(self.english(self.english_texts, without), without),
                "text_any": self.texts.fit(self.texts.wordless, without),
                "html_en": self.english_rendered.fit(
                    self.english(self.english_rendered, without) | self.marked(self.english_rendered, without), without
                ),
                "html_any": self.rendered.fit(self.rendered.wordless | self.marked(self.rendered, without), without),
            },
            "rarity": self.words.rarity(without),
            "words": self.words.table(without),
            "markup": self.markup.table(without),
        }

    def english(self, examples: Examples, without: int | None) -> Columns:
        """Features of English lines, learned words out of fold."""
        likeness = likeness_columns(examples.pages, self.words.rarity(without))
        return examples.wordless | likeness | examples.cues | self.words.out_of_fold(examples, without)

    def marked(self, examples: Examples, without: int | None) -> Columns:
        """Features of rendered lines beside those of any line, learned markup out of fold."""
        kept = extractor_columns(examples.pages, [page.kept for page in examples.labelled])
        return self.markup.out_of_fold(examples, without) | kept


def _english(pages: Sequence[LabelledPage]) -> list[LabelledPage]:
    """English pages of which every line is labelled."""
    return [page for page in pages if page.language == "en" and page.weight == 1]


def write(content: dict[str, Any], path: Path) -> None:
    """Write a model file: one line a tree, so that it can be read and compared."""
    path.parent.mkdir(parents=True, exist_ok=True)
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(compact.replace('{"feature":', '\n{"feature":') + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """The command line."""
    bench = os.environ.get("DATELINE_BENCH")
    if not bench:
        sys.stderr.write("DATELINE_BENCH is not set: it names the folder of the benchmarks.\n")
        return 1
    write(Trainer(Path(bench)).train(), Path(arguments[0]) if arguments else LINE_MODEL_FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
