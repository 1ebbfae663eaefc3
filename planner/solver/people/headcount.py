"""The fewest people who fill all slots: a clique as the bound, then exactly so many people, then one more and so on.

Changes when another way to find a staffing with a given number of people earns its place.
"""

from dataclasses import dataclass

from planner.solver.model.clock import Clock
from planner.solver.people.clique import find_clique
from planner.solver.people.diving import Pace, dive
from planner.solver.people.dual_rays import find_larger_clique
from planner.solver.people.ejection_chains import Chains
from planner.solver.people.neighbourhoods import fill_by_neighbourhoods
from planner.solver.people.staffing import VACANT, Numbers, Staffing

QUICK_MOVES = 12_000
MOVES_PER_SLOT = (45, 90, 180)
PACES = (Pace(0.03, 20), Pace(0.015, 30))
NEIGHBOURHOOD_WORK = 8.0


@dataclass(frozen=True, eq=False)
class Fewest:
    """Who takes each slot, and how many people any staffing needs at least."""

    takers: Numbers
    bound: int


def find_fewest(staffing: Staffing, start: Numbers, clock: Clock) -> Fewest:
    """Return a staffing with as few people as could be found, never more than ``start``, which fills every slot."""
    people = staffing.used(start)
    clique = find_clique(staffing, people)
    found = _chain(staffing, len(clique), QUICK_MOVES, 0, clock) if len(clique) < people else start
    if found is None and clock.goes_on():
        larger = find_larger_clique(staffing, clique, people)
        if len(larger) > len(clique):
            clique = larger
            found = _chain(staffing, len(clique), QUICK_MOVES, 0, clock) if len(clique) < people else start
    if found is None:
        found = _staff_exactly(staffing, clique, clock)
    if found is None:
        found = _step_up(staffing, len(clique), start, clock)
    return Fewest(found, len(clique))


def _chain(staffing: Staffing, headcount: int, moves: int, seed: int, clock: Clock) -> Numbers | None:
    chains = Chains(staffing, headcount, seed)
    return chains.takers if chains.run(moves, clock.goes_on) else None


def _staff_exactly(staffing: Staffing, clique: Numbers, clock: Clock) -> Numbers | None:
    """Return a staffing in which everybody used takes exactly one slot of the clique, or None within fixed work."""
    headcount = len(clique)
    for seed, per_slot in enumerate(MOVES_PER_SLOT, 1):
        found = _chain(staffing, headcount, per_slot * staffing.slots, seed, clock)
        if found is not None:
            return found
        if seed <= len(PACES):
            takers = dive(staffing, headcount, clique, PACES[seed - 1], clock)
            if (takers == VACANT).any() and staffing.used(takers) <= headcount:
                fill_by_neighbourhoods(staffing, takers, NEIGHBOURHOOD_WORK, clock)
            if staffing.is_sound(takers) and staffing.used(takers) <= headcount:
                return takers
    return None


def _step_up(staffing: Staffing, bound: int, start: Numbers, clock: Clock) -> Numbers:
    """Try more people than the bound in growing steps, then one fewer as long as short chains allow."""
    best, step = start, 1
    while bound + step < staffing.used(start) and clock.goes_on():
        found = _chain(staffing, bound + step, QUICK_MOVES, 0, clock)
        if found is not None:
            best = found
            break
        step *= 2
    while staffing.used(best) - 1 > bound and clock.goes_on():
        found = _chain(staffing, staffing.used(best) - 1, QUICK_MOVES, 1, clock)
        if found is None:
            break
        best = found
    return best
