"""Which of several plans is best, by the goals of one folder in their order.

Changes when a goal is better the other way round.
"""

from collections.abc import Iterable
from dataclasses import replace

from planner.audit import recompute_goals
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.settings import GoalName

LESS_IS_BETTER = frozenset({GoalName.MAIN_ROLE, GoalName.COST, GoalName.HEADCOUNT, GoalName.BALANCE})
_STEPS = {GoalName.COVERAGE: range(1, 6), GoalName.HOLDS: range(1, 10), GoalName.STABILITY: range(1, 3)}


def worth(instance: Instance, plan: Plan, goals: Iterable[GoalName]) -> tuple[int, ...]:
    """Return what a plan is worth by goals in their order; of two plans the better one has the larger tuple."""
    goals = tuple(goals)
    values = recompute_goals(replace(instance, settings=replace(instance.settings, goals=goals)), plan)
    found = []
    for goal in goals:
        labels = [f"{goal} {step}" for step in _STEPS[goal]] if goal in _STEPS else [str(goal)]
        sign = -1 if goal in LESS_IS_BETTER else 1
        found += [sign * values.get(label, 0) for label in labels]
    return tuple(found)
