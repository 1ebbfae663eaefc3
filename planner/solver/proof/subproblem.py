"""The subproblem of Benders decomposition: what a part can have with so many people in its open needs, and cuts.

An LP: people are divided here. Its duals bound what the part can have for any other choice of the master too.
Changes when the master has to learn something else of a part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, gcd
from typing import Any, Protocol

import numpy as np

from planner.solver.model.incumbent import Takes
from planner.solver.model.objectives import Objective
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Bounds
from planner.solver.proof.highs import INFEASIBLE, OPTIMAL, UNLIMITED, run_in_time
from planner.solver.proof.lexicographic import OptimalFace
from planner.solver.proof.master import Aim, Choice, Cut, Estimate, Minimum, Nogood
from planner.solver.proof.relaxation import LinearObjective
from planner.solver.proof.rows import Vector

DUAL_STEPS = 10**7
"""How finely duals are rounded to the whole numbers that the master counts in."""
ROUNDING = 1e-6


class Tied(Protocol):
    """A part as the master of a decomposition sees it: one of those that productions tie to each other.

    ``further`` are the objectives, by number, that are settled together; their estimates are counted in ``units`` of
    each. ``ranges`` are the fewest and the most people of each need that may stay short; ``unreachable`` needs nobody
    in the part can take; ``estimates`` are the least and the most of each further objective, in units.
    """

    number: int
    scope: Scope
    further: Mapping[int, Objective]
    units: Mapping[int, int]

    @property
    def ranges(self) -> Mapping[int, tuple[int, int]]: ...  # noqa: D102

    @property
    def unreachable(self) -> frozenset[int]: ...  # noqa: D102

    @property
    def estimates(self) -> Mapping[int, tuple[int, int]]: ...  # noqa: D102

    def minimums(self) -> Iterable[Minimum]:
        """Yield how many people the open needs get together, by the objectives that are settled."""

    def cut_for(self, choice: Choice, aim: Aim) -> Cut | None:
        """Return what a choice hopes for in vain; None when the part may live up to it."""


def share_units(parts: Sequence[Tied]) -> None:
    """Let all parts count each further objective in the same units."""
    for part in parts[1:]:
        parts[0].units = {at: gcd(unit, part.units[at]) for at, unit in parts[0].units.items()}
    for part in parts[1:]:
        part.units = parts[0].units


@dataclass(frozen=True)
class PartPlan:
    """An integral plan of a part, and what it shows; one that was not proven the best shows nothing."""

    takes: Takes
    nogood: Nogood | None = None


class Subproblem:
    """A part that is asked what it can have of its further objectives when its open needs get so many people.

    Estimates are counted in ``units`` of each objective's worth.
    """

    def __init__(self, number: int, face: OptimalFace) -> None:
        self.number, self.face, self.scope = number, face, face.scope
        self.relaxation = copy(face.relaxation)
        first = face.settled
        self.further: Mapping[int, Objective] = dict(enumerate(face.objectives[first:], first))
        self.linear = dict(enumerate(face.linear[first:], first))
        self.units: Mapping[int, int] = {at: gcd(linear.unit, linear.offset) for at, linear in self.linear.items()}
        self.rows, self.ranges = face.open_rows(), face.open_ranges()
        self._rows = len(self.relaxation.row_low)
        self._quotas = {at: self.relaxation.add_row(linear, -UNLIMITED) for at, linear in self.linear.items()}
        self._at_first = self.relaxation.row_low, self.relaxation.row_high
        self._no_objective = self.relaxation.no_objective
        self._solver: Any = None
        self._aim: Aim = None
        self._bases: dict[int | None, Any] = {}
        self._agreed: dict[int | None, tuple[Any, ...]] = {}
        self._duals: dict[int, Vector] = {}

    @cached_property
    def unreachable(self) -> frozenset[int]:
        """The needs that nobody in the part can take."""
        return frozenset(n for n in self.face.scope.numbers if n not in self.face.submodel.count_rows)

    @cached_property
    def estimates(self) -> dict[int, tuple[int, int]]:
        """The least and the most that a part could have of each further objective, in units."""
        free = np.zeros(len(self.relaxation.row_low))
        least, most = self.relaxation.least, self.relaxation.dual_bound
        return {
            at: (floor(least(linear, free) / self.units[at]), floor(most(linear, free) / self.units[at]))
            for at, linear in self.linear.items()
        }

    def minimums(self) -> Iterator[Minimum]:
        """Yield how many people the open needs get together, by the objectives that are settled."""
        for objective, total in zip(self.face.objectives, self.face.totals(), strict=False):
            if objective.fills:
                counted = [n for n in self.face.scope.needs if objective.counts(n) and n.index not in self.unreachable]
                full = sum(need.count for need in counted if need.index not in self.rows)
                yield Minimum([need.index for need in counted if need.index in self.rows], total - full)

    def cut_for(self, choice: Choice, aim: Aim) -> Cut | None:
        """Return what a choice hopes for in vain; None when the part, with people divided, can live up to it."""
        mine = self._share_of(choice, aim)
        if self._agreed.get(aim) == mine or (aim is not None and not self.linear[aim].coefficients.any()):
            return None
        if self._is_there(choice, aim):
            return None
        self._demand(choice, aim)
        solver = self._solver_for(aim)
        run_in_time(solver, self.face.clock.left_s)
        status = solver.getModelStatus()
        if status == OPTIMAL:
            duals = np.array(solver.getSolution().row_dual)
            cut = self._missed(choice, aim, duals)
            if cut is None:
                self._agreed[aim] = mine
                if aim is not None:
                    self._duals[aim] = self.relaxation.usable(-self.linear[aim].unit * duals)
            return cut
        if status == INFEASIBLE:
            return self._impossible(choice, np.array(solver.getDualRay()[2]))
        return None  # out of time: no cut is always true

    def _is_there(self, choice: Choice, aim: Aim) -> bool:
        """Whether the incumbent lives up to a choice, as far as the objectives up to an aim."""
        incumbent = self.face.incumbent
        if any(incumbent.filled(n) != choice.filled[n] for n in self.rows):
            return False
        hoped = ((at, choice.estimates[self.number, at]) for at in self.linear if aim is not None and at <= aim)
        return self.face.is_reached() and all(
            self.further[at].worth(incumbent, self.scope) >= estimate * self.units[at] for at, estimate in hoped
        )

    def _share_of(self, choice: Choice, aim: Aim) -> tuple[Any, ...]:
        """Return what of a choice concerns this part when it is asked about an aim."""
        estimates = [choice.estimates[self.number, at] for at in self.linear if aim is not None and at <= aim]
        return tuple(choice.filled[n] for n in self.rows), *estimates

    def integral_plan(self, choice: Choice) -> Vector | None:
        """Return the values with which the part agreed to its last objective, where they are integral already."""
        aims = [at for at, linear in self.linear.items() if linear.coefficients.any()]
        last = aims[-1] if aims else None
        if self._aim != last or self._agreed.get(last) != self._share_of(choice, last):
            return None
        self._demand(choice, None if last is None else last + 1)
        return self.relaxation.rounded(np.array(self._solver.getSolution().col_value), ROUNDING)

    def plan_for(self, choice: Choice) -> PartPlan | None:
        """Return the best integral plan with so many people in the open needs, and what that shows.

        Where that was not found within its work, it is any plan of the part, which shows nothing; None when not even
        that was found, because whole people cannot do what divided ones can.
        """
        incumbent = self.face.incumbent
        mine = {n: choice.filled[n] for n in self.rows}
        if self._is_there(choice, max(self.linear, default=None)):  # it says nothing of more than was hoped
            return PartPlan(incumbent.snapshot(self.scope), Nogood(self.number, mine, []))
        every = {need.index: mine.get(need.index, need.count) for need in self.scope.needs}
        every |= dict.fromkeys(self.unreachable, 0)
        face, values = self.face.with_counts(every), self.integral_plan(choice)
        nogood = Nogood(self.number, mine, [])
        if values is None:
            face.follow(self._known(choice))
        if values is not None:
            face.publish(values)  # it lives up to what was hoped, and says nothing of more
        elif face.settle():
            nogood = Nogood(self.number, mine, self._claims(face.bounds()))
        elif not self.face.find_integral():
            return None
        elif not face.is_empty:
            return PartPlan(incumbent.snapshot(self.scope))
        else:
            nogood = Nogood(self.number, mine, None)
        return PartPlan(incumbent.snapshot(self.scope), nogood)

    def _known(self, choice: Choice) -> Iterator[tuple[Vector, int]]:
        """Yield the last duals of each further objective, and what a choice hopes that the part has of it."""
        for before, at in enumerate(self.linear):
            duals = self._duals.get(at, np.zeros(len(self.relaxation.row_low)))
            yield duals[: self._rows + before], choice.estimates[self.number, at] * self.units[at]

    def _claims(self, bounds: Sequence[Bounds]) -> list[tuple[Estimate, int]]:
        """Return what integral plans cannot exceed, objective by objective up to the first that was not settled."""
        found = []
        for at, one in zip(self.linear, bounds, strict=True):
            found.append(((self.number, at), one.dual // self.units[at]))
            if one.worth < one.dual:
                break
        return found

    def _demand(self, choice: Choice, aim: Aim) -> None:
        low, high = (ends.copy() for ends in self._at_first)
        for n, row in self.rows.items():
            low[row] = high[row] = choice.filled[n]
        for at, row in self._quotas.items():
            if aim is not None and at < aim:
                low[row] = choice.estimates[self.number, at] * self.units[at] - self.linear[at].offset
        self.relaxation.row_low, self.relaxation.row_high = low, high

    def _solver_for(self, aim: Aim) -> Any:
        """Return the solver with the rows as demanded: at first by interior point, then from where it stood."""
        linear = self._linear_of(aim)
        if self._solver is None:
            self._solver, self._aim = self.relaxation.solver(linear, self.face.clock.left_s), aim
            self._solver.setOptionValue("presolve", "off")
            self._solver.setOptionValue("solver", "ipm")
            return self._solver
        solver, method = self._solver, "simplex"
        rows = np.array([*self.rows.values(), *self._quotas.values()], np.int32)
        solver.changeRowsBounds(len(rows), rows, self.relaxation.row_low[rows], self.relaxation.row_high[rows])
        if aim != self._aim:
            self._bases[self._aim], self._aim = solver.getBasis(), aim
            columns = np.arange(len(linear.coefficients), dtype=np.int32)
            solver.changeColsCost(len(columns), columns, -linear.coefficients / linear.unit)
            if aim in self._bases:
                solver.setBasis(self._bases[aim])
            else:
                solver.clearSolver()
                method = "ipm"
        solver.setOptionValue("solver", method)
        return solver

    def _linear_of(self, aim: Aim) -> LinearObjective:
        return self._no_objective if aim is None else self.linear[aim]

    def _missed(self, choice: Choice, aim: Aim, duals: Vector) -> Cut | None:
        if aim is None:
            return None
        linear = self.linear[aim]
        duals = self.relaxation.usable(-linear.unit * duals)
        reached = linear.round_down(self.relaxation.dual_bound(linear, duals))
        hoped = choice.estimates[self.number, aim] * self.units[aim]
        return self._cut(choice, aim, duals) if reached < hoped else None

    def _impossible(self, choice: Choice, ray: Vector) -> Cut | None:
        if len(ray) != len(self.relaxation.row_low):
            return None
        duals = min(
            (self.relaxation.usable(sign * ray / max(np.abs(ray).max(), 1e-9)) for sign in (1.0, -1.0)),
            key=lambda found: self.relaxation.dual_bound(self._no_objective, found),
        )
        return self._cut(choice, None, duals) if self.relaxation.dual_bound(self._no_objective, duals) < -1e-6 else None

    def _cut(self, choice: Choice, aim: Aim, duals: Vector) -> Cut:
        """Return what duals say of any choice; whole weights are rounded so that it stays true."""
        linear, unit = self._linear_of(aim), 1 if aim is None else self.units[aim]
        total = self.relaxation.dual_bound(linear, duals) / unit
        weights = {n: float(duals[row]) / unit for n, row in self.rows.items()}
        quotas = {
            (self.number, at): float(duals[row]) * self.units[at] / unit
            for at, row in self._quotas.items()
            if duals[row] and (self.number, at) in choice.estimates
        }
        largest = max((abs(weight) for weight in (*weights.values(), *quotas.values())), default=0.0)
        scale = max(1, int(DUAL_STEPS / max(largest, 1.0)))
        needs = {n: round(scale * weight) for n, weight in weights.items()}
        estimates = {estimate: round(scale * weight) for estimate, weight in quotas.items()}
        lost = sum(
            abs(scale * weights[n] - needs[n]) * max(high - choice.filled[n], choice.filled[n] - low)
            for n, (low, high) in self.ranges.items()
        )
        for (_, at), weight in quotas.items():
            lost += abs(scale * weight - estimates[self.number, at]) * (self.estimates[at][1] - self.estimates[at][0])
        base = ceil(scale * total + lost + ROUNDING * scale)
        base -= sum(weight * choice.filled[n] for n, weight in needs.items())
        base -= sum(weight * choice.estimates[estimate] for estimate, weight in estimates.items())
        return Cut(
            None if aim is None else (self.number, aim),
            scale,
            base,
            {n: weight for n, weight in needs.items() if weight},
            {estimate: weight for estimate, weight in estimates.items() if weight},
        )
