"""A folder planned again around what its plan lacks, rung by rung, until nothing better is left anywhere else.

A rung plans a neighbourhood twice: with everybody's other work as it is, which gives a plan of the whole folder, and as
if all other work gave way, which gives a bound on every plan of it. Where both are worth the same, that plan is the
best there is. Otherwise the neighbourhood grows; the whole folder is the last rung.

References: D. Pisinger and S. Ropke, "Large neighborhood search", Handbook of Metaheuristics, 2010.
Changes when a rung is trusted for another reason.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Window
from planner.domain.settings import GoalName
from planner.replan.neighbourhood import Neighbourhood
from planner.replan.rings import Rings
from planner.replan.standing import Standing
from planner.solver import solve

MOST_ROWS = 600
"""Rows of a neighbourhood; for more, all that are within reach are planned at once."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """Who fills the planned slots; ``proven`` says that no plan loses less with fewer changes."""

    assignments: tuple[Assignment, ...]
    proven: bool


def plan_again(folder: Instance, threads: int = 0, time_limit_s: float | None = None) -> Replanned:
    """Return the best plan of a folder by its goals, coverage and stability first, from the plan that it had.

    ``threads`` 0 means one per core; ``time_limit_s`` None is the folder's own limit and 0 none.
    """
    standing = Standing(folder)
    ladder = _Ladder(standing, threads, _deadline(folder, time_limit_s))
    if not folder.settings.whole_staffing:
        parts = [ladder.climbed(wanted) for wanted in standing.wanted]
        if all(part is not None for part in parts):
            return _together(standing, [part for part in parts if part is not None])
    plan = ladder.solved(folder)
    return Replanned(plan.assignments, all(goal.proven for goal in plan.goals if goal.name is GoalName.STABILITY))


@dataclass(frozen=True, slots=True)
class _Part:
    """A neighbourhood with its plan; ``proven`` says that the whole folder has no better one."""

    near: Neighbourhood
    plan: Plan
    proven: bool


def _together(standing: Standing, parts: Sequence[_Part]) -> Replanned:
    """Return the plan of the whole folder from those of its families of roles."""
    moved = frozenset[Assignment]().union(*(part.near.rows for part in parts))
    stay = (row for row in standing.rows if row not in moved)
    return Replanned(
        (*stay, *(row for part in parts for row in part.plan.assignments)), all(part.proven for part in parts)
    )


def _deadline(folder: Instance, time_limit_s: float | None) -> float | None:
    limit_s = folder.settings.time_limit_s if time_limit_s is None else time_limit_s
    return time.monotonic() + limit_s if limit_s else None


@dataclass(frozen=True)
class _Ladder:
    """The neighbourhoods of a plan in their order; ``ends`` is when the time is over, None for never."""

    standing: Standing
    threads: int
    ends: float | None

    def climbed(self, wanted: tuple[Window, ...]) -> _Part | None:
        """Return the best plan around some windows; None where it would not keep every booking that has to be kept."""
        near, planned = Neighbourhood(self.standing, wanted, frozenset()), None
        for rows in Rings(self.standing, wanted).grown():
            near, planned = Neighbourhood(self.standing, wanted, rows), None
            if len(rows) <= MOST_ROWS:
                planned = self._planned(near.instance)
                if self._is_best(near, *planned):
                    return _Part(near, planned[1], True)
        instance, plan = planned or self._planned(near.instance)  # nothing else could be in the way
        return None if near.loses_booking(plan) else _Part(near, plan, _worth(instance, plan) is not None)

    def _is_best(self, near: Neighbourhood, instance: Instance, plan: Plan) -> bool:
        """Whether the whole folder has no better plan than one of a neighbourhood."""
        worth = _worth(instance, plan)
        if worth is None or near.loses_booking(plan):
            return False
        return _is_ideal(instance, plan) or worth == _worth(*self._planned(near.hopeful))

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
