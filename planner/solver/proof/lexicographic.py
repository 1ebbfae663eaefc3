"""The best plans of a part, goal by goal: each goal's relaxation rules out what no best plan has, a whole plan ends it.

A *face* is what is left of a part's model when every goal so far is at its bound. Mostly a plan in whole people lies on
the last face, and proves every goal at once; where none does, CP-SAT finds how far whole people reach.
References: H. Isermann, "Linear lexicographic optimization", OR Spektrum 4, 1982.
Changes when the way from goals to a proven plan does.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from planner.solver.model.cpsat import new_solver
from planner.solver.model.objectives import Step
from planner.solver.model.views import Scope
from planner.solver.proof.relaxation import Goal, Relaxation, Vector
from planner.solver.search.neighbourhoods import EXACT_WORK, Engine, Outcome

JOINED_TOTAL = 1_000_000
"""The largest weight of goals that are solved for at once, so that the last of them still counts in floating point."""
ROUNDING = 1e-5
WIDER = 4
CPSAT_PAIRS = 20_000


@dataclass(frozen=True)
class Rung:
    """Steps settled together, each worth ``weights`` times its own total; ``before`` is the face that they narrowed.

    ``bound`` is what their goal can reach, ``total`` what every plan from here on must.
    """

    steps: tuple[Step, ...]
    weights: tuple[int, ...]
    goal: Goal
    prices: Vector
    before: Relaxation
    bound: int
    total: int


class Face:
    """A part of the board and the steps to be settled in it, in their order.

    ``is_empty`` says that it was proven to hold no plan in whole people at all. Raises TimeUp when time ends before
    there is one.
    """

    def __init__(self, engine: Engine, scope: Scope, steps: Sequence[Step]) -> None:
        self.engine, self.scope, self.steps = engine, scope, tuple(steps)
        self.piece = engine.piece_in_time(scope)
        worths = [step.worth(self.piece, scope) for step in steps]
        self.relaxation = Relaxation(self.piece.model)
        self.goals = [self.relaxation.goal(worth) for worth in worths]
        self.rungs: list[Rung] = []
        self.is_empty = False
        self._above: tuple[Rung, ...] = ()
        self._pins: Mapping[int, int] = {}
        self._values: Vector | None = None

    def outcomes(self) -> list[Outcome]:
        """Return what the roster reached of every settled step, and the bound of each."""
        found = []
        for rung in self.rungs:
            left, exact = rung.bound, True
            for step, weight in zip(rung.steps, rung.weights, strict=True):
                worth = self._worth(step)
                bound = left // weight if exact else step.most(self.scope)
                left, exact = left - bound * weight, exact and worth == bound
                found.append(Outcome(worth, bound, None if worth == bound else self.engine.cut))
        return found

    def totals(self) -> list[int]:
        """Return what every plan on the face has of each settled step."""
        found = []
        for rung in self.rungs:
            left = rung.total
            for weight in rung.weights:
                found.append(left // weight)
                left -= found[-1] * weight
        return found

    def pinned(self, filled: Mapping[int, int]) -> "Face":
        """Return the face's plans in which each need has just so many people, its further steps still to come."""
        face = copy(self)
        settled = sum(len(rung.steps) for rung in self.rungs)
        face.steps, face.goals, face.rungs = self.steps[settled:], self.goals[settled:], []
        face.relaxation, face._values = copy(self.relaxation), None
        face._above, face._pins = tuple(self.rungs), filled
        face.relaxation.pin(
            {self.row_of(need): count for need, count in filled.items() if need in self.piece.count_rows}
        )
        return face

    def is_short(self) -> bool:
        """Whether some need may stay short."""
        return bool(self.open_rows()) or any(n not in self.piece.count_rows for n in self.scope.numbers)

    def open_rows(self) -> dict[int, int]:
        """Return the row of every need that somebody could take and that may or may not be full."""
        low, high = self.relaxation.row_low, self.relaxation.row_high
        rows = {n: self.row_of(n) for n in self.scope.numbers if n in self.piece.count_rows}
        return {n: row for n, row in rows.items() if low[row] < high[row]}

    def row_of(self, need: int) -> int:
        """Return the row that limits the takers of a need that somebody could take."""
        return self.relaxation.row_of[self.piece.count_rows[need]]

    def snapshot(self) -> dict[int, dict[int, int]]:
        """Return who takes what now: need to track to count."""
        return self.engine.snapshot(self.scope)

    def _worth(self, step: Step) -> int:
        return int(step.worth(self.engine.view, self.scope))

    def _reached(self, rung: Rung) -> int:
        return sum(weight * self._worth(step) for step, weight in zip(rung.steps, rung.weights, strict=True))

    def settle(self, until: int | None = None) -> bool:
        """Settle every step (up to number ``until``) and let the roster hold a plan that reaches them.

        Returns False when time or work ended before, or when there is no plan in whole people.
        """
        while self.descend(until):
            if self.complete():
                return True
            if not self._climb():
                return False
        return False

    def descend(self, until: int | None = None) -> bool:
        """Settle the steps (up to number ``until``) by relaxations; False when one was not solved in time."""
        while (at := sum(len(rung.steps) for rung in self.rungs)) < (len(self.steps) if until is None else until):
            if self._take_for_granted(at):
                continue
            steps, weights, goal = self._join(at, until)
            answer = self.relaxation.maximise(goal, self.engine.clock.left_s)
            if answer is None:
                self.is_empty = self.relaxation.is_empty
                return False
            self._values = answer.values
            self._narrow(steps, weights, goal, answer.prices)
        return True

    def _take_for_granted(self, at: int) -> bool:
        """Settle a step without a solver if the roster, which is on the face, has all that anybody could wish."""
        step, goal = self.steps[at], self.goals[at]
        prices = np.zeros(len(self.relaxation.row_low))
        for need in self.scope.needs if step.fills else ():
            if need.index in self.piece.count_rows and step.priority in (None, need.priority):
                prices[self.row_of(need.index)] = 1.0
        most = goal.round_down(self.relaxation.bound(goal, prices))
        if self._worth(step) < most or not self.is_reached():
            return False
        self._narrow((step,), (1,), goal, prices)
        return True

    def is_reached(self) -> bool:
        """Whether the roster reaches every step settled so far."""
        roster = self.engine.roster
        pinned = all(roster.filled(need) == count for need, count in self._pins.items())
        return pinned and all(self._reached(rung) >= rung.total for rung in (*self._above, *self.rungs))

    def _join(self, at: int, until: int | None) -> tuple[tuple[Step, ...], tuple[int, ...], Goal]:
        """Return the next steps that can be solved for at once: counts of slots whose weights stay small enough."""
        end = at + 1
        sizes = [step.most(self.scope) + 1 for step in self.steps]
        while end < len(self.steps[:until]) and all(step.fills for step in self.steps[at : end + 1]):
            if np.prod([float(size) for size in sizes[at : end + 1]]) > JOINED_TOTAL:
                break
            end += 1
        weights = [1]
        for size in reversed(sizes[at + 1 : end]):
            weights.insert(0, weights[0] * size)
        if end == at + 1:
            return self.steps[at:end], (1,), self.goals[at]
        goals = self.goals[at:end]
        worths = sum((w * goal.worths for w, goal in zip(weights, goals, strict=True)), np.zeros_like(goals[0].worths))
        offset = sum(w * goal.offset for w, goal in zip(weights, goals, strict=True))
        return self.steps[at:end], tuple(weights), Goal(worths, offset, 1)

    def _narrow(self, steps: tuple[Step, ...], weights: tuple[int, ...], goal: Goal, prices: Vector) -> None:
        before = copy(self.relaxation)
        bound = goal.round_down(before.bound(goal, prices))
        self.relaxation.narrow(goal, prices, bound)
        self._keep(goal, prices, bound)
        self.rungs.append(Rung(steps, weights, goal, prices, before, bound, bound))

    def _keep(self, goal: Goal, prices: Vector, total: int) -> None:
        """Demand the total by a row where narrowed bounds alone do not imply it."""
        if self.relaxation.least(goal, prices) <= total - goal.step * (1 - ROUNDING):
            self.relaxation.add_row(goal, total)

    def complete(self) -> bool:
        """Let the roster hold a plan in whole people on the face; False when there is none, or none was found."""
        if self.is_reached():
            return True
        values = None if self._values is None else self.relaxation.rounded(self._values, ROUNDING)
        if values is None:
            values = self._search(self.relaxation, self.relaxation.no_goal)[1]
        if values is not None:
            self.seat(values)
        return values is not None

    def _climb(self) -> bool:
        """Go back to the last face that has a plan in whole people, and settle its rung by search; False when cut."""
        while self.rungs:
            rung = self.rungs.pop()
            complete, values = self._search_below(rung)
            if values is None and complete:
                continue
            if values is None:
                return False
            self.seat(values)
            total = self._reached(rung)
            self.relaxation = copy(rung.before)
            self.relaxation.narrow(rung.goal, rung.prices, total)
            self._keep(rung.goal, rung.prices, total)
            self.rungs.append(replace(rung, total=total, bound=total if complete else rung.bound))
            self._values = None
            return True
        self.is_empty = True
        return False

    def _search_below(self, rung: Rung) -> tuple[bool, Vector | None]:
        """Look for the best whole plan of a rung's goal, first near its bound, where most is ruled out."""
        spare, everything = rung.goal.step, _freedom(rung.before)
        while True:
            near = copy(rung.before)
            near.narrow(rung.goal, rung.prices, rung.bound - spare)
            complete, values = self._search(near, rung.goal)
            if values is not None:
                missed = rung.bound - round(rung.goal.total(values))
                if missed <= spare or not complete:
                    return complete, values
                spare = missed
            elif not complete or _freedom(near) == everything:
                return complete, None
            else:
                spare *= WIDER

    def _search(self, relaxation: Relaxation, goal: Goal) -> tuple[bool, Vector | None]:
        """Return whether the search for the best whole plan was completed, and the best values found."""
        complete, values = False, None
        if relaxation.is_exact:
            complete, values = relaxation.maximise_whole(goal, self.engine.clock.left_s)
        if not complete and values is None and self.scope.pairs <= CPSAT_PAIRS:
            complete, values = self._search_by_cpsat(relaxation, goal)
        return complete, values

    def _search_by_cpsat(self, relaxation: Relaxation, goal: Goal) -> tuple[bool, Vector | None]:
        model = relaxation.narrowed(self.piece.model)
        columns = np.flatnonzero(goal.worths)
        if len(columns):
            variables = [model.get_int_var_from_proto_index(int(column)) for column in columns]
            factors = [int(goal.worths[column]) for column in columns]
            model.maximize(cp_model.LinearExpr.weighted_sum(variables, factors))
        for need, takes in self.piece.takes.items():
            for track, take in takes.items():
                model.add_hint(take, self.engine.roster.by_need[need].get(track, 0))
        solver = new_solver()
        solver.parameters.max_deterministic_time = EXACT_WORK
        status = self.engine.clock.run(solver, model)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        values = np.array(list(solver.response_proto.solution), float) if found else None
        return status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), values

    def seat(self, values: Vector) -> None:
        """Let the roster hold the takes that whole column values stand for."""
        takes = {
            n: {t: round(values[take.index]) for t, take in takes.items()} for n, takes in self.piece.takes.items()
        }
        self.engine.roster.replace(takes)


def _freedom(relaxation: Relaxation) -> int:
    """How many columns and rows are not settled yet."""
    rows = np.count_nonzero(relaxation.row_low < relaxation.row_high)
    return int(np.count_nonzero(relaxation.low < relaxation.high) + rows)
