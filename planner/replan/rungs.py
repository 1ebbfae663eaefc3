"""A folder planned again around what its plan lacks, rung by rung, until nothing better is left anywhere else.

A rung plans a neighbourhood with everybody's other work as it is. Its plan is the best of all when nothing is missing,
or the same windows cannot be filled better though all other work gave way, and when it moves no more people than it has
rings. The whole folder is the last rung.

References: D. Pisinger and S. Ropke, "Large neighborhood search", Handbook of Metaheuristics, 2010.
Changes when a rung is trusted for another reason.
"""

import time
from collections import Counter
from dataclasses import dataclass

from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.settings import GoalName
from planner.replan.neighbourhood import Neighbourhood, deficits, lost_bookings
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
    standing, ends = Standing(folder), _deadline(folder, time_limit_s)
    rings = () if folder.settings.whole_staffing else Rings(standing).grown()
    found = None
    for depth, rows in enumerate(rings):
        if len(rows) > MOST_ROWS:
            found = None
            break
        found = _Rung.planned(Neighbourhood(standing, rows), threads, _left_s(ends))
        if found.is_best(depth, threads, _left_s(ends)):
            return Replanned(found.assignments, True)
    if found is not None and found.is_sound:  # nothing is left that could be in the way
        return Replanned(found.assignments, True)
    plan = solve(folder, threads=threads, time_limit_s=_left_s(ends))
    return Replanned(plan.assignments, all(goal.proven for goal in plan.goals if goal.name is GoalName.STABILITY))


def _deadline(folder: Instance, time_limit_s: float | None) -> float | None:
    limit_s = folder.settings.time_limit_s if time_limit_s is None else time_limit_s
    return time.monotonic() + limit_s if limit_s else None


def _left_s(ends: float | None) -> float:
    """Return a time limit for what is left until then: never 0, which is none."""
    return 0 if ends is None else max(ends - time.monotonic(), 0.001)


@dataclass(frozen=True)
class _Rung:
    """A neighbourhood as it is planned with all else as it is."""

    near: Neighbourhood
    instance: Instance
    plan: Plan

    @classmethod
    def planned(cls, near: Neighbourhood, threads: int, time_limit_s: float) -> "_Rung":
        instance = near.instance
        return cls(near, instance, solve(instance, threads=threads, time_limit_s=time_limit_s))

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who fills the planned slots of the whole folder."""
        return (*(row for row in self.near.standing.rows if row not in self.near.rows), *self.plan.assignments)

    @property
    def is_sound(self) -> bool:
        """Whether it keeps what is booked, and is the best plan of its neighbourhood as far as people move."""
        counted = (goal for goal in self.plan.goals if goal.name in (GoalName.COVERAGE, GoalName.STABILITY))
        return all(goal.proven for goal in counted) and not any(
            lost_bookings(self.near.standing, self.instance, self.plan)
        )

    @property
    def _moved(self) -> int:
        kept = next((goal.value for goal in self.plan.goals if goal.label == "stability 1"), 0)
        return len(self.instance.wished) - kept

    def is_best(self, depth: int, threads: int, time_limit_s: float) -> bool:
        """Whether no plan of the whole folder is better, by the rings that it looked at."""
        if not self.is_sound or self._moved > depth:
            return False
        missing = deficits(self.instance, self.plan)
        return not missing or missing == self._least(threads, time_limit_s)

    def _least(self, threads: int, time_limit_s: float) -> Counter[int] | None:
        """Return what is missing even where all other work gives way; None if that is not known."""
        hopeful = self.near.hopeful
        plan = solve(hopeful, threads=threads, time_limit_s=time_limit_s)
        return deficits(hopeful, plan) if plan.status == "optimal" else None
