"""Why slots are empty and what would fill them, each remedy shown by planning again before it is told.

Changes when something else is found out about vacancies.
"""

from collections.abc import Callable

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.candidates import Prospects
from planner.domain.remedy import Explanations
from planner.remedies.reasons import find_reasons
from planner.remedies.search import find_remedies

__all__ = ["explain"]


def explain(
    board: Board, prospects: Prospects, *, scale: float = 1, goes_on: Callable[[], bool] = lambda: True
) -> Explanations:
    """Return the reason of every vacancy, and its remedies.

    ``scale`` is how many times the usual work may be done for remedies, 0 looks for none; it ends early when ``goes_on``
    says so.
    """
    able = Able(board)
    reasons = find_reasons(board, able)
    found = find_remedies(board, able, prospects, scale, goes_on)
    shared = sorted(found.shared.values(), key=lambda one: (-len(one.fills), one.days))
    return Explanations(reasons, found.remedies, tuple(shared), frozenset(found.unexamined))
