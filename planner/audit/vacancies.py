"""A conflict for every empty slot: why it is empty and what would fill it.

Changes when a vacancy is told of in another way.
"""

from collections.abc import Iterator

from planner.audit.board import Board
from planner.audit.candidates import Prospects
from planner.audit.reason_wording import reason_in_words
from planner.audit.remedy_wording import options_for
from planner.audit.wording import job_in_words
from planner.domain.finding import NOWHERE, Severity
from planner.domain.remedy import Explanations
from planner.domain.report import Conflict


def vacancy_conflicts(board: Board, prospects: Prospects, explained: Explanations) -> Iterator[Conflict]:
    """Yield a conflict for every vacant slot: an error for priority 1 and 2, a warning for the others."""
    sources = {n.window: n.places for n in board.instance.planned_requirements}
    told: dict[object, str] = {}
    for slot in board.plan.vacancies:
        key = slot.window
        if key not in sources:
            continue
        if key not in told:
            told[key] = reason_in_words(board, explained.reasons[slot], prospects(slot))
        yield Conflict(
            code="vacancy",
            severity=Severity.ERROR if board.priority(slot.production_id) <= 2 else Severity.WARNING,
            production_id=slot.production_id,
            role=slot.role,
            what=f"Nobody fills {job_in_words(slot, board.productions)} (slot {slot.number}).",
            why=told[key],
            slot_number=slot.number,
            span=slot.span,
            options=options_for(slot, explained, board.productions),
            source=next(iter(sources[key]), NOWHERE),
        )
