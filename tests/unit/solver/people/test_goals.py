"""The way in from the problem: only where it is exact, and equal to looking at every plan."""

from dataclasses import replace

import pytest

from planner.domain.instance import Instance
from planner.domain.settings import GoalName, Settings
from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective, objectives_of
from planner.solver.model.productions import seat_forced
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Floor
from planner.solver.people.goals import fairest_shares, fewest_people
from planner.solver.people.slots import SlotView, read_filled
from planner.solver.search.construction import construct
from tests.builders import ANN, BO, GAFFER, confirmed, hold, need, studio
from tests.oracle import best_by_search
from tests.studios import random_studio
from tests.unit.solver.solving import model_of, settings

CY = replace(ANN, crew_id="C3", full_name="Cy Doe")
FEWEST = (GoalName.COVERAGE, GoalName.HEADCOUNT)
FAIREST = (GoalName.COVERAGE, GoalName.BALANCE)


CLOCK = Clock(0)


def first_plan(instance: Instance) -> Incumbent:
    incumbent = Incumbent(model_of(instance))
    assert seat_forced(incumbent)
    construct(incumbent)
    return incumbent


def last_stage(incumbent: Incumbent) -> tuple[Objective, Scope, list[Floor]]:
    """Return the last objective, and floors for those before it."""
    everything = incumbent.model.everything
    *before, objective = objectives_of(incumbent.problem)
    return objective, everything, [Floor(one, everything) for one in before]


@pytest.mark.parametrize("goals", [FEWEST, FAIREST], ids=["fewest", "fairest"])
def test_bounds_hold_and_plans_are_never_better_than_the_best(goals: tuple[GoalName, ...]) -> None:
    done = 0
    for seed in range(200):
        studio_ = random_studio(seed)
        studio_ = replace(studio_, settings=replace(studio_.settings, goals=goals, whole_staffing=False), previous=None)
        if not studio_.planned_requirements:
            continue
        incumbent = first_plan(studio_)
        objective, scope, floors = last_stage(incumbent)
        bound = (fewest_people if goals == FEWEST else fairest_shares)(incumbent, CLOCK, scope, floors)
        if bound is not None:
            done += 1
            assert bound <= best_by_search(studio_)[-1] <= -objective.worth(incumbent, scope), seed
    assert done >= 20


def slots_of(instance: Instance) -> SlotView | None:
    incumbent = first_plan(instance)
    _, scope, floors = last_stage(incumbent)
    return read_filled(incumbent, scope, floors)


def film(*bookings, goals: Settings, gap_days: int = 0):
    needs = [need("P1", GAFFER, 1, 3), need("P2", GAFFER, 5, 6)]
    return studio(*needs, crew=(ANN, BO, CY), bookings=bookings, settings=replace(goals, gap_days=gap_days))


def test_a_confirmed_booking_leaves_one_person_for_its_slot() -> None:
    slots = slots_of(film(confirmed("P1", "C2", GAFFER), goals=settings(*FEWEST)))
    assert slots is not None
    assert slots.staffing.fits.sum(axis=0).tolist() == [1, 3]


def test_a_kept_hold_decided_before_binds_and_a_displaced_one_is_left_to_others() -> None:
    goals = settings(GoalName.COVERAGE, GoalName.HOLDS, GoalName.HEADCOUNT)
    one = film(hold("P1", "C2"), goals=goals)
    incumbent = first_plan(one)
    _, scope, floors = last_stage(incumbent)
    assert (read_filled(incumbent, scope, floors) is None) == (not incumbent.is_kept(incumbent.problem.holds[0]))


def test_gap_days_belong_to_the_days_that_are_blocked() -> None:
    slots = slots_of(film(goals=settings(*FEWEST), gap_days=1))
    assert slots is not None
    assert (slots.staffing.last - slots.staffing.first).tolist() == [3, 2]


def test_different_rates_after_cost_are_left_to_others() -> None:
    goals = settings(GoalName.COVERAGE, GoalName.COST, GoalName.HEADCOUNT)
    assert slots_of(film(goals=goals)) is None


def test_vacancies_are_left_to_others() -> None:
    needs = [need("P1", GAFFER, 1, 3, count=4)]
    assert slots_of(studio(*needs, crew=(ANN, BO, CY), settings=settings(*FEWEST))) is None


@pytest.mark.parametrize("goal", [GoalName.HEADCOUNT, GoalName.BALANCE])
def test_slots_that_need_not_stay_filled_are_left_to_others(goal: GoalName) -> None:
    # Nothing counts before it, so a plan without anybody is best: once one person was told to be the fewest.
    assert slots_of(film(goals=settings(goal))) is None


def test_one_person_does_both_films_unless_the_gap_forbids() -> None:
    for gap_days, people in ((1, 1), (2, 2)):
        incumbent = first_plan(film(goals=settings(*FEWEST), gap_days=gap_days))
        objective, scope, floors = last_stage(incumbent)
        assert fewest_people(incumbent, CLOCK, scope, floors) == people == -objective.worth(incumbent, scope)
