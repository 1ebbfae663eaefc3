"""The way in for goals about people: a scope of the board goes to the searches as slots and people, and back.

Only a scope in which every slot is filled is taken, and only where what was decided before can be said slot by slot:
who must be in which slot, and who may not. All else is left to the general search.
Changes when another goal looks at people one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from planner.solver.people.balance import even_out, squared_days
from planner.solver.people.ejection_chains import Chains
from planner.solver.people.headcount import find_fewest
from planner.solver.people.lagrangian import bound_squared_days
from planner.solver.people.slots import Lanes, read_lanes, read_slots
from planner.solver.people.staffing import VACANT, Numbers

FILLING_MOVES = 60_000
MOVES_PER_SLOT = 50

if TYPE_CHECKING:
    from planner.solver.model.views import Scope
    from planner.solver.search.neighbourhoods import Engine, Lock


def fewest_people(engine: Engine, scope: Scope, locks: Sequence[Lock]) -> int | None:
    """Lower the number of people used in a scope, and return what it cannot fall below.

    Returns None, with the roster as it was, where this way does not apply.
    """
    read = _read(engine, scope, locks)
    if read is None:
        return None
    lanes, start = read
    found = find_fewest(lanes.staffing, start, engine.clock.run, lambda: engine.clock.left_s() > 0)
    if not lanes.staffing.is_sound(found.takers):
        raise AssertionError("a search for the fewest people broke a rule")
    lanes.publish(found.takers)
    return found.bound


def fairest_shares(engine: Engine, scope: Scope, locks: Sequence[Lock]) -> int | None:
    """Lower the sum of squared days in a scope, and return what it cannot fall below; None as for the fewest people."""
    read = _read(engine, scope, locks)
    if read is None:
        return None
    lanes, start = read
    staffing, board = lanes.staffing, engine.board
    days = np.array([board.needs[need].paid for need in lanes.need_of], np.int64)
    people = staffing.people if lanes.most_people is None else lanes.most_people
    open_to = np.ones(staffing.people, bool)
    if lanes.most_people is not None:
        open_to[:] = False
        open_to[start] = True
    bound = bound_squared_days(staffing, days, people)
    if squared_days(staffing, days, start) > bound:
        even_out(staffing, days, start, open_to, bound, lambda: engine.clock.left_s() > 0)
        lanes.publish(start)
    return bound


def fill_by_chains(engine: Engine, scope: Scope) -> None:
    """Fill as many slots of a scope as chains can, starting from who is in which slot now.

    The roster takes the result if it fills more of the most important priority, or as many and more of the next.
    """
    wishes = scope.wishes(engine.forced.bookings)
    single = wishes if all(len(wish.needs) == 1 for wish in wishes) else None
    lanes = read_slots(engine, scope, single)
    if lanes is None or not lanes.staffing.people:
        return
    before = lanes.start()
    chains = Chains(lanes.staffing, lanes.staffing.people, 0, before)
    moves = min(FILLING_MOVES, MOVES_PER_SLOT * lanes.staffing.slots)
    chains.run(moves, lambda: engine.clock.left_s() > 0)
    priority = np.array([engine.board.needs[need].priority for need in lanes.need_of])
    bound = np.array(sorted(lanes.pinned), np.int64)
    keeps_bookings = (chains.best[bound] != VACANT).all()
    if keeps_bookings and _vacant(chains.best, priority) < _vacant(before, priority):
        lanes.publish(chains.best)


def _vacant(takers: Numbers, priority: Numbers) -> list[int]:
    """Return how many slots are vacant of each priority, the most important first."""
    return [int(np.count_nonzero((takers == VACANT) & (priority == p))) for p in np.unique(priority)]


def _read(engine: Engine, scope: Scope, locks: Sequence[Lock]) -> tuple[Lanes, Numbers] | None:
    """Return a scope with who takes each slot now, or None where it cannot be said slot by slot."""
    lanes = read_lanes(engine, scope, locks)
    start = None if lanes is None else lanes.start()
    if lanes is None or start is None or not lanes.staffing.is_sound(start):
        return None
    return lanes, start
