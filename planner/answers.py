"""A plan, and what is wrong with an input, as the JSON that the contract fixes for every command.

Changes when the JSON of ``solve`` does.
"""

from collections.abc import Iterable

from planner.domain.finding import Finding, Severity
from planner.domain.instance import Instance
from planner.domain.plan import GoalResult, Plan
from planner.domain.report import Report
from planner.domain.run import Seconds


def open_conflicts(report: Report) -> int:
    """Return how many conflicts somebody must look at: all above info, vacancies included."""
    return sum(conflict.severity is not Severity.INFO for conflict in report.conflicts)


def solve_json(instance: Instance, plan: Plan, report: Report, seconds: Seconds, written: str) -> dict[str, object]:
    """Return the answer of ``solve --json``; ``written`` is what it calls the plan's file."""
    filled, vacant = len(plan.assignments), len(plan.vacancies)
    total, whole = count_whole(instance, plan)
    return {
        "plan": written,
        "status": plan.status,
        "slots": filled + vacant,
        "filled": filled,
        "vacant": vacant,
        "conflicts": open_conflicts(report),
        "productions": {"total": total, "whole": whole},
        "goals": [_goal_json(goal) for goal in plan.goals],
        "coverage_bound": plan.coverage_bound,
        "seconds": {
            "read": round(seconds.read, 3),
            "solve": round(seconds.solve, 3),
            "write": round(seconds.write, 3),
            "total": round(seconds.total, 3),
        },
    }


def _goal_json(goal: GoalResult) -> dict[str, object]:
    entry: dict[str, object] = {"name": goal.name.value}
    if goal.priority is not None:
        entry["priority"] = goal.priority
    if goal.rank is not None:
        entry["rank"] = goal.rank
    return {**entry, "value": goal.value, "bound": goal.bound, "proven": goal.proven, "cut": goal.cut}


def count_whole(instance: Instance, plan: Plan) -> tuple[int, int]:
    """Return how many productions are planned, and how many of them have every slot filled."""
    short = {slot.production_id for slot in plan.vacancies}
    total = len(instance.planned_productions)
    return total, total - len(short)


def problems_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Return the ``problems`` list of the JSON answers."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "file": finding.place.file,
            "sheet": finding.place.sheet,
            "cell": finding.place.cell,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
