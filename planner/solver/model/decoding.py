"""From tracks back to people: each member of a track gets their own work.

Interval graphs make this always possible: on its first day a need finds as many free members as take it.
Changes when the preference between people who are alike does.
"""

from planner.domain.numbering import plan_from
from planner.domain.plan import Plan
from planner.domain.settings import GoalName
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.preferences import Takers, even_out


def decode(incumbent: Incumbent) -> Plan:
    """Return the incumbent as a plan without goals; of people who are alike the one with the least work comes first."""
    problem = incumbent.problem
    saving = problem.aims_at(GoalName.HEADCOUNT)  # then somebody who works already comes before somebody who does not
    days_worked = [0] * len(problem.people)
    busy_until = [[0] * track.size for track in incumbent.reduction.tracks]
    takers: Takers = {}
    for need in sorted(problem.needs, key=lambda need: (need.first, need.index)):
        takers[need.index] = []
        for track, count in sorted(incumbent.by_need[need.index].items()):
            people, until = incumbent.reduction.tracks[track].people, busy_until[track]
            free = [m for m in range(len(people)) if len(people) == 1 or until[m] + problem.gap_days < need.first]
            free.sort(key=lambda m: (saving and not days_worked[people[m]], days_worked[people[m]], people[m]))
            for member in free[:count]:
                until[member] = need.last
                days_worked[people[member]] += need.paid
                takers[need.index].append(people[member])
    even_out(incumbent.model, takers)
    ids = {n: tuple(problem.people[person].crew_id for person in people) for n, people in takers.items()}
    return plan_from(problem.instance, {need.requirement: ids[need.index] for need in problem.needs})
