"""A proposal judged by every rule of the audit: what an operation would break that was not broken before it.

Changes when an operation must also keep something that is no rule.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.audit import Board, prospects_on, report_on
from planner.audit.changes import find_changes
from planner.audit.rules import audit_board
from planner.audit.wording import person_in_words
from planner.desk.decision import Done, Proposal, Reason, Refused
from planner.desk.state import Desk
from planner.domain.booking import Booking, BookingStatus
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.remedy import NOTHING_EXPLAINED
from planner.domain.report import Change, Report
from planner.domain.span import DateSpan

RESTAFF = "Let the planner move people for it, with as few changes as possible: --restaff."


def report(instance: Instance, plan: Plan) -> Report:
    """Return all that is told about a plan: conflicts with reasons but no remedies, candidates, changes."""
    board = Board(instance, plan)
    prospects = prospects_on(board)
    if not plan.vacancies:
        return report_on(board, prospects, NOTHING_EXPLAINED)
    from planner.remedies import explain  # heavy, and needed for vacancies only

    return report_on(board, prospects, explain(board, prospects, scale=0))


def judge(before: Desk, proposal: Proposal) -> Done | Refused:
    """Return a proposal as done, or refused with what stands against it or what it would break."""
    reasons = proposal.against or tuple(breaches(before, proposal.after))
    if reasons:
        ways_out = (*proposal.ways_out, *((RESTAFF,) if proposal.after.has_plan and proposal.movable else ()))
        return Refused(proposal.refusal, reasons, ways_out)
    changes = moves(before, proposal.after)
    return Done(proposal.after, proposal.changes, proposal.said, changes, tuple(hold_notes(proposal.after, changes)))


def breaches(before: Desk, after: Desk, about: frozenset[str] = frozenset()) -> Iterator[Reason]:
    """Yield every rule that is broken after an operation and was not before, and every confirmed booking it loses.

    Bookings of the people and productions in ``about`` may be lost.
    """
    later = Board(after.instance, after.plan)
    if after.has_plan:
        broken = audit_board(later)
        known = _known(before) if broken else set()
        yield from (Reason(f.code, f.message) for f in broken if (f.code, f.message) not in known)
    yield from _lost_bookings(before, after, later, about)


def _known(desk: Desk) -> set[tuple[str, str]]:
    found: tuple[Finding, ...] = audit_board(Board(desk.instance, desk.plan))
    return {(finding.code, finding.message) for finding in found}


def _lost_bookings(before: Desk, after: Desk, later: Board, about: frozenset[str]) -> Iterator[Reason]:
    confirmed = [b for b in after.instance.standing_bookings if b.status is BookingStatus.CONFIRMED]
    unkept = [b for b in confirmed if not later.keeping(b) and not {b.crew_id, b.production_id} & about]
    if not unkept:
        return
    earlier = Board(before.instance, before.plan)
    for booking in unkept:
        same = [b for b in before.instance.standing_bookings if _same(b, booking)]
        if any(earlier.keeping(b) for b in same):
            yield Reason("confirmed", f"{booking_in_words(after, booking)} is confirmed, and could not be kept.")


def _same(one: Booking, other: Booking) -> bool:
    return replace(one, typed=other.typed) == other


def booking_in_words(desk: Desk, booking: Booking) -> str:
    """``Ann Reed (C1) on P12 as Gaffer``."""
    who = person_in_words(desk.instance.crew_by_id[booking.crew_id])
    return f"{who} on {booking.production_id}" + (f" as {booking.role}" if booking.role else "")


def moves(before: Desk, after: Desk) -> tuple[Change, ...]:
    """Return who works where differently afterwards; nothing without a plan."""
    if not after.has_plan:
        return ()
    told = replace(after.instance, previous=before.instance.previous)
    window = replace(told.settings, plan_from=None, plan_to=None)  # changes outside of it are an operation's too
    changes, _ = find_changes(replace(told, settings=window), Plan(after.rows, ()))
    return tuple(change for change in changes if change.kind != "no longer there")


def hold_notes(after: Desk, changes: Iterable[Change]) -> Iterator[str]:
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
    return any(need.span.clashes_with(days) for need in needs if booking.role in (None, need.role) and need.count)
