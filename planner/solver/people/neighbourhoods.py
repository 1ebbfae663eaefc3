"""Large neighbourhood search for vacant slots: CP-SAT plans a stretch of the calendar anew, everything else stays.

The stretch is the slots nearest to a vacant one; it widens when nothing is gained, and shrinks again after a gain.
References: P. Smet et al., "The shift minimisation personnel task scheduling problem: a new hybrid approach and
computational insights", Omega 46, 2014 (constructive matheuristic).
Changes when a stretch should be chosen or solved otherwise.
"""

from collections import defaultdict

import numpy as np
from ortools.sat.python import cp_model

from planner.solver.model.clock import FOUND, Clock, new_solver
from planner.solver.model.need import day_cliques
from planner.solver.people.staffing import VACANT, Marks, Numbers, Staffing

SIZES = (60, 100, 140, 180, 220)
TRIES = 3
NEIGHBOURHOOD_WORK = 1.5

Decisions = dict[tuple[int, int], cp_model.IntVar]


def fill_by_neighbourhoods(staffing: Staffing, takers: Numbers, work: float, clock: Clock) -> int:
    """Fill vacant slots of ``takers`` with the people who are used; return how many stay vacant.

    ``work`` is in CP-SAT's deterministic seconds.
    """
    random = np.random.default_rng(staffing.slots)
    used = np.zeros(staffing.people, bool)
    used[takers[takers != VACANT]] = True
    centre = staffing.first + staffing.last
    size = vain = 0
    while (vacant := np.flatnonzero(takers == VACANT)).size and work > 0 and clock.goes_on():
        anchor = int(random.choice(vacant))
        middle = 2 * int(random.integers(staffing.first[anchor], staffing.last[anchor] + 1))
        near = np.argsort(np.abs(centre - middle), kind="stable")[: SIZES[size]]
        slots = np.union1d(near, [anchor])
        work -= _plan_anew(staffing, takers, slots, used, clock) + 0.01
        gained = int((takers == VACANT).sum()) < len(vacant)
        vain = 0 if gained else vain + 1
        if gained or vain >= TRIES:
            size, vain = max(0, size - 1) if gained else min(size + 1, len(SIZES) - 1), 0
    return int((takers == VACANT).sum())


def _plan_anew(staffing: Staffing, takers: Numbers, slots: Numbers, used: Marks, clock: Clock) -> float:
    """Fill as many of the slots as possible, everything else fixed; return the work done."""
    fixed = takers.copy()
    fixed[slots] = VACANT
    fits = staffing.fits[:, slots] & used[:, None]
    for slot in np.flatnonzero(fixed != VACANT):
        fits[fixed[slot]] &= ~staffing.clash[slot][slots]
    model = cp_model.CpModel()
    takes, _ = add_takes(model, staffing, slots, fits)
    by_column: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for (person, column), take in takes.items():
        by_column[column].append(take)
        model.add_hint(take, int(takers[slots[column]] == person))
    for filling in by_column.values():
        model.add_at_most_one(filling)
    model.maximize(sum(takes.values()))
    solver = new_solver(NEIGHBOURHOOD_WORK)
    status = clock.run(solver, model)
    if status not in FOUND:
        return NEIGHBOURHOOD_WORK
    chosen = [pair for pair, take in takes.items() if solver.value(take)]
    if len(chosen) >= (takers[slots] != VACANT).sum():
        takers[slots] = VACANT
        for person, column in chosen:
            takers[slots[column]] = person
    done: float = solver.response_proto.deterministic_time
    return done


def add_takes(
    model: cp_model.CpModel, staffing: Staffing, slots: Numbers, fits: Marks
) -> tuple[Decisions, dict[int, list[list[cp_model.IntVar]]]]:
    """Add a decision per person and slot that fits, nobody in two slots on one day.

    Returns the decisions by (person, column of ``fits``), and per person those that exclude each other on some day.
    """
    takes: Decisions = {}
    cliques: dict[int, list[list[cp_model.IntVar]]] = {}
    order = np.lexsort((staffing.last[slots], staffing.first[slots]))
    for person in np.flatnonzero(fits.any(axis=1)).tolist():
        columns = [int(c) for c in order if fits[person, c]]
        for column in columns:
            takes[person, column] = model.new_bool_var(f"takes[{person},{slots[column]}]")
        spans = [(int(staffing.first[slots[c]]), int(staffing.last[slots[c]])) for c in columns]
        cliques[person] = [[takes[person, columns[at]] for at in clique] for clique in day_cliques(spans)]
        for clique in cliques[person]:
            model.add_at_most_one(clique)
    return takes, cliques
