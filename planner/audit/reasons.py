"""Why each slot is empty, as far as counting shows it.

The ladder: nobody holds the role; too few people on a day; nobody for the whole window; slots of one day that have too
few people between them. What counting does not show is left to a search.
Changes when counting can show another reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.groups import Groups
from planner.audit.shortage import DayCounts
from planner.domain.production import Slot, Window
from planner.domain.reason import Reason, ReasonKind

NOBODY = (ReasonKind.NO_HOLDER, ReasonKind.NOBODY_ABLE)


def wanted_with(board: Board, slot: Slot) -> tuple[Slot, ...]:
    """Return the slots that would all have to be filled for this one to be: with whole staffing a whole production."""
    left_out = board.left_out(slot.production_id)
    return board.vacant[slot.production_id] if left_out else (slot,)


class CountedReasons:
    """Finds reasons by counting; slots of one requirement, and productions that are left out, share the work."""

    def __init__(self, board: Board, able: Able) -> None:
        self._board = board
        self._able = able
        self._counts = DayCounts(board)
        self._groups = Groups(board, able)
        self._known: dict[Window, Reason | None] = {}

    def of(self, slot: Slot) -> Reason | None:
        """Return the reason of a vacant slot of the plan, or None when counting shows none."""
        key = slot.window
        if key not in self._known:
            self._known[key] = self._find(slot)
        known = self._known[key]
        return known and known.of(slot)

    def _find(self, slot: Slot) -> Reason | None:
        wanted = wanted_with(self._board, slot)
        own = next(self._ladder(slot, wanted), None)
        if own and (own.kind in NOBODY or not self._board.left_out(slot.production_id)):
            return own
        if not self._board.left_out(slot.production_id):
            return self._group(slot, wanted)
        short = (found for other in wanted for found in self._ladder(other, wanted))
        reason = next(short, None) or self._group(slot, wanted)
        return reason and replace(reason, slot=slot, left_out=True)

    def _ladder(self, slot: Slot, wanted: Sequence[Slot]) -> Iterator[Reason]:
        """Yield what is short of people for this slot, whatever happens to others in other roles."""
        if not self._board.holders.get(slot.role):
            yield Reason(ReasonKind.NO_HOLDER, slot, slot.role, slots=(slot,))
            return
        short = self._counts.worst(slot, wanted)
        if short:
            told = short.days, short.needed, short.present, short.missing
            yield Reason(ReasonKind.SHORT_DAYS, slot, slot.role, *told)
        if not self._able.of(slot):
            yield Reason(ReasonKind.NOBODY_ABLE, slot, slot.role, slots=(slot,))

    def _group(self, slot: Slot, wanted: Sequence[Slot]) -> Reason | None:
        found = self._groups.smallest(wanted)
        if found is None:
            return None
        day, slots = found
        people = sorted({crew_id for one in slots for crew_id in self._able.of(one)})
        days = slots[0].span
        for one in slots:
            days = replace(
                days,
                first_day=max(days.first_day, one.span.first_day),
                last_day=min(days.last_day, one.span.last_day),
            )
        assert days.includes(day)
        return Reason(ReasonKind.SHORT_GROUP, slot, slot.role, days, slots=slots, people=tuple(people))
