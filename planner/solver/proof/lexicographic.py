"""Lexicographic optimisation of a part: an LP per objective, fixing by reduced costs, and one integral plan at the end.

The plans that are best in every objective so far are an *optimal face* of the part's relaxation. Each objective in turn
is maximised over the face by linear programming; its dual bound holds for whole people too, and what no plan at that
bound can have is fixed by reduced costs, which leaves the next face. Mostly an integral plan lies on the last face and
proves every objective at once; where none does, branch and cut or CP-SAT finds how far whole people reach.
References: H. Isermann, "Linear lexicographic optimization", OR Spektrum 4, 1982; M. Ehrgott, "Multicriteria
Optimization", 2nd ed. 2005, ch. 5.
Changes when the way from objectives to a proven plan does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective
from planner.solver.model.rules import RULES, submodel_of
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Bounds
from planner.solver.proof.integral import best_integral
from planner.solver.proof.relaxation import LinearObjective, Relaxation
from planner.solver.proof.rows import Vector

JOINED_TOTAL = 1_000_000
"""The largest weight of objectives that share an LP, so that the last of them still counts in floating point."""
ROUNDING = 1e-5
WIDER = 4


@dataclass(frozen=True)
class Level:
    """Objectives settled by one LP, each worth ``weights`` times its own total; ``before`` is the face that they cut.

    ``dual`` is what their weighted sum can reach, ``total`` what every plan from here on must.
    """

    objectives: tuple[Objective, ...]
    weights: tuple[int, ...]
    linear: LinearObjective
    duals: Vector
    before: Relaxation
    dual: int
    total: int

    def split(self, total: int) -> Iterator[int]:
        """Yield what a weighted sum means for each objective, those before it being as large as they can."""
        for weight in self.weights:
            share, total = divmod(total, weight)
            yield share


class OptimalFace:
    """The plans of a scope that are best in the objectives settled so far, out of ``objectives`` in their order.

    ``is_empty`` says that it was proven to hold no plan in whole people at all. Raises TimeUp when time ends before
    there is a model.
    """

    def __init__(self, incumbent: Incumbent, clock: Clock, scope: Scope, objectives: Sequence[Objective]) -> None:
        self.incumbent, self.clock, self.scope, self.objectives = incumbent, clock, scope, tuple(objectives)
        self.submodel = submodel_of(incumbent, scope, RULES, clock.left_s)
        worths = [objective.worth(self.submodel, scope) for objective in objectives]
        self.relaxation = Relaxation(self.submodel.cp)
        self.linear = [self.relaxation.linear(worth) for worth in worths]
        self.levels: list[Level] = []
        self.is_empty = False
        self._above: tuple[Level, ...] = ()
        self._pins: Mapping[int, int] = {}
        self._values: Vector | None = None

    @property
    def settled(self) -> int:
        """How many objectives are settled."""
        return sum(len(level.objectives) for level in self.levels)

    def bounds(self) -> list[Bounds]:
        """Return what the incumbent has of every settled objective, and the dual bound of each."""
        found = []
        for level in self.levels:
            exact = True
            for objective, dual in zip(level.objectives, level.split(level.dual), strict=True):
                worth = self._worth(objective)
                found.append(Bounds.of(worth, dual if exact else objective.most(self.scope), self.clock))
                exact = exact and worth == dual
        return found

    def totals(self) -> list[int]:
        """Return what every plan on the face has of each settled objective."""
        return [total for level in self.levels for total in level.split(level.total)]

    def bound_before_all(self, objective: Objective) -> int | None:
        """Return what no plan of the scope exceeds of an objective, whatever else counts; None when time ended."""
        first = self.levels[0].before if self.levels else self.relaxation
        linear = first.linear(objective.worth(self.submodel, self.scope))
        solution = first.maximise(linear, self.clock.left_s)
        return None if solution is None else linear.round_down(first.dual_bound(linear, solution.duals))

    def with_counts(self, filled: Mapping[int, int]) -> "OptimalFace":
        """Return the face's plans in which each need has just so many people, its further objectives still to come."""
        face = copy(self)
        face.objectives, face.linear, face.levels = self.objectives[self.settled :], self.linear[self.settled :], []
        face.relaxation, face._values = copy(self.relaxation), None
        face._above, face._pins = tuple(self.levels), filled
        rows = {self.row_of(need): count for need, count in filled.items() if need in self.submodel.count_rows}
        face.relaxation.pin(rows)
        return face

    def duplicate(self) -> "OptimalFace":
        """Return the same face, whose further objectives can be settled apart."""
        face = copy(self)
        face.relaxation, face.levels = copy(self.relaxation), [*self.levels]
        return face

    def is_short(self) -> bool:
        """Whether some need may stay short."""
        return bool(self.open_rows()) or any(n not in self.submodel.count_rows for n in self.scope.numbers)

    def open_rows(self) -> dict[int, int]:
        """Return the row of every need that somebody could take and that may or may not be full."""
        low, high = self.relaxation.row_low, self.relaxation.row_high
        rows = {n: self.row_of(n) for n in self.scope.numbers if n in self.submodel.count_rows}
        return {n: row for n, row in rows.items() if low[row] < high[row]}

    def open_ranges(self) -> dict[int, tuple[int, int]]:
        """Return the fewest and the most people of every open need."""
        low, high = self.relaxation.row_low, self.relaxation.row_high
        return {n: (max(0, round(max(low[row], 0.0))), round(high[row])) for n, row in self.open_rows().items()}

    def row_of(self, need: int) -> int:
        """Return the row that limits the takers of a need that somebody could take."""
        return self.relaxation.row_of[self.submodel.count_rows[need]]

    def _worth(self, objective: Objective) -> int:
        return int(objective.worth(self.incumbent, self.scope))

    def _reached(self, level: Level) -> int:
        pairs = zip(level.objectives, level.weights, strict=True)
        return sum(weight * self._worth(objective) for objective, weight in pairs)

    def settle(self, until: int | None = None) -> bool:
        """Settle every objective (up to number ``until``) and let the incumbent be a plan that reaches them.

        Returns False when time or work ended before, or when there is no plan in whole people.
        """
        while self.relax(until):
            if self.find_integral():
                return True
            if not self._backtrack():
                return False
        return False

    def follow(self, known: Iterable[tuple[Vector, int]]) -> None:
        """Settle the next objectives by duals that are ``known``, while these show that no more than a total is had.

        The duals of each are one per row of the relaxation as it is now, then one per objective before it in turn.
        """
        for duals, total in known:
            linear = self.linear[self.settled]
            if linear.round_down(self.relaxation.dual_bound(linear, duals)) > total:
                break
            self._add_level((self.objectives[self.settled],), (1,), linear, duals, as_row=True)

    def relax(self, until: int | None = None) -> bool:
        """Settle the objectives (up to number ``until``) by relaxations; False when one was not solved in time."""
        end = len(self.objectives) if until is None else until
        while (at := self.settled) < end:
            if self._take_for_granted(at):
                continue
            objectives, weights, linear = self._join(at, end)
            solution = self.relaxation.maximise(linear, self.clock.left_s)
            if solution is None:
                self.is_empty = self.relaxation.is_empty
                return False
            self._values = solution.values
            self._add_level(objectives, weights, linear, solution.duals)
        return True

    def _take_for_granted(self, at: int) -> bool:
        """Settle an objective without an LP if the incumbent, which is on the face, has all that anybody could wish."""
        objective, linear = self.objectives[at], self.linear[at]
        duals = np.zeros(len(self.relaxation.row_low))
        for need in self.scope.needs:
            if objective.counts(need) and need.index in self.submodel.count_rows:
                duals[self.row_of(need.index)] = 1.0
        most = linear.round_down(self.relaxation.dual_bound(linear, duals))
        if self._worth(objective) < most or not self.is_reached():
            return False
        self._add_level((objective,), (1,), linear, duals)
        return True

    def is_reached(self) -> bool:
        """Whether the incumbent reaches every objective settled so far."""
        pinned = all(self.incumbent.filled(need) == count for need, count in self._pins.items())
        return pinned and all(self._reached(level) >= level.total for level in (*self._above, *self.levels))

    def _join(self, at: int, until: int) -> tuple[tuple[Objective, ...], tuple[int, ...], LinearObjective]:
        """Return the next objectives that can share an LP: counts of slots whose weights stay small enough."""
        end = at + 1
        sizes = [objective.most(self.scope) + 1 for objective in self.objectives]
        while end < until and all(objective.fills for objective in self.objectives[at : end + 1]):
            if np.prod([float(size) for size in sizes[at : end + 1]]) > JOINED_TOTAL:
                break
            end += 1
        if end == at + 1:
            return self.objectives[at:end], (1,), self.linear[at]
        weights = [1]
        for size in reversed(sizes[at + 1 : end]):
            weights.insert(0, weights[0] * size)
        pairs = list(zip(weights, self.linear[at:end], strict=True))
        coefficients = sum((weight * one.coefficients for weight, one in pairs), np.zeros_like(self.relaxation.low))
        offset = sum(weight * one.offset for weight, one in pairs)
        return self.objectives[at:end], tuple(weights), LinearObjective(coefficients, offset, 1)

    def _add_level(
        self,
        objectives: tuple[Objective, ...],
        weights: tuple[int, ...],
        linear: LinearObjective,
        duals: Vector,
        *,
        as_row: bool = False,
    ) -> None:
        before = copy(self.relaxation)
        dual = linear.round_down(before.dual_bound(linear, duals))
        self._demand(linear, duals, dual, as_row=as_row)
        self.levels.append(Level(objectives, weights, linear, duals, before, dual, dual))

    def _demand(self, linear: LinearObjective, duals: Vector, total: int, *, as_row: bool = False) -> None:
        """Keep only plans with a total: by reduced costs, and by a row where narrowed bounds alone do not imply it."""
        self.relaxation.fix_by_reduced_costs(linear, duals, total)
        if as_row or self.relaxation.least(linear, duals) <= total - linear.unit * (1 - ROUNDING):
            self.relaxation.add_row(linear, total)

    def find_integral(self) -> bool:
        """Let the incumbent be a plan in whole people on the face; False when there is none, or none was found."""
        if self.is_reached():
            return True
        values = None if self._values is None else self.relaxation.rounded(self._values, ROUNDING)
        if values is None:
            values = self._search(self.relaxation, self.relaxation.no_objective)[1]
        if values is not None:
            self.publish(values)
        return values is not None

    def _backtrack(self) -> bool:
        """Go back to the last face with an integral plan, and settle its level by search; False when cut."""
        while self.levels:
            level = self.levels.pop()
            complete, values = self._search_below(level)
            if values is None and complete:
                continue
            if values is None:
                return False
            self.publish(values)
            total = self._reached(level)
            self.relaxation, self._values = copy(level.before), None
            self._demand(level.linear, level.duals, total)
            self.levels.append(replace(level, total=total, dual=total if complete else level.dual))
            return True
        self.is_empty = True
        return False

    def _search_below(self, level: Level) -> tuple[bool, Vector | None]:
        """Look for the best integral plan of a level, first near its dual bound, where most is fixed."""
        spare, everything = level.linear.unit, level.before.freedom
        while True:
            near = copy(level.before)
            near.fix_by_reduced_costs(level.linear, level.duals, level.dual - spare)
            complete, values = self._search(near, level.linear)
            if values is not None:
                missed = level.dual - round(level.linear.total(values))
                if missed <= spare or not complete:
                    return complete, values
                spare = missed
            elif not complete or near.freedom == everything:
                return complete, None
            else:
                spare *= WIDER

    def _search(self, relaxation: Relaxation, linear: LinearObjective) -> tuple[bool, Vector | None]:
        return best_integral(relaxation, linear, self.submodel, self.clock)

    def publish(self, values: Vector) -> None:
        """Let the incumbent hold the takes that whole column values stand for."""
        self.submodel.publish(lambda take: round(values[take.index]))
