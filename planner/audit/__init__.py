"""The plan checked and told of without the solver: every rule and goal a second time, conflicts, candidates, changes.

Changes when something else is to be told about a plan.
"""

from planner.audit.board import Board
from planner.audit.candidates import candidates_of, prospects_on
from planner.audit.changes import find_changes
from planner.audit.conflicts import find_conflicts
from planner.audit.goals import recompute_goals
from planner.audit.rules import audit, audit_board
from planner.domain.plan import Report
from planner.domain.remedy import Explanations

__all__ = ["Board", "audit", "audit_board", "recompute_goals", "report_on"]


def report_on(board: Board, explained: Explanations) -> Report:
    """Return all that is told about a plan beside the plan itself: conflicts, candidates and changes."""
    prospects = prospects_on(board)
    candidates, cut = candidates_of(board.plan.vacancies, prospects)
    changes, change_of = find_changes(board.instance, board.plan)
    return Report(find_conflicts(board, prospects, explained), candidates, cut, changes, change_of)
