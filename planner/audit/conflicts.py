"""What somebody must decide about a plan: its vacancies, and the bookings that could not stand.

Changes when the contract's Conflicts sheet does.
"""

from collections.abc import Iterator

from planner.audit.board import Board
from planner.audit.candidates import Prospects
from planner.audit.hindrance import personal_hindrances, work_hindrances
from planner.audit.job import too_close
from planner.audit.vacancies import vacancy_conflicts
from planner.audit.wording import job_in_words, listed, person_in_words
from planner.domain.booking import Booking, BookingStatus
from planner.domain.finding import Severity
from planner.domain.names import name_key
from planner.domain.plan import Assignment
from planner.domain.production import Requirement
from planner.domain.remedy import Explanations
from planner.domain.report import Conflict


def find_conflicts(board: Board, prospects: Prospects, explained: Explanations) -> tuple[Conflict, ...]:
    """Return every vacancy and every booking that is not kept: vacancies first, then by priority and identifiers."""
    vacancies = sorted(vacancy_conflicts(board, prospects, explained), key=lambda c: board.rank_of(c.production_id))
    bookings = sorted(
        (conflict for booking in board.instance.standing_bookings for conflict in _about(board, booking)),
        key=lambda c: (*board.rank_of(c.production_id), name_key(c.crew_id), name_key(c.role), c.code),
    )
    return (*vacancies, *bookings)


def _about(board: Board, booking: Booking) -> Iterator[Conflict]:
    if booking.status is BookingStatus.NEVER or board.keeping(booking):
        return
    cells = [need for need in board.requirements_of.get(booking.production_id, ()) if _asks(need, booking)]
    if not cells:
        yield from _without_slot(board, booking)
    elif booking.status is BookingStatus.CONFIRMED:
        why = _against(board, booking, cells)
        yield _conflict(board, booking, "confirmed-not-kept", Severity.ERROR, "is not kept", why, cells)
    else:
        severity = Severity.INFO if _outranked(board, booking, cells) else Severity.WARNING
        why = _against(board, booking, cells)
        yield _conflict(board, booking, "hold-displaced", severity, "is not kept", why, cells)


def _asks(need: Requirement, booking: Booking) -> bool:
    return need.count > 0 and need.production_id == booking.production_id and booking.role in (None, need.role)


def _without_slot(board: Board, booking: Booking) -> Iterator[Conflict]:
    """A booking for which nothing is required, or only outside the plan window."""
    outside = any(_asks(need, booking) for need in board.instance.requirements)
    carried = any(
        (row.crew_id, row.slot.production_id) == (booking.crew_id, booking.production_id)
        and booking.role in (None, row.slot.role)
        for row in board.instance.carried
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
        nobody = f"no {booking.role}" if booking.role else "nobody"
        why = f"{booking.production_id} requires {nobody}. Add a requirement, or release the booking."
    yield _conflict(board, booking, "booking-without-slot", severity, "has no slot in the plan", why, [])


def _conflict(
    board: Board, booking: Booking, code: str, severity: Severity, verdict: str, why: str, cells: list[Requirement]
) -> Conflict:
    who = person_in_words(board.instance.crew_by_id[booking.crew_id])
    role = f" as {booking.role}" if booking.role else ""
    return Conflict(
        code=code,
        severity=severity,
        production_id=booking.production_id,
        role=booking.role or "",
        what=f"{_named(booking)} of {who} on {booking.production_id}{role} {verdict}.",
        why=why,
        span=cells[0].span if len(cells) == 1 else None,
        crew_id=booking.crew_id,
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
    possible = [need for need in cells if not personal_hindrances(person, need, board.nevers)]
    return bool(possible) and all(any(too_close(need, row.slot, gap_days) for row in stronger) for need in possible)


def _against(board: Board, booking: Booking, cells: list[Requirement]) -> str:
    """Say for every slot that the booking could take what stands against it."""
    if board.left_out(booking.production_id) and _was_accepted(board, booking):
        return f"{booking.production_id} is left out: with whole staffing it cannot get all its slots."
    able = board.instance.crew_by_id[booking.crew_id].roles
    # Without a role named, only slots that the person could take at all tell anything; if there are none, all do.
    cells = [need for need in cells if need.role in able] or cells
    told = {need: _against_one(board, booking, need) for need in cells}
    if len(cells) == 1:
        only = told[cells[0]]
        return f"{only[:1].upper()}{only[1:]}."
    return listed([f"{job_in_words(need)}: {why}" for need, why in told.items()], most=5, between="; ") + "."


def _was_accepted(board: Board, booking: Booking) -> bool:
    return booking.status is not BookingStatus.CONFIRMED or booking in board.acceptance.accepted


def _against_one(board: Board, booking: Booking, need: Requirement) -> str:
    person = board.instance.crew_by_id[booking.crew_id]
    who = person_in_words(person)
    personal = personal_hindrances(person, need, board.nevers)
    if personal:
        return f"{who} {' and '.join(f'{h.detail} [{h.code}]' for h in personal)}"
    crowded = work_hindrances(need, board.work_near(person.crew_id, need), board.instance.settings.gap_days)
    if crowded:
        return f"{who} " + " and ".join(f"{h.detail}{_standing(board, row)} [overlap]" for h, row in crowded)
    return _taken(board, booking, need)


def _standing(board: Board, row: Assignment) -> str:
    """Say what makes somebody's other work stand: a kept booking, or the days outside the plan window."""
    if row not in board.planned:
        return ", outside the plan window"
    keeping = (b for b in board.kept_bookings.get(row.crew_id, ()) if row in board.keeping(b))
    strongest = next(keeping, None)
    return f", {strongest.status_text}" if strongest else ""


def _taken(board: Board, booking: Booking, need: Requirement) -> str:
    """Say who has the slots of a requirement when nothing stands against the booking's own person."""
    people = board.filled[need]
    slots = "the only slot is" if need.count == 1 else f"all {need.count} slots are"
    if board.left_out(need.production_id):
        return f"{need.production_id} is left out: with whole staffing it cannot get all its slots"
    if len(people) < need.count:
        return "a slot is vacant, but the bookings accepted before it cannot all be kept beside it"
    names = [f"{person_in_words(board.instance.crew_by_id[one])}{_why_theirs(board, one, need)}" for one in people]
    return f"{slots} taken by {listed(names, most=5)}"


def _why_theirs(board: Board, crew_id: str, need: Requirement) -> str:
    kept = (b for b in board.kept_bookings.get(crew_id, ()) if _asks(need, b))
    strongest = next(kept, None)
    return f" ({strongest.status_text})" if strongest else ""
