"""Which confirmed bookings and beginnings stand. Changes when the contract's order of acceptance does."""

from dataclasses import replace

import pytest

from planner.domain.booking import Booking, BookingStatus
from planner.domain.instance import Instance
from planner.solver.model.acceptance import accept_bookings
from planner.solver.model.problem import Problem
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, day, need, row, studio
from tests.unit.solver.solving import VACANT, crew_of, settings


def accepted(instance: Instance) -> list[tuple[str, tuple[int, ...], bool]]:
    """Return (Crew ID, need numbers, pinned) of every wish that stands."""
    wishes = accept_bookings(Problem(instance)).bookings
    return [(instance.crew[wish.person].crew_id, wish.needs, wish.pinned) for wish in wishes]


@pytest.mark.parametrize(("priorities", "stands"), [({}, 0), ({"P1": 4}, 1), ({"P2": 2}, 1), ({"P1": 1}, 0)])
def test_priority_comes_before_production_id(priorities: dict[str, int], stands: int) -> None:
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 5, 6)
    both = [confirmed("P1", "C1"), confirmed("P2", "C1")]
    assert accepted(studio(*needs, bookings=both, priorities=priorities)) == [("C1", (stands,), False)]


def test_crew_id_decides_who_gets_the_only_slot() -> None:
    both = [confirmed("P1", "C2"), confirmed("P1", "C1")]
    assert accepted(studio(need("P1", GAFFER, 3, 5), bookings=both)) == [("C1", (0,), False)]
    assert len(accepted(studio(need("P1", GAFFER, 3, 5, 2), bookings=both))) == 2


def test_one_that_cannot_stand_does_not_keep_later_ones_out() -> None:
    # Ann cannot be in P1 and P2 on 5 March, which leaves P2's slot to Bo and P3's to Ann.
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 5, 6), need("P3", GAFFER, 7, 8)
    wanted = [confirmed("P1", "C1"), confirmed("P2", "C1"), confirmed("P2", "C2"), confirmed("P3", "C1")]
    assert crew_of(studio(*needs, bookings=wanted)) == ["C1", "C2", "C1"]


def test_a_booking_of_any_role_makes_room_for_one_that_names_its_role() -> None:
    # Bo comes first with any role and could be gaffer; Ann can only be gaffer, so Bo is the grip.
    needs = need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5)
    bo, ann = replace(BO, crew_id="C0"), ANN
    both = [confirmed("P1", "C0"), confirmed("P1", "C1", GAFFER)]
    assert crew_of(studio(*needs, crew=[bo, ann], bookings=both)) == ["C1", "C0"]


@pytest.mark.parametrize(
    "booking",
    [confirmed("P1", "C1", GRIP), confirmed("P9", "C1"), confirmed("P1", "C2", GRIP)],
    ids=lambda b: b.crew_id,
)
def test_a_booking_without_a_slot_that_its_person_may_fill_does_not_stand(booking: object) -> None:
    assert accepted(studio(need("P1", GAFFER, 3, 5), bookings=[booking])) == []


def test_who_began_before_the_window_stays_although_somebody_else_is_cheaper() -> None:
    before = [row("P1", GAFFER, 3, 8, "C1")]
    needs = need("P1", GAFFER, 3, 8)
    goals = settings(*(goal for goal in settings().goals if goal != "stability"))
    assert crew_of(studio(needs, previous=before, settings=goals)) == ["C2"]
    began = studio(needs, previous=before, settings=settings(*goals.goals, plan_from=day(4)))
    assert accepted(began) == [("C1", (0,), True)]
    assert crew_of(began) == ["C1"]


def test_a_slot_that_begins_on_the_windows_first_day_has_not_begun_before() -> None:
    before = [row("P1", GAFFER, 3, 8, "C1")]
    assert accepted(studio(need("P1", GAFFER, 3, 8), previous=before, settings=settings(plan_from=day(3)))) == []


@pytest.mark.parametrize(("frozen_to", "stays"), [(2, False), (3, True), (20, True)])
def test_who_has_frozen_work_stays_although_somebody_else_is_cheaper(frozen_to: int, stays: bool) -> None:
    goals = (goal for goal in settings().goals if goal != "stability")
    frozen = settings(*goals, frozen_to=day(frozen_to))
    instance = studio(need("P1", GAFFER, 3, 8), previous=[row("P1", GAFFER, 3, 8, "C1")], settings=frozen)
    assert accepted(instance) == [("C1", (0,), True)] * stays
    assert crew_of(instance) == ["C1" if stays else "C2"]


def test_whoever_is_released_from_frozen_work_may_lose_it_and_its_vacancies_are_filled() -> None:
    frozen = settings(frozen_to=day(3))
    released = Booking("P1", "C1", None, BookingStatus.RELEASED)
    before = [row("P1", GAFFER, 3, 8, "C1")]
    assert crew_of(studio(need("P1", GAFFER, 3, 8), previous=before, bookings=[released], settings=frozen)) == ["C2"]
    assert crew_of(studio(need("P1", GAFFER, 3, 8, 2), previous=before, settings=frozen)) == ["C1", "C2"]


def test_a_confirmed_booking_comes_before_a_beginning() -> None:
    instance = studio(
        need("P1", GAFFER, 3, 8),
        need("P2", GAFFER, 6, 9),
        crew=[ANN],
        bookings=[confirmed("P2", "C1")],
        previous=[row("P1", GAFFER, 3, 8, "C1")],
        settings=settings(plan_from=day(5)),
    )
    assert crew_of(instance) == [VACANT, "C1"]


def test_a_beginning_that_a_rule_forbids_now_is_given_up() -> None:
    before = [row("P1", GRIP, 3, 8, "C1")]
    instance = studio(need("P1", GRIP, 3, 8), crew=[ANN, BO], previous=before, settings=settings(plan_from=day(5)))
    assert crew_of(instance) == ["C2"]


@pytest.mark.parametrize(("other", "stand"), [("P1", 2), ("P2", 1)])
def test_gap_days_count_between_bookings_of_different_productions(other: str, stand: int) -> None:
    needs = need("P1", GAFFER, 3, 5), need(other, GRIP, 6, 8)
    both = [confirmed("P1", "C2", GAFFER), confirmed(other, "C2", GRIP)]
    assert len(accepted(studio(*needs, bookings=both, settings=settings(gap_days=1)))) == stand
