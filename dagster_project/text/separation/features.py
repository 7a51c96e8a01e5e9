"""All features of the lines of a batch of pages."""

from __future__ import annotations

from collections.abc import Mapping

from dagster_project.text.separation.layout import cue_columns, layout_columns, neighbour_columns
from dagster_project.text.separation.likeness import likeness_columns
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
