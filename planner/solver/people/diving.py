"""Diving: the clearest shares are fixed round by round, and CP-SAT finishes when little is left open.

References: T. Achterberg, "Constraint Integer Programming", 2007, ch. 9.
Changes when another order of fixing leaves fewer slots over.
"""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from planner.solver.model.clock import FOUND, Clock, new_solver
from planner.solver.people.neighbourhoods import add_takes
from planner.solver.people.scaling import Shares
from planner.solver.people.staffing import VACANT, Marks, Numbers, Staffing

FIRST_SWEEPS = 80
CLEAR = 0.9
NOTHING = 1e-3
SMALL_PAIRS = 1_300
SMALL_WORK = 2.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How carefully to dive: this part of all slots each round, with so many sweeps between rounds."""

    part: float
    sweeps: int


def dive(staffing: Staffing, headcount: int, clique: Numbers, pace: Pace, clock: Clock) -> Numbers:
    """Return who takes what with at most ``headcount`` people; some slots may stay vacant."""
    shares = Shares(staffing, headcount, clique)
    takers: Numbers = np.full(staffing.slots, VACANT)
    sweeps, tried = FIRST_SWEEPS, staffing.fits.size
    most = max(4, int(pace.part * staffing.slots))
    while clock.goes_on() and shares.sweep(sweeps):
        sweeps = pace.sweeps
        pairs = int(shares.fits.sum())
        if pairs < min(SMALL_PAIRS, 0.8 * tried):
            tried = pairs
            if _finish(staffing, shares, takers, headcount, clock):
                break
        if not _fix_clearest(shares, takers, most):
            break
    return takers


def _fix_clearest(shares: Shares, takers: Numbers, most: int) -> bool:
    """Fix the largest shares: one slot per person, more where they are clear; return whether there was any."""
    values = shares.read().round(6)  # what differs less than this is a tie, whatever machine it was computed on
    slots, people = np.nonzero(values >= NOTHING)
    order = np.lexsort((people, slots, -values[slots, people]))
    had: set[int] = set()
    settled = 0
    for slot, person in zip(slots[order].tolist(), people[order].tolist(), strict=True):
        clear = values[slot, person] >= CLEAR
        if settled >= most and not clear:
            break
        if shares.fits[person, slot] and (clear or person not in had):
            shares.settle(slot, person)
            takers[slot] = person
            had.add(person)
            settled += 1
    return settled > 0


def _finish(staffing: Staffing, shares: Shares, takers: Numbers, headcount: int, clock: Clock) -> bool:
    """Try to fill all open slots at once; return whether that was possible within some work."""
    model = cp_model.CpModel()
    slots = np.flatnonzero(takers == VACANT)
    fits: Marks = shares.fits[:, slots]
    if not fits.any(axis=0).all():
        return False
    takes, per_person = add_takes(model, staffing, slots, fits)
    for column in range(len(slots)):
        model.add_exactly_one(take for (_, c), take in takes.items() if c == column)
    extra = []
    for person, cliques in per_person.items():
        if not shares.settled[person]:
            works = model.new_bool_var("works")
            extra.append(works)
            for clique in cliques:
                model.add_at_most_one([*clique, ~works])
    model.add(sum(extra) <= headcount - int(shares.settled.sum()))
    solver = new_solver(SMALL_WORK)
    if clock.run(solver, model) not in FOUND:
        return False
    for (person, column), take in takes.items():
        if solver.value(take):
            takers[slots[column]] = person
    return True
