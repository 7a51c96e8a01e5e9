"""What a reader is to judge, drawn at random: `python -m tests.quality.draw BUILD_FILE KIND SEED [COUNT]`.

Prints tab-separated lines: counted mentions of one kind ("person", "organisation"), each with its sentence, or
sentences ("sentence": any; "country": with a spelling of a country, whatever it means there) with the countries found
in them. The build file holds the dev articles of the entities task; the same seed draws the same from the same tables.
Verdicts go to labels/, sentences nowhere.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dagster_project.text.actors.sentences import sentence_starts

MIN_SENTENCE = 20  # characters

TAGGED = "method in ('tagger', 'full_name_in_article', 'acronym_in_brackets', 'same_words_on_page') and tier = 'B'"
KINDS = {"person": f"{TAGGED} and actor_type = 'person'", "organisation": f"{TAGGED} and actor_type <> 'person'"}
MENTIONS = """
select document_id, char_start, char_end, surface, mentions.actor_id, sentence
from marts.mentions
inner join intermediate.int_articles using (article_id)
inner join marts.actors on mentions.actor_id = actors.actor_id
where is_counted and {condition}
order by md5(concat_ws(' ', ?, document_id, char_start)) limit ?
"""
COUNTRIES = """
select char_start, char_end, mentions.actor_id
from marts.mentions
inner join intermediate.int_articles using (article_id)
inner join marts.actors on mentions.actor_id = actors.actor_id
where document_id = ? and char_start >= ? and char_end <= ? and tier in ('A', 'B')
    and actor_type in ('country', 'territory', 'historic_country') and reference_kind in ('name', 'acronym', 'demonym')
order by char_start
"""
SPELLINGS = """
select distinct lower(alias) from reference.gazetteer_aliases
inner join reference.gazetteer_actors using (actor_id)
where actor_type in ('country', 'territory', 'historic_country') and alias_type in ('name', 'acronym', 'demonym')
"""
Row = tuple[object, ...]


def mentions(connection: duckdb.DuckDBPyConnection, kind: str, seed: str, count: int) -> list[Row]:
    """Counted mentions of one kind by names of the tagger, in the order of their digests with the seed."""
    return connection.execute(MENTIONS.format(condition=KINDS[kind]), [seed, count]).fetchall()


def sentences(connection: duckdb.DuckDBPyConnection, kind: str, seed: str, count: int) -> Iterator[Row]:
    """Sentences in the order of their digests with the seed, and the countries found in each, wherever it stands."""
    spellings = "|".join(re.escape(spelling) for (spelling,) in connection.execute(SPELLINGS).fetchall())
    wanted = re.compile(rf"\b(?:{spellings})\b" if kind == "country" else "")
    found = [
        (document_id, start, end, text[start:end])
        for document_id, text in connection.execute("select document_id, page_text from raw.page_texts").fetchall()
        for start, end in _sentence_spans(text)
        if wanted.search(text[start:end].lower())
    ]
    found.sort(key=lambda row: hashlib.md5(f"{seed} {row[0]} {row[1]}".encode()).hexdigest())  # noqa: S324 (a shuffle)
    for document_id, start, end, words in found[:count]:
        countries = connection.execute(COUNTRIES, [document_id, start, end]).fetchall()
        shown = "; ".join(f"{words[first - start : last - start]}={actor}" for first, last, actor in countries)
        yield document_id, start, end, shown, words


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    line_start = 0
    for line in text.split("\n"):
        starts = sentence_starts(line)
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            if len(line[start:end].strip()) >= MIN_SENTENCE:
                yield line_start + start, line_start + end
        line_start += len(line) + 1


def main(arguments: list[str]) -> int:
    """Write what was drawn."""
    path, kind, seed, *rest = arguments
    count = int(rest[0]) if rest else 100
    with duckdb.connect(str(Path(path)), read_only=True) as connection:
        draw = mentions if kind in KINDS else sentences
        drawn = draw(connection, kind, seed, count)
        sys.stdout.writelines("\t".join(" ".join(str(value).split()) for value in row) + "\n" for row in drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
