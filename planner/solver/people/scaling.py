"""How likely each person takes each slot when people's work is as undecided as it can be while every slot is filled.

Each person follows a path through the calendar: slots they may take, or free time between them. Every slot has a price
that makes its shares add up to one person; sweeping forwards and backwards over the days sets the prices one by one
(iterative scaling). The result is a point in the middle of the linear relaxation, at a fraction of a linear
programme's time.
References: J. N. Darroch and D. Ratcliff, "Generalized iterative scaling for log-linear models", Annals of Mathematical
Statistics 43, 1972.
Changes when shares should be found faster or kept closer to one.
"""

from math import exp, log

import numpy as np

from planner.solver.people.staffing import Marks, Numbers, Staffing

CLIQUE_PRICE = 40.0
LARGEST_STEP = log(1000)


class Shares:
    """Prices and paths for ``headcount`` people; ``clique`` are slots of which everybody used takes exactly one."""

    def __init__(self, staffing: Staffing, headcount: int, clique: Numbers) -> None:
        self._staffing, self._headcount = staffing, headcount
        steps = _step_days(staffing)
        self._steps = len(steps)
        self._from = np.searchsorted(steps, staffing.first, "right") - 1
        self._to = np.searchsorted(steps, staffing.last, "right").tolist()
        self._by_step: list[list[int]] = [[] for _ in range(self._steps + 1)]
        for slot, step in enumerate(self._from.tolist()):
            self._by_step[step].append(slot)
        self.open: Marks = np.ones(staffing.slots, bool)
        self.fits: Marks = staffing.fits.copy()
        self.settled: Marks = np.zeros(staffing.people, bool)
        self._weight = self.fits.T.astype(float)
        self._price = np.zeros(staffing.slots)
        self._price[clique] = CLIQUE_PRICE
        self._stay_price = 0.0
        self._back()

    @property
    def prices(self) -> np.ndarray:
        """The price of each slot as it stands."""
        return self._price.copy()

    def settle(self, slot: int, person: int) -> None:
        """Let a person take a slot for good; :meth:`sweep` must follow."""
        self.open[slot], self.settled[person] = False, True
        closed = self._staffing.clash[slot]
        self.fits[:, slot] = False
        self._close(person, closed)
        if self.settled.sum() >= self._headcount:
            for other in np.flatnonzero(~self.settled):
                self._close(int(other), np.ones(self._staffing.slots, bool))

    def _close(self, person: int, slots: Marks) -> None:
        self.fits[person, slots] = False
        self._weight[slots, person] = 0.0

    def sweep(self, times: int) -> bool:
        """Bring the prices closer to where all shares add up; False when the numbers leave what a float can hold."""
        try:
            with np.errstate(over="raise", invalid="raise", divide="raise"):
                self._back()
                for _ in range(times):
                    self._price_staying()
                    self._forth()
                    self._back()
        except (FloatingPointError, OverflowError):
            return False
        return True

    def read(self) -> np.ndarray:
        """Return the share of each slot (row) and person (column), 0 for slots that are settled."""
        before = np.zeros_like(self._after)
        before[0] = 1.0
        for step in range(self._steps + 1):
            if step:
                before[step] += before[step - 1]
            for slot in self._starting(step):
                before[self._to[slot]] += before[step] * self._weight[slot] * exp(self._price[slot])
        prices = np.exp(self._price)[:, None]
        paths = before[self._from] * self._weight * prices * self._after[self._to]
        shares: np.ndarray = paths / (self._staying() + self._after[0]) * self.open[:, None]
        return shares

    def _starting(self, step: int) -> list[int]:
        return [slot for slot in self._by_step[step] if self.open[slot]]

    def _staying(self) -> np.ndarray:
        """Return per person what their ways not to work weigh beside their paths, one of which is to stay free."""
        staying: np.ndarray = np.where(self.settled, 0.0, exp(self._stay_price) - 1)
        return staying

    def _price_staying(self) -> None:
        """Set the price of work against staying away so that the right number of people works."""
        paths = self._after[0][~self.settled] - 1
        paths = np.log(paths[paths > 1e-12])
        wanted = self._headcount - int(self.settled.sum())
        low, high = -50.0, 50.0 + float(paths.max(initial=0.0))
        if wanted <= 0 or len(paths) <= wanted:
            self._stay_price = high if wanted <= 0 else low
            return
        for _ in range(50):
            middle = (low + high) / 2
            working = (1 / (1 + np.exp(np.clip(middle - paths, -700, 700)))).sum()
            low, high = (middle, high) if working > wanted else (low, middle)
        self._stay_price = (low + high) / 2

    def _forth(self) -> None:
        """Go through the slots by day and set each price so that its shares add up to one, as others stand."""
        before = np.zeros_like(self._after)
        before[0] = 1.0
        ways = self._staying() + self._after[0]
        for step in range(self._steps + 1):
            if step:
                before[step] += before[step - 1]
            for slot in self._starting(step):
                here = before[step] * self._weight[slot] * exp(self._price[slot])
                through = here * self._after[self._to[slot]]
                share = float((through / ways).sum())
                if share > 0:
                    change = min(max(-log(share), -LARGEST_STEP), LARGEST_STEP)
                    self._price[slot] += change
                    ways += through * (exp(change) - 1)
                    here *= exp(change)
                before[self._to[slot]] += here

    def _back(self) -> None:
        """Weigh, for each step and person, all ways from there to the end."""
        after = self._after = np.zeros((self._steps + 1, self._staffing.people))
        after[self._steps] = 1.0
        for step in range(self._steps - 1, -1, -1):
            after[step] += after[step + 1]
            for slot in self._starting(step):
                after[step] += after[self._to[slot]] * self._weight[slot] * exp(self._price[slot])


def _step_days(staffing: Staffing) -> Numbers:
    """Return the first days before which some slot ended since the step before: between them everything overlaps."""
    firsts = np.sort(staffing.first)
    ended = np.searchsorted(np.sort(staffing.last), firsts, "left")
    return firsts[np.concatenate(([True], ended[1:] > ended[:-1]))]
