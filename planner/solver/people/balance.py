"""The fairest share of days: work is handed over and exchanged while that lowers the sum of squared days.

Changes when another exchange between two people earns its place.
"""

from collections.abc import Callable

import numpy as np

from planner.solver.people.staffing import Marks, Numbers, Staffing

ROUNDS = 50


def squared_days(staffing: Staffing, days: Numbers, takers: Numbers) -> int:
    """Return the sum over people of (days worked)^2; ``days`` are worked days per slot."""
    worked = np.bincount(takers, weights=days, minlength=staffing.people).astype(np.int64)
    return int((worked**2).sum())


def exchange_days(
    staffing: Staffing, days: Numbers, takers: Numbers, open_to: Marks, enough: int, goes_on: Callable[[], bool]
) -> None:
    """Lower the sum of squared days of ``takers`` until ``enough`` or until no exchange of two people helps.

    ``open_to`` marks the people who may work; every slot is filled and stays so.
    """
    worked = np.bincount(takers, weights=days, minlength=staffing.people).astype(np.int64)
    for _ in range(ROUNDS):
        before = int((worked**2).sum())
        for slot in np.argsort(-days, kind="stable").tolist():
            if not goes_on():
                return
            _hand_over(staffing, days, takers, worked, open_to, slot)
        if not enough < int((worked**2).sum()) < before:
            return


def _hand_over(staffing: Staffing, days: Numbers, takers: Numbers, worked: Numbers, open_to: Marks, slot: int) -> None:
    """Give a slot to the person with the fewest days who can have it, perhaps against shorter work of theirs."""
    giver = int(takers[slot])
    able = np.flatnonzero(staffing.fits[:, slot] & open_to & (worked < worked[giver]))
    clash = staffing.clash[slot]
    for taker in able[np.argsort(worked[able], kind="stable")].tolist():
        back = np.flatnonzero(clash & (takers == taker))
        shift = int(days[slot] - days[back].sum())
        if not 0 < shift < worked[giver] - worked[taker]:
            continue
        if _may_have(staffing, takers, giver, back, slot):
            takers[slot] = taker
            takers[back] = giver
            worked[giver] -= shift
            worked[taker] += shift
            return


def _may_have(staffing: Staffing, takers: Numbers, person: int, slots: Numbers, instead_of: int) -> bool:
    """Whether somebody fits all the slots and is free for them once they leave another slot."""
    if not staffing.fits[person, slots].all():
        return False
    work = np.flatnonzero(takers == person)
    work = work[work != instead_of]
    return not staffing.clash[np.ix_(slots, work)].any()
