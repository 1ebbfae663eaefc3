"""A larger incompatible set from prices: with too few people, the prices of the slots that are too many grow for ever.

The direction in which they grow is a ray of the linear relaxation's dual; the slots that grow fastest are tried first.
Changes when rays can be read better.
"""

import numpy as np

from planner.solver.people.clique import conflict_graph, tabu_search
from planner.solver.people.scaling import Shares
from planner.solver.people.staffing import Marks, Numbers, Staffing

ROUNDS = 10
PATIENCE = 4
SWEEPS = 10


def find_larger_clique(staffing: Staffing, known: Numbers, enough: int) -> Numbers:
    """Return more than ``known`` slots of which no two can be done by one person, or ``known`` when none are found."""
    apart = conflict_graph(staffing)
    shares = Shares(staffing, len(known), np.zeros(0, np.int64))
    best, before, vain = known, shares.prices, 0
    for number in range(ROUNDS):
        if len(best) >= enough or vain >= PATIENCE or not shares.sweep(SWEEPS):
            break
        growth, before = (shares.prices - before).round(6), shares.prices
        found = tabu_search(apart, _in_order(apart, np.argsort(-growth, kind="stable")), number, enough)
        vain += 1
        if len(found) > len(best):
            best, vain = found, 0
    return best


def _in_order(apart: Marks, order: Numbers) -> Numbers:
    """Return each slot of an order that no slot before it is compatible with."""
    fits = np.ones(len(apart), bool)
    chosen = []
    for slot in order.tolist():
        if fits[slot]:
            chosen.append(slot)
            fits &= apart[slot]
    return np.array(sorted(chosen), np.int64)
