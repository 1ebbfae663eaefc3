"""The same question put to PyJobShop: people are machines, slots are tasks with fixed days, vacancies are tardy jobs.

PyJobShop knows optional tasks, but no objective counts them. So every slot is a job of one task, with a mode per person
and one more that needs nobody and ends a day late: the fewest tardy jobs are the fewest vacancies.

References
----------
Lan and Berkhout, PyJobShop: Solving scheduling problems with constraint programming in Python, 2025.

Changes when PyJobShop learns to count optional tasks.
"""

import time

from pyjobshop import Model
from pyjobshop.Result import SolveStatus

from benchmarks.peers.answer import Answer, NoAnswer
from benchmarks.peers.candidates import assign, find_candidates, refuse_above
from planner.domain.instance import Instance

MOST_ENTRIES = 500_000_000  # it goes through all modes once per person
WORKERS = 2


def plan_as_job_shop(instance: Instance, time_limit_s: float) -> Answer:
    """Minimise the vacancies; raises NoAnswer when there is no plan within the time limit."""
    began = time.monotonic()
    needs, candidates = instance.planned_requirements, find_candidates(instance)
    modes = sum(need.count * (len(people) + 1) for need, people in zip(needs, candidates, strict=True))
    refuse_above(MOST_ENTRIES, modes * len(instance.crew))
    model = Model()
    machines = [model.add_machine(name=person.crew_id) for person in instance.crew]
    day_zero = min((need.span.first_day.toordinal() for need in needs), default=0)
    for need, people in zip(needs, candidates, strict=True):
        first = need.span.first_day.toordinal() - day_zero
        for _ in range(need.count):
            job = model.add_job(due_date=first + need.span.days)
            task = model.add_task(job, earliest_start=first, latest_start=first)
            for person in people:
                model.add_mode(task, machines[person], need.span.days)
            model.add_mode(task, [], need.span.days + 1)
    model.set_objective(weight_tardy_jobs=1)
    left_s = max(1.0, time_limit_s - (time.monotonic() - began))
    result = model.solve(time_limit=left_s, display=False, num_workers=WORKERS)
    if result.status not in (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE):
        raise NoAnswer(f"no plan: {result.status.value.lower()}")
    tasks = iter(result.best.tasks)
    assignments = tuple(
        assignment
        for need in needs
        for assignment in assign(
            need,
            (
                instance.crew[machine].crew_id
                for task in [next(tasks) for _ in range(need.count)]
                for machine in task.resources
            ),
        )
    )
    bound = len(instance.slots) - int(max(0, result.lower_bound) + 1 - 1e-6)
    return Answer(assignments, bound, result.status is SolveStatus.OPTIMAL, time.monotonic() - began)
