"""Outliers: what is years away from all else, and what lasts far too long."""

from datetime import date
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.finding import Severity
from planner.workbook.inputs.outliers import _is_far, _median_of_others
from tests.unit.workbook.books import AWAY_HEAD, BOOKED_DAYS_HEAD, CREW, NEEDS_HEAD, PRODUCTIONS, day, read, told

P1, P2 = PRODUCTIONS[1], PRODUCTIONS[2]  # of three and five days


def warned(tmp_path: Path, **sheets: object) -> list[tuple[str, str]]:
    reading = read(tmp_path, **sheets)
    assert reading.instance is not None
    return [one for one in told(reading, Severity.WARNING) if one[0].startswith("outlier")]


@pytest.mark.parametrize(
    ("start", "end", "told_as"),
    [
        (date(1974, 5, 3), day(5), [("outlier-day", "Productions!C4")]),
        (day(5), date(2062, 5, 7), [("outlier-day", "Productions!D4")]),
        (date(2062, 5, 3), date(2062, 5, 7), []),  # two days of one production lie near each other
        (day(1), date(2026, 10, 27), []),  # 180 days
        (day(1), date(2026, 10, 28), [("outlier-length", "Productions!D4")]),
    ],
)
def test_a_year_that_was_mistyped_is_warned_of(tmp_path: Path, start: date, end: date, told_as: list) -> None:
    assert warned(tmp_path, productions=(PRODUCTIONS[0], P1, P2, ("P3", "Typo", start, end))) == told_as


def test_long_is_what_lasts_longer_than_five_times_the_others(tmp_path: Path) -> None:
    long = [("P3", "A", day(1), date(2026, 6, 9)), ("P4", "B", day(1), date(2026, 6, 9)), ("P5", "C", day(1), day(31))]
    head, end = PRODUCTIONS[0], date(2026, 11, 16)  # 200 days; the others' median is 40
    assert warned(tmp_path, productions=(head, ("P1", "L", day(1), end), ("P2", "D", day(1), day(31)), *long)) == [
        ("outlier-length", "Productions!D2")
    ]
    more = ("P6", "E", day(1), date(2026, 6, 9))
    assert warned(tmp_path, productions=(head, ("P1", "L", day(1), end), P2, *long[:2], more)) == []


def test_what_stands_alone_or_is_cancelled_is_no_outlier(tmp_path: Path) -> None:
    serial = (PRODUCTIONS[0], ("P1", "Serial", day(1), date(2027, 4, 1)))
    assert warned(tmp_path, productions=serial, requirements=(NEEDS_HEAD, ("P1", "Gaffer", 1))) == []
    gone = ("P3", "Gone", date(1974, 5, 3), date(2062, 5, 3), None, "cancelled")
    assert warned(tmp_path, productions=(PRODUCTIONS[0], P1, P2, gone)) == []


def test_absences_and_bookings_are_looked_at_likewise(tmp_path: Path) -> None:
    away = (AWAY_HEAD, ("C1", day(1), day(2)), ("C2", day(1), day(2)), ("C1", day(20), date(2036, 5, 21)))
    booked = (
        BOOKED_DAYS_HEAD,
        ("P1", "C1", None, day(3), day(5), "hold 1"),
        ("P1", "C2", None, None, date(2036, 5, 3), "never"),
    )
    assert warned(tmp_path, unavailable=away) == [("outlier-day", "Unavailable!C4")]
    assert warned(tmp_path, bookings=booked) == [("outlier-day", "Bookings!E3")]
    long = (*CREW[:1], ("C1", "Ada Moreau", "Gaffer", None, date(1998, 5, 1)), ("C2", "Bo", "Grip"))
    assert warned(tmp_path, crew=long) == []  # people stay for years


@given(st.lists(st.integers(1, 50), min_size=2, max_size=9))
def test_the_median_of_the_others_is_that(lengths: list[int]) -> None:
    for at, length in enumerate(lengths):
        assert _median_of_others(length, sorted(lengths)) == median(lengths[:at] + lengths[at + 1 :])


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6))
def test_a_far_day_has_no_other_within_a_year(days: list[date]) -> None:
    for at, one in enumerate(days):
        others = days[:at] + days[at + 1 :]
        assert _is_far(one, sorted(days)) == (bool(others) and all(abs((one - day).days) > 366 for day in others))
