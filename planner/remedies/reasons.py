"""A reason for every vacancy: by counting where that shows one, else by a search.

Changes when reasons are looked for in another order.
"""

from collections.abc import Callable

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.reasons import CountedReasons
from planner.domain.ledger import Ledger
from planner.domain.production import Slot, Window
from planner.domain.reason import Reason
from planner.remedies.pairing import Together, find_pairing


def find_reasons(
    board: Board, able: Able, goes_on: Callable[[], bool] = lambda: True, ledger: Ledger | None = None
) -> dict[Slot, Reason]:
    """Return why each vacant slot is empty, those of the highest priority explained first.

    Once ``goes_on`` says no, nothing is searched for any more that takes long; the ``ledger`` knows what was before.
    """
    counted, together = CountedReasons(board, able), Together(board, able, goes_on, ledger)
    searched: dict[Window, Reason] = {}
    reasons: dict[Slot, Reason] = {}
    for slot in sorted(board.plan.vacancies, key=lambda s: board.rank_of(s.production_id)):
        key = slot.window
        if key not in board.windows:
            continue
        reason = counted.of(slot) or searched.get(key)
        if reason is None:
            reason = searched[key] = find_pairing(board, able, slot, together)
        reasons[slot] = reason.of(slot)
    return reasons
