"""Medium-sized studios with vacancies to be shared out: any number of threads leads to the same plan, and a plan stays.

Changes when a run may depend on more than its folder.
"""

from dataclasses import replace
from random import Random

import pytest

from benchmarks.studios import Size, make_studio
from planner.audit import audit
from planner.domain.booking import Booking, BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import Plan, PreviousPlan
from planner.domain.settings import DEFAULT_GOALS, GoalName
from planner.solver import solve
from tests.sanity.test_relations import rebuilt

PEOPLE_TOO = (*DEFAULT_GOALS, GoalName.HEADCOUNT, GoalName.BALANCE)
STUDIOS = [
    pytest.param("40x24", 0.3, DEFAULT_GOALS, id="small"),
    pytest.param("60x30", 0.2, DEFAULT_GOALS, id="medium"),
    pytest.param("60x40", 0.3, DEFAULT_GOALS, id="large"),
    pytest.param("30x14", 0.1, PEOPLE_TOO, id="goals about people"),
]


def short_studio(size: str, beyond: float, goals: tuple[GoalName, ...]) -> Instance:
    """Return a studio of some hundred slots, a tenth or more of them vacant, with holds that not all can be kept."""
    instance, rng = make_studio(Size.parse(size), 1, beyond), Random(size)
    holds = {}
    for need in rng.sample(instance.requirements, len(instance.requirements) // 4):
        able = [person.crew_id for person in instance.crew if need.role in person.roles]
        one = Booking(need.production_id, rng.choice(able), need.role, BookingStatus.HOLD, rng.randint(1, 2))
        holds[one.production_id, one.crew_id, one.role] = one
    return rebuilt(instance, bookings=tuple(holds.values()), settings=replace(instance.settings, goals=goals))


def solved(instance: Instance, threads: int) -> Plan:
    plan = solve(instance, threads=threads, time_limit_s=0)
    assert audit(instance, plan) == ()
    return plan


@pytest.mark.parametrize(("size", "beyond", "goals"), STUDIOS)
def test_the_plan_is_the_same_for_any_number_of_threads_and_stays(
    size: str, beyond: float, goals: tuple[GoalName, ...]
) -> None:
    instance = short_studio(size, beyond, goals)
    plan = solved(instance, 1)
    assert len(plan.vacancies) >= len(instance.slots) // 20  # else there is nothing to be shared out
    assert [solved(instance, threads) == plan for threads in (2, 8)] == [True, True]
    again = rebuilt(instance, previous=PreviousPlan(plan.assignments))
    assert solved(again, 2).assignments == plan.assignments


@pytest.mark.parametrize(("size", "beyond", "goals"), STUDIOS[:2])
def test_so_is_the_plan_that_follows_one_of_yesterday(size: str, beyond: float, goals: tuple[GoalName, ...]) -> None:
    # One person in ten has left since yesterday, and a third of yesterday's rows were never published.
    instance = short_studio(size, beyond, goals)
    crew = tuple(person for number, person in enumerate(instance.crew) if number % 10)
    present = {person.crew_id for person in crew}
    rows = [row for row in solved(instance, 1).assignments if row.crew_id in present]
    published = PreviousPlan(tuple(row for number, row in enumerate(rows) if number % 3))
    bookings = tuple(booking for booking in instance.bookings if booking.crew_id in present)
    rest = rebuilt(instance, crew=crew, bookings=bookings, previous=published)
    plan = solved(rest, 1)
    assert [solved(rest, threads) == plan for threads in (2, 8)] == [True, True]
    again = rebuilt(rest, previous=PreviousPlan(plan.assignments))
    assert solved(again, 2).assignments == plan.assignments
