"""How many people any plan needs: the largest set of slots of which no two can be done by one person.

Two slots are incompatible when they share a day or nobody may take both. The set is found by tabu search from the
busiest days, so it need not be the largest; whatever is found is a valid bound.
References: R. Battiti and M. Mascia, "Reactive and dynamic local search for max-clique", Computers and Operations
Research 37, 2010; P. Smet et al., "The shift minimisation personnel task scheduling problem", Omega 46, 2014.
Changes when larger sets can be found.
"""

import numpy as np

from planner.solver.people.staffing import Marks, Numbers, Staffing

STARTS = 4
MOVES = 1_500
STALE = 400


def find_clique(staffing: Staffing, enough: int) -> Numbers:
    """Return slots of which no two can be done by one person; the search ends with ``enough`` of them."""
    apart = conflict_graph(staffing)
    starts = _starts(staffing, apart)
    best = starts[0]
    for number, start in enumerate([*starts, np.zeros(0, np.int64)]):
        if len(best) >= enough:
            break
        found = tabu_search(apart, start, number, enough)
        if len(found) > len(best):
            best = found
    return best


def tabu_search(apart: Marks, start: Numbers, seed: int, enough: int) -> Numbers:
    """Return the largest set of slots, all ``apart``, that tabu search meets from a set to start with."""
    return _Search(apart, start, seed).run(enough)


def conflict_graph(staffing: Staffing) -> Marks:
    """Return which slots cannot be done by one person; False on the diagonal."""
    able = staffing.fits.astype(np.float32)
    apart: Marks = staffing.clash | ~((able.T @ able) > 0)
    np.fill_diagonal(apart, False)
    return apart


def _starts(staffing: Staffing, apart: Marks) -> list[Numbers]:
    """Return the largest sets made of whole days: all slots of a day, then what fits them of another day, and so on."""
    days = np.unique(staffing.first)
    active = (staffing.first[None] <= days[:, None]) & (staffing.last[None] >= days[:, None])
    weights = active.astype(np.float32)
    busiest = np.argsort(-active.sum(axis=1), kind="stable")[: 10 * STARTS]
    found = [_from_day(active, weights, apart, int(day)) for day in busiest]
    return sorted(found, key=len, reverse=True)[:STARTS]


def _from_day(active: Marks, weights: np.ndarray, apart: Marks, day: int) -> Numbers:
    open_ = np.ones(len(apart), bool)
    chosen: list[int] = []
    while True:
        more = np.flatnonzero(active[day] & open_)
        if not len(more):
            return np.array(sorted(chosen), np.int64)
        chosen.extend(more.tolist())
        open_ &= apart[more].all(axis=0)
        day = int((weights @ open_.astype(np.float32)).argmax())


class _Search:
    """A set that grows slot by slot, each pushing out those it is compatible with, which stay out for a while."""

    def __init__(self, apart: Marks, start: Numbers, seed: int) -> None:
        self._together = ~apart
        np.fill_diagonal(self._together, False)
        self._random = np.random.default_rng(seed)
        self._inside = np.zeros(len(apart), bool)
        self._against = np.zeros(len(apart), np.int64)  # members of the set that each slot is compatible with
        self._barred = np.zeros(len(apart), np.int64)
        self._degree = apart.sum(axis=1) * 1e-6
        for slot in start:
            self._enter(int(slot))

    def _enter(self, slot: int) -> None:
        self._inside[slot] = True
        self._against += self._together[slot]

    def _leave(self, slot: int, until: int) -> None:
        self._inside[slot] = False
        self._against -= self._together[slot]
        self._barred[slot] = until

    def run(self, enough: int) -> Numbers:
        """Return the largest set met within :data:`MOVES` moves."""
        best, stale = np.flatnonzero(self._inside), 0
        for move in range(MOVES):
            if len(best) >= enough:
                break
            closed = self._inside | (self._barred > move)
            gain = np.where(closed, -np.inf, self._degree - self._against + self._random.random(len(closed)) / 2)
            slot = int(gain.argmax())
            if gain[slot] == -np.inf:
                continue
            for other in np.flatnonzero(self._inside & self._together[slot]):
                self._leave(int(other), move + 7 + int(self._random.integers(10)))
            self._enter(slot)
            stale += 1
            if self._inside.sum() > len(best):
                best, stale = np.flatnonzero(self._inside), 0
            elif stale > STALE:
                self._shake(move)
                stale = 0
        return best

    def _shake(self, move: int) -> None:
        members = self._random.permutation(np.flatnonzero(self._inside))
        for slot in members[: max(2, len(members) // 4)]:
            self._leave(int(slot), move + 20)
