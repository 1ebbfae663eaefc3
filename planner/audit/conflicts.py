"""What somebody must decide about a plan: its vacancies, and the bookings that could not stand.

Changes when the contract's Conflicts sheet does.
"""

from collections.abc import Iterable, Iterator

from planner.audit.board import Board
from planner.audit.candidates import Prospects
from planner.audit.clash import too_close
from planner.audit.hindrance import suits
from planner.audit.notices import began_not_kept, input_warnings, released_again
from planner.audit.standing import against, asks, ways_out, windows_beside
from planner.audit.vacancies import vacancy_conflicts
from planner.audit.wording import listed, person_in_words, span_in_words
from planner.domain.booking import Booking, BookingStatus
from planner.domain.finding import Finding, Severity
from planner.domain.names import name_key
from planner.domain.production import Requirement
from planner.domain.remedy import Explanations
from planner.domain.report import Conflict
from planner.domain.wording import titled


def find_conflicts(
    board: Board, prospects: Prospects, explained: Explanations, findings: Iterable[Finding] = ()
) -> tuple[Conflict, ...]:
    """Return what there is to decide or to know: vacancies first, then by priority and identifiers.

    After them come the bookings that are not kept, begun slots that changed hands and people planned where they are
    released, and last the warnings among ``findings`` about the input.
    """
    vacancies = sorted(vacancy_conflicts(board, prospects, explained), key=lambda c: board.rank_of(c.production_id))
    about = (conflict for booking in board.instance.standing_bookings for conflict in _about(board, booking))
    bookings = sorted(
        (*about, *began_not_kept(board), *released_again(board, prospects)),
        key=lambda c: (*board.rank_of(c.production_id), name_key(c.crew_id), name_key(c.role), c.code),
    )
    return (*vacancies, *bookings, *input_warnings(findings))


def _about(board: Board, booking: Booking) -> Iterator[Conflict]:
    if booking.status is BookingStatus.NEVER or board.keeping(booking):
        return
    cells = [need for need in board.requirements_of.get(booking.production_id, ()) if asks(need, booking)]
    if not cells:
        yield from _without_slot(board, booking)
    elif booking.status is BookingStatus.CONFIRMED:
        why = against(board, booking, cells)
        yield _conflict(board, booking, "confirmed-not-kept", Severity.ERROR, "is not kept", why, cells)
    elif not board.on_production(booking.crew_id, booking.production_id):
        # Somebody who is in the production in another role is not displaced from it.
        severity = Severity.INFO if _outranked(board, booking, cells) else Severity.WARNING
        why = against(board, booking, cells)
        yield _conflict(board, booking, "hold-displaced", severity, "is not kept", why, cells)


def _without_slot(board: Board, booking: Booking) -> Iterator[Conflict]:
    """A booking for which nothing is required, or only outside the plan window."""
    outside = any(asks(need, booking) for need in board.instance.requirements)
    carried = any(
        row.crew_id == booking.crew_id and booking.speaks_of(row.slot.window) for row in board.instance.carried
    )
    if carried and booking.production_id not in board.requirements_of:
        return
    if carried:
        severity, why = Severity.INFO, "It is kept in slots outside the plan window, which stay as they are."
    elif outside:
        severity, why = Severity.INFO, "The slots that it could take lie outside the plan window."
    else:
        sure = booking.status is BookingStatus.CONFIRMED
        severity = Severity.ERROR if sure else Severity.WARNING
        why = _asked_beside(board, booking)
    yield _conflict(board, booking, "booking-without-slot", severity, "has no slot in the plan", why, [])


def _asked_beside(board: Board, booking: Booking) -> str:
    """Say that nobody is required as booked, and which days are where the booking's own days are what keeps it out."""
    where = titled(booking.production_id, board.productions)
    windows = windows_beside(board, booking)
    if not windows:
        return f"{where} requires {f'no {booking.role}' if booking.role else 'nobody'}."
    days = listed([span_in_words(one) for one in windows])
    return f"{where} requires {booking.role or 'people'} {days}, which does not lie within the days of the booking."


def _conflict(
    board: Board, booking: Booking, code: str, severity: Severity, verdict: str, why: str, cells: list[Requirement]
) -> Conflict:
    who = person_in_words(board.instance.crew_by_id[booking.crew_id])
    role = f" as {booking.role}" if booking.role else ""
    where = titled(booking.production_id, board.productions)
    return Conflict(
        code=code,
        severity=severity,
        production_id=booking.production_id,
        role=booking.role or "",
        what=f"{_named(booking)} of {who} on {where}{role} {verdict}.",
        why=why,
        span=cells[0].span if len(cells) == 1 else None,
        crew_id=booking.crew_id,
        options=ways_out(board, booking, cells),
        source=booking.place,
    )


def _named(booking: Booking) -> str:
    """``The confirmed booking``, ``Hold 2``."""
    return "The confirmed booking" if booking.status is BookingStatus.CONFIRMED else booking.status_text.capitalize()


def _outranked(board: Board, hold: Booking, cells: list[Requirement]) -> bool:
    """Whether a kept confirmed booking or better-ranked hold of the same person takes every slot that they could do.

    A confirmed booking has rank 0, so it stands before every hold.
    """
    person, gap_days = board.instance.crew_by_id[hold.crew_id], board.instance.settings.gap_days
    stronger = [
        row
        for kept in board.kept_bookings.get(hold.crew_id, ())
        if kept.rank < hold.rank
        for row in board.keeping(kept)
    ]
    possible = [need for need in cells if suits(person, need, board.nevers)]
    return bool(possible) and all(any(too_close(need, row.slot, gap_days) for row in stronger) for need in possible)
