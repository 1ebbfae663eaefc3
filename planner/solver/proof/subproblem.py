"""What a part can have when its open needs get so many people, in parts of people, and prices for any other choice.

Changes when the ledger has to ask a part something else.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from functools import cached_property
from math import ceil, floor, gcd
from typing import Any

import highspy
import numpy as np

from planner.solver.proof.lexicographic import Face
from planner.solver.proof.master import Choice, Cut, Hope, Tally
from planner.solver.proof.relaxation import UNLIMITED, Goal, Vector, run_in_time
from planner.solver.search.neighbourhoods import Outcome

PRICE_STEPS = 10**7
"""How finely prices are rounded to the whole numbers that the ledger counts in."""
ROUNDING = 1e-6


class Probe:
    """A part that is asked what it can have of its further steps when its open needs get so many people.

    Hopes are counted in ``units`` of each step's worth.
    """

    def __init__(self, number: int, face: Face) -> None:
        self.number, self.face = number, face
        self.relaxation = copy(face.relaxation)
        first = len(face.totals())
        self.goals = dict(enumerate(face.goals[first:], first))
        self.units = {at: gcd(goal.step, goal.offset) for at, goal in self.goals.items()}
        low, high = self.relaxation.row_low, self.relaxation.row_high
        self.rows = face.open_rows()
        self.ranges = {n: (max(0, round(max(low[row], 0.0))), round(high[row])) for n, row in self.rows.items()}
        self._quotas = {at: self.relaxation.add_row(goal, -UNLIMITED) for at, goal in self.goals.items()}
        self._at_first = self.relaxation.row_low, self.relaxation.row_high
        self._nothing = self.relaxation.no_goal
        self._solver: Any = None
        self._aim: int | None = None
        self._bases: dict[int | None, Any] = {}
        self._agreed: dict[int | None, tuple[Any, ...]] = {}

    @cached_property
    def hopes(self) -> dict[int, tuple[int, int]]:
        """The least and the most that anybody could hope for of each further step."""
        free = np.zeros(len(self.relaxation.row_low))
        return {
            at: (floor(self.relaxation.least(goal, free) / unit), floor(self.relaxation.bound(goal, free) / unit))
            for (at, goal), unit in zip(self.goals.items(), self.units.values(), strict=True)
        }

    def tallies(self) -> Iterator[Tally]:
        """Yield how many people the open needs get together, by the steps that are settled."""
        for step, total in zip(self.face.steps, self.face.totals(), strict=False):
            if step.fills:
                counted = [n for n in self.face.scope.needs if step.priority in (None, n.priority)]
                takeable = [n for n in counted if n.index in self.face.piece.count_rows]
                full = sum(n.count for n in takeable if n.index not in self.rows)
                yield Tally([n.index for n in takeable if n.index in self.rows], total - full)

    def ask(self, choice: Choice, aim: int | None) -> Cut | None:
        """Return what a choice hopes for in vain; None when the part, with people divided, can live up to it."""
        mine = self._share_of(choice, aim)
        if self._agreed.get(aim) == mine or (aim is not None and not self.goals[aim].worths.any()):
            return None
        self._demand(choice, aim)
        solver = self._solver_for(aim)
        run_in_time(solver, self.face.engine.clock.left_s)
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            cut = self._missed(choice, aim, np.array(solver.getSolution().row_dual))
            if cut is None:
                self._agreed[aim] = mine
            return cut
        if status == highspy.HighsModelStatus.kInfeasible:
            return self._impossible(choice, np.array(solver.getDualRay()[2]))
        return None  # out of time: no cut is always true

    def _share_of(self, choice: Choice, aim: int | None) -> tuple[Any, ...]:
        """Return what of a choice concerns this part when it is asked about an aim."""
        hopes = [choice.hopes[self.number, at] for at in self.goals if aim is not None and at <= aim]
        return tuple(choice.filled[n] for n in self.rows), *hopes

    def whole_plan(self, choice: Choice) -> Vector | None:
        """Return the values with which the part agreed to its last step, where they are whole people already."""
        aims = [at for at, goal in self.goals.items() if goal.worths.any()]
        last = aims[-1] if aims else None
        if self._aim != last or self._agreed.get(last) != self._share_of(choice, last):
            return None
        self._demand(choice, None if last is None else last + 1)
        return self.relaxation.rounded(np.array(self._solver.getSolution().col_value), ROUNDING)

    def claims(self, outcomes: Sequence[Outcome]) -> list[tuple[Hope, int]]:
        """Return what whole plans cannot exceed, step by step up to the first that was not settled."""
        found = []
        for at, outcome in zip(self.goals, outcomes, strict=True):
            found.append(((self.number, at), outcome.bound // self.units[at]))
            if outcome.worth < outcome.bound:
                break
        return found

    def _demand(self, choice: Choice, aim: int | None) -> None:
        low, high = (ends.copy() for ends in self._at_first)
        for n, row in self.rows.items():
            low[row] = high[row] = choice.filled[n]
        for at, row in self._quotas.items():
            if aim is not None and at < aim:
                low[row] = choice.hopes[self.number, at] * self.units[at] - self.goals[at].offset
        self.relaxation.row_low, self.relaxation.row_high = low, high

    def _solver_for(self, aim: int | None) -> Any:
        """Return the solver with the rows as demanded: at first by interior point, then from where it stood."""
        goal = self._goal_of(aim)
        if self._solver is None:
            self._solver, self._aim = self.relaxation.solver(goal, self.face.engine.clock.left_s), aim
            self._solver.setOptionValue("presolve", "off")
            self._solver.setOptionValue("solver", "ipm")
            return self._solver
        solver, method = self._solver, "simplex"
        rows = np.array([*self.rows.values(), *self._quotas.values()], np.int32)
        solver.changeRowsBounds(len(rows), rows, self.relaxation.row_low[rows], self.relaxation.row_high[rows])
        if aim != self._aim:
            self._bases[self._aim], self._aim = solver.getBasis(), aim
            columns = np.arange(len(goal.worths), dtype=np.int32)
            solver.changeColsCost(len(columns), columns, -goal.worths / goal.step)
            if aim in self._bases:
                solver.setBasis(self._bases[aim])
            else:
                solver.clearSolver()
                method = "ipm"
        solver.setOptionValue("solver", method)
        return solver

    def _goal_of(self, aim: int | None) -> Goal:
        return self._nothing if aim is None else self.goals[aim]

    def _missed(self, choice: Choice, aim: int | None, duals: Vector) -> Cut | None:
        if aim is None:
            return None
        goal = self.goals[aim]
        prices = self.relaxation.usable(-goal.step * duals)
        reached = goal.round_down(self.relaxation.bound(goal, prices))
        hoped = choice.hopes[self.number, aim] * self.units[aim]
        return self._cut(choice, aim, prices) if reached < hoped else None

    def _impossible(self, choice: Choice, ray: Vector) -> Cut | None:
        if len(ray) != len(self.relaxation.row_low):
            return None
        prices = min(
            (self.relaxation.usable(sign * ray / max(np.abs(ray).max(), 1e-9)) for sign in (1.0, -1.0)),
            key=lambda found: self.relaxation.bound(self._nothing, found),
        )
        return self._cut(choice, None, prices) if self.relaxation.bound(self._nothing, prices) < -1e-6 else None

    def _cut(self, choice: Choice, aim: int | None, prices: Vector) -> Cut:
        """Return what prices say of any choice; whole weights are rounded so that it stays true."""
        goal, unit = self._goal_of(aim), 1 if aim is None else self.units[aim]
        total = self.relaxation.bound(goal, prices) / unit
        weights = {n: float(prices[row]) / unit for n, row in self.rows.items()}
        quotas = {
            (self.number, at): float(prices[row]) * self.units[at] / unit
            for at, row in self._quotas.items()
            if prices[row] and (self.number, at) in choice.hopes
        }
        largest = max((abs(weight) for weight in (*weights.values(), *quotas.values())), default=0.0)
        scale = max(1, int(PRICE_STEPS / max(largest, 1.0)))
        needs = {n: round(scale * weight) for n, weight in weights.items()}
        hopes = {hope: round(scale * weight) for hope, weight in quotas.items()}
        lost = sum(
            abs(scale * weights[n] - needs[n]) * max(high - choice.filled[n], choice.filled[n] - low)
            for n, (low, high) in self.ranges.items()
        )
        for (_, at), weight in quotas.items():
            lost += abs(scale * weight - hopes[self.number, at]) * (self.hopes[at][1] - self.hopes[at][0])
        base = ceil(scale * total + lost + ROUNDING * scale)
        base -= sum(weight * choice.filled[n] for n, weight in needs.items())
        base -= sum(weight * choice.hopes[hope] for hope, weight in hopes.items())
        return Cut(
            None if aim is None else (self.number, aim),
            scale,
            base,
            {n: weight for n, weight in needs.items() if weight},
            {hope: weight for hope, weight in hopes.items() if weight},
        )
