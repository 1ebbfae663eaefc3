"""Whether some slots can all be filled at once, whoever takes them: a question about people, not about goals.

Changes when a rule about two jobs of one person does.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from planner.domain.production import Requirement
from planner.solver.model.clock import FOUND, new_solver
from planner.solver.model.need import day_cliques

MOST_WORK = 1.0
"""Deterministic seconds for one question, if no other is asked for; what is not answered by then is not known."""


@dataclass(frozen=True, slots=True)
class Cover:
    """At least ``least`` people, and no more than the requirement's count, out of ``able`` (Crew IDs)."""

    requirement: Requirement
    least: int
    able: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody who takes one of some covers, given by number."""

    crew_id: str
    covers: tuple[int, ...]


def can_fill_together(
    covers: Sequence[Cover], stays: Sequence[Stay], gap_days: int, most_work: float = MOST_WORK
) -> bool | None:
    """Return whether all covers and stays can be met under the rules ``overlap`` and ``wrong-role``; None if unknown.

    Who is able has been looked up before; a stay of somebody who is not able for any of its covers cannot be met.
    """
    if any(len(cover.able) < cover.least for cover in covers):
        return False
    model = cp_model.CpModel()
    takes: dict[str, dict[int, cp_model.IntVar]] = defaultdict(dict)
    wanted = {(stay.crew_id, number) for stay in stays for number in stay.covers}
    for number, cover in enumerate(covers):
        able = cover.able if cover.least else [one for one in cover.able if (one, number) in wanted]
        for crew_id in able:
            takes[crew_id][number] = model.new_bool_var("")
        people = [takes[crew_id][number] for crew_id in able]
        model.add_linear_constraint(sum(people), cover.least, cover.requirement.count)
    for stay in stays:
        model.add_bool_or([takes[stay.crew_id][n] for n in stay.covers if n in takes[stay.crew_id]])
    for mine in takes.values():
        jobs = {number: covers[number].requirement for number in mine}
        order = sorted(jobs, key=lambda number: jobs[number].span.first_day)
        spans = [(jobs[n].span.first_day.toordinal(), jobs[n].span.last_day.toordinal()) for n in order]
        for clique in day_cliques(spans):
            model.add_at_most_one(mine[order[at]] for at in clique)
        for one, other in combinations(mine, 2) if gap_days else ():
            if _too_near(jobs[one], jobs[other], gap_days):
                model.add_at_most_one(mine[one], mine[other])
    solver = new_solver(most_work)
    # the first relaxation answers nearly always; to simplify the model before takes longer, and leaves more unanswered
    solver.parameters.cp_model_presolve = False
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return False
    return True if status in FOUND else None


def _too_near(one: Requirement, other: Requirement, gap_days: int) -> bool:
    """Whether two jobs of different productions share no day and still have too few free days between them."""
    return one.production_id != other.production_id and 0 <= one.span.free_days_between(other.span) < gap_days
