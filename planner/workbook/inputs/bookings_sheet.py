"""The Bookings sheet, read, and the statuses that a booking can have.

Changes when that sheet does, or the statuses.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from planner.domain.booking import KEEP_OFF, Booking, BookingKey, BookingStatus
from planner.domain.finding import Finding, Severity
from planner.domain.grouping import grouped
from planner.domain.names import did_you_mean
from planner.domain.production import Requirement
from planner.domain.span import DateSpan
from planner.workbook.columns import heads
from planner.workbook.columns.shared import BOOKING_STATUSES
from planner.workbook.inputs.registers import Register
from planner.workbook.inputs.roles_sheet import RoleNames
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.xlsx.cells import match_key, shown


def parse_status(text: str) -> tuple[BookingStatus, int] | None:
    """Return status and rank of ``confirmed``, ``hold 1`` … ``hold 9``, ``released``, ``never``; None for all else."""
    key = match_key(text)
    if key not in BOOKING_STATUSES:
        return None
    name, _, rank = key.partition(" ")
    return BookingStatus(name), int(rank or 0)


def read_status(row: Row, column: str, *, needed: bool = False) -> tuple[BookingStatus, int] | None:
    """Return the status in a row's cell; blank is None, and misspelt is an error."""
    text = row.text(column, needed=needed)
    status = parse_status(text)
    if text and status is None:
        row.fault("bad-status", column, f"{shown(text)} is not a status of a booking.", _hint(text))
    return status


def _hint(text: str) -> str:
    if "hold" in match_key(text) or "pencil" in match_key(text):
        ranks = {int(digits[:3]) for digits in re.findall(r"[0-9]+", text)} or {1}
        if len(ranks) > 1 or not ranks <= set(range(1, 10)):
            return "Ranks go from hold 1 to hold 9."
        return f'Did you mean "hold {ranks.pop()}"?'
    near = did_you_mean(text, BOOKING_STATUSES)
    return f"Did you mean {shown(near)}?" if near else "Type confirmed, hold 1 … hold 9, released or never."


def read_bookings(table: Table, crew: Register, productions: Register, roles: RoleNames) -> list[Booking]:
    """Read what is agreed; two rows that differ for one production, person, role and days are an error."""
    said: dict[BookingKey, tuple[Booking, Row]] = {}
    for typed in table.rows():
        production_id, row = productions.read_and_hear(typed)
        booking = _read_booking(row, production_id, crew, roles)
        if booking is None:
            continue
        first, first_row = said.setdefault(booking.key, (booking, row))
        if booking != first:
            where = first_row.place(heads.STATUS).cell
            message = (
                f"{shown(booking.status_text)} contradicts {shown(first.status_text)} in {where}, "
                "for the same production, person, role and days."
            )
            row.fault("duplicate-booking", heads.STATUS, message, "Keep one of the two rows.")
    return [booking for booking, _ in said.values()]


def _read_booking(row: Row, production_id: str | None, crew: Register, roles: RoleNames) -> Booking | None:
    crew_id, role = crew.read(row), roles.read(row, heads.ROLE)
    first, last = row.day(heads.FROM), row.day(heads.TO)
    if first and last:
        row.span(first, last, heads.TO)
    status = read_status(row, heads.STATUS, needed=True)
    if row.broken or not (production_id and crew_id and status):
        return None
    return Booking(production_id, crew_id, role, *status, first_day=first, last_day=last, place=row.place(heads.STATUS))


def find_bookings_beside_slots(bookings: Iterable[Booking], needs: Iterable[Requirement]) -> Iterator[Finding]:
    """Warn of each ``never`` or ``released`` whose days touch slots but contain none, and which so keeps nobody off."""
    by_production = grouped([need for need in needs if need.count], lambda need: need.production_id)
    for booking in bookings:
        if booking.status not in KEEP_OFF or not booking.has_days:
            continue
        days = DateSpan(booking.first_day or date.min, booking.last_day or date.max)
        about = [n for n in by_production.get(booking.production_id, ()) if booking.role in (None, n.role)]
        touched = [need.span for need in about if need.span.clashes_with(days)]
        if touched and not any(days.covers(span) for span in touched):
            spans = ", ".join(str(span) for span in sorted(set(touched))[:3])
            ends = [f"from {booking.first_day}"] if booking.first_day else []
            ends += [f"until {booking.last_day}"] if booking.last_day else []
            message = (
                f"{shown(booking.status_text)} {' '.join(ends)} holds no slot and so keeps nobody off; "
                f"it cuts into {spans}."
            )
            hint = "A slot is filled for its whole window: widen From and To, or list the person as unavailable."
            if booking.typed:
                hint = "The slot has moved: delete the row, or type the status beside the slot as it is now."
            column = heads.BOOKING if booking.typed else heads.STATUS
            yield Finding("booking-beside-slots", Severity.WARNING, booking.place, message, hint, column)
