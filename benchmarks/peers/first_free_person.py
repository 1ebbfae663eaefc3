"""The original system's way: requirements by start, people by Crew ID, whoever is free first.

Changes never: it is the yardstick.
"""

import time
from itertools import islice

from benchmarks.peers.answer import Answer
from benchmarks.peers.candidates import assign, find_holders, find_nevers, may_fill
from planner.domain.instance import Instance
from planner.domain.plan import Assignment


def plan_first_free(instance: Instance, time_limit_s: float) -> Answer:
    """Fill each requirement with the first people who are free; what comes after the time limit stays vacant."""
    began = time.monotonic()
    needs, holders, nevers = instance.planned_requirements, find_holders(instance), find_nevers(instance)
    busy_until = [0] * len(instance.crew)
    assignments: list[Assignment] = []
    for need in sorted(needs, key=lambda need: need.span.first_day):
        if time.monotonic() - began > time_limit_s:
            break
        first, last = need.span.first_day.toordinal(), need.span.last_day.toordinal()
        idle = (person for person in holders[need.role] if busy_until[person] < first)
        free = (person for person in idle if may_fill(instance.crew[person], need, nevers))
        chosen = list(islice(free, need.count))
        for person in chosen:
            busy_until[person] = last
        assignments += assign(need, (instance.crew[person].crew_id for person in chosen))
    return Answer(tuple(assignments), None, False, time.monotonic() - began)
