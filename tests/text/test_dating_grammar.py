"""Dates in English words: what each rule reads, and what it leaves alone. Resolution is SQL's, and tested there."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dagster_project.text.dating.grammar import RULES, apart, find_mentions
from dagster_project.text.dating.grammar.mention import Found


def read(text: str) -> list[tuple[str, str, str]]:
    """Words, kind and value of each mention."""
    return [(text[each.start : each.end], each.mention.kind, each.mention.value) for each in find_mentions(text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It opened on May 3, 2021.", "May 3, 2021", "2021-05-03"),
        ("It opened on Monday, 3rd May 2021.", "Monday, 3rd May 2021", "2021-05-03"),
        ("It opened at 5 p.m. EST, May 3, 2021.", "5 p.m. EST, May 3, 2021", "2021-05-03T17:00"),
        ("It opened in late May 2021.", "late May 2021", "2021-05"),
        ("It opened in 1987 and closed.", "1987", "1987"),
        ("It opened by the end of 1987.", "the end of 1987", "1987"),
        ("Results of fiscal 1989 were poor.", "fiscal 1989", "1989"),
        ("It was nineteen ninety-one.", "nineteen ninety-one", "1991"),
        ("In the third quarter of 1984 it rose.", "the third quarter of 1984", "1984-Q3"),
        ("The 1984 third quarter was better.", "The 1984 third quarter", "1984-Q3"),
        ("In the spring of 1984 it rained.", "the spring of 1984", "1984-SP"),
        ("In the early 1980s it rained.", "the early 1980s", "198X"),
        ("In the '80s it rained.", "the '80s", "198X"),
        ("In the seventies it rained.", "the seventies", "197X"),
        ("In the 19th century it rained.", "the 19th century", "18XX"),
    ],
)
def test_a_date_that_needs_no_other_has_its_value(text: str, words: str, value: str) -> None:
    [mention] = find_mentions(text)
    assert (text[mention.start : mention.end], mention.mention.value, mention.mention.anchor) == (words, value, None)


@pytest.mark.parametrize(
    ("text", "words", "value", "said"),
    [
        ("He said today.", "today", "XXXX-XX-XX", {"unit": "day", "count": 0}),
        ("He left yesterday morning.", "yesterday morning", "XXXX-XX-XXTMO", {"count": -1, "time_of_day": "TMO"}),
        ("He left last night.", "last night", "XXXX-XX-XXTNI", {"count": -1, "time_of_day": "TNI"}),
        ("He left earlier this year.", "earlier this year", "XXXX", {"unit": "year", "count": 0, "modifier": "start"}),
        ("He left at the end of the month.", "the end of the month", "XXXX-XX", {"count": 0, "modifier": "end"}),
        ("He left two weeks ago.", "two weeks ago", "XXXX-WXX", {"unit": "week", "count": -2}),
        ("He left more than a decade ago.", "more than a decade ago", "XXXX", {"unit": "year", "count": -10}),
        ("He left on Friday evening.", "Friday evening", "XXXX-WXX-5TEV", {"weekday": "friday", "direction": "recent"}),
        ("He will leave on Friday.", "Friday", "XXXX-WXX-5", {"weekday": "friday", "direction": "coming"}),
        ("He left last Friday.", "last Friday", "XXXX-WXX-5", {"direction": "last"}),
        ("He left on Friday of last week.", "Friday of last week", "XXXX-WXX-5", {"unit": "week", "count": -1}),
        ("He left on Jan. 2.", "Jan. 2", "XXXX-01-02", {"part": "01-02", "direction": "nearest"}),
        ("He left in mid-November.", "mid-November", "XXXX-11", {"part": "11", "modifier": "mid"}),
        ("He left last May.", "last May", "XXXX-05", {"part": "05", "direction": "last"}),
        ("He left last summer.", "last summer", "XXXX-SU", {"part": "SU", "direction": "last"}),
        ("The third-quarter loss grew.", "third-quarter", "XXXX-Q3", {"part": "Q3", "direction": "recent"}),
        ("This year's third quarter was poor.", "This year's third quarter", "XXXX-Q3", {"unit": "year", "count": 0}),
        ("He left on Thanksgiving Day.", "Thanksgiving Day", "XXXX-11-W4-4", {"part": "11-W4-4"}),
    ],
)
def test_a_relative_date_waits_for_the_day_of_publication(
    text: str, words: str, value: str, said: dict[str, object]
) -> None:
    [found] = find_mentions(text)
    assert (text[found.start : found.end], found.mention.value) == (words, value)
    assert found.mention.anchor == "publication"
    assert {name: getattr(found.mention, name) for name in said} == said


@pytest.mark.parametrize(
    ("text", "words", "anchor", "count"),
    [
        ("It rose from a year ago.", "a year ago", "earlier_quarter", -1),
        ("In the quarter it fell.", "the quarter", "earlier_quarter", 0),
        ("In the year-ago quarter it fell.", "the year-ago quarter", "earlier_quarter", -1),
        ("It closed two weeks later.", "two weeks later", "earlier_date", 2),
        ("It closed the following month.", "the following month", "earlier_date", 1),
        ("It closed at 10:35 a.m. sharp.", "10:35 a.m.", "earlier_day", 0),
    ],
)
def test_a_date_that_points_back_waits_for_an_earlier_one(text: str, words: str, anchor: str, count: int) -> None:
    [found] = find_mentions(text)
    assert (text[found.start : found.end], found.mention.anchor, found.mention.count) == (words, anchor, count)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It took three years.", "three years", "duration", "P3Y"),
        ("It took nearly twenty-four hours.", "nearly twenty-four hours", "duration", "PT24H"),
        ("A five-day strike ended.", "five-day", "duration", "P5D"),
        ("Over the past two months it rose.", "the past two months", "duration", "P2M"),
        ("It took a couple of years.", "a couple of years", "duration", "P2Y"),
        ("It took a few days.", "a few days", "duration", "PXD"),
        ("It took several decades.", "several decades", "duration", "PXDE"),
        ("It took 2 1/2 years.", "2 1/2 years", "duration", "P2.5Y"),
        ("He comes every month.", "every month", "set", "P1M"),
        ("He comes daily.", "daily", "set", "P1D"),
        ("He comes every Thursday.", "every Thursday", "set", "XXXX-WXX-4"),
        ("He comes on Mondays.", "Mondays", "set", "XXXX-WXX-1"),
        ("He is now here.", "now", "relative", "PRESENT_REF"),
        ("In recent years he came.", "recent years", "relative", "PAST_REF"),
        ("In the near future he comes.", "the near future", "relative", "FUTURE_REF"),
    ],
)
def test_lengths_repetitions_and_vague_times_are_no_days(text: str, words: str, kind: str, value: str) -> None:
    assert read(text) == [(words, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on, and the sun will fall second.",
        "The 44-year-old doctor and his 6-year-old son are 52 years old together.",
        "It sold 1,987 cars and 2000 shares for $1987.",
        "It earns $3 a year, has three-quarters of the market and may lose a quarter of it.",
        "As soon as a second one came, the women's March on the capital began.",
        "Version 19.84 costs 2000%.",
        "",
    ],
)
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The court met on Monday.", "recent"),
        ("The court is scheduled to meet on Monday.", "coming"),
        ("The court had been scheduled to meet on Monday.", "recent"),
        ("On Monday, the court will meet.", "coming"),
        ("The court will be moved on Monday.", "coming"),
        ("The court will meet, a clerk said on Monday.", "recent"),
        ("It will rain. The court met on Monday.", "recent"),
    ],
)
def test_the_verb_says_whether_a_weekday_is_behind_or_ahead(text: str, direction: str) -> None:
    [found] = find_mentions(text)
    assert found.mention.direction == direction


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("He was arrested on May 3, 2021.", "past"),
        ("It was scheduled for May 3, 2021.", "planned"),
        ("It will open on May 3, 2021.", "future"),
        ("It is planning to open on May 3, 2021.", "future"),
        ("A vote slated for May 3, 2021.", "future"),
        ("A concert on May 3, 2021.", None),
    ],
)
def test_a_whole_date_bears_the_tense_of_its_verb(text: str, tense: str | None) -> None:
    assert [found.mention.tense for found in find_mentions(text)] == [tense]


WORDS = st.sampled_from(
    re.split(
        " ", "the last next 3 two May March 1987 Monday quarter year years ago of third , . 5 p.m. '80s end early 2 12"
    )
)


TIMES = st.sampled_from(
    re.split(
        " ",
        "a several few week weeks day-long year year-long three years ago earlier from now hence this last next coming "
        "the current month 10 a.m. p.m., 11pm noon New Year's Eve Christmas Day Thanksgiving halloween fourth of July "
        "half an hour later century centuries decade old another couple of twenty-five 2,000 recent these days present "
        "soon the near term beginning year's end every Monday May 3rd 2021 1980s fiscal",
    )
)


@example(words=["Christmas", "Eve"], space="\u00a0")
@given(words=st.lists(TIMES, max_size=8), space=st.sampled_from([" ", "-", "\u00a0"]))
def test_no_rule_is_kept_from_what_it_would_have_read_by_the_words_that_it_waits_for(
    words: list[str], space: str
) -> None:
    text = space.join(words)
    matches = [(rule, match) for rule in RULES for match in rule.pattern.finditer(text)]
    read = [(rule.name, match, rule.read(match)) for rule, match in matches]
    every = apart(Found(match.start(), match.end(), name, mention) for name, match, mention in read if mention)
    assert [(each.start, each.end) for each in find_mentions(text)] == [(each.start, each.end) for each in every]


@given(st.lists(WORDS | st.sampled_from(["ſeventies", "tenS", "M\u212aay", "\u0663"]), max_size=12).map(" ".join))
def test_mentions_never_overlap_and_stand_inside_the_text(text: str) -> None:
    end = 0
    for found in find_mentions(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
