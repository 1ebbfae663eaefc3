"""A proposal judged by every rule of the audit: what an operation would break that was not broken before it.

Changes when an operation must also keep something that is no rule.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.audit import Board
from planner.audit.rules import audit_board
from planner.desk.decision import Done, Objection, Proposal, Refused
from planner.desk.reporting import booking_in_words, hold_notes, moves
from planner.desk.state import Desk
from planner.domain.booking import Booking, BookingStatus
from planner.domain.finding import Finding

RESTAFF = "Let the planner move people for it, with as few changes as possible: --restaff."


def judge(before: Desk, proposal: Proposal) -> Done | Refused:
    """Return a proposal as done, or refused with what stands against it or what it would break."""
    after, entries, told = proposal.entries(proposal.after)
    reasons = proposal.against or tuple(breaches(before, after))
    if reasons:
        ways_out = (*proposal.ways_out, *((RESTAFF,) if proposal.after.has_plan and proposal.movable else ()))
        return Refused(proposal.refusal, reasons, ways_out)
    changes = moves(before, after)
    said = (*proposal.said, *told)
    return Done(after, (*proposal.changes, *entries), said, changes, tuple(hold_notes(after, changes)))


def breaches(before: Desk, after: Desk, about: frozenset[str] = frozenset()) -> Iterator[Objection]:
    """Yield every rule that is broken after an operation and was not before, and every confirmed booking it loses.

    Bookings of the people and productions in ``about`` may be lost.
    """
    later = Board(after.instance, after.plan)
    if after.has_plan:
        broken = audit_board(later)
        known = _known(before) if broken else set()
        yield from (Objection(f.code, f.message) for f in broken if (f.code, f.message) not in known)
    yield from _lost_bookings(before, after, later, about)


def _known(desk: Desk) -> set[tuple[str, str]]:
    found: tuple[Finding, ...] = audit_board(Board(desk.instance, desk.plan))
    return {(finding.code, finding.message) for finding in found}


def _lost_bookings(before: Desk, after: Desk, later: Board, about: frozenset[str]) -> Iterator[Objection]:
    confirmed = [b for b in after.instance.standing_bookings if b.status is BookingStatus.CONFIRMED]
    unkept = [b for b in confirmed if not later.keeping(b) and not {b.crew_id, b.production_id} & about]
    if not unkept:
        return
    earlier = Board(before.instance, before.plan)
    for booking in unkept:
        same = [b for b in before.instance.standing_bookings if _same(b, booking)]
        if any(earlier.keeping(b) for b in same):
            yield Objection("confirmed", f"{booking_in_words(after, booking)} is confirmed, and could not be kept.")


def _same(one: Booking, other: Booking) -> bool:
    return replace(one, typed=other.typed) == other
