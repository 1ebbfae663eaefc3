"""Ejection chains with a fixed number of people: a vacant slot takes somebody from other work, which looks on.

Work that could not be placed gets dearer to eject; now and then somebody is replaced by a person without work.
All prices of a slot are found at once: what overlaps it is what began before its end without what ended before its
start, and both are kept as running sums over the days.
References: F. Glover, "Ejection chains, reference structures and alternating path methods for traveling salesman
problems", Discrete Applied Mathematics 65, 1996; Y. Nagata and O. Bräysy, "A powerful route minimization heuristic for
the vehicle routing problem with time windows", Operations Research Letters 37, 2009.
Changes when slots should be placed faster without a solver.
"""

from collections.abc import Callable

import numpy as np

from planner.solver.people.staffing import VACANT, Numbers, Staffing

EXCHANGE_EVERY = 8
RELOCATIONS = 4
NOISE = 0.9


class Chains:
    """Who takes what while slots are being placed with ``headcount`` people; ``best`` is when the fewest were left."""

    def __init__(self, staffing: Staffing, headcount: int, seed: int, start: Numbers | None = None) -> None:
        self._start = start
        self._staffing, self._random = staffing, np.random.default_rng(seed)
        starts, ends = np.unique(staffing.first), np.unique(staffing.last)
        self._start_row = np.searchsorted(starts, staffing.first)
        self._end_row = np.searchsorted(ends, staffing.last) + 1
        self._begun_row = np.searchsorted(starts, staffing.last, "right") - 1
        self._over_row = np.searchsorted(ends, staffing.first, "left")
        self._begun = np.zeros((len(starts), staffing.people))  # price of what began by a day, per person
        self._over = np.zeros((len(ends) + 1, staffing.people))  # price of what ended before a day, per person
        self._price = np.ones(staffing.slots)
        self._closed = np.where(staffing.fits.T, 0.0, np.inf)
        self._off = np.full(staffing.people, np.inf)  # infinite for people who are not used
        self._noise = self._random.random(1 << 16) * NOISE
        self._noise_at = 0
        self._work: list[list[int]] = [[] for _ in range(staffing.people)]
        self._pool: list[int] = []
        self.takers: Numbers = np.full(staffing.slots, VACANT)
        self.best = self.takers
        self._choose(headcount)

    def _choose(self, headcount: int) -> None:
        """Use people who alone fit a slot first, then anybody."""
        fits = self._staffing.fits
        needed = np.any(fits[:, fits.sum(axis=0) == 1], axis=1)
        order = self._random.permutation(self._staffing.people)
        self._off[order[np.argsort(np.logical_not(needed[order]), kind="stable")][:headcount]] = 0.0

    def run(self, moves: int, goes_on: Callable[[], bool] = lambda: True) -> bool:
        """Place all slots within some moves, from the start if there is one; return whether none is left."""
        for slot in self._staffing.by_day.tolist():
            if self._start is None:
                self._place_tightly(slot)
            elif self._start[slot] != VACANT:
                self._place(slot, int(self._start[slot]))
            else:
                self._pool.append(slot)
        self.best, fewest = self.takers.copy(), len(self._pool)
        for move in range(moves):
            if len(self._pool) < fewest:
                self.best, fewest = self.takers.copy(), len(self._pool)
            if not self._pool or not goes_on():
                break
            at = int(self._random.integers(len(self._pool))) if move % 3 == 0 else len(self._pool) - 1
            slot = self._pool.pop(at)
            prices = self._prices(slot)
            person = int(prices.argmin())
            if move % EXCHANGE_EVERY or not self._exchange(slot, prices[person]):
                self._push(slot, person)
            for _ in range(RELOCATIONS):
                self._relocate()
        if len(self._pool) < fewest:
            self.best = self.takers.copy()
        return not self._pool

    def _place_tightly(self, slot: int) -> None:
        """Give a slot to the free person whose work ended last; slots must come by first day."""
        free = np.flatnonzero(self._prices(slot) < 1)
        if not len(free):
            self._pool.append(slot)
            return
        ends = [self._staffing.last[self._work[p][-1]] if self._work[p] else np.iinfo(np.int64).min for p in free]
        self._place(slot, int(free[np.argmax(ends)]))

    def _prices(self, slot: int) -> np.ndarray:
        """Return per person what taking the slot would eject, below 1 when they are free."""
        ejected = self._begun[self._begun_row[slot]] - self._over[self._over_row[slot]]
        priced: np.ndarray = ejected + self._closed[slot] + self._off + self._next_noise()
        return priced

    def _next_noise(self) -> np.ndarray:
        people = self._staffing.people
        if self._noise_at + people > len(self._noise):
            self._noise_at = 0
            if people > len(self._noise):
                self._noise = self._random.random(people) * NOISE
        at = self._noise_at
        self._noise_at += people // 2 + 1
        return self._noise[at : at + people]

    def _push(self, slot: int, person: int) -> None:
        """Let a person take a slot; what is in the way goes to the pool and the slot gets dearer."""
        if not self._staffing.fits[person, slot] or self._off[person]:
            self._pool.insert(0, slot)
            return
        clash = self._staffing.clash[slot]
        ejected = [other for other in self._work[person] if clash[other]]
        if ejected:
            self._price[slot] += 1
        for other in ejected:
            self._remove(other)
            self._pool.append(other)
        self._place(slot, person)

    def _exchange(self, slot: int, price: float) -> bool:
        """Let an unused person take the slot and the work of a used one, if that is cheaper than pushing."""
        fits = self._staffing.fits
        unused = np.flatnonzero(fits[:, slot] & (self._off > 0))
        if price < 1 or not len(unused):
            return False
        leaving = int((self._begun[-1] + self._off + self._next_noise()).argmin())
        if self._off[leaving]:
            return False
        work = np.array(self._work[leaving], np.int64)
        keeps = fits[np.ix_(unused, work)] & ~self._staffing.clash[slot][work]
        lost = self._price[work].sum() - (keeps * self._price[work]).sum(axis=1)
        coming = int(lost.argmin())
        if lost[coming] >= price:
            return False
        person = int(unused[coming])
        self._off[leaving], self._off[person] = np.inf, 0.0
        for other, kept in zip(work.tolist(), keeps[coming], strict=True):
            self._remove(other)
            if kept:
                self._place(other, person)
            else:
                self._pool.append(other)
        self._price[slot] += 1
        self._place(slot, person)
        return True

    def _relocate(self) -> None:
        """Hand a slot over to somebody who is free, for the next chain to find another situation."""
        slot = int(self._random.integers(self._staffing.slots))
        if self.takers[slot] == VACANT:
            return
        prices = self._prices(slot)
        person = int(prices.argmin())
        if prices[person] < 1 and person != self.takers[slot]:
            self._remove(slot)
            self._place(slot, person)

    def _place(self, slot: int, person: int) -> None:
        self._begun[self._start_row[slot] :, person] += self._price[slot]
        self._over[self._end_row[slot] :, person] += self._price[slot]
        self._work[person].append(slot)
        self.takers[slot] = person

    def _remove(self, slot: int) -> None:
        person = int(self.takers[slot])
        self._begun[self._start_row[slot] :, person] -= self._price[slot]
        self._over[self._end_row[slot] :, person] -= self._price[slot]
        self._work[person].remove(slot)
        self.takers[slot] = VACANT
