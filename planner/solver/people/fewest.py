"""The fewest people who fill all slots: a bound first, then exactly so many people, then one more and so on.

Changes when another way to find a staffing with a given number of people earns its place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from planner.solver.people.chains import Chains
from planner.solver.people.incompatible import find_incompatible
from planner.solver.people.settling import Pace, settle_shares
from planner.solver.people.staffing import VACANT, Numbers, Staffing
from planner.solver.people.windows import Solve, fill_by_windows

CHAIN_MOVES = 40_000
LONG_CHAIN_MOVES = 120_000
SHORT_CHAIN_MOVES = 10_000
PACES = (Pace(0.03, 20), Pace(0.015, 30))
WINDOW_WORK = 8.0


@dataclass(frozen=True, eq=False)
class Fewest:
    """Who takes each slot, and how many people any staffing needs at least."""

    takers: Numbers
    bound: int


def find_fewest(staffing: Staffing, start: Numbers, solve: Solve, goes_on: Callable[[], bool]) -> Fewest:
    """Return a staffing with as few people as could be found, never more than ``start``, which fills every slot."""
    best, people = start, staffing.used(start)
    peak = find_incompatible(staffing, people)
    bound = len(peak)
    for headcount in _steps_up(bound, people):
        found = _staff_with(staffing, headcount, peak, solve, goes_on)
        if found is not None:
            best = found
            break
    return Fewest(_fewer(staffing, best, bound, goes_on), bound)


def _steps_up(bound: int, people: int) -> Iterator[int]:
    """Yield numbers of people to try, with growing steps."""
    step = 0
    while bound + step < people:
        yield bound + step
        step = max(1, 2 * step)


def _fewer(staffing: Staffing, best: Numbers, bound: int, goes_on: Callable[[], bool]) -> Numbers:
    """Take one person off as long as short chains allow."""
    while staffing.used(best) - 1 > bound and goes_on():
        chains = Chains(staffing, staffing.used(best) - 1, seed=1)
        if not chains.run(SHORT_CHAIN_MOVES, goes_on):
            break
        best = chains.takers
    return best


def _staff_with(
    staffing: Staffing, headcount: int, peak: Numbers, solve: Solve, goes_on: Callable[[], bool]
) -> Numbers | None:
    """Return a staffing with at most ``headcount`` people, or None when none was found within fixed work."""
    tight = headcount == len(peak)
    chains = Chains(staffing, headcount, seed=0)
    if chains.run(CHAIN_MOVES if tight else SHORT_CHAIN_MOVES, goes_on):
        return chains.takers
    if not tight:
        return None
    for pace in PACES:
        takers = settle_shares(staffing, headcount, peak, pace, solve, goes_on)
        if (takers == VACANT).any() and np.unique(takers[takers != VACANT]).size <= headcount:
            fill_by_windows(staffing, takers, WINDOW_WORK, solve, goes_on)
        if staffing.is_sound(takers) and staffing.used(takers) <= headcount:
            return takers
    chains = Chains(staffing, headcount, seed=1)
    return chains.takers if chains.run(LONG_CHAIN_MOVES, goes_on) else None
