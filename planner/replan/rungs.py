"""A folder planned again around what its plan lacks, rung by rung, until nothing better is left anywhere else.

A rung plans a neighbourhood twice: with everybody's other work as it is, which gives a plan of the whole folder, and as
if all other work gave way, which gives a bound on every plan of it. Where both are worth the same, that plan is the
best there is. Otherwise the neighbourhood grows; the whole folder is the last rung.

References: D. Pisinger and S. Ropke, "Large neighborhood search", Handbook of Metaheuristics, 2010.
Changes when a rung is trusted for another reason.
"""

import time
from collections import Counter
from dataclasses import dataclass, replace

from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.settings import GoalName
from planner.replan.neighbourhood import Neighbourhood, lost_bookings
from planner.replan.rings import Rings
from planner.replan.standing import Standing
from planner.solver import solve

MOST_ROWS = 1_500
"""Rows of a neighbourhood; for more the whole folder is planned at once."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """Who fills the planned slots; ``proven`` says that no plan loses less with fewer changes."""

    assignments: tuple[Assignment, ...]
    proven: bool


def plan_again(folder: Instance, threads: int = 0, time_limit_s: float | None = None) -> Replanned:
    """Return the best plan of a folder by its goals, coverage and stability first, from the plan that it had.

    ``threads`` 0 means one per core; ``time_limit_s`` None is the folder's own limit and 0 none.
    """
    ladder = _Ladder(Standing(folder), threads, _deadline(folder, time_limit_s))
    found = None if folder.settings.whole_staffing else ladder.climbed()
    if found is not None:
        return Replanned(found, True)
    plan = ladder.solved(folder)
    return Replanned(plan.assignments, all(goal.proven for goal in plan.goals if goal.name is GoalName.STABILITY))


def _deadline(folder: Instance, time_limit_s: float | None) -> float | None:
    limit_s = folder.settings.time_limit_s if time_limit_s is None else time_limit_s
    return time.monotonic() + limit_s if limit_s else None


@dataclass(frozen=True)
class _Ladder:
    """The neighbourhoods of a plan in their order; ``ends`` is when the time is over, None for never."""

    standing: Standing
    threads: int
    ends: float | None

    def climbed(self) -> tuple[Assignment, ...] | None:
        """Return the rows of a plan that is proven to be the best of the whole folder, None where no rung tells."""
        last = None
        for rows in Rings(self.standing).grown():
            if len(rows) > MOST_ROWS:
                return None
            near = Neighbourhood(self.standing, rows)
            instance, plan = self._planned(near.instance)
            kept = not any(lost_bookings(self.standing, instance, plan))
            worth = _worth(instance, plan) if kept else None
            last = (*(row for row in self.standing.rows if row not in rows), *plan.assignments) if worth else None
            if last and (_is_ideal(instance, plan) or worth == _worth(*self._planned(near.hopeful))):
                return last
        return last  # nothing is left that could be in the way

    def solved(self, instance: Instance) -> Plan:
        """Return the plan of an instance, found within the time that is left."""
        left_s = 0 if self.ends is None else max(self.ends - time.monotonic(), 0.001)  # 0 would be no limit
        return solve(instance, threads=self.threads, time_limit_s=left_s)

    def _planned(self, instance: Instance) -> tuple[Instance, Plan]:
        """Return a plan, and the instance that it fills: where all slots can be filled, levels do not matter."""
        flat = instance.rebuilt(requirements=tuple(replace(need, level=1) for need in instance.requirements))
        plan = self.solved(flat)
        return (instance, self.solved(instance)) if plan.vacancies else (flat, plan)


def _worth(instance: Instance, plan: Plan) -> tuple[Counter[int], tuple[int, ...]] | None:
    """Return the vacant slots of each level, and who stays and stays in their window; None when it is not proven."""
    counted = [goal for goal in plan.goals if goal.name in (GoalName.COVERAGE, GoalName.STABILITY)]
    if not all(goal.proven for goal in counted):
        return None
    empty: Counter[int] = Counter()
    for need in instance.planned_requirements if plan.vacancies else ():
        empty[need.level or 0] += need.count
    for goal in counted if plan.vacancies else ():
        empty[goal.priority or 0] -= goal.value if goal.priority is not None else 0
    return +empty, tuple(goal.value for goal in counted if goal.name is GoalName.STABILITY)


def _is_ideal(instance: Instance, plan: Plan) -> bool:
    """Whether nothing is missing and nobody moved."""
    stay = [goal.value for goal in plan.goals if goal.name is GoalName.STABILITY]
    return not plan.vacancies and all(value == len(instance.wished) for value in stay)
