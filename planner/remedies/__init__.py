"""Why slots are empty and what would fill them, each remedy shown by planning again before it is told.

Changes when something else is found out about vacancies.
"""

from collections.abc import Callable
from dataclasses import replace

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.candidates import Prospects
from planner.domain.ledger import Ledger
from planner.domain.plan import PreviousPlan
from planner.domain.production import Slot
from planner.domain.remedy import Explanations
from planner.remedies.reasons import find_reasons
from planner.remedies.search import find_remedies

__all__ = ["explain"]


def explain(
    board: Board,
    prospects: Prospects,
    *,
    scale: float = 1,
    goes_on: Callable[[], bool] = lambda: True,
    only: Callable[[Slot], bool] = lambda slot: True,
    on_examined: Callable[[int, int], None] = lambda done, total: None,
    ledger: Ledger | None = None,
) -> Explanations:
    """Return the reason of every vacancy, and its remedies.

    ``scale`` is how many times the usual work may be done for remedies, 0 looks for none; no more is begun once
    ``goes_on`` says no, and only vacancies are looked at of which ``only`` says yes. ``on_examined`` hears how
    many of them are done, and of how many. What was tried for another plan stands in the ``ledger``.
    """
    reasons = find_reasons(board, Able(board), goes_on, ledger)
    published = _published(board)
    found = find_remedies(published, Able(published), prospects, scale, goes_on, only, on_examined, ledger)
    shared = sorted(found.shared.values(), key=lambda one: (-len(one.fills), one.days))
    return Explanations(reasons, found.remedies, tuple(shared), frozenset(found.unexamined))


def _published(board: Board) -> Board:
    """Return the plan as it will be planned again: when it is the previous plan itself."""
    rows = (*board.assignments, *board.instance.carried)
    return Board(replace(board.instance, previous=PreviousPlan(rows)), board.plan)
