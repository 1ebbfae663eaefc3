"""Whether a reason is true that counting can check, counted afresh from people and slots one by one.

Changes when counting can show another reason.
"""

from datetime import date, timedelta

from planner.audit.board import Board
from planner.audit.clash import too_close
from planner.audit.hindrance import personal_hindrances
from planner.domain.crew import CrewMember
from planner.domain.plan import Assignment
from planner.domain.production import Slot
from planner.domain.reason import Reason, ReasonKind


def evidence_holds(board: Board, reason: Reason) -> bool:
    """Whether a reason is true; raises KeyError for one that counting cannot check."""
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
