"""The days of requirements: preparation and wrap reach beyond a production, up to a limit."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.domain.finding import Severity
from planner.domain.span import DateSpan
from tests.unit.workbook.books import NEEDS, NEEDS_HEAD, day, read, told

START, END = day(3), day(5)  # of P1


def beyond(days: int) -> timedelta:
    return timedelta(days=days)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (START - beyond(60), None),
        (START - beyond(60), START - beyond(58)),
        (None, END + beyond(60)),
        (END + beyond(1), END + beyond(2)),
        (START - beyond(1), END + beyond(60)),
    ],
)
def test_preparation_and_wrap_are_taken_and_told_as_info(tmp_path: Path, first: date | None, last: date | None) -> None:
    reading = read(tmp_path, requirements=(*NEEDS, ("P1", "Grip", 1, first, last)))
    assert [(f.code, f.severity) for f in reading.findings] == [("window-beyond-production", Severity.INFO)]
    assert reading.instance is not None
    spans = [n.span for n in reading.instance.requirements if (n.production_id, n.role) == ("P1", "Grip")]
    assert spans == [DateSpan(first or START, last or END)]


@pytest.mark.parametrize(
    ("first", "last", "place"),
    [
        (START - beyond(61), None, "D4"),
        (None, END + beyond(61), "E4"),
        (START - beyond(2), END + beyond(61), "E4"),
        (END + beyond(61), END + beyond(62), "E4"),
        (START - beyond(62), START - beyond(61), "D4"),
    ],
)
def test_days_farther_than_that_are_an_error(tmp_path: Path, first: date | None, last: date | None, place: str) -> None:
    reading = read(tmp_path, requirements=(*NEEDS, ("P1", "Grip", 1, first, last)))
    assert told(reading, None) == [("window-outside-production", f"Requirements!{place}")]


def test_a_production_is_told_of_once(tmp_path: Path) -> None:
    more = (("P1", "Grip", 1, day(2)), ("P2", "Grip", 1, None, day(15)), ("P1", "Gaffer", 1, None, day(9)))
    reading = read(tmp_path, requirements=(*NEEDS, *more))
    assert told(reading, None) == [
        ("window-beyond-production", "Requirements!D4"),
        ("window-beyond-production", "Requirements!E5"),
    ]
    assert "1 more row" in reading.findings[0].message


def test_a_wrap_without_a_last_day_says_what_a_blank_means(tmp_path: Path) -> None:
    reading = read(tmp_path, requirements=(*NEEDS, ("P1", "Grip", 1, day(6))))
    assert told(reading, None) == [("end-before-start", "Requirements!D4")]
    assert "blank" in reading.findings[0].hint


def test_equal_rows_add_up(tmp_path: Path) -> None:
    rows = (("P1", "Gaffer", 1), ("p1", "gaffer", 2, START, END), ("P1", "Gaffer", 4, START, day(4)))
    reading = read(tmp_path, requirements=(NEEDS_HEAD, *rows))
    assert reading.instance is not None
    assert sorted(need.count for need in reading.instance.requirements) == [3, 4]
