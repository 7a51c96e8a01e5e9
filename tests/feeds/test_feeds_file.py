"""feeds.yaml says what is fetched; a mistake in it is told with its line and field."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dagster_project.feeds.config import Feeds, FeedsFileError, read_feeds
from dagster_project.settings import PROJECT_ROOT


def written(folder: Path, text: str) -> Path:
    path = folder / "feeds.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_valid_and_shows_every_field():
    given = read_feeds(PROJECT_ROOT / "feeds.example.yaml")
    assert given.contact
    assert [feed.name for feed in given.feeds] == ["harbour-gazette", "northfield-world", "by-hand"]
    plain, full, by_hand = given.feeds
    assert (plain.every, plain.at_most) == (timedelta(hours=1), 50)
    assert (full.every, full.at_most, full.language) == (timedelta(minutes=30), 20, "en")
    assert full.wants("https://northfield-record.example/world/1")
    assert not full.wants("https://northfield-record.example/sport/1")
    assert not full.wants("https://northfield-record.example/world/video/1")
    assert (by_hand.url, len(by_hand.pages)) == ("", 2)


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n", "feeds: []\n"])
def test_no_file_and_an_empty_one_name_no_feeds(tmp_path: Path, text: str | None):
    path = tmp_path / "feeds.yaml" if text is None else written(tmp_path, text)
    assert read_feeds(path) == Feeds()


FEED = "feeds:\n  - name: a\n    url: https://a.example/rss\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("feeds: [", "is not YAML"),
        ("- a\n", "line 1: the file must be fields with values"),
        ("contact: x\n", "line 1: contact: 'x' is not an address"),
        ("feeds: a\n", "line 1: feeds must be a list"),
        ("feed: []\n", "line 1: the file has no field 'feed'; there are contact, feeds"),
        ("feeds:\n  - a\n", "line 2: a feed must be fields with values"),
        ("feeds:\n  - url: https://a.example\n", "line 2: a feed needs a name"),
        ("feeds:\n  - name: a\n", "line 2: a feed needs either url or pages"),
        (FEED + "    pages: [https://a.example/1]\n", "line 2: a feed needs either url or pages"),
        ("feeds:\n  - name: A Feed\n    url: https://a.example\n", "line 2: name: 'A Feed' is not a name"),
        ("feeds:\n  - name: ../../x\n    url: https://a.example\n", "line 2: name: '../../x' is not a name"),
        (FEED + "  - name: a\n    url: https://b.example\n", "line 2: name: 'a' is given to more than one feed"),
        (FEED + "    evry: 1h\n", "line 4: a feed has no field 'evry'"),
        (FEED + "    url: https://b.example\n", "line 4: url is given twice"),
        ("feeds:\n  - name: a\n    url: file:///etc/passwd\n", "line 3: url: 'file:///etc/passwd' is not an address"),
        (
            "feeds:\n  - name: a\n    url: https://a.example:x/\n",
            "line 3: url: 'https://a.example:x/' is not an address",
        ),
        (FEED + "    every: soon\n", "line 4: every: 'soon' is not a time such as 30m"),
        (FEED + "    every: 1m\n", "line 4: every: 1m is too often; the shortest is 5m"),
        (FEED + "    at_most: many\n", "line 4: at_most: 'many' is not a number"),
        (FEED + "    at_most: 0\n", "line 4: at_most: 0 is not between 1 and 1000"),
        (FEED + "    include: /news/\n", "line 4: include must be a list"),
        (FEED + "    include: ['(']\n", "line 4: include: '(' is not a regular expression"),
        (FEED + "    language: english\n", "line 4: language: 'english' is not a language of two letters"),
        (FEED + "    publisher:\n", "line 4: publisher must be a text"),
        (FEED + "    publisher: !!python/object/apply:os.system [ls]\n", "line 4: publisher must be a text"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_field(tmp_path: Path, text: str, problem: str):
    with pytest.raises(FeedsFileError) as error:
        read_feeds(written(tmp_path, text))
    assert problem in str(error.value)
