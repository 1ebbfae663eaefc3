"""What stands against a booking that is not kept, with the cell of whatever does, and what can be done about it.

Changes when something else can stand against a booking.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.audit.board import Board
from planner.audit.clash import too_close
from planner.audit.hindrance import Hindrance, personal_hindrances, work_hindrances
from planner.audit.wording import job_in_words, listed, person_in_words, why_kept
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.finding import NOWHERE, Place
from planner.domain.plan import Assignment
from planner.domain.production import Requirement
from planner.domain.span import DateSpan
from planner.domain.wording import titled


def asks(need: Requirement, booking: Booking) -> bool:
    """Whether a requirement asks for somebody whom a booking names."""
    return need.count > 0 and booking.speaks_of(need.window)


def windows_beside(board: Board, booking: Booking) -> tuple[DateSpan, ...]:
    """Return the windows for which a booking's production requires somebody like it, whatever the booking's days."""
    any_days = replace(booking, first_day=None, last_day=None)
    needs = board.all_requirements_of.get(booking.production_id, ()) if booking.has_days else ()
    return tuple(sorted({need.span for need in needs if asks(need, any_days)}))


def against(board: Board, booking: Booking, cells: list[Requirement]) -> str:
    """Say for every slot that the booking could take what stands against it."""
    if board.left_out(booking.production_id) and _was_accepted(board, booking):
        return f"{_left_out(board, booking.production_id)}."
    able = board.instance.crew_by_id[booking.crew_id].roles
    # Without a role named, only slots that the person could take at all tell anything; if there are none, all do.
    cells = [need for need in cells if need.role in able] or cells
    told = {need: _against_one(board, booking, need) for need in cells}
    if len(cells) == 1:
        only = told[cells[0]]
        return f"{only[:1].upper()}{only[1:]}."
    return (
        listed(
            [f"{job_in_words(need, board.productions)}: {why}" for need, why in told.items()],
            most=5,
            between="; ",
        )
        + "."
    )


def _left_out(board: Board, production_id: str) -> str:
    where = titled(production_id, board.productions)
    return f"{where} is left out: with whole staffing it cannot get all its slots"


def _was_accepted(board: Board, booking: Booking) -> bool:
    return booking.status is not BookingStatus.CONFIRMED or booking in board.acceptance.accepted


def _against_one(board: Board, booking: Booking, need: Requirement) -> str:
    person = board.instance.crew_by_id[booking.crew_id]
    who = person_in_words(person)
    personal = personal_hindrances(person, need, board.nevers)
    if personal:
        told = [f"{one.detail}{_at(_cell_of(board, person, need, one))} [{one.code}]" for one in personal]
        return f"{who} {' and '.join(told)}"
    near, productions = board.work_near(person.crew_id, need), board.productions
    crowded = work_hindrances(need, near, board.instance.settings.gap_days, productions)
    if crowded:
        works = " and ".join(f"{h.detail}{_standing(board, row)} [overlap]" for h, row in crowded)
        twice = any(row.slot.production_id == need.production_id for _, row in crowded)
        return f"{who} {works}{': one person does one job a day' if twice else ''}"
    return _taken(board, booking, need)


def _standing(board: Board, row: Assignment) -> str:
    """Say what makes somebody's other work stand: a kept booking, that it is begun or frozen, or outside the window."""
    if row not in board.planned:
        return ", outside the plan window"
    keeping = (b for b in board.kept_bookings.get(row.crew_id, ()) if row in board.keeping(b))
    strongest, settings = next(keeping, None), board.instance.settings
    if strongest is None and row in board.published and settings.keeps_people(row.slot.span):
        return f", which {why_kept(settings, row.slot.span)}"
    return f", {strongest.status_text}{_at(strongest.place)}" if strongest else ""


def _taken(board: Board, booking: Booking, need: Requirement) -> str:
    """Say who has the slots of a requirement when nothing stands against the booking's own person."""
    people = board.filled[need]
    slots = "the only slot is" if need.count == 1 else f"all {need.count} slots are"
    if board.left_out(need.production_id):
        return _left_out(board, need.production_id)
    if len(people) < need.count:
        return "a slot is vacant, but the bookings accepted before it cannot all be kept beside it"
    names = [f"{person_in_words(board.instance.crew_by_id[one])}{_why_theirs(board, one, need)}" for one in people]
    return f"{slots} taken by {listed(names, most=5)}"


def _why_theirs(board: Board, crew_id: str, need: Requirement) -> str:
    kept = (b for b in board.kept_bookings.get(crew_id, ()) if asks(need, b))
    strongest = next(kept, None)
    return f", {strongest.status_text}{_at(strongest.place)}" if strongest else ""


def _at(place: Place) -> str:
    """`` (productions.xlsx › Bookings!A7)``; nothing for what stands in no cell."""
    return f" ({place})" if place != NOWHERE else ""


def _cell_of(board: Board, person: CrewMember, need: Requirement, hindrance: Hindrance) -> Place:
    """Return the cell that says what keeps somebody from a requirement: a booking, an absence, or their own row."""
    if hindrance.code == "never":
        said = (
            booking.place
            for booking in board.instance.standing_bookings
            if booking.status is BookingStatus.NEVER
            and booking.crew_id == person.crew_id
            and booking.speaks_of(need.window)
        )
        return next(said, NOWHERE)
    if hindrance.code == "unavailable":
        return next(absence.place for absence in person.absences if absence.span.clashes_with(need.span))
    return person.place


def ways_out(board: Board, booking: Booking, cells: list[Requirement]) -> tuple[str, ...]:
    """Return what can be done about a booking that is not kept, a line each."""
    mine = _at(booking.place)
    if not cells and windows_beside(board, booking):
        return (f"Correct the booking's From and To{mine}, leave them blank, or release it.",)
    if not cells:
        return (
            f"Add a requirement to {titled(booking.production_id, board.productions)}, or release the booking{mine}.",
        )
    rows = _in_the_way(board, booking, cells)
    rivals = dict.fromkeys(_rival(board, row) for row in rows)
    if booking.status is BookingStatus.CONFIRMED:
        return tuple(_one_of_two(board, booking, rival, mine) for rival in rivals if rival) or (f"Release it{mine}.",)
    return tuple(_challenges(board, booking, rows))


def _in_the_way(board: Board, booking: Booking, cells: list[Requirement]) -> list[Assignment]:
    gap_days = board.instance.settings.gap_days
    found = (
        row
        for need in cells
        for row in board.work_near(booking.crew_id, need)
        if too_close(need, row.slot, gap_days) and row in board.planned
    )
    return list(dict.fromkeys(found))


def _rival(board: Board, row: Assignment) -> Booking | None:
    """Return the strongest booking that a row keeps."""
    return next((one for one in board.kept_bookings.get(row.crew_id, ()) if row in board.keeping(one)), None)


def _one_of_two(board: Board, booking: Booking, rival: Booking, mine: str) -> str:
    if booking.production_id == rival.production_id:
        own, other = (one.role or "the one for any role" for one in (booking, rival))
        either = f"{own}{mine} or {other}{_at(rival.place)}"
        return f"One person does one job a day: release one of the two, {either}, or give both roles days of their own."
    own, other = (titled(one.production_id, board.productions) for one in (booking, rival))
    return f"Release one of the two: {own}{mine} or {other}{_at(rival.place)}."


def _challenges(board: Board, hold: Booking, rows: list[Assignment]) -> Iterator[str]:
    """Yield who has to ask whom; what is confirmed cannot be challenged."""
    who = person_in_words(board.instance.crew_by_id[hold.crew_id])
    for row in rows:
        rival = _rival(board, row)
        other = titled(row.slot.production_id, board.productions)
        if rival is not None and rival.status is BookingStatus.CONFIRMED:
            yield f"{other} has {who} confirmed{_at(rival.place)}, which cannot be challenged: release this hold."
        elif row.slot.production_id != hold.production_id:
            told = f", {rival.status_text}{_at(rival.place)}" if rival else ""
            own = titled(hold.production_id, board.productions)
            yield f"Challenge needed: {own} asks {other} to confirm or release {who}{told}."
    if not rows:
        yield f"Confirm it{_at(hold.place)} if it must stand, or release it."
