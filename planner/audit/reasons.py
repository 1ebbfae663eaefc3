"""Why each slot is empty, as far as counting shows it.

The ladder: nobody holds the role; too few people on a day; nobody for the whole window; slots of one day that have too
few people between them. What counting does not show is left to a search.
Changes when counting can show another reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.groups import Groups
from planner.audit.hindrance import personal_hindrances
from planner.audit.job import too_close
from planner.audit.shortage import DayCounts
from planner.domain.crew import CrewMember
from planner.domain.plan import Assignment
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


def evidence_holds(board: Board, reason: Reason) -> bool:
    """Whether a reason that counting can check is true, counted afresh from people and slots one by one."""
    return _CHECKS[reason.kind](board, reason)


def _nobody_holds(board: Board, reason: Reason) -> bool:
    return not any(reason.role in person.roles for person in board.instance.crew)


def _too_few_present(board: Board, reason: Reason) -> bool:
    """On each of the days ``needed`` slots are asked for and only ``present`` people are there to take them."""
    days = reason.days
    if days is None or reason.needed <= reason.present:
        return False
    needs = [need for need in board.instance.planned_requirements if need.role == reason.role]
    people = [person for person in board.instance.crew if reason.role in person.roles]
    return all(
        sum(need.count for need in needs if need.span.includes(day)) == reason.needed
        and sum(person.is_there(day) and _employed_as(person, reason.role, day) for person in people) == reason.present
        for day in (days.first_day + timedelta(days=n) for n in range(days.days))
    )


def _employed_as(person: CrewMember, role: str, day: date) -> bool:
    employment = person.employment_on(day)
    return employment is not None and role in employment.roles


def _too_few_able(board: Board, reason: Reason) -> bool:
    """The slots share a day, and everybody but fewer ``people`` than slots is kept out of every one of them."""
    share = all(a.span.clashes_with(b.span) for a in reason.slots for b in reason.slots)
    return (
        share
        and len(set(reason.slots)) > len(reason.people)
        and not any(
            _could_take(board, person.crew_id, slot)
            for person in board.instance.crew
            if person.crew_id not in reason.people
            for slot in reason.slots
        )
    )


def _could_take(board: Board, crew_id: str, slot: Slot) -> bool:
    """Whether nothing about somebody alone, and nothing that they carry over, is against a slot."""
    if personal_hindrances(board.instance.crew_by_id[crew_id], slot, board.nevers):
        return False
    carried: list[Assignment] = [row for row in board.instance.carried if row.crew_id == crew_id]
    return not any(too_close(slot, row.slot, board.instance.settings.gap_days) for row in carried)


def _takes_in_place_of(board: Board, reason: Reason) -> bool:
    """The person could take the slot, and what they fill now and could not fill beside it is what is named."""
    (crew_id,) = reason.people
    gap_days = board.instance.settings.gap_days
    work = (row.slot for row in board.assignments if row.crew_id == crew_id)
    against = {slot for slot in work if too_close(reason.slot, slot, gap_days)}
    return _could_take(board, crew_id, reason.slot) and bool(against) and against == set(reason.slots)


_CHECKS = {
    ReasonKind.NO_HOLDER: _nobody_holds,
    ReasonKind.SHORT_DAYS: _too_few_present,
    ReasonKind.NOBODY_ABLE: _too_few_able,
    ReasonKind.SHORT_GROUP: _too_few_able,
    ReasonKind.EXCHANGE: _takes_in_place_of,
}
