"""Every rule of the contract a second time, naively and without the solver; the table at the end is the contents.

Changes when the contract gains, loses or changes a rule that no plan may break.
"""

from collections import Counter
from collections.abc import Iterator

from planner.audit.board import Board
from planner.audit.clash import too_close
from planner.audit.goals import goal_values
from planner.audit.hindrance import PERSON_RULES, Hindrance, suits, work_hindrances
from planner.audit.wording import person_in_words, span_in_words, why_kept
from planner.domain.booking import Booking
from planner.domain.finding import NOWHERE, Finding, Place, Severity
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan
from planner.domain.production import Slot
from planner.domain.settings import GoalName
from planner.domain.wording import titled

ASSIGNMENTS = Place("plan.xlsx", "Assignments")
MAXIMISED = (GoalName.COVERAGE, GoalName.WHOLE, GoalName.HOLDS, GoalName.STABILITY)


def audit(instance: Instance, plan: Plan) -> tuple[Finding, ...]:
    """Return every breach of a rule and every goal value that the plan is not worth; empty when it is sound."""
    return audit_board(Board(instance, plan))


def audit_board(board: Board) -> tuple[Finding, ...]:
    """Return what :func:`audit` does, for a plan that is already laid out."""
    return tuple(finding for rule in RULES for finding in rule(board))


def slot_missing(board: Board) -> Iterator[Finding]:
    """Every planned slot has a row, filled or vacant."""
    told = {assignment.slot for assignment in board.plan.assignments} | set(board.plan.vacancies)
    for slot in board.instance.slots:
        if slot not in told:
            yield _broken("slot-missing", f"{_slot(board, slot)} is required, and the plan has no row for it.")


def slot_extra(board: Board) -> Iterator[Finding]:
    """No row but those of planned slots, each once."""
    required = set(board.instance.slots)
    named = {(slot.production_id, slot.role) for slot in required}
    rows = Counter(_rows(board))
    for slot, count in rows.items():
        if slot not in required and (slot.production_id, slot.role) not in named:
            yield _broken("slot-extra", f"{_slot(board, slot)} is not required by any production in the plan.")
        elif slot not in required and _required_window(board, slot):
            yield _broken("slot-extra", f"{_slot(board, slot)} is beyond the number that is required.")
        elif count > 1:
            yield _broken("slot-extra", f"{_slot(board, slot)} has {count} rows.")


def whole_slot(board: Board) -> Iterator[Finding]:
    """One person fills a slot for its whole window: a row's days are those of a requirement."""
    named = {(need.production_id, need.role) for need in board.instance.planned_requirements}
    for slot in dict.fromkeys(_rows(board)):
        if (slot.production_id, slot.role) in named and not _required_window(board, slot):
            yield _broken("whole-slot", f"{_slot(board, slot)}: nothing is required for just these days.")


def unknown_crew(board: Board) -> Iterator[Finding]:
    """Only people on the Crew sheet work."""
    for assignment in board.plan.assignments:
        if assignment.crew_id not in board.instance.crew_by_id:
            message = (
                f"{_slot(board, assignment.slot)} is filled by {assignment.crew_id}, who is not on the Crew sheet."
            )
            yield _broken("unknown-crew", message, assignment)


def about_people(board: Board) -> Iterator[Finding]:
    """Check the rules about one person and one slot: wrong-role, before-hire, after-fire, unavailable, never."""
    for assignment in board.assignments:
        person = board.instance.crew_by_id[assignment.crew_id]
        for rule in PERSON_RULES:
            found = rule(person, assignment.slot, board.nevers)
            if found is not None:
                yield _hindered(board, assignment, found)


def overlap(board: Board) -> Iterator[Finding]:
    """Nobody works two slots that share a day, nor two productions with fewer than ``Gap days`` free days between."""
    gap_days = board.instance.settings.gap_days
    for work in board.work.values():
        for index, earlier in enumerate(work):
            for later in work[index + 1 :]:
                # Sorted by first day: from here on everything begins even later.
                if earlier.slot.span.free_days_between(later.slot.span) >= gap_days:
                    break
                told = later if later in board.planned else earlier
                if too_close(earlier.slot, later.slot, gap_days) and told in board.planned:
                    yield _overlapping(board, told, earlier if told is later else later)


def confirmed(board: Board) -> Iterator[Finding]:
    """Accepted confirmed bookings are kept, unless whole staffing leaves their production out."""
    for booking in board.acceptance.accepted:
        if not board.keeping(booking) and not board.left_out(booking.production_id):
            yield _broken("confirmed", f"{_booking(board, booking)} is confirmed, can be kept, and is not.")


def whole_production(board: Board) -> Iterator[Finding]:
    """With ``Staffing: whole``, a production gets all its slots or none."""
    if not board.instance.settings.whole_staffing:
        return
    for production_id, vacant in board.vacant.items():
        if vacant and not board.left_out(production_id):
            count = sum(need.count for need in board.requirements_of[production_id])
            message = (
                f"{titled(production_id, board.productions)} has {count - len(vacant)} of its {count} slots filled; "
                "whole staffing wants all."
            )
            yield _broken("whole-production", message)


def began_before_kept(board: Board) -> Iterator[Finding]:
    """A slot that is begun or frozen keeps its previous person; told only where nothing is in the way."""
    settings = board.instance.settings
    if settings.whole_staffing:
        return
    vacant = {s.window for slots in board.vacant.values() for s in slots}
    for before in board.instance.wished:
        slot, person = before.slot, board.instance.crew_by_id.get(before.crew_id)
        if person is None or not settings.keeps_people(slot.span):
            continue
        work = board.work_near(before.crew_id, slot)
        free = suits(person, slot, board.nevers) and not any(too_close(slot, a.slot, settings.gap_days) for a in work)
        if slot.window in vacant and free:
            kept = f"{_slot(board, slot)} {why_kept(settings, slot.span)}"
            message = f"{kept}; {person_in_words(person)} had it, and it is now vacant."
            yield _broken("began-before-kept", message)


def goal_mismatch(board: Board) -> Iterator[Finding]:
    """The goal values that a plan reports are what it is worth, and nothing is called proven that is not."""
    if not board.plan.goals:
        return
    worth = goal_values(board)
    told = {goal.label: goal.value for goal in board.plan.goals}
    for label in dict.fromkeys((*worth, *told)):
        if worth.get(label, 0) != told.get(label, 0):
            message = f"The goal {label} is reported as {told.get(label, 0)}, and is {worth.get(label, 0)}."
            yield _broken("goal-mismatch", message)
    earlier_proven = True
    for goal in board.plan.goals:
        if _beyond_bound(goal) or (goal.proven and (goal.value != goal.bound or not earlier_proven)):
            yield _broken(
                "goal-mismatch", f"The goal {goal.label} with {goal.value} and bound {goal.bound} is no proof."
            )
        earlier_proven = earlier_proven and goal.proven


def _beyond_bound(goal: GoalResult) -> bool:
    return goal.value > goal.bound if goal.name in MAXIMISED else goal.value < goal.bound


def _rows(board: Board) -> Iterator[Slot]:
    yield from (assignment.slot for assignment in board.plan.assignments)
    yield from board.plan.vacancies


def _required_window(board: Board, slot: Slot) -> bool:
    return slot.window in board.windows


def _hindered(board: Board, assignment: Assignment, found: Hindrance) -> Finding:
    who = person_in_words(board.instance.crew_by_id[assignment.crew_id])
    return _broken(found.code, f"{_slot(board, assignment.slot)} is filled by {who}, who {found.detail}.", assignment)


def _overlapping(board: Board, assignment: Assignment, other: Assignment) -> Finding:
    who = person_in_words(board.instance.crew_by_id[assignment.crew_id])
    gap_days = board.instance.settings.gap_days
    ((found, _),) = work_hindrances(assignment.slot, (other,), gap_days, board.productions)
    return _broken("overlap", f"{_slot(board, assignment.slot)} is filled by {who}, who {found.detail}.", assignment)


def _slot(board: Board, slot: Slot) -> str:
    """``Harbour Lights (P12) Gaffer 1, 3–7 March 2026,``."""
    return f"{titled(slot.production_id, board.productions)} {slot.role} {slot.number}, {span_in_words(slot.span)},"


def _booking(board: Board, booking: Booking) -> str:
    who = person_in_words(board.instance.crew_by_id[booking.crew_id])
    return f"{who} on {titled(booking.production_id, board.productions)}" + (
        f" as {booking.role}" if booking.role else ""
    )


def _broken(code: str, message: str, assignment: Assignment | None = None) -> Finding:
    place = assignment.place if assignment and assignment.place != NOWHERE else ASSIGNMENTS
    return Finding(code, Severity.ERROR, place, message)


RULES = (
    slot_missing,
    slot_extra,
    unknown_crew,
    overlap,
    about_people,
    confirmed,
    whole_slot,
    whole_production,
    began_before_kept,
    goal_mismatch,
)
