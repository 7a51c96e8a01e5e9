"""Actors named on a page: matches of the gazetteer, and names that a tagger finds."""

from dagster_project.text.actors.changes import Change, changed_spellings, concerned_pages, match_changes
from dagster_project.text.actors.matcher import match_aliases
from dagster_project.text.actors.tagger import tag_entities

__all__ = ["Change", "changed_spellings", "concerned_pages", "match_aliases", "match_changes", "tag_entities"]
