"""The bookings that keep what a remedy promises: the person is confirmed for the slot and can be used nowhere else."""

from dataclasses import replace

import pytest

from planner.audit import Board
from planner.domain.applying import apply
from planner.domain.booking import Booking, BookingStatus
from planner.domain.instance import Instance
from planner.remedies.promise import binding, confirmed_for
from tests.builders import GAFFER, confirmed, day, hold, need, plan_of, row, studio

SHOOT, INSIDE = need("P1", GAFFER, 3, 8), need("P1", GAFFER, 4, 5)
RELEASED = replace(confirmed("P1", "C2", GAFFER), status=BookingStatus.RELEASED)


def with_days(booking: Booking) -> Booking:
    return replace(booking, first_day=day(3), last_day=day(8))


def bound(*bookings: Booking) -> tuple[Instance, list[Booking | None]]:
    """Return the input in which Bo is bound to the shoot, and the bookings that this adds."""
    instance = studio(SHOOT, INSIDE, bookings=bookings)
    changes = list(binding(instance, "C2", SHOOT))
    return apply(instance, changes), [one.booking for one in changes]


def test_somebody_is_confirmed_for_role_and_days_and_told_never_for_shorter_ones() -> None:
    _, added = bound()
    never = replace(confirmed_for("C2", INSIDE), status=BookingStatus.NEVER)
    assert added == [with_days(confirmed("P1", "C2", GAFFER)), never]


@pytest.mark.parametrize(
    "before",
    [
        RELEASED,
        with_days(RELEASED),
        replace(with_days(RELEASED), first_day=day(1)),
        replace(RELEASED, typed=True),
        with_days(hold("P1", "C2", 1, GAFFER)),
        replace(confirmed("P1", "C2"), typed=True),
    ],
)
def test_whatever_was_said_before_only_the_slot_keeps_the_booking_then(before: Booking) -> None:
    instance, _ = bound(before)
    assert len({(b.typed, b.role, b.first_day, b.last_day) for b in instance.bookings}) == len(instance.bookings)
    booking = with_days(confirmed("P1", "C2", GAFFER))
    assert booking in Board(instance, plan_of(instance)).acceptance.accepted
    assert Board(instance, plan_of(instance, row("P1", GAFFER, 3, 8, "C2"))).keeping(booking)
    assert not Board(instance, plan_of(instance, row("P1", GAFFER, 4, 5, "C2"))).keeping(booking)


def test_who_is_bound_already_needs_no_booking() -> None:
    instance = studio(SHOOT, bookings=[with_days(confirmed("P1", "C2", GAFFER))])
    assert list(binding(instance, "C2", SHOOT)) == []
