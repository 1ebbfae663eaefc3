"""A folder planned again around what its plan lacks, rung by rung, until nothing better is left anywhere else.

A rung plans a neighbourhood twice: with everybody's other work as it is, which gives a plan of the whole folder, and as
if all other work gave way, which gives a bound on every plan of it. Where both are worth the same, that plan is the
best there is; and what cannot be had even so is impossible. Otherwise the neighbourhood grows, up to all that one
family of roles does; with whole staffing the whole folder is planned at once.

References: D. Pisinger and S. Ropke, "Large neighborhood search", Handbook of Metaheuristics, 2010.
Changes when a rung is trusted for another reason.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.settings import GoalName
from planner.replan.neighbourhood import Neighbourhood, grown_around
from planner.replan.standing import Standing
from planner.replan.wanted import Wanted
from planner.solver import solve

MOST_ROWS = 600
"""Rows of a neighbourhood; for more, all that are within reach are planned at once."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """Who fills the planned slots; ``proven`` says that no plan loses less with fewer changes."""

    assignments: tuple[Assignment, ...]
    proven: bool


def plan_again(
    folder: Instance, vital: frozenset[int] = frozenset(), threads: int = 0, time_limit_s: float | None = None
) -> Replanned:
    """Return the best plan of a folder by its goals, coverage and stability first, from the plan that it had.

    Where a slot of a ``vital`` level has to stay vacant whatever moves, any plan will do. ``threads`` 0 means one per
    core; ``time_limit_s`` None is the folder's own limit and 0 none.
    """
    standing = Standing.of(folder)
    ladder = _Ladder(standing, vital, threads, _deadline(folder, time_limit_s))
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
    proven: bool = False

    @property
    def is_ideal(self) -> bool:
        """Whether all slots are filled and nobody moves."""
        return not self.plan.vacancies and not any(self.moves)

    @property
    def missing(self) -> Counter[int]:
        """The vacant slots of each level."""
        return _vacant(self.near.instance, self.plan)

    @property
    def moves(self) -> tuple[int, ...]:
        """How many people leave their role on a production, and how many their window."""
        return _moves(self.near.instance, self.plan)


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
    vital: frozenset[int]
    threads: int
    ends: float | None

    def climbed(self, wanted: Wanted) -> _Part | None:
        """Return the best plan around what is wanted; None where it loses a booking that has to be kept."""
        best: _Part | None = None
        bound: Plan | None = None
        for near in grown_around(self.standing, wanted):
            if len(near.rows) <= MOST_ROWS:
                if best is None:
                    best = self._part(near, None)
                    bound = best.plan if best.is_ideal else self._planned(near.hopeful, None)
                else:
                    # the plan of the rung before is seldom worse than those of the next, so the bound comes first
                    bound = self._planned(near.hopeful, bound)
                    best = best if self._is_settled(best, near, bound) else self._part(near, bound)
                if self._is_settled(best, near, bound):
                    return replace(best, proven=True)
            if self.ends is not None and time.monotonic() > self.ends:
                break
        else:
            best = best if best and best.near is near else None  # nothing else could be in the way
        best = best or self._part(near, bound)
        return None if best.near.loses_booking(best.plan) else replace(best, proven=_is_proven(best.plan))

    def _part(self, near: Neighbourhood, bound: Plan | None) -> _Part:
        return _Part(near, self._planned(near.instance, bound))

    def solved(self, instance: Instance) -> Plan:
        """Return the plan of an instance, found within the time that is left."""
        left_s = 0 if self.ends is None else max(self.ends - time.monotonic(), 0.001)  # 0 would be no limit
        return solve(instance, threads=self.threads, time_limit_s=left_s)

    def _planned(self, instance: Instance, bound: Plan | None) -> Plan:
        """Return the plan of an instance; where all slots can be filled, as a bound may tell, levels do not matter."""
        plan = self.solved(_one_level(instance)) if bound is None or not bound.vacancies else None
        return plan if plan and not plan.vacancies else self.solved(instance)

    def _is_settled(self, best: _Part, near: Neighbourhood, bound: Plan) -> bool:
        """Whether the whole folder has no better plan than the best so far, or none that meets what is vital.

        ``bound`` is the plan of a neighbourhood as if all other work gave way.
        """
        if not (_is_proven(best.plan) and _is_proven(bound)) or best.near.loses_booking(best.plan):
            return False
        missing = _vacant(near.hopeful, bound)
        if missing != best.missing:
            return not self.vital.isdisjoint(missing)
        return _moves(near.hopeful, bound) == best.moves


def _one_level(instance: Instance) -> Instance:
    return instance.rebuilt(requirements=tuple(replace(need, level=1) for need in instance.requirements))


def _is_proven(plan: Plan) -> bool:
    """Whether no plan of the same instance fills more, or moves fewer people for as much."""
    return all(goal.proven for goal in plan.goals if goal.name in (GoalName.COVERAGE, GoalName.STABILITY))


def _vacant(instance: Instance, plan: Plan) -> Counter[int]:
    """Return the vacant slots of each level."""
    if not plan.vacancies:
        return Counter()
    vacant: Counter[int] = Counter()
    for need in instance.planned_requirements:
        vacant[need.level or 0] += need.count
    for goal in plan.goals:
        if goal.name is GoalName.COVERAGE:
            vacant[goal.priority or 0] -= goal.value
    return +vacant


def _moves(instance: Instance, plan: Plan) -> tuple[int, ...]:
    """Return how many people leave their role on a production, and how many their window."""
    kept = (goal.value for goal in plan.goals if goal.name is GoalName.STABILITY)
    return tuple(len(instance.wished) - value for value in kept)
