"""A model as a linear program in arrays: bounds that surely hold, and what every best plan has in common.

A *price* per row gives, whatever the prices are, a bound on a goal: what the rows are worth at their prices, and each
column at what is left of its own worth. So a bound never rests on a solver's tolerance, and what would lose more than
the bound has to spare can be ruled out (fixing by reduced cost).
References: G. Nemhauser and L. Wolsey, "Integer and Combinatorial Optimization", 1988, II.3 and II.5.
Changes when a kind of constraint or another way to solve the relaxation earns its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from ortools.sat.python import cp_model

from planner.solver.model.views import Quantity, TimeLeft

Vector = np.ndarray[Any, np.dtype[np.float64]]

UNLIMITED = highspy.kHighsInf
TOLERANCE = 1e-4
ENDLESS = 1e15
NODES = 200
COLUMNS = 20_000


@dataclass(frozen=True)
class Goal:
    """What is to be large: ``offset`` plus ``worths`` (one per column) times the columns; all of them whole numbers.

    Every reachable total is ``offset`` plus a multiple of ``step``.
    """

    worths: Vector
    offset: int
    step: int

    def total(self, values: Vector) -> float:
        """Return what some column values are worth."""
        return self.offset + float(self.worths @ values)

    def round_down(self, bound: float) -> int:
        """Return the highest reachable total that does not exceed a bound."""
        return self.offset + self.step * int(np.floor((bound - self.offset) / self.step + TOLERANCE))


@dataclass(frozen=True)
class Answer:
    """Column values and row prices of a solved relaxation."""

    values: Vector
    prices: Vector


class Relaxation:
    """A CP-SAT model's linear constraints, at-most-ones and clauses over real numbers.

    Any other kind of constraint is left out, which can only weaken a bound, and ``is_exact`` is false;
    ``is_empty`` says that it was found to have no solution. Columns are the model's variables by index;
    ``row_of`` gives the row of a constraint by the constraint's index. Bounds of rows and columns may be narrowed.
    """

    def __init__(self, model: cp_model.CpModel) -> None:
        self.low, self.high = _column_bounds(model)
        self.row_of: dict[int, int] = {}
        self.is_exact = True
        self.is_empty = False
        starts = [0]
        ends: list[tuple[float, float]] = []
        columns: list[int] = []
        factors: list[int] = []
        for number, constraint in enumerate(model.proto.constraints):
            row = _row(constraint)
            self.is_exact = self.is_exact and row is not None
            if row is not None:
                self.row_of[number] = len(ends)
                columns += row[0]
                factors += row[1]
                starts.append(len(columns))
                ends.append(row[2:])
        self.row_low, self.row_high = np.array(ends, float).reshape(-1, 2).T.copy()
        self._first = self.low, self.high, self.row_low, self.row_high
        self._start, self._column = np.array(starts, np.int32), np.array(columns, np.int32)
        self._factor = np.array(factors, float)

    @property
    def _row(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The row of every entry."""
        return np.repeat(np.arange(len(self.row_low)), np.diff(self._start))

    def goal(self, worth: Quantity) -> Goal:
        """Return an expression of the model as a goal."""
        worths = np.zeros(len(self.low))
        if isinstance(worth, int):
            return Goal(worths, worth, 1)
        flat = cp_model.FlatIntExpr(worth)
        for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
            worths[variable.index] += coefficient
        step = int(np.gcd.reduce(np.abs(worths).astype(np.int64))) or 1
        return Goal(worths, int(flat.offset), step)

    @property
    def no_goal(self) -> Goal:
        """The goal of whoever wants any solution."""
        return Goal(np.zeros(len(self.low)), 0, 1)

    def rounded(self, values: Vector, within: float) -> Vector | None:
        """Return values that are whole already, but for a little, as whole ones; None where they are no solution."""
        whole = np.round(values)
        near = np.abs(whole - values).max(initial=0.0) < within
        return whole if self.is_exact and near and self.holds(whole) else None

    def add_row(self, goal: Goal, low: float) -> int:
        """Demand a total of a goal from now on; return the row's number."""
        columns = np.flatnonzero(goal.worths)
        self._column = np.append(self._column, columns.astype(np.int32))
        self._factor = np.append(self._factor, goal.worths[columns])
        self._start = np.append(self._start, np.int32(len(self._column)))
        self.row_low = np.append(self.row_low, low - goal.offset)
        self.row_high = np.append(self.row_high, UNLIMITED)
        return len(self.row_low) - 1

    def pin(self, rows: Mapping[int, int]) -> None:
        """Let each of some rows have just one total."""
        self.row_low, self.row_high = self.row_low.copy(), self.row_high.copy()
        for row, total in rows.items():
            self.row_low[row] = self.row_high[row] = total

    def bound(self, goal: Goal, prices: Vector) -> float:
        """Return a bound on a goal, valid for any prices."""
        rows = np.where(prices > 0, self.row_high, self.row_low)
        left = goal.worths - self._at(prices)
        columns = np.where(left > 0, left * self.high, left * self.low)
        return goal.offset + float(prices @ np.where(prices == 0, 0.0, rows) + columns.sum())

    def narrow(self, goal: Goal, prices: Vector, total: int) -> None:
        """Rule out what, at these prices, no solution with at least ``total`` of a goal can have."""
        spare = self.bound(goal, prices) - total + TOLERANCE
        left = goal.worths - self._at(prices)
        self.low = np.where(left > spare, self.high, self.low)
        self.high = np.where(left < -spare, self.low, self.high)
        self.row_low = np.where(prices > spare, self.row_high, self.row_low)
        self.row_high = np.where(prices < -spare, self.row_low, self.row_high)

    def least(self, goal: Goal, prices: Vector) -> float:
        """Return what every solution has of a goal at least, as far as these prices can tell."""
        steps = self._factor * np.where(self._factor > 0, self.low[self._column], self.high[self._column])
        rows = np.maximum(np.bincount(self._row, weights=steps, minlength=len(self.row_low)), self.row_low)
        low = np.where(prices > 0, rows, np.where(prices < 0, self.row_high, 0.0))
        left = goal.worths - self._at(prices)
        columns = np.where(left > 0, left * self.low, left * self.high)
        return goal.offset + float(prices @ low + columns.sum())

    def narrowed(self, model: cp_model.CpModel) -> cp_model.CpModel:
        """Return a copy of the model that the relaxation was made from, with all that was ruled out since."""
        model = model.clone()
        low, high, row_low, row_high = self._first
        for column in np.flatnonzero((low != self.low) | (high != self.high)):
            _set_domain(model.proto.variables[int(column)], self.low[column], self.high[column])
        old = len(row_low)
        for number, row in self.row_of.items():
            if row_low[row] != self.row_low[row] or row_high[row] != self.row_high[row]:
                constraint = model.proto.constraints[number]
                if constraint.has_linear():
                    _set_domain(constraint.linear, self.row_low[row], self.row_high[row])
                else:
                    self._add_row_to(model, row)
        for row in range(old, len(self.row_low)):
            self._add_row_to(model, row)
        return model

    def _add_row_to(self, model: cp_model.CpModel, row: int) -> None:
        entries = slice(self._start[row], self._start[row + 1])
        variables = [model.get_int_var_from_proto_index(int(column)) for column in self._column[entries]]
        total = cp_model.LinearExpr.weighted_sum(variables, self._factor[entries].astype(int).tolist())
        constraint = model.add(total >= 0)
        _set_domain(constraint.proto.linear, self.row_low[row], self.row_high[row])

    def holds(self, values: Vector) -> bool:
        """Whether whole values keep every row and column within its bounds."""
        rows = np.bincount(self._row, weights=self._factor * values[self._column], minlength=len(self.row_low))
        inside = (values >= self.low).all() and (values <= self.high).all()
        return bool(inside and (rows >= self.row_low).all() and (rows <= self.row_high).all())

    def _at(self, prices: Vector) -> Vector:
        """What a unit of each column costs at some row prices."""
        weights = self._factor * prices[self._row]
        return np.bincount(self._column, weights=weights, minlength=len(self.low)).astype(float, copy=False)

    def usable(self, prices: Vector) -> Vector:
        """Return prices without those whose sign asks for a bound that the row does not have."""
        missing = np.where(prices > 0, self.row_high, self.row_low)
        return np.where(np.abs(missing) >= UNLIMITED, 0.0, prices)

    def maximise(self, goal: Goal, left_s: TimeLeft) -> Answer | None:
        """Solve for a goal by an interior point method; None when that does not succeed in time.

        The values lie in the middle of all that are best, so they are whole numbers mostly where there is no choice.
        """
        if not len(self.low):  # HiGHS has a status of its own for a program without columns
            self.is_empty = not self.holds(self.low)
            return None if self.is_empty else Answer(self.low, np.zeros(len(self.row_low)))
        solver = self.solver(goal, left_s)
        for method in ("ipm", "simplex"):  # the interior point method gives up on some tiny or empty programs
            solver.setOptionValue("solver", method)
            solver.setOptionValue("run_crossover", "off")
            run_in_time(solver, left_s)
            if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                solution = solver.getSolution()
                prices = -goal.step * np.array(solution.row_dual)
                return Answer(np.array(solution.col_value), self.usable(prices))
            if len(self.low) > COLUMNS:
                return None
        self.is_empty = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        return None

    def maximise_whole(self, goal: Goal, left_s: TimeLeft, nodes: int = NODES) -> tuple[bool, Vector | None]:
        """Solve for a goal in whole numbers by branch and cut, within fixed numbers of nodes and open columns.

        Returns whether the search is complete, and the best values found: those of the best solution if it is complete
        and there is one.
        """
        if not len(self.low):
            return True, self.low if self.holds(self.low) else None
        if np.count_nonzero(self.low < self.high) > COLUMNS:
            return False, None
        solver = self.solver(goal, left_s)
        columns = np.arange(len(self.low), dtype=np.int32)
        solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), highspy.HighsVarType.kInteger))
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-6), ("mip_max_nodes", nodes)):
            solver.setOptionValue(option, value)
        run_in_time(solver, left_s)
        status, values = solver.getModelStatus(), np.round(np.array(solver.getSolution().col_value))
        complete = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
        if status == highspy.HighsModelStatus.kInfeasible or not len(values):
            return complete, None
        found = self.holds(values)
        return complete and found, values if found else None

    def solver(self, goal: Goal, left_s: TimeLeft) -> highspy.Highs:
        """Return a HiGHS solver that holds the relaxation and minimises what a goal falls short, in its steps."""
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.low), len(self.row_low)
        program.col_cost_ = -goal.worths / goal.step
        program.col_lower_, program.col_upper_ = self.low, self.high
        program.row_lower_, program.row_upper_ = self.row_low, self.row_high
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_, program.a_matrix_.index_ = self._start, self._column
        program.a_matrix_.value_ = self._factor
        solver = _Silent(left_s)
        for option, value in (("threads", 1), ("random_seed", 0)):
            solver.setOptionValue(option, value)
        solver.passModel(program)
        return solver


def run_in_time(solver: highspy.Highs, left_s: TimeLeft) -> None:
    """Run a solver for no longer than is left now; its own clock counts all its runs."""
    left = left_s()
    solver.setOptionValue("time_limit", UNLIMITED if left == float("inf") else solver.getRunTime() + left)
    solver.run()


class _Silent(highspy.Highs):
    """HiGHS that says nothing, and whose branch and cut ends when no time is left, also when a run is asked to stop.

    Shorter solves end by their time limit only: they would ask so often that two at a time wait for each other. The
    usual constructor prints a banner to standard output before it can be silenced.
    """

    def __init__(self, left_s: TimeLeft) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)

        def end_in_time(kind: Any, message: str, state: Any, answer: Any, user: Any) -> None:
            if answer is not None and left_s() <= 0:
                answer.user_interrupt = True

        self.setCallback(end_in_time, None)
        self.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)


def _column_bounds(model: cp_model.CpModel) -> tuple[Vector, Vector]:
    domains = [list(variable.domain) for variable in model.proto.variables]
    return np.array([d[0] for d in domains], float), np.array([d[-1] for d in domains], float)


def _set_domain(holder: Any, low: float, high: float) -> None:
    """Set the lowest and highest value of a variable or a linear constraint."""
    ends = (-(2**62) if low <= -ENDLESS else round(low)), (2**62 if high >= ENDLESS else round(high))
    holder.domain.clear()
    holder.domain.extend(ends)


def _row(constraint: Any) -> tuple[Sequence[int], Sequence[int], float, float] | None:
    """Return a constraint's columns, factors, lower and upper bound; None for a kind that is left out.

    A clause under a condition is a clause; other conditions, and totals with holes between them, are left out.
    """
    condition = list(constraint.enforcement_literal)
    if constraint.has_linear() and not condition and len(constraint.linear.domain) == 2:
        linear = constraint.linear
        low, high = list(linear.domain)
        ends = -UNLIMITED if low < -ENDLESS else float(low), UNLIMITED if high > ENDLESS else float(high)
        return list(linear.vars), list(linear.coeffs), *ends
    clause = constraint.has_bool_or()
    if clause or (constraint.has_at_most_one() and not condition):
        literals = list((constraint.bool_or if clause else constraint.at_most_one).literals)
        literals += [-literal - 1 for literal in condition]
        negated = sum(literal < 0 for literal in literals)
        columns = [max(literal, -literal - 1) for literal in literals]
        factors = [1 if literal >= 0 else -1 for literal in literals]
        return columns, factors, *((1.0 - negated, UNLIMITED) if clause else (-UNLIMITED, 1.0 - negated))
    return None
