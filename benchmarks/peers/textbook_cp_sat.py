"""The textbook model in CP-SAT: a boolean per person and requirement, at most one a person and day, most filled.

Changes when textbooks do.
"""

import time

from ortools.sat.python import cp_model

from benchmarks.peers.answer import Answer, NoAnswer
from benchmarks.peers.candidates import assign, count_entries, find_candidates, find_cliques, refuse_above
from planner.domain.instance import Instance

MOST_ENTRIES = 40_000_000
WORKERS = 2


def plan_by_cp_sat(instance: Instance, time_limit_s: float) -> Answer:
    """Maximise the filled slots; raises NoAnswer when there is no plan within the time limit."""
    began = time.monotonic()
    needs, candidates = instance.planned_requirements, find_candidates(instance)
    refuse_above(MOST_ENTRIES, count_entries(needs, candidates))
    model = cp_model.CpModel()
    takes = {(number, person): model.new_bool_var("") for number, people in enumerate(candidates) for person in people}
    for number, (need, people) in enumerate(zip(needs, candidates, strict=True)):
        if len(people) > need.count:
            model.add(cp_model.LinearExpr.sum([takes[number, person] for person in people]) <= need.count)
    for clique in find_cliques(needs, candidates):
        model.add_at_most_one(takes[pair] for pair in clique)
    model.maximize(cp_model.LinearExpr.sum(list(takes.values())))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = max(1.0, time_limit_s - (time.monotonic() - began))
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NoAnswer(f"no plan: {solver.status_name(status).lower()}")
    assignments = tuple(
        assignment
        for number, (need, people) in enumerate(zip(needs, candidates, strict=True))
        for assignment in assign(
            need, (instance.crew[p].crew_id for p in people if solver.boolean_value(takes[number, p]))
        )
    )
    bound = min(len(instance.slots), int(solver.best_objective_bound + 1e-6))
    return Answer(assignments, bound, status == cp_model.OPTIMAL, time.monotonic() - began)
