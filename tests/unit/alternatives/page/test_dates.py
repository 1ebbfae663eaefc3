"""Days as Date order says them. Changes when dates are told in another way."""

from datetime import date

import pytest

from planner.alternatives.page.dates import Days
from planner.domain.span import DateSpan

NEW_YEAR = DateSpan(date(2026, 12, 30), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("order", "texts"),
    [
        ("dmy", ("3 May 2027", "3–9 May 2027", "30 Apr – 2 May 2027", "30 Dec 2026 – 2 Jan 2027", "30 Apr – 2 May")),
        (
            "mdy",
            ("May 3, 2027", "May 3–9, 2027", "Apr 30 – May 2, 2027", "Dec 30, 2026 – Jan 2, 2027", "Apr 30 – May 2"),
        ),
        (
            "ymd",
            (
                *("2027-05-03", "2027-05-03 – 2027-05-09", "2027-04-30 – 2027-05-02", "2026-12-30 – 2027-01-02"),
                "04-30 – 05-02",
            ),
        ),
    ],
)
def test_days_and_spans_in_each_order(order: str, texts: tuple[str, ...]) -> None:
    days, over = Days(order), DateSpan(date(2027, 4, 30), date(2027, 5, 2))
    week = DateSpan(date(2027, 5, 3), date(2027, 5, 9))
    found = days.day(week.first_day), days.span(week), days.span(over), days.span(NEW_YEAR), days.span(over, year=False)
    assert found == texts


def test_days_in_sentences_are_told_in_the_order_too() -> None:
    told = (
        "X, 3–9 May 2027, 30 April – 2 May 2027, 30 December 2026 – 2 January 2027; from 31 April 2027 on 1 May 2027."
    )
    assert Days("dmy").reworded(told) == told
    assert Days("mdy").reworded(told) == (
        "X, May 3–9, 2027, Apr 30 – May 2, 2027, Dec 30, 2026 – Jan 2, 2027; from 31 April 2027 on May 1, 2027."
    )
    assert Days("ymd").reworded("on 3–9 May 2027") == "on 2027-05-03 – 2027-05-09"


def test_one_day_is_said_once_and_a_weekday_before_it() -> None:
    day = date(2027, 5, 3)
    assert Days().span(DateSpan(day, day)) == Days().day(day)
    assert Days().weekday(day) == "Mon 3 May 2027"
