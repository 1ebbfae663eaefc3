"""How fair a share of days can be at best: days poured like water over the people who may take them, day by day.

Each day of a slot has a price; somebody works a further day only if it costs less than its price. Any prices give a
valid bound (Lagrange), exact in whole numbers; good ones come from pouring with slots split and overlaps allowed.
Changes when a tighter bound on squared days is found.
"""

import numpy as np

from planner.solver.people.staffing import Numbers, Staffing

POURINGS = 20


def bound_squared_days(staffing: Staffing, days: Numbers, most_people: int) -> int:
    """Return a number that the sum of (days worked)^2 cannot fall below with at most ``most_people`` people at work."""
    total = int(days.sum())
    if not total:
        return 0
    people = min(most_people, int(staffing.fits.any(axis=1).sum()))
    base, more = divmod(total, people)
    alike = (people - more) * base**2 + more * (base + 1) ** 2
    return max(alike, _priced(staffing, days, _prices(staffing, days)))


def _prices(staffing: Staffing, days: Numbers) -> Numbers:
    """Return per slot the price of a day: what a day costs the least busy of the people who may take it."""
    level = np.zeros(staffing.people)
    poured = np.zeros((staffing.slots, staffing.people))
    able = [np.flatnonzero(staffing.fits[:, slot]) for slot in range(staffing.slots)]
    for _ in range(POURINGS):
        for slot, people in enumerate(able):
            level[people] -= poured[slot, people]
            poured[slot, people] = _pour(level[people], float(days[slot]))
            level[people] += poured[slot, people]
    lowest = np.array([level[people].min() for people in able])
    return (2 * np.floor(lowest + 1e-6) + 1).astype(np.int64)


def _pour(level: np.ndarray, amount: float) -> np.ndarray:
    """Return how much each of some vessels gets when an amount fills the lowest of them first."""
    ordered = np.sort(level)
    steps = np.arange(1, len(level) + 1)
    surface = (amount + ordered.cumsum()) / steps
    reached = int((surface > ordered).sum())
    poured: np.ndarray = np.maximum(surface[reached - 1] - level, 0.0)
    return poured


def _priced(staffing: Staffing, days: Numbers, prices: Numbers) -> int:
    """Return the bound that prices give: what all days cost, less what each person would gain by working at them."""
    bound = int((days * prices).sum())
    order = np.argsort(-prices, kind="stable")
    for fits in staffing.fits:
        worked = 0
        for slot in order[fits[order]].tolist():
            price = int(prices[slot])
            further = min(int(days[slot]), max(0, (price - 1) // 2 - worked))
            bound -= further * price - ((worked + further) ** 2 - worked**2)
            worked += further
    return bound
