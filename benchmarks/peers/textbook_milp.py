"""The textbook model as a mixed-integer program in HiGHS, as the OR-Tools wheel holds it, on its own choice of threads.

Changes when textbooks do.
"""

import datetime
import time

from ortools.math_opt.python import mathopt

from benchmarks.peers.answer import Answer, NoAnswer
from benchmarks.peers.candidates import assign, count_entries, find_candidates, find_cliques, refuse_above
from planner.domain.instance import Instance

MOST_ENTRIES = 15_000_000


def plan_by_milp(instance: Instance, time_limit_s: float) -> Answer:
    """Maximise the filled slots; raises NoAnswer when there is no plan within the time limit."""
    began = time.monotonic()
    needs, candidates = instance.planned_requirements, find_candidates(instance)
    refuse_above(MOST_ENTRIES, count_entries(needs, candidates))
    model = mathopt.Model()
    takes = {
        (number, person): model.add_binary_variable() for number, people in enumerate(candidates) for person in people
    }
    for number, (need, people) in enumerate(zip(needs, candidates, strict=True)):
        if len(people) > need.count:
            model.add_linear_constraint(mathopt.fast_sum(takes[number, person] for person in people) <= need.count)
    for clique in find_cliques(needs, candidates):
        model.add_linear_constraint(mathopt.fast_sum(takes[pair] for pair in clique) <= 1)
    model.maximize(mathopt.fast_sum(takes.values()))
    left_s = max(1.0, time_limit_s - (time.monotonic() - began))
    parameters = mathopt.SolveParameters(time_limit=datetime.timedelta(seconds=left_s))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    if not result.has_primal_feasible_solution():
        raise NoAnswer(f"no plan: {result.termination.reason.name.lower().replace('_', ' ')}")
    value = result.variable_values()
    assignments = tuple(
        assignment
        for number, (need, people) in enumerate(zip(needs, candidates, strict=True))
        for assignment in assign(need, (instance.crew[p].crew_id for p in people if value[takes[number, p]] > 0.5))
    )
    bound = result.dual_bound()
    proven = result.termination.reason is mathopt.TerminationReason.OPTIMAL
    known = len(assignments) if proven else int(min(bound, len(instance.slots)) + 1e-6)
    return Answer(assignments, known, proven, time.monotonic() - began)
