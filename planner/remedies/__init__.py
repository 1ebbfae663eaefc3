"""Why slots are empty and what would fill them, each remedy shown by planning again before it is told.

Changes when something else is found out about vacancies.
"""

from planner.audit.board import Board
from planner.domain.remedy import Explanations
from planner.remedies.reasons import find_reasons

__all__ = ["explain"]


def explain(board: Board) -> Explanations:
    """Return the reason of every vacancy, and its remedies."""
    return Explanations(find_reasons(board), {})
