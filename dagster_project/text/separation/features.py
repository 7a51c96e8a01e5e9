"""All features of the lines of a batch of pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dagster_project.text.separation.layout import cue_columns, layout_columns, neighbour_columns
from dagster_project.text.separation.likeness import likeness_columns
from dagster_project.text.separation.markup import MarkupWeights, kept_columns
from dagster_project.text.separation.pages import Columns, Pages
from dagster_project.text.separation.shape import shape_columns
from dagster_project.text.separation.words import Lexicon


def text_columns(pages: Pages, lexicon: Lexicon | None) -> Columns:
    """Features of the lines of flattened pages; without a lexicon those that hold in any language."""
    if not pages.count:
        return {}
    columns = wordless_columns(pages, lexicon.rarity if lexicon else {})
    return columns if lexicon is None else columns | cue_columns(pages) | lexicon.words.columns(pages)


def wordless_columns(pages: Pages, rarity: Mapping[str, int]) -> Columns:
    """Shape, layout and likeness to the rest of the page, in which rare words count more."""
    columns = shape_columns(pages)
    columns |= layout_columns(pages, columns)
    return columns | neighbour_columns(pages, columns) | likeness_columns(pages, rarity)


def html_columns(
    pages: Pages, lexicon: Lexicon | None, markup: MarkupWeights, kept: Sequence[Mapping[str, Sequence[float]]]
) -> Columns:
    """Features of the lines of rendered pages: those of plain text, the markup, and what extractors kept of each."""
    if not pages.count:
        return {}
    return text_columns(pages, lexicon) | markup.columns(pages) | extractor_columns(pages, kept)


def extractor_columns(pages: Pages, kept: Sequence[Mapping[str, Sequence[float]]]) -> Columns:
    """Features of what each extractor kept."""
    found: Columns = {}
    for extractor in kept[0]:
        shares = np.array([share for page in kept for share in page[extractor]], dtype=np.float32)
        found |= kept_columns(pages, extractor, shares)
    return found
