"""Confirmed bookings are accepted one by one while all of them can be kept together."""

import pytest

from planner.audit.acceptance import accept_confirmed
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.settings import Settings
from tests import oracle
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, need, never, row, studio
from tests.studios import random_studio


def accepted(instance: Instance) -> list[str]:
    return [f"{b.production_id} {b.crew_id}" for b in accept_confirmed(instance).accepted]


def test_the_better_priority_comes_first_then_the_production_id() -> None:
    needs = [need(one, GAFFER, 3, 5) for one in ("P1", "P2", "P3")]
    bookings = [confirmed(one, "C1") for one in ("P1", "P2", "P3")]
    assert accepted(studio(*needs, bookings=bookings)) == ["P1 C1"]
    assert accepted(studio(*needs, bookings=bookings, priorities={"P3": 1})) == ["P3 C1"]


def test_counts_limit_how_many_are_accepted() -> None:
    bookings = [confirmed("P1", "C1"), confirmed("P1", "C2")]
    assert accepted(studio(need("P1", GAFFER, 3, 5), bookings=bookings)) == ["P1 C1"]
    assert accepted(studio(need("P1", GAFFER, 3, 5, 2), bookings=bookings)) == ["P1 C1", "P1 C2"]


def test_an_earlier_booking_moves_to_make_room() -> None:
    # Bo (any role) would first take Gaffer; Cy can only be Gaffer, so Bo has to become the Grip.
    cy = CrewMember.employed("C3", "Cy Moss", GAFFER)
    instance = studio(
        need("P1", GAFFER, 3, 5),
        need("P1", GRIP, 3, 5),
        crew=[BO, cy],
        bookings=[confirmed("P1", "C2"), confirmed("P1", "C3", GAFFER)],
    )
    assert accepted(instance) == ["P1 C2", "P1 C3"]


def test_an_earlier_booking_of_the_same_person_moves_to_other_days() -> None:
    # On P1 Ann would first take 3–5 March; P2 needs her then, so P1 has to make do with 8–9 March.
    needs = (need("P1", GAFFER, 3, 5), need("P1", GAFFER, 8, 9), need("P2", GAFFER, 3, 5))
    instance = studio(*needs, bookings=[confirmed("P1", "C1"), confirmed("P2", "C1")])
    assert accepted(instance) == ["P1 C1", "P2 C1"]
    begins = {
        booking.production_id: cell.span.first_day for booking, cell in accept_confirmed(instance).cell_of.items()
    }
    assert begins == {"P1": day(8), "P2": day(3)}


def test_two_bookings_of_one_person_may_be_kept_by_one_slot() -> None:
    instance = studio(need("P1", GAFFER, 3, 5), bookings=[confirmed("P1", "C1"), confirmed("P1", "C1", GAFFER)])
    assert accepted(instance) == ["P1 C1", "P1 C1"]


@pytest.mark.parametrize(("gap_days", "count"), [(0, 2), (1, 1)])
def test_gap_days_count(gap_days: int, count: int) -> None:
    needs = (need("P1", GAFFER, 3, 5), need("P2", GAFFER, 6, 7))
    bookings = [confirmed("P1", "C1"), confirmed("P2", "C1")]
    assert len(accepted(studio(*needs, bookings=bookings, settings=Settings(gap_days=gap_days)))) == count


def test_the_rules_above_come_first() -> None:
    a_need = need("P1", GAFFER, 3, 5)
    assert accepted(studio(a_need, bookings=[confirmed("P1", "C1")], crew=[away(ANN, 5, 5)])) == []
    assert accepted(studio(a_need, bookings=[confirmed("P1", "C1"), never("P1", "C1", GAFFER)])) == []


def test_carried_work_stands_against_a_booking() -> None:
    instance = studio(
        need("P1", GAFFER, 1, 3),
        need("P2", GAFFER, 4, 5),
        bookings=[confirmed("P2", "C1")],
        previous=[row("P1", GAFFER, 1, 3, "C1")],
        settings=Settings(plan_from=day(4), gap_days=1),
    )
    assert accepted(instance) == []


def test_a_booking_whose_slots_lie_outside_the_window_takes_no_part() -> None:
    instance = studio(need("P1", GAFFER, 1, 3), bookings=[confirmed("P1", "C1")], settings=Settings(plan_from=day(4)))
    assert accept_confirmed(instance).refused == ()
    assert accepted(instance) == []


def test_one_booking_too_many_is_found_quickly() -> None:
    # 31 bookings for 3 windows of 10: without remembering failed states that is 3^30 attempts.
    crew = [CrewMember.employed(f"C{n:02}", f"Person {n}", GAFFER) for n in range(31)]
    needs = [need("P1", GAFFER, first, first + 1, 10) for first in (1, 5, 9)]
    instance = studio(*needs, crew=crew, bookings=[confirmed("P1", person.crew_id) for person in crew])
    assert len(accepted(instance)) == 30
    assert [b.crew_id for b in accept_confirmed(instance).refused] == ["C30"]


@pytest.mark.parametrize("seed", range(100))
def test_as_by_looking_at_every_plan(seed: int) -> None:
    instance = random_studio(seed)
    assert list(accept_confirmed(instance).accepted) == oracle.accepted_bookings(instance)
