"""The way in for goals about people: a scope of the problem goes to the searches as slots and people, and back.

Only a scope in which every slot is filled is taken, and only where what was decided before can be said slot by slot:
who must be in which slot, and who may not. All else is left to the general search.
Changes when another goal looks at people one by one.
"""

from collections.abc import Sequence

import numpy as np

from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Floor
from planner.solver.people.balance import exchange_days, squared_days
from planner.solver.people.ejection_chains import Chains
from planner.solver.people.headcount import find_fewest
from planner.solver.people.lagrangian import bound_squared_days
from planner.solver.people.slots import SlotView, read_filled, read_slots
from planner.solver.people.staffing import VACANT, Numbers

FILLING_MOVES = 60_000
MOVES_PER_SLOT = 50


def fewest_people(incumbent: Incumbent, clock: Clock, scope: Scope, floors: Sequence[Floor]) -> int | None:
    """Lower the number of people used in a scope, and return what it cannot fall below.

    Returns None, with the incumbent as it was, where this way does not apply.
    """
    read = _read(incumbent, scope, floors)
    if read is None:
        return None
    view, start = read
    found = find_fewest(view.staffing, start, clock)
    if not view.staffing.is_sound(found.takers):
        raise AssertionError("a search for the fewest people broke a rule")
    view.publish(found.takers)
    return found.bound


def fairest_shares(incumbent: Incumbent, clock: Clock, scope: Scope, floors: Sequence[Floor]) -> int | None:
    """Lower the sum of squared days in a scope, and return what it cannot fall below; None as for the fewest people."""
    read = _read(incumbent, scope, floors)
    if read is None:
        return None
    view, start = read
    staffing, problem = view.staffing, incumbent.problem
    days = np.array([problem.needs[need].paid for need in view.need_of], np.int64)
    people = staffing.people if view.most_people is None else view.most_people
    open_to = np.ones(staffing.people, bool)
    if view.most_people is not None:
        open_to[:] = False
        open_to[start] = True
    bound = bound_squared_days(staffing, days, people)
    if squared_days(staffing, days, start) > bound:
        exchange_days(staffing, days, start, open_to, bound, clock.goes_on)
        view.publish(start)
    return bound


def fill_by_chains(incumbent: Incumbent, clock: Clock, scope: Scope) -> None:
    """Fill as many slots of a scope as chains can, starting from who is in which slot now.

    The incumbent takes the result if it fills more of the most important priority, or as many and more of the next.
    """
    bookings = scope.wishes(incumbent.model.forced.bookings)
    pairs = [(wish.person, wish.needs[0]) for wish in bookings]
    view = read_slots(incumbent, scope, pairs if all(len(wish.needs) == 1 for wish in bookings) else None)
    if view is None or not view.staffing.people:
        return
    before = view.start()
    chains = Chains(view.staffing, view.staffing.people, 0, before)
    moves = min(FILLING_MOVES, MOVES_PER_SLOT * view.staffing.slots)
    chains.run(moves, clock.goes_on)
    priority = np.array([incumbent.problem.needs[need].priority for need in view.need_of])
    bound = np.array(sorted(view.pinned), np.int64)
    keeps_bookings = (chains.best[bound] != VACANT).all()
    if keeps_bookings and _vacant(chains.best, priority) < _vacant(before, priority):
        view.publish(chains.best)


def _vacant(takers: Numbers, priority: Numbers) -> list[int]:
    """Return how many slots are vacant of each priority, the most important first."""
    return [int(np.count_nonzero((takers == VACANT) & (priority == p))) for p in np.unique(priority)]


def _read(incumbent: Incumbent, scope: Scope, floors: Sequence[Floor]) -> tuple[SlotView, Numbers] | None:
    """Return a scope with who takes each slot now, or None where it cannot be said slot by slot."""
    view = read_filled(incumbent, scope, floors)
    start = None if view is None else view.start()
    if view is None or start is None or not view.staffing.is_sound(start):
        return None
    return view, start
