"""Somebody made to have a slot: what the goals say is what the best of all plans with them there is worth.

Changes when a swap is judged in another way.
"""

from collections.abc import Iterator

import pytest

from planner.audit import Board, recompute_goals
from planner.domain.plan import PreviousPlan
from planner.domain.production import Requirement
from planner.domain.swap import Swap
from planner.remedies.swaps import Forcing
from planner.solver import solve
from tests import oracle
from tests.studios import any_studio, random_studio, some_frozen

STUDIOS = 50
IN_CI = (1, 2, 6, 10, 44)
"""Among them releases, whole staffing with begun work, and a slot where more than one row has to move."""
SEEDS = [pytest.param(n, marks=() if n in IN_CI else pytest.mark.soak) for n in range(STUDIOS)]


def planned(seed: int) -> Board:
    """Return a studio with its best plan at hand, which is the previous one of whatever comes next."""
    instance = some_frozen((any_studio if seed % 2 else random_studio)(seed), seed)
    plan = solve(instance, threads=1, time_limit_s=0)
    return Board(instance.rebuilt(previous=PreviousPlan(plan.assignments)), plan)


def all_swaps(forcing: Forcing) -> Iterator[Swap]:
    for person in forcing.board.instance.crew:
        found = forcing.of_person(person.crew_id, most=1000)
        assert not found.untried
        yield from (*found.tried, *found.barred)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_swap_is_worth_the_best_plan_that_has_it(seed: int) -> None:
    board = planned(seed)
    instance, plans = board.instance, oracle.all_plans(board.instance)
    for swap in all_swaps(Forcing(board)):
        if instance.is_released(swap.crew_id, swap.window):
            assert not swap.proven
            continue
        having = [picks for picks in plans if has(picks, swap)]
        if swap.bars:  # with whole staffing a booking may fall for the sake of others that nobody keeps in the end
            assert not having or instance.settings.whole_staffing, swap
        else:
            assert having, swap
            best = min(having, key=lambda picks: tuple(goal(picks) for goal in oracle._goals(instance)))
            labels = recompute_goals(instance, board.plan)
            assert swap.proven
            assert worth(board, swap) == dict(zip(labels, oracle.goal_values(instance, best), strict=True)), swap


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_proven_near_the_slot_is_true_of_the_whole_folder(seed: int) -> None:
    board = planned(seed)
    whole = {(one.window, one.crew_id): one for one in all_swaps(Forcing(board))}
    for swap in all_swaps(Forcing(board, whole_slots=0)):
        same = whole[swap.window, swap.crew_id]
        if swap.bars or same.bars:
            assert swap.bars == same.bars or not swap.found
        elif swap.proven:
            assert swap.shifts == same.shifts


def has(picks: oracle.Picks, swap: Swap) -> bool:
    return any(
        isinstance(need, Requirement) and need.window == swap.window and who == swap.crew_id for need, who in picks
    )


def worth(board: Board, swap: Swap) -> dict[str, int]:
    values = recompute_goals(board.instance, board.plan)
    for shift in swap.shifts:
        values[shift.goal if shift.step is None else f"{shift.goal} {shift.step}"] += shift.by
    return values
