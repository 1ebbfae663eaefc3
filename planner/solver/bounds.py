"""Bounds by linear programming: what a scope could reach if people could be split.

Changes when a stronger relaxation earns its place.
"""

import math
from collections.abc import Iterable
from datetime import timedelta

from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

TOLERANCE = 1e-4
SMALL = 3_000
UNLIMITED = float("inf")


def linear_bound(problem: cp_model.CpModel, time_limit_s: float) -> int | None:
    """Return an integer that no solution of a maximising CP-SAT model exceeds, or None when the LP is not solved.

    The model's linear constraints, at-most-ones and clauses are relaxed; any other kind is left out, which can only
    weaken the bound. No literal may stand twice in one of them.
    """
    proto = problem.proto
    model = mathopt.Model()
    ends = [_ends(variable.domain) for variable in proto.variables]
    columns = [model.add_variable(lb=low, ub=high) for low, high in ends]
    for constraint in proto.constraints:
        if constraint.has_linear() and not list(constraint.enforcement_literal):
            low, high = _ends(constraint.linear.domain)
            row = model.add_linear_constraint(lb=low, ub=high)
            for number, coefficient in zip(constraint.linear.vars, constraint.linear.coeffs, strict=True):
                row.set_coefficient(columns[number], float(coefficient))
        elif constraint.has_at_most_one() or constraint.has_bool_or():
            clause = constraint.has_bool_or()
            literals = list((constraint.bool_or if clause else constraint.at_most_one).literals)
            literals += [-literal - 1 for literal in constraint.enforcement_literal]
            negated = sum(literal < 0 for literal in literals)
            low, high = (1.0 - negated, UNLIMITED) if clause else (-UNLIMITED, 1.0 - negated)
            row = model.add_linear_constraint(lb=low, ub=high)
            for literal in literals:
                row.set_coefficient(columns[max(literal, -literal - 1)], 1.0 if literal >= 0 else -1.0)
    objective = proto.objective
    sign = objective.scaling_factor or 1.0
    terms = zip(objective.vars, objective.coeffs, strict=True)
    model.maximize(mathopt.LinearSum(sign * c * columns[v] for v, c in terms) + sign * objective.offset)
    small = len(columns) < SMALL
    try:
        result = mathopt.solve(
            model,
            mathopt.SolverType.GLOP if small else mathopt.SolverType.HIGHS,
            params=mathopt.SolveParameters(
                time_limit=None if math.isinf(time_limit_s) else timedelta(seconds=time_limit_s),
                lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX if small else mathopt.LPAlgorithm.BARRIER,
            ),
        )
    except (AttributeError, RuntimeError, ValueError):
        return None  # HiGHS cut off in the barrier hands over a state that MathOpt refuses, in one of these ways
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    bound: float = result.termination.objective_bounds.dual_bound
    return math.floor(bound + TOLERANCE)


def _ends(domain: Iterable[int]) -> tuple[float, float]:
    """The lowest and highest value of a domain; CP-SAT's largest integers stand for no end."""
    values = list(domain)
    low, high = float(values[0]), float(values[-1])
    return (-UNLIMITED if low < -1e15 else low), (UNLIMITED if high > 1e15 else high)
