"""Employments of a person, the booking that counts for a slot, and paid days, against counting day by day."""

import random
from datetime import date, timedelta

import pytest

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember, Employment
from planner.domain.production import Slot
from planner.domain.span import DateSpan
from planner.domain.work_days import WorkDays
from planner.solver import solve
from tests.builders import ANN, GAFFER, GRIP, confirmed, day, need, studio
from tests.builders import span as days

TWICE = CrewMember(
    "C1",
    "Ann Reed",
    (Employment(GAFFER, (), None, day(9), 100), Employment(GRIP, (GAFFER,), day(10), day(20), 300)),
)


@pytest.mark.parametrize("seed", range(200))
def test_paid_days_are_counted_day_by_day(seed: int) -> None:
    rng = random.Random(seed)
    first = date(2027, 1, 1) + timedelta(days=rng.randrange(400))
    window = DateSpan(first, first + timedelta(days=rng.randrange(40)))
    weekdays = frozenset(rng.sample(range(7), rng.randint(0, 7)))
    holidays = frozenset(first + timedelta(days=rng.randrange(-5, 45)) for _ in range(6))
    every = (window.first_day + timedelta(days=step) for step in range(window.days))
    expected = sum(one.weekday() in weekdays and one not in holidays for one in every)
    assert WorkDays(weekdays, holidays).paid(window) == expected


def test_employments_without_a_free_day_between_them_are_one_for_a_role_of_both() -> None:
    assert TWICE.employed_within(days(5, 15), GAFFER) == (days(5, 15),)
    assert TWICE.employed_within(days(5, 15), GRIP) == (days(10, 15),)
    assert TWICE.main_role_on(day(9)) == GAFFER
    assert TWICE.main_role_on(day(10)) == GRIP
    assert TWICE.employment_near(day(25)) is TWICE.employments[1]


def test_each_day_is_paid_at_its_own_rate() -> None:
    plan = solve(studio(need("P1", GAFFER, 8, 11), crew=[TWICE]))
    assert [(goal.name.value, goal.value) for goal in plan.goals if goal.name == "cost"] == [
        ("cost", 2 * 100 + 2 * 300)
    ]


@pytest.mark.parametrize(("role", "filled"), [(GAFFER, 1), (GRIP, 0)])
def test_a_slot_is_filled_within_employments_that_have_its_role(role: str, filled: int) -> None:
    assert len(solve(studio(need("P1", role, 8, 11), crew=[TWICE])).assignments) == filled


def booked(status: BookingStatus, role: str | None, first: int | None = None, *, typed: bool = False) -> Booking:
    return Booking("P1", "C1", role, status, 0, typed, day(first) if first else None)


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ((booked(BookingStatus.NEVER, None), booked(BookingStatus.CONFIRMED, GAFFER)), BookingStatus.CONFIRMED),
        ((booked(BookingStatus.NEVER, GAFFER), booked(BookingStatus.CONFIRMED, None, 3)), BookingStatus.CONFIRMED),
        ((booked(BookingStatus.RELEASED, GAFFER, 3), booked(BookingStatus.CONFIRMED, None, typed=True)), "confirmed"),
        ((booked(BookingStatus.RELEASED, None), booked(BookingStatus.NEVER, None)), BookingStatus.NEVER),
        ((booked(BookingStatus.CONFIRMED, None, 6),), None),
    ],
)
def test_the_most_specific_booking_counts(rows: tuple[Booking, ...], counts: str | None) -> None:
    found = studio(need("P1", GAFFER, 5, 7), bookings=rows).booking_of("C1", Slot("P1", GAFFER, days(5, 7), 1))
    assert (found.status if found else None) == counts


def test_released_binds_nobody_and_ends_the_booking() -> None:
    released = Booking("P1", "C1", GAFFER, BookingStatus.RELEASED)
    instance = studio(need("P1", GAFFER, 5, 7), crew=[ANN], bookings=[confirmed("P1", "C1"), released])
    assert instance.standing_bookings == ()
