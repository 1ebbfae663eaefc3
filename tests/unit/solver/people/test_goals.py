"""The way in from the board: only where it is exact, and equal to looking at every plan."""

import threading
from dataclasses import replace

import pytest

from planner.domain.instance import Instance
from planner.domain.settings import GoalName, Settings
from planner.solver.model.acceptance import accept_bookings
from planner.solver.model.objectives import steps_for
from planner.solver.model.problem import Board
from planner.solver.model.productions import seat
from planner.solver.model.roster import Roster
from planner.solver.model.tracks import reduce_board
from planner.solver.people.goals import fairest_shares, fewest_people
from planner.solver.people.slots import read_lanes
from planner.solver.search.construction import construct
from planner.solver.search.neighbourhoods import Clock, Engine, Lock
from tests.builders import ANN, BO, GAFFER, confirmed, hold, need, studio
from tests.oracle import best_by_search
from tests.studios import random_studio
from tests.unit.solver.solving import settings

CY = replace(ANN, crew_id="C3", full_name="Cy Doe")
FEWEST = (GoalName.COVERAGE, GoalName.HEADCOUNT)
FAIREST = (GoalName.COVERAGE, GoalName.BALANCE)


def engine_of(instance: Instance) -> Engine:
    board = Board(instance)
    forced = accept_bookings(board)
    reduction = reduce_board(board, forced)
    engine = Engine(board, reduction, forced, Roster(board, reduction), Clock(0, threading.Event()))
    assert seat(engine, forced)
    construct(engine)
    return engine


def everything(engine: Engine) -> tuple:
    scope = engine.scope(range(len(engine.board.needs)))
    *before, step = steps_for(engine.board)
    return step, scope, [Lock(one, scope) for one in before]


@pytest.mark.parametrize("goals", [FEWEST, FAIREST], ids=["fewest", "fairest"])
def test_bounds_hold_and_plans_are_never_better_than_the_best(goals: tuple[GoalName, ...]) -> None:
    done = 0
    for seed in range(200):
        studio_ = random_studio(seed)
        studio_ = replace(studio_, settings=replace(studio_.settings, goals=goals, whole_staffing=False), previous=None)
        if not studio_.planned_requirements:
            continue
        engine = engine_of(studio_)
        step, scope, locks = everything(engine)
        bound = (fewest_people if goals == FEWEST else fairest_shares)(engine, scope, locks)
        if bound is not None:
            done += 1
            assert bound <= best_by_search(studio_)[-1] <= -step.worth(engine.view, scope), seed
    assert done >= 20


def lanes_of(instance: Instance):
    engine = engine_of(instance)
    _, scope, locks = everything(engine)
    return read_lanes(engine, scope, locks)


def film(*bookings, goals: Settings, gap_days: int = 0):
    needs = [need("P1", GAFFER, 1, 3), need("P2", GAFFER, 5, 6)]
    return studio(*needs, crew=(ANN, BO, CY), bookings=bookings, settings=replace(goals, gap_days=gap_days))


def test_a_confirmed_booking_leaves_one_person_for_its_slot() -> None:
    lanes = lanes_of(film(confirmed("P1", "C2", GAFFER), goals=settings(*FEWEST)))
    assert lanes is not None
    assert lanes.staffing.fits.sum(axis=0).tolist() == [1, 3]


def test_a_kept_hold_decided_before_binds_and_a_displaced_one_is_left_to_others() -> None:
    goals = settings(GoalName.COVERAGE, GoalName.HOLDS, GoalName.HEADCOUNT)
    one = film(hold("P1", "C2"), goals=goals)
    engine = engine_of(one)
    _, scope, locks = everything(engine)
    assert (read_lanes(engine, scope, locks) is None) == (not engine.view.is_kept(engine.board.holds[0]))


def test_gap_days_belong_to_the_days_that_are_blocked() -> None:
    lanes = lanes_of(film(goals=settings(*FEWEST), gap_days=1))
    assert lanes is not None
    assert (lanes.staffing.last - lanes.staffing.first).tolist() == [3, 2]


def test_different_rates_after_cost_are_left_to_others() -> None:
    goals = settings(GoalName.COVERAGE, GoalName.COST, GoalName.HEADCOUNT)
    assert lanes_of(film(goals=goals)) is None


def test_vacancies_are_left_to_others() -> None:
    needs = [need("P1", GAFFER, 1, 3, count=4)]
    assert lanes_of(studio(*needs, crew=(ANN, BO, CY), settings=settings(*FEWEST))) is None


def test_one_person_does_both_films_unless_the_gap_forbids() -> None:
    for gap_days, people in ((1, 1), (2, 2)):
        engine = engine_of(film(goals=settings(*FEWEST), gap_days=gap_days))
        step, scope, locks = everything(engine)
        assert fewest_people(engine, scope, locks) == people == -step.worth(engine.view, scope)
