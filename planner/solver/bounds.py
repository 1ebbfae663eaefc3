"""Bounds by linear programming: what a scope could reach if people could be split.

Changes when a stronger relaxation earns its place.
"""

import math
from datetime import timedelta

from ortools.math_opt.python import mathopt
from ortools.sat import cp_model_pb2

TOLERANCE = 1e-4


def linear_bound(proto: cp_model_pb2.CpModelProto, time_limit_s: float) -> int | None:
    """Return an integer that no solution of a maximising CP-SAT model exceeds, or None when the LP is not solved.

    The model's linear, at-most-one, implication and maximum constraints are relaxed; any other kind is left out, which
    can only weaken the bound.
    """
    model = mathopt.Model()
    columns = [
        model.add_variable(lb=float(variable.domain[0]), ub=float(variable.domain[-1])) for variable in proto.variables
    ]

    def term(literal: int) -> tuple[object, float, float]:
        return (columns[literal], 1.0, 0.0) if literal >= 0 else (columns[-literal - 1], -1.0, 1.0)

    for constraint in proto.constraints:
        kind = constraint.WhichOneof("constraint")
        if kind == "linear" and not constraint.enforcement_literal:
            row = model.add_linear_constraint(
                lb=max(float(constraint.linear.domain[0]), -1e15), ub=min(float(constraint.linear.domain[-1]), 1e15)
            )
            for number, coefficient in zip(constraint.linear.vars, constraint.linear.coeffs, strict=True):
                row.set_coefficient(columns[number], float(coefficient))
        elif kind in ("at_most_one", "exactly_one", "bool_or"):
            literals = list(getattr(constraint, kind).literals) + [-e - 1 for e in constraint.enforcement_literal]
            low, high = {"at_most_one": (0.0, 1.0), "exactly_one": (1.0, 1.0), "bool_or": (1.0, math.inf)}[kind]
            terms = [term(literal) for literal in literals]
            shift = sum(constant for _, _, constant in terms)
            row = model.add_linear_constraint(lb=low - shift, ub=high - shift)
            for column, coefficient, _ in terms:
                row.set_coefficient(column, coefficient)
    sign = 1.0
    if proto.HasField("objective"):
        sign = proto.objective.scaling_factor or 1.0
        model.maximize(
            sum(
                (sign * c * columns[v] for v, c in zip(proto.objective.vars, proto.objective.coeffs, strict=True)),
                start=sign * proto.objective.offset + 0.0 * columns[0],
            )
        )
    result = mathopt.solve(
        model,
        mathopt.SolverType.GLOP if len(columns) < 3000 else mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(
            time_limit=None if math.isinf(time_limit_s) else timedelta(seconds=time_limit_s),
            threads=1,
        ),
    )
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    return math.floor(result.termination.objective_bounds.dual_bound + TOLERANCE)
