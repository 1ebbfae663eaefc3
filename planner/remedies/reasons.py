"""A reason for every vacancy: by counting where that shows one, else by a search.

Changes when the work allowed for reasons does.
"""

from collections import Counter

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.reasons import CountedReasons
from planner.domain.production import Slot
from planner.domain.reason import Reason, ReasonKind
from planner.remedies.pairing import Together, find_pairing

MOST_QUESTIONS = 2_000
"""Vacancies that come after so many questions to the solver are explained by what stands in people's way."""


def find_reasons(board: Board, able: Able) -> dict[Slot, Reason]:
    """Return why each vacant slot is empty, those of the highest priority explained first."""
    counted, together = CountedReasons(board, able), Together(board, able)
    searched: dict[tuple[str, str, object], Reason] = {}
    reasons: dict[Slot, Reason] = {}
    planned = Counter(board.windows)
    for slot in sorted(board.plan.vacancies, key=lambda s: board.rank_of(s.production_id)):
        key = (slot.production_id, slot.role, slot.span)
        if not planned[key]:
            continue
        reason = counted.of(slot) or searched.get(key)
        if reason is None and together.questions < MOST_QUESTIONS:
            reason = searched[key] = find_pairing(board, able, slot, together)
        reasons[slot] = reason.of(slot) if reason else Reason(ReasonKind.NOT_SHOWN, slot, slot.role)
    return reasons
