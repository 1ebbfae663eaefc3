"""Each rule alone with a forced pair: possible on one side of the boundary, a vacancy on the other.

Changes when a rule does.
"""

from dataclasses import replace

import pytest

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.production import Requirement
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, need, never, recast, row, studio
from tests.unit.solver.solving import VACANT, crew_of, settings

NOBODY, ALL = [VACANT], ["C1"]


def alone(person: CrewMember, *needs: Requirement, **parts: object) -> list[str]:
    return crew_of(studio(*needs, crew=[person], **parts))


# Ann shoots P1 from 3 to 5 March; what else may she take?
@pytest.mark.parametrize("other", ["P1", "P2"])
@pytest.mark.parametrize(
    ("first", "last", "possible"),
    [(1, 2, True), (1, 3, False), (4, 4, False), (1, 9, False), (5, 9, False), (6, 9, True)],
)
def test_overlap(other: str, first: int, last: int, possible: bool) -> None:
    instance = studio(need("P1", GAFFER, 3, 5), need(other, GAFFER, first, last), crew=[ANN])
    assert crew_of(instance).count("C1") == (2 if possible else 1)


@pytest.mark.parametrize(("gap_days", "first", "possible"), [(0, 6, True), (1, 6, False), (1, 7, True), (2, 7, False)])
def test_gap_days_lie_between_productions(gap_days: int, first: int, possible: bool) -> None:
    instance = studio(
        need("P1", GAFFER, 3, 5), need("P2", GAFFER, first, 9), crew=[ANN], settings=settings(gap_days=gap_days)
    )
    assert crew_of(instance).count("C1") == (2 if possible else 1)


def test_within_one_production_no_gap_is_needed() -> None:
    needs = need("P1", GAFFER, 3, 5), need("P1", GAFFER, 6, 9)
    assert alone(ANN, *needs, settings=settings(gap_days=2)) == ["C1", "C1"]


def test_a_gap_is_kept_to_all_work_of_another_production_and_not_only_to_the_last() -> None:
    # 3-5 and 7 are P1's; P2's 6 March touches both, so with one gap day Ann has it all or only that day.
    instance = studio(
        need("P1", GAFFER, 3, 5),
        need("P1", GAFFER, 7, 7),
        need("P2", GAFFER, 6, 6),
        crew=[ANN],
        settings=settings(gap_days=1),
    )
    assert crew_of(instance) == ["C1", "C1", VACANT]


@pytest.mark.parametrize(("gap_days", "possible"), [(0, True), (1, False)])
def test_work_outside_the_plan_window_blocks_with_its_gap(gap_days: int, possible: bool) -> None:
    instance = studio(
        need("P1", GAFFER, 1, 5),
        need("P2", GAFFER, 6, 9),
        crew=[ANN],
        previous=[row("P1", GAFFER, 1, 5, "C1")],
        settings=settings(gap_days=gap_days, plan_from=day(6)),
    )
    assert crew_of(instance) == (ALL if possible else NOBODY)


@pytest.mark.parametrize(("person", "possible"), [("C1", False), ("C2", True)])
def test_wrong_role(person: str, possible: bool) -> None:
    who = {"C1": ANN, "C2": BO}[person]
    assert alone(who, need("P1", GRIP, 3, 5)) == ([person] if possible else NOBODY)


@pytest.mark.parametrize(("hired", "possible"), [(2, True), (3, True), (4, False), (6, False)])
def test_before_hire(hired: int, possible: bool) -> None:
    assert alone(recast(ANN, first_day=day(hired)), need("P1", GAFFER, 3, 5)) == (ALL if possible else NOBODY)


@pytest.mark.parametrize(("fired", "possible"), [(2, False), (4, False), (5, True), (6, True)])
def test_after_fire(fired: int, possible: bool) -> None:
    assert alone(recast(ANN, last_day=day(fired)), need("P1", GAFFER, 3, 5)) == (ALL if possible else NOBODY)


@pytest.mark.parametrize(
    ("first", "last", "possible"), [(1, 2, True), (1, 3, False), (4, 4, False), (5, 9, False), (6, 9, True)]
)
def test_unavailable(first: int, last: int, possible: bool) -> None:
    assert alone(away(ANN, first, last), need("P1", GAFFER, 3, 5)) == (ALL if possible else NOBODY)


def test_absences_may_overlap_and_touch() -> None:
    person = away(away(away(ANN, 3, 8), 4, 5), 9, 10)
    needs = [need("P1", GAFFER, first, first) for first in (2, 3, 8, 10, 11)]
    assert alone(person, *needs) == ["C1", VACANT, VACANT, VACANT, "C1"]


@pytest.mark.parametrize(
    ("booking", "possible"),
    [
        (never("P1", "C1"), False),
        (never("P1", "C1", GAFFER), False),
        (never("P1", "C1", GRIP), True),
        (never("P2", "C1"), True),
        (Booking("P1", "C1", None, BookingStatus.RELEASED), True),
    ],
)
def test_never(booking: Booking, possible: bool) -> None:
    assert alone(ANN, need("P1", GAFFER, 3, 5), bookings=[booking]) == (ALL if possible else NOBODY)


def test_confirmed_beats_every_goal() -> None:
    # Bo costs nothing and Ann 400 a day: without a booking Bo has P1.
    instance = studio(need("P1", GAFFER, 3, 5))
    assert crew_of(instance) == ["C2"]
    assert crew_of(replace(instance, bookings=(confirmed("P1", "C1"),))) == ["C1"]


def test_confirmed_costs_even_coverage_of_a_higher_priority() -> None:
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 5, 6)
    parts = {"crew": [ANN], "priorities": {"P1": 1, "P2": 5}}
    assert crew_of(studio(*needs, **parts)) == ["C1", VACANT]
    assert crew_of(studio(*needs, **parts, bookings=[confirmed("P2", "C1")])) == [VACANT, "C1"]


def test_whole_slot() -> None:
    # Ann is there until the 5th and Bo from the 6th: only two slots can share the days between them.
    crew = [recast(ANN, last_day=day(5)), recast(BO, first_day=day(6))]
    assert crew_of(studio(need("P1", GAFFER, 3, 8), crew=crew)) == NOBODY
    assert crew_of(studio(need("P1", GAFFER, 3, 5), need("P1", GAFFER, 6, 8), crew=crew)) == ["C1", "C2"]


@pytest.mark.parametrize(("whole", "crew", "filled"), [(False, 1, 1), (True, 1, 0), (True, 2, 2), (False, 2, 2)])
def test_whole_production(whole: bool, crew: int, filled: int) -> None:
    instance = studio(
        need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5), crew=[ANN, BO][:crew], settings=settings(whole_staffing=whole)
    )
    assert len(instance.slots) - crew_of(instance).count(VACANT) == filled


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_need_gets_no_more_people_than_it_asks_for(count: int) -> None:
    crew = [replace(ANN, crew_id=f"C{number}") for number in range(1, 6)]
    assert crew_of(studio(need("P1", GAFFER, 3, 5, count), crew=crew)) == [f"C{n}" for n in range(1, count + 1)]
