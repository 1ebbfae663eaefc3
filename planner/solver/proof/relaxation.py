"""The linear relaxation of a CP-SAT model in arrays: bounds that surely hold, and fixing by reduced costs.

Duals, one per row, give a bound on an objective whatever they are (weak duality): what the rows are worth at their
duals, and each column at its reduced cost, which is what is left of its coefficient. So no bound rests on a solver's
tolerance; and a column whose reduced cost exceeds what the bound has to spare is fixed.
References: L. Wolsey, "Integer Programming", 2nd ed. 2020, ch. 7; G. Nemhauser and L. Wolsey, "Integer and
Combinatorial Optimization", 1988, II.3 and II.5.
Changes when a kind of bound or another way to solve the relaxation earns its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from ortools.sat.python import cp_model

from planner.solver.model.clock import TimeLeft
from planner.solver.model.submodel import Quantity
from planner.solver.proof.highs import INFEASIBLE, OPTIMAL, UNLIMITED, Silent, run_in_time
from planner.solver.proof.rows import Vector, column_bounds, row_of, set_domain

TOLERANCE = 1e-4
NODES = 200
COLUMNS = 20_000


@dataclass(frozen=True)
class LinearObjective:
    """What is to be large: ``offset`` plus ``coefficients`` (one per column) times the columns; all are whole numbers.

    Every reachable total is ``offset`` plus a multiple of ``unit``.
    """

    coefficients: Vector
    offset: int
    unit: int

    def total(self, values: Vector) -> float:
        """Return what some column values are worth."""
        return self.offset + float(self.coefficients @ values)

    def round_down(self, bound: float) -> int:
        """Return the highest reachable total that does not exceed a bound."""
        return self.offset + self.unit * int(np.floor((bound - self.offset) / self.unit + TOLERANCE))


@dataclass(frozen=True)
class LPSolution:
    """Column values and row duals of a solved relaxation."""

    values: Vector
    duals: Vector


class Relaxation:
    """A CP-SAT model's linear constraints, at-most-ones and clauses over real numbers.

    Any other kind of constraint is left out, which can only weaken a bound, and ``is_exact`` is false;
    ``is_empty`` says that it was found to have no solution. Columns are the model's variables by index;
    ``row_of`` gives the row of a constraint by the constraint's index. Bounds of rows and columns may be narrowed.
    """

    def __init__(self, cp: cp_model.CpModel) -> None:
        self.low, self.high = column_bounds(cp)
        self.row_of: dict[int, int] = {}
        self.is_exact = True
        self.is_empty = False
        starts = [0]
        ends: list[tuple[float, float]] = []
        columns: list[int] = []
        factors: list[int] = []
        for number, constraint in enumerate(cp.proto.constraints):
            row = row_of(constraint)
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

    def linear(self, worth: Quantity) -> LinearObjective:
        """Return an expression of the model as an objective."""
        coefficients = np.zeros(len(self.low))
        if isinstance(worth, int):
            return LinearObjective(coefficients, worth, 1)
        flat = cp_model.FlatIntExpr(worth)
        for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
            coefficients[variable.index] += coefficient
        unit = int(np.gcd.reduce(np.abs(coefficients).astype(np.int64))) or 1
        return LinearObjective(coefficients, int(flat.offset), unit)

    @property
    def freedom(self) -> int:
        """How many columns and rows are not fixed yet."""
        return int(np.count_nonzero(self.low < self.high) + np.count_nonzero(self.row_low < self.row_high))

    @property
    def no_objective(self) -> LinearObjective:
        """The objective of whoever wants any solution."""
        return LinearObjective(np.zeros(len(self.low)), 0, 1)

    def rounded(self, values: Vector, within: float) -> Vector | None:
        """Return values that are whole already, but for a little, as whole ones; None where they are no solution."""
        whole = np.round(values)
        near = np.abs(whole - values).max(initial=0.0) < within
        return whole if self.is_exact and near and self.holds(whole) else None

    def add_row(self, linear: LinearObjective, low: float) -> int:
        """Demand a total of an objective from now on; return the row's number."""
        columns = np.flatnonzero(linear.coefficients)
        self._column = np.append(self._column, columns.astype(np.int32))
        self._factor = np.append(self._factor, linear.coefficients[columns])
        self._start = np.append(self._start, np.int32(len(self._column)))
        self.row_low = np.append(self.row_low, low - linear.offset)
        self.row_high = np.append(self.row_high, UNLIMITED)
        return len(self.row_low) - 1

    def pin(self, rows: Mapping[int, int]) -> None:
        """Let each of some rows have just one total."""
        self.row_low, self.row_high = self.row_low.copy(), self.row_high.copy()
        for row, total in rows.items():
            self.row_low[row] = self.row_high[row] = total

    def dual_bound(self, linear: LinearObjective, duals: Vector) -> float:
        """Return a bound on an objective, valid for any duals."""
        rows = np.where(duals > 0, self.row_high, self.row_low)
        reduced = self._reduced_costs(linear, duals)
        columns = np.where(reduced > 0, reduced * self.high, reduced * self.low)
        return linear.offset + float(duals @ np.where(duals == 0, 0.0, rows) + columns.sum())

    def fix_by_reduced_costs(self, linear: LinearObjective, duals: Vector, total: int) -> None:
        """Rule out what, at these duals, no solution with at least ``total`` of an objective can have."""
        spare = self.dual_bound(linear, duals) - total + TOLERANCE
        reduced = self._reduced_costs(linear, duals)
        self.low = np.where(reduced > spare, self.high, self.low)
        self.high = np.where(reduced < -spare, self.low, self.high)
        self.row_low = np.where(duals > spare, self.row_high, self.row_low)
        self.row_high = np.where(duals < -spare, self.row_low, self.row_high)

    def least(self, linear: LinearObjective, duals: Vector) -> float:
        """Return what every solution has of an objective at least, as far as these duals can tell."""
        steps = self._factor * np.where(self._factor > 0, self.low[self._column], self.high[self._column])
        rows = np.maximum(np.bincount(self._row, weights=steps, minlength=len(self.row_low)), self.row_low)
        low = np.where(duals > 0, rows, np.where(duals < 0, self.row_high, 0.0))
        reduced = self._reduced_costs(linear, duals)
        columns = np.where(reduced > 0, reduced * self.low, reduced * self.high)
        return linear.offset + float(duals @ low + columns.sum())

    def narrowed(self, cp: cp_model.CpModel) -> cp_model.CpModel:
        """Return a copy of the model that the relaxation was made from, with all that was fixed since."""
        cp = cp.clone()
        low, high, row_low, row_high = self._first
        for column in np.flatnonzero((low != self.low) | (high != self.high)):
            set_domain(cp.proto.variables[int(column)], self.low[column], self.high[column])
        old = len(row_low)
        for number, row in self.row_of.items():
            if row_low[row] != self.row_low[row] or row_high[row] != self.row_high[row]:
                constraint = cp.proto.constraints[number]
                if constraint.has_linear():
                    set_domain(constraint.linear, self.row_low[row], self.row_high[row])
                else:
                    self._add_row_to(cp, row)
        for row in range(old, len(self.row_low)):
            self._add_row_to(cp, row)
        return cp

    def _add_row_to(self, cp: cp_model.CpModel, row: int) -> None:
        entries = slice(self._start[row], self._start[row + 1])
        variables = [cp.get_int_var_from_proto_index(int(column)) for column in self._column[entries]]
        total = cp_model.LinearExpr.weighted_sum(variables, self._factor[entries].astype(int).tolist())
        constraint = cp.add(total >= 0)
        set_domain(constraint.proto.linear, self.row_low[row], self.row_high[row])

    def holds(self, values: Vector) -> bool:
        """Whether whole values keep every row and column within its bounds."""
        rows = np.bincount(self._row, weights=self._factor * values[self._column], minlength=len(self.row_low))
        inside = (values >= self.low).all() and (values <= self.high).all()
        return bool(inside and (rows >= self.row_low).all() and (rows <= self.row_high).all())

    def _reduced_costs(self, linear: LinearObjective, duals: Vector) -> Vector:
        """Return what is left of each column's coefficient when its rows are paid for."""
        weights = self._factor * duals[self._row]
        paid = np.bincount(self._column, weights=weights, minlength=len(self.low)).astype(float, copy=False)
        reduced: Vector = linear.coefficients - paid
        return reduced

    def usable(self, duals: Vector) -> Vector:
        """Return duals without those whose sign asks for a bound that the row does not have."""
        missing = np.where(duals > 0, self.row_high, self.row_low)
        return np.where(np.abs(missing) >= UNLIMITED, 0.0, duals)

    def maximise(self, linear: LinearObjective, left_s: TimeLeft) -> LPSolution | None:
        """Maximise an objective by an interior point method; None when that does not succeed in time.

        The values lie in the middle of all that are best, so they are whole numbers mostly where there is no choice.
        """
        if not len(self.low):  # HiGHS has a status of its own for a program without columns
            self.is_empty = not self.holds(self.low)
            return None if self.is_empty else LPSolution(self.low, np.zeros(len(self.row_low)))
        solver = self.solver(linear, left_s)
        for method in ("ipm", "simplex"):  # the interior point method gives up on some tiny or empty programs
            solver.setOptionValue("solver", method)
            solver.setOptionValue("run_crossover", "off")
            run_in_time(solver, left_s)
            if solver.getModelStatus() == OPTIMAL:
                solution = solver.getSolution()
                duals = -linear.unit * np.array(solution.row_dual)
                return LPSolution(np.array(solution.col_value), self.usable(duals))
            if len(self.low) > COLUMNS:
                return None
        self.is_empty = solver.getModelStatus() == INFEASIBLE
        return None

    def maximise_whole(
        self, linear: LinearObjective, left_s: TimeLeft, nodes: int = NODES
    ) -> tuple[bool, Vector | None]:
        """Maximise an objective in whole numbers by branch and cut, within fixed numbers of nodes and open columns.

        Returns whether the search is complete, and the best values found: those of the best solution if it is complete
        and there is one.
        """
        if not len(self.low):
            return True, self.low if self.holds(self.low) else None
        if np.count_nonzero(self.low < self.high) > COLUMNS:
            return False, None
        solver = self.solver(linear, left_s)
        columns = np.arange(len(self.low), dtype=np.int32)
        solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), highspy.HighsVarType.kInteger))
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-6), ("mip_max_nodes", nodes)):
            solver.setOptionValue(option, value)
        run_in_time(solver, left_s)
        status, values = solver.getModelStatus(), np.round(np.array(solver.getSolution().col_value))
        complete = status in (OPTIMAL, INFEASIBLE)
        if status == INFEASIBLE or not len(values):
            return complete, None
        found = self.holds(values)
        return complete and found, values if found else None

    def solver(self, linear: LinearObjective, left_s: TimeLeft) -> highspy.Highs:
        """Return a HiGHS solver that holds the relaxation and minimises what an objective falls short, in its units."""
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.low), len(self.row_low)
        program.col_cost_ = -linear.coefficients / linear.unit
        program.col_lower_, program.col_upper_ = self.low, self.high
        program.row_lower_, program.row_upper_ = self.row_low, self.row_high
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_, program.a_matrix_.index_ = self._start, self._column
        program.a_matrix_.value_ = self._factor
        solver = Silent(left_s)
        for option, value in (("threads", 1), ("random_seed", 0)):
            solver.setOptionValue(option, value)
        solver.passModel(program)
        return solver
