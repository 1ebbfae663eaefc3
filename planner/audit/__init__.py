"""The plan checked and told of without the solver: every rule and goal a second time, conflicts, candidates, changes.

Changes when something else is to be told about a plan.
"""

from planner.audit.board import Board
from planner.audit.candidates import candidates_of, prospects_on
from planner.audit.changes import find_changes
from planner.audit.conflicts import conflicts_on
from planner.audit.goals import recompute_goals
from planner.audit.rules import audit
from planner.domain.instance import Instance
from planner.domain.plan import Plan, Report

__all__ = ["audit", "recompute_goals", "report_on"]


def report_on(instance: Instance, plan: Plan) -> Report:
    """Return all that is told about a plan beside the plan itself: conflicts, candidates and changes."""
    board = Board(instance, plan)
    prospects = prospects_on(board)
    candidates, cut = candidates_of(plan.vacancies, prospects)
    changes, change_of = find_changes(instance, plan)
    return Report(conflicts_on(board, prospects), candidates, cut, changes, change_of)
