"""Constraints of CP-SAT as rows of a linear program.

Changes when another kind of constraint can be said as a row.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from planner.solver.proof.highs import UNLIMITED

Vector = np.ndarray[Any, np.dtype[np.float64]]
ENDLESS = 1e15


def column_bounds(cp: cp_model.CpModel) -> tuple[Vector, Vector]:
    """Return the lowest and the highest value of every variable."""
    domains = [list(variable.domain) for variable in cp.proto.variables]
    return np.array([d[0] for d in domains], float), np.array([d[-1] for d in domains], float)


def set_domain(holder: Any, low: float, high: float) -> None:
    """Set the lowest and highest value of a variable or a linear constraint."""
    ends = (-(2**62) if low <= -ENDLESS else round(low)), (2**62 if high >= ENDLESS else round(high))
    holder.domain.clear()
    holder.domain.extend(ends)


def row_of(constraint: Any) -> tuple[Sequence[int], Sequence[int], float, float] | None:
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
