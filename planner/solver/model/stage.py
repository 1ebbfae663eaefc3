"""One stage of lexicographic optimisation by CP-SAT: an objective is raised, and no earlier one may get worse.

References: Y. Haimes, L. Lasdon and D. Wismer, "On a bicriterion formulation of the problems of integrated system
identification and system optimization", IEEE Transactions on Systems, Man, and Cybernetics 1, 1971 (objectives kept by
constraints).
Changes when what an earlier objective demands of a later one does.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.solver.model.clock import FOUND, Clock, Limit, new_solver
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective
from planner.solver.model.rules import submodel_of
from planner.solver.model.scope import Scope


@dataclass(frozen=True, slots=True)
class Floor:
    """An objective whose worth in a scope must not fall any more."""

    objective: Objective
    scope: Scope


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the incumbent has of an objective in a scope, and what no plan exceeds (the dual bound).

    ``limit`` says what ended the search for more, if anything did.
    """

    worth: int
    dual: int
    limit: Limit | None

    @classmethod
    def of(cls, worth: int, dual: int, clock: Clock) -> "Bounds":
        """Return bounds whose search, if they differ, ended just now."""
        return cls(worth, dual, None if worth == dual else clock.limit)


@dataclass(frozen=True, slots=True)
class Stage:
    """An objective to be raised in a scope while the floors hold.

    ``aim`` is maximised instead where the objectives after it are to profit.
    """

    objective: Objective
    scope: Scope
    floors: Sequence[Floor]
    aim: Objective | None = None

    def worth(self, incumbent: Incumbent) -> int:
        """Return what the incumbent has of the objective."""
        return int(self.objective.worth(incumbent, self.scope))


def solve_stage(
    stage: Stage, incumbent: Incumbent, clock: Clock, work: float, dual: int | None = None, linearization: int = 1
) -> tuple[int, float]:
    """Solve a stage by CP-SAT; the incumbent takes the result, which is never worse.

    Returns a dual bound and the work done. ``dual`` is a bound known already; ``linearization`` is how much of the
    model CP-SAT's relaxation sees, 2 for all of it.
    """
    objective, scope, aim = stage.objective, stage.scope, stage.aim or stage.objective
    submodel = submodel_of(incumbent, scope)
    for floor in (*stage.floors, Floor(objective, scope)):
        shared = scope.shared_with(floor.scope)
        if shared.numbers:
            submodel.cp.add(floor.objective.worth(submodel, shared) >= floor.objective.worth(incumbent, shared))
    submodel.cp.maximize(aim.worth(submodel, scope))
    if dual is not None:
        submodel.cp.add(objective.worth(submodel, scope) <= dual)
    submodel.add_hints(submodel.cp)
    solver = new_solver(work)
    solver.parameters.linearization_level = linearization
    status = clock.run(solver, submodel.cp)
    bound = objective.most(scope) if dual is None else dual
    if status in FOUND:
        submodel.publish(solver.value)
        found = math.floor(solver.best_objective_bound + 1e-6) // aim.scale(scope)
        # a limit that strikes during presolve leaves a bound that was never computed
        bound = min(bound, found) if found >= stage.worth(incumbent) else bound
    return bound, work if status == cp_model.UNKNOWN else solver.response_proto.deterministic_time


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of all objectives: bounds by part and number of the objective, and how many slots any plan fills."""

    parts: Sequence[Mapping[int, Bounds]]
    most_filled: int
