"""The plan checked and told of without the solver: every rule and goal a second time, conflicts, candidates, changes.

Changes when something else is to be told about a plan.
"""

from planner.audit.board import Board
from planner.audit.candidates import candidates_of, prospects_on
from planner.audit.changes import find_changes
from planner.audit.conflicts import conflicts_on
from planner.audit.goals import recompute_goals
from planner.audit.rules import audit, audit_board
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.plan import Plan, Report

__all__ = ["audit", "audit_and_report", "recompute_goals", "report_on"]


def audit_and_report(instance: Instance, plan: Plan) -> tuple[tuple[Finding, ...], Report]:
    """Return every breach of a rule and, when there is none, all that is told about the plan beside the plan itself."""
    board = Board(instance, plan)
    broken = audit_board(board)
    return broken, Report() if broken else _report(board)


def report_on(instance: Instance, plan: Plan) -> Report:
    """Return all that is told about a plan beside the plan itself: conflicts, candidates and changes."""
    return _report(Board(instance, plan))


def _report(board: Board) -> Report:
    prospects = prospects_on(board)
    candidates, cut = candidates_of(board.plan.vacancies, prospects)
    changes, change_of = find_changes(board.instance, board.plan)
    return Report(conflicts_on(board, prospects), candidates, cut, changes, change_of)
