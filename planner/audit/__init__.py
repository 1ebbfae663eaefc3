"""The plan checked and told of without the solver: every rule and goal a second time, conflicts, candidates, changes.

Changes when something else is to be told about a plan.
"""

from collections.abc import Iterable

from planner.audit.board import Board
from planner.audit.candidates import Prospects, candidates_of, prospects_on
from planner.audit.changes import find_changes
from planner.audit.conflicts import find_conflicts
from planner.audit.goals import recompute_goals
from planner.audit.remedy_wording import remedy_in_words, sentence_of
from planner.audit.rules import audit, audit_board
from planner.audit.weeks import find_department_weeks, find_weeks
from planner.domain.finding import Finding
from planner.domain.remedy import Explanations, NumberedRemedy
from planner.domain.report import Report

__all__ = ["Board", "Prospects", "audit", "audit_board", "prospects_on", "recompute_goals", "report_on"]


def report_on(board: Board, prospects: Prospects, explained: Explanations, findings: Iterable[Finding] = ()) -> Report:
    """Return all that is told about a plan beside the plan itself: conflicts, candidates, changes and shortages.

    ``findings`` are those about the input, whose warnings stand on Conflicts too.
    """
    candidates, cut = candidates_of(board.plan.vacancies, prospects)
    changes, change_of = find_changes(board.instance, board.plan)
    conflicts = find_conflicts(board, prospects, explained, findings)
    shared = tuple(remedy_in_words(remedy, board.productions) for remedy in explained.shared)
    remedies = tuple(
        NumberedRemedy(one.number, one.changes, one.fills, one.shifts, sentence_of(one, board.productions))
        for one in explained.all_remedies
        if one.number
    )
    weeks, by_department = find_weeks(board), find_department_weeks(board)
    return Report(conflicts, candidates, cut, changes, change_of, explained, shared, weeks, remedies, by_department)
