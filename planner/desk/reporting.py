"""What is told about a plan after an operation: its report, who works where differently, and which holds that meets.

Changes when something else is to be told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planner.audit import Board, prospects_on, report_on
from planner.audit.able import Able
from planner.audit.changes import find_changes
from planner.audit.conflicts import find_conflicts
from planner.audit.reasons import CountedReasons
from planner.audit.vacancies import vacancy_conflicts
from planner.audit.wording import person_in_words
from planner.desk.state import Desk
from planner.domain.booking import Booking, BookingStatus
from planner.domain.finding import Finding
from planner.domain.plan import Plan
from planner.domain.production import Slot
from planner.domain.reason import Reason, ReasonKind
from planner.domain.remedy import Explanations
from planner.domain.report import Conflict, PlanChange, Report
from planner.domain.span import DateSpan
from planner.domain.wording import titled


def report(board: Board, findings: Iterable[Finding] = ()) -> Report:
    """Return all that is told about a plan: conflicts, candidates, changes; remedies are left to ``planner explain``.

    Vacancies have the reasons that counting shows, at once. ``findings`` are about the input, and warnings among them
    are conflicts too.
    """
    return report_on(board, prospects_on(board), Explanations(_counted(board)), findings)


def conflicts_of(desk: Desk) -> tuple[Conflict, ...]:
    """Return the conflicts of a plan but for its vacancies."""
    board = Board(desk.instance, Plan(desk.plan.assignments, ()))
    return find_conflicts(board, prospects_on(board), Explanations({}))


def vacancy_reasons(desk: Desk, slots: Sequence[Slot]) -> tuple[Conflict, ...]:
    """Return the conflicts of some vacancies, with reasons also where these take a search."""
    from planner.remedies.reasons import find_reasons  # heavy, and needed for attempts that fail only

    board = Board(desk.instance, Plan(desk.plan.assignments, tuple(slots)))
    return tuple(vacancy_conflicts(board, prospects_on(board), Explanations(find_reasons(board, Able(board)))))


def _counted(board: Board) -> dict[Slot, Reason]:
    counted, planned = CountedReasons(board, Able(board)), board.windows
    slots = [slot for slot in board.plan.vacancies if slot.window in planned]
    return {slot: counted.of(slot) or Reason(ReasonKind.NOT_SHOWN, slot, slot.role) for slot in slots}


def booking_in_words(desk: Desk, booking: Booking) -> str:
    """``Ann Reed (C1) on Harbour Lights (P12) as Gaffer``."""
    who = person_in_words(desk.instance.crew_by_id[booking.crew_id])
    return f"{who} on {titled(booking.production_id, desk.productions)}" + (
        f" as {booking.role}" if booking.role else ""
    )


def moves(before: Desk, after: Desk) -> tuple[PlanChange, ...]:
    """Return who works where differently afterwards; nothing without a plan."""
    if not after.has_plan:
        return ()
    told = replace(after.instance, previous=before.instance.previous, announced=None)
    window = replace(told.settings, plan_from=None, plan_to=None)  # changes outside of it are an operation's too
    changes, _ = find_changes(replace(told, settings=window), Plan(after.rows, ()))
    return tuple(change for change in changes if change.kind != "no longer there")


def hold_notes(after: Desk, changes: Iterable[PlanChange]) -> Iterator[str]:
    """Say which holds of people who join something are on days that this takes; holds are shown, never in the way."""
    for change in changes:
        if change.kind != "gained":
            continue
        for booking in after.instance.standing_bookings:
            other = booking.production_id != change.production_id and booking.status is BookingStatus.HOLD
            if other and booking.crew_id == change.crew_id and _asks_then(after, booking, change.span):
                yield f"{booking_in_words(after, booking)} has {booking.status_text} on some of these days."


def _asks_then(after: Desk, booking: Booking, days: DateSpan) -> bool:
    needs = after.requirements_of(booking.production_id)
    return any(need.span.clashes_with(days) and need.count for need in needs if booking.speaks_of(need.window))
