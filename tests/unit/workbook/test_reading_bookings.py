"""Bookings with days: which rows contradict each other, and which are about days that hold no slot."""

from pathlib import Path

import pytest

from planner.domain.booking import BookingStatus
from planner.domain.finding import Severity
from tests.unit.workbook.books import BOOKED_DAYS_HEAD, NEEDS_HEAD, PLAN, TYPED_HEAD, day, read, told

TYPED_DAYS_HEAD = (*TYPED_HEAD[:3], "From", "To", *TYPED_HEAD[3:])


def test_bookings_have_days_each_of_which_may_be_blank(tmp_path: Path) -> None:
    rows = (
        ("P1", "C1", "Gaffer", None, None, "confirmed"),
        ("P1", "C1", "Gaffer", None, day(4), "never"),
        ("P1", "C1", None, day(4), None, "hold 2"),
        ("P1", "C1", "Gaffer", day(4), day(5), "released"),
    )
    reading = read(tmp_path, bookings=(BOOKED_DAYS_HEAD, *rows))
    assert reading.instance is not None
    found = {(b.role, b.first_day, b.last_day, b.status_text) for b in reading.instance.bookings}
    assert found == {row[2:] for row in rows}


@pytest.mark.parametrize("other", ["confirmed", "hold 1", "released"])
def test_two_rows_that_differ_for_the_same_days_are_an_error(tmp_path: Path, other: str) -> None:
    same = ("P1", "C1", "Gaffer", day(3), day(5))
    elsewhere = (("P1", "C1", "Gaffer", day(3), day(4), other), ("P1", "C1", None, day(3), day(5), other))
    rows = (BOOKED_DAYS_HEAD, (*same, "never"), (*same, "never"), *elsewhere)
    assert told(read(tmp_path, bookings=rows)) == []
    assert told(read(tmp_path, bookings=(*rows, (*same, other)))) == [("duplicate-booking", "Bookings!F6")]


@pytest.mark.parametrize(
    ("status", "first", "last", "warned"),
    [
        ("never", 12, 20, True),  # cuts into 11 to 12 May
        ("released", None, 11, True),
        ("confirmed", 12, 20, False),  # told as a conflict by the plan
        ("never", 11, 12, False),
        ("never", 12, 14, False),  # a slot of 13 to 14 May lies within
        ("never", 15, 20, False),  # touches nothing
    ],
)
def test_who_is_kept_off_days_that_only_touch_slots_is_warned_of(
    tmp_path: Path, status: str, first: int | None, last: int, warned: bool
) -> None:
    needs = (NEEDS_HEAD, ("P2", "Grip", 2, day(11), day(12)), ("P2", "Grip", 1, day(13), day(14)))
    if warned or last == 20:
        needs = needs[:2]
    booking = ("P2", "C2", "Grip", first and day(first), day(last), status)
    reading = read(tmp_path, requirements=needs, bookings=(BOOKED_DAYS_HEAD, booking))
    assert reading.instance is not None
    expected = [("booking-beside-slots", "Bookings!F2")] if warned else []
    assert [one for one in told(reading, Severity.WARNING) if one[0] != "role-without-crew"] == expected


def test_a_typed_booking_whose_slot_has_moved_is_warned_of(tmp_path: Path) -> None:
    typed = (TYPED_DAYS_HEAD, ("P1", "Harbour Lights", "Gaffer", day(2), day(4), "C1", "Ada Moreau", "never"))
    reading = read(tmp_path, {"Assignments": PLAN, "Typed bookings": typed})
    assert reading.instance is not None
    assert [(b.status, b.first_day) for b in reading.instance.bookings] == [(BookingStatus.NEVER, day(2))]
    assert told(reading, Severity.WARNING) == [("booking-beside-slots", "Typed bookings!H2")]
