"""Chains by hand: who is taken from what, and who must stay. Changes when a chain may do more or less."""

import threading
from dataclasses import replace

import pytest

from planner.audit import recompute_goals
from planner.domain.booking import Booking
from planner.domain.instance import Instance
from planner.domain.settings import GoalName
from planner.solver import search
from planner.solver.acceptance import accept_bookings
from planner.solver.board import Board
from planner.solver.construction import construct
from planner.solver.ejection import EjectionChains
from planner.solver.roster import Roster
from planner.solver.search import Clock, Engine
from planner.solver.tracks import reduce_board
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, hold, need, studio
from tests.unit.solver.solving import planned, settings

CY = replace(ANN, crew_id="C3", full_name="Cy Oma", main_role=GRIP)


def engine_for(instance: Instance) -> Engine:
    board = Board(instance)
    forced = accept_bookings(board)
    reduction = reduce_board(board, forced)
    return Engine(board, reduction, forced, Roster(board, reduction), Clock(0, threading.Event()))


def filled_after_chains(
    instance: Instance, seats: dict[str, str], priority: int | None = None, moves: int = 50
) -> dict[str, int]:
    """Seat people (production to Crew ID), run the chains and return how many slots of each production are filled."""
    engine = engine_for(instance)
    board = engine.board
    for production_id, crew_id in seats.items():
        number = next(n.index for n in board.needs if n.requirement.production_id == production_id)
        person = board.person_of[crew_id]
        track = next(t for t in engine.reduction.takers(number) if person in engine.reduction.tracks[t].people)
        engine.roster.take(track, number)
    scope = engine.scope(range(len(board.needs)))
    chains = EjectionChains(board, engine.reduction, engine.roster, engine.forced, scope, priority)
    chains.run(sum(n.count for n in board.needs), moves)
    return {n.requirement.production_id: engine.roster.filled(n.index) for n in board.needs}


@pytest.mark.parametrize(
    ("bookings", "filled"), [((), {"P1": 1, "P2": 1}), ((confirmed("P1", "C2"),), {"P1": 1, "P2": 0})]
)
def test_a_vacancy_takes_somebody_whom_another_replaces(bookings: tuple[Booking, ...], filled: dict[str, int]) -> None:
    # Only Bo is a gaffer; as a grip Cy can follow him, unless a confirmed booking keeps Bo there.
    instance = studio(need("P1", GRIP, 3, 5), need("P2", GAFFER, 4, 6), crew=[BO, CY], bookings=bookings)
    assert filled_after_chains(instance, {"P1": "C2"}) == filled


@pytest.mark.parametrize(
    ("priorities", "wanted", "filled"),
    [
        ({"P1": 3, "P2": 1}, 1, {"P1": 0, "P2": 1}),  # the less important gives way, and stays vacant
        ({"P1": 1, "P2": 3}, 3, {"P1": 1, "P2": 0}),  # the more important does not
    ],
)
def test_only_less_important_work_gives_way(priorities: dict[str, int], wanted: int, filled: dict[str, int]) -> None:
    instance = studio(need("P1", GAFFER, 3, 5), need("P2", GAFFER, 4, 6), crew=[ANN], priorities=priorities)
    assert filled_after_chains(instance, {"P1": "C1"}, wanted) == filled


def test_asked_to_stop_a_chain_leaves_everybody_where_they_were() -> None:
    instance = studio(need("P1", GRIP, 3, 5), need("P2", GAFFER, 4, 6), crew=[BO, CY])
    engine = engine_for(instance)
    scope = engine.scope(range(2))
    chains = EjectionChains(engine.board, engine.reduction, engine.roster, engine.forced, scope, None)
    chains.run(2, 50, lambda: False)
    assert [engine.roster.filled(n) for n in range(2)] == [0, 0]
    chains.run(2, 50)
    assert [engine.roster.filled(n) for n in range(2)] == [1, 1]


def test_two_short_slots_are_never_lost_for_a_long_one() -> None:
    needs = need("P1", GAFFER, 3, 3), need("P2", GAFFER, 5, 5), need("P3", GAFFER, 3, 5)
    filled = filled_after_chains(studio(*needs, crew=[ANN]), {"P1": "C1", "P2": "C1"})
    assert filled == {"P1": 1, "P2": 1, "P3": 0}


@pytest.mark.parametrize(("gap_days", "filled"), [(0, 2), (1, 2), (2, 1)])
def test_the_first_sweep_leaves_the_gap_between_productions(gap_days: int, filled: int) -> None:
    needs = need("P1", GAFFER, 3, 4), need("P2", GAFFER, 6, 7)
    engine = engine_for(studio(*needs, crew=[ANN], settings=settings(gap_days=gap_days)))
    construct(engine)
    assert sum(engine.roster.filled(n.index) for n in engine.board.needs) == filled


def test_the_first_sweep_keeps_who_stays_longest_for_the_longest_work() -> None:
    # By Crew ID Ann, who is there all month, would have the short one, and nobody were left for the long one.
    short = replace(ANN, crew_id="C9", last_day=need("P1", GAFFER, 3, 4).span.last_day)
    engine = engine_for(studio(need("P1", GAFFER, 3, 4), need("P2", GAFFER, 3, 9), crew=[ANN, short]))
    construct(engine)
    assert [engine.roster.filled(n.index) for n in engine.board.needs] == [1, 1]


def test_chains_do_not_run_over_goals_that_came_before_coverage(monkeypatch: pytest.MonkeyPatch) -> None:
    # Ann's hold takes her away from two short slots; without the hold's lock a chain would trade it for them.
    monkeypatch.setattr(search, "SMALL_PAIRS", 0)
    monkeypatch.setattr(search, "LINEAR_PAIRS", 0)  # so that no bound says beforehand that nothing can be gained
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 3, 3), need("P3", GAFFER, 5, 5)
    goals = settings(GoalName.HOLDS, GoalName.COVERAGE)
    instance = studio(*needs, crew=[ANN], bookings=[hold("P1", "C1")], settings=goals)
    assert recompute_goals(instance, planned(instance)) == {"holds 1": 1, "coverage 3": 1}
