"""Dates in words are read as they are meant, and what is no date is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.text.dating.expressions import AMBIGUOUS, find_expressions, order_of_numbers
from dagster_project.text.dating.months import NUMBERS


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3 May 2021", "2021-05-03"),
        ("May 3, 2021", "2021-05-03"),
        ("May 3rd 2021", "2021-05-03"),
        ("Sept. 4, 2023", "2023-09-04"),
        ("2021-05-03", "2021-05-03"),
        ("2021/05/03", "2021-05-03"),
        ("03.05.2021", "2021-05-03"),
        ("7. November 2023", "2023-11-07"),
        ("21 octobre 2023", "2023-10-21"),
        ("1er mars 2022", "2022-03-01"),
        ("5 de mayo de 2020", "2020-05-05"),
        ("2023年2月2日", "2023-02-02"),
        ("23/02/2023", "2023-02-23"),
        ("02-Mar-21", "2021-03-02"),
        ("29 / Dezember / 2022", "2022-12-29"),
        ("Jan 04 09:34 2021", "2021-01-04"),
        ("Jan  4 09:34:12 CET 2021", "2021-01-04"),
        ("12.03.99", "1999-03-12"),
        ("May 2021", "2021-05"),
    ],
)
def test_a_date_in_words_becomes_iso_8601(words: str, value: str) -> None:
    text = f"It was {words} when it began"
    [found] = find_expressions(text)
    assert (found.value, text[found.start : found.end].strip(".")) == (value, words)
    assert found.precision == ("day" if len(value) == 10 else "month")


def test_a_date_glued_to_the_words_around_it_is_found() -> None:
    assert [each.value for each in find_expressions("updatedSep 4, 202306:15")] == ["2023-09-04"]
    assert find_expressions("1. May 20232. May 2023")[0].value == "2023-05-01"


@pytest.mark.parametrize(
    "text", ["31 February 2021", "version 1.2.2021.4", "call 555-01-2021-77", "in 2021", "a 5%", "we"]
)
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert find_expressions(text) == []


def test_day_and_month_that_could_be_exchanged_are_read_as_the_page_writes_its_other_dates() -> None:
    order = order_of_numbers(["02/03/2023", "23/02/2023"])
    assert order == "day"
    assert [(each.value, each.certainty) for each in find_expressions("02/03/2023", order)] == [("2023-03-02", 1.0)]
    assert [(each.value, each.certainty) for each in find_expressions("02/03/2023")] == [("2023-02-03", AMBIGUOUS)]


@given(st.text(alphabet="0123456789/.-, May'JunSept年月日stndrh", max_size=60))
def test_dates_of_any_text_lie_apart_inside_it_and_in_the_calendar(text: str) -> None:
    end = 0
    for each in find_expressions(text):
        assert end <= each.start < each.end <= len(text)
        assert len(each.value) == {"day": 10, "month": 7}[each.precision]
        end = each.end


@pytest.mark.parametrize("words", ["3 {} 2021", "{} 3, 2021", "{} 2021", "3-{}-21"])
def test_no_name_of_a_month_is_passed_over(words: str) -> None:
    texts = [words.format(spelling) for name in NUMBERS for spelling in (name, name.title())]
    assert [text for text in texts if len(find_expressions(text)) != 1] == []
