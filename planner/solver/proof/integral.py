"""The best integral plan on a face: branch and cut, and CP-SAT where that was not completed.

Changes when another solver finds integral plans faster.
"""

import numpy as np
from ortools.sat.python import cp_model

from planner.solver.model.clock import FOUND, Clock, new_solver
from planner.solver.model.submodel import Submodel
from planner.solver.proof.relaxation import LinearObjective, Relaxation
from planner.solver.proof.rows import Vector

CPSAT_PAIRS = 20_000
CPSAT_WORK = 12.0


def best_integral(
    relaxation: Relaxation, linear: LinearObjective, submodel: Submodel, clock: Clock
) -> tuple[bool, Vector | None]:
    """Return whether the search for the best integral plan was completed, and the best values found."""
    complete, values = False, None
    if relaxation.is_exact:
        complete, values = relaxation.maximise_whole(linear, clock.left_s)
    if complete or values is not None or submodel.scope.pairs > CPSAT_PAIRS:
        return complete, values
    cp = relaxation.narrowed(submodel.cp)
    columns = np.flatnonzero(linear.coefficients)
    if len(columns):
        variables = [cp.get_int_var_from_proto_index(int(column)) for column in columns]
        cp.maximize(cp_model.LinearExpr.weighted_sum(variables, linear.coefficients[columns].astype(int).tolist()))
    submodel.add_hints(cp)
    solver = new_solver(CPSAT_WORK)
    status = clock.run(solver, cp)
    values = np.array(list(solver.response_proto.solution), float) if status in FOUND else None
    return status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), values
