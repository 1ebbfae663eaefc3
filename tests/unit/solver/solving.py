"""What tests of the solver ask a plan. Changes when a plan does."""

from dataclasses import replace

from planner.audit import audit
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.settings import DEFAULT_SETTINGS, GoalName, Settings
from planner.solver import solve
from planner.solver.model.acceptance import accept_bookings
from planner.solver.model.problem import Problem
from planner.solver.model.reduction import reduce_problem
from planner.solver.model.scope import Model

VACANT = "-"


def planned(instance: Instance, **options: object) -> Plan:
    """Return the plan of an instance, which the audit finds sound."""
    plan = solve(instance, **({"threads": 1, "time_limit_s": 0} | options))
    assert audit(instance, plan) == ()
    return plan


def crew_of(instance: Instance) -> list[str]:
    """Return who fills each slot, in the order of the slots; ``-`` is a vacancy."""
    who = {row.slot: row.crew_id for row in planned(instance).assignments}
    return [who.get(slot, VACANT) for slot in instance.slots]


def values(plan: Plan) -> dict[str, int]:
    return {goal.label: goal.value for goal in plan.goals}


def settings(*goals: GoalName, **parts: object) -> Settings:
    """Return settings with these goals (the default ones when none is named)."""
    return replace(DEFAULT_SETTINGS, **({"goals": goals} if goals else {}), **parts)


def model_of(instance: Instance, *, merge_alike: bool = True) -> Model:
    """Return what a run knows before anything is optimised."""
    problem = Problem(instance)
    forced = accept_bookings(problem)
    return Model(problem, reduce_problem(problem, forced, merge_alike=merge_alike), forced)
