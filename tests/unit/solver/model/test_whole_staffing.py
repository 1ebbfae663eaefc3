"""With whole staffing: which productions stay in. Changes when the contract's meaning of whole staffing does."""

from dataclasses import replace

import pytest

from planner.domain.booking import Booking
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.production import Requirement
from planner.domain.settings import GoalName
from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import objectives_of
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Stage, solve_stage
from planner.solver.search.construction import construct
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, day, need, row, studio
from tests.unit.solver.solving import VACANT, crew_of, model_of, planned, settings, values

WHOLE = settings(whole_staffing=True)


def whole(*needs: Requirement, bookings: tuple[Booking, ...] = (), **parts: object) -> Instance:
    return studio(*needs, bookings=bookings, **({"settings": WHOLE} | parts))


def test_a_production_that_cannot_be_whole_leaves_its_people_to_others() -> None:
    # P1 has the higher priority and asks for three gaffers, of whom there are two.
    instance = whole(need("P1", GAFFER, 3, 5, 3), need("P2", GAFFER, 3, 5), priorities={"P1": 1, "P2": 5})
    assert crew_of(instance) == [VACANT] * 3 + ["C2"]
    assert values(planned(instance)) == {"coverage 1": 0, "coverage 5": 1, "whole": 1, "main-role": 0, "cost": 0}


def test_its_accepted_bookings_fall_with_it() -> None:
    instance = whole(need("P1", GAFFER, 3, 5, 3), need("P2", GAFFER, 3, 5, 2), bookings=(confirmed("P1", "C1"),))
    assert crew_of(instance) == [VACANT] * 3 + ["C1", "C2"]


def test_a_production_with_an_accepted_booking_comes_before_a_higher_priority_without() -> None:
    # P2's booking takes Bo, and P1 cannot be whole without him.
    needs = need("P1", GAFFER, 3, 5, 2), need("P2", GRIP, 3, 5)
    instance = whole(*needs, bookings=(confirmed("P2", "C2"),), priorities={"P1": 1, "P2": 5})
    assert crew_of(instance) == [VACANT, VACANT, "C2"]
    assert crew_of(whole(*needs, priorities={"P1": 1, "P2": 5})) == ["C1", "C2", VACANT]


@pytest.mark.parametrize(
    ("priorities", "crew"), [({"P1": 1}, ["C1", "C2", VACANT, VACANT]), ({"P2": 1}, [VACANT, VACANT, "C1", "C2"])]
)
def test_productions_with_bookings_stay_in_by_priority(priorities: dict[str, int], crew: list[str]) -> None:
    # Both bookings can stand together, but each production also needs the other's person.
    needs = need("P1", GAFFER, 3, 5, 2), need("P2", GAFFER, 3, 5, 2)
    both = confirmed("P1", "C1"), confirmed("P2", "C2")
    # The first keeps the bookings of those still to come, so neither is whole while the other's stands.
    first, last = ("P1", "P2") if "P1" in priorities else ("P2", "P1")
    instance = whole(*needs, bookings=both, priorities={first: 1, last: 2})
    kept = {row.slot.production_id for row in planned(instance).assignments}
    assert kept == {last}
    assert crew_of(whole(*needs, bookings=both[:1] if first == "P1" else both[1:], priorities=priorities)) == crew


def beginning(*rows: Assignment, needs: tuple[Requirement, ...]) -> Instance:
    return whole(*needs, previous=list(rows), settings=settings(whole_staffing=True, plan_from=day(5)))


def test_a_production_that_began_stays_in_if_it_can_be_whole() -> None:
    # P1 alone has two slots of the best priority; P2 began with Ann.
    needs = need("P1", GAFFER, 5, 8, 2), need("P2", GAFFER, 3, 8)
    assert crew_of(beginning(needs=needs)) == ["C1", "C2", VACANT]
    assert crew_of(beginning(row("P2", GAFFER, 3, 8, "C1"), needs=needs)) == [VACANT, VACANT, "C1"]


def test_one_that_began_and_cannot_be_whole_is_given_up() -> None:
    needs = need("P1", GAFFER, 5, 8, 2), need("P2", GAFFER, 3, 8, 3)
    assert crew_of(beginning(row("P2", GAFFER, 3, 8, "C1"), needs=needs)) == ["C1", "C2", VACANT, VACANT, VACANT]


def test_roles_are_part_of_being_whole() -> None:
    needs = need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5)
    assert crew_of(whole(*needs, crew=[ANN, BO])) == ["C1", "C2"]
    assert crew_of(whole(*needs, crew=[BO])) == [VACANT, VACANT]


@pytest.mark.parametrize("began", [[], [row("P1", GAFFER, 3, 8, "C3")]], ids=["new", "began"])
def test_a_production_once_left_out_stays_out(began: list[Assignment]) -> None:
    # P1 needs all three, so it is left out for Bo's booking on P2, which then asks for a fourth and is left out too.
    crew = [ANN, BO, replace(ANN, crew_id="C3")]
    needs = need("P1", GAFFER, 3, 8, 3), need("P2", GAFFER, 3, 8, 4)
    both = confirmed("P1", "C1"), confirmed("P2", "C2")
    window = settings(whole_staffing=True, plan_from=day(5))
    assert crew_of(whole(*needs, crew=crew, bookings=both, previous=began, settings=window)) == [VACANT] * 7


@pytest.mark.parametrize("staffed", [True, False])
@pytest.mark.parametrize("goal", [GoalName.COVERAGE, GoalName.COST])
@pytest.mark.parametrize("part", [0, 1])
def test_a_production_stays_whole_or_empty_as_it_is_outside_a_scope(part: int, goal: GoalName, staffed: bool) -> None:
    # A search that planned one slot of it anew once let that go, to save its cost, and kept the other.
    model = model_of(whole(need("P1", GAFFER, 3, 5), need("P1", GAFFER, 6, 8), settings=replace(WHOLE, goals=(goal,))))
    incumbent = Incumbent(model)
    if staffed:
        construct(incumbent)
    (objective,) = objectives_of(model.problem)
    solve_stage(Stage(objective, Scope(model, [part]), ()), incumbent, Clock(), 1.0)
    assert [incumbent.filled(n) for n in model.everything.numbers] == [staffed, staffed]
