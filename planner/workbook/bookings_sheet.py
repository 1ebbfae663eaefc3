"""The Bookings sheet, read, and the statuses that a booking can have.

Changes when that sheet does, or the statuses.
"""

import re
from datetime import date

from planner.domain.booking import Booking, BookingStatus
from planner.domain.names import did_you_mean
from planner.workbook.cells import match_key, shown
from planner.workbook.columns import BOOKING_STATUSES
from planner.workbook.registers import Register
from planner.workbook.roles_sheet import RoleNames
from planner.workbook.tables import Row, Table

BookingKey = tuple[str, str, str | None, date | None, date | None]


def booking_key(booking: Booking) -> BookingKey:
    """Return what two bookings may not differ about: production, person, role and days."""
    return booking.production_id, booking.crew_id, booking.role, booking.first_day, booking.last_day


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
    """Read what is agreed; released rows count as absent when others speak of the same person, production and role."""
    rows: dict[BookingKey, list[tuple[Booking, Row]]] = {}
    for typed in table.rows():
        production_id, row = productions.read_and_hear(typed)
        booking = _read_booking(row, production_id, crew, roles)
        if booking is not None:
            rows.setdefault(booking_key(booking), []).append((booking, row))
    return [_one_of(same) for same in rows.values()]


def _read_booking(row: Row, production_id: str | None, crew: Register, roles: RoleNames) -> Booking | None:
    crew_id, role = crew.read(row), roles.read(row, "Role")
    status = read_status(row, "Status", needed=True)
    if row.broken or not (production_id and crew_id and status):
        return None
    return Booking(production_id, crew_id, role, *status, place=row.place("Status"))


def _one_of(same: list[tuple[Booking, Row]]) -> Booking:
    """Return the booking that several rows agree on; one that differs is an error."""
    standing = [pair for pair in same if pair[0].status is not BookingStatus.RELEASED] or same
    first, first_row = standing[0]
    for booking, row in standing[1:]:
        if booking != first:
            where = first_row.place("Status").cell
            message = (
                f"{shown(booking.status_text)} contradicts {shown(first.status_text)} in {where}, for the same three."
            )
            hint = "Keep one row for this production, person and role."
            row.fault("duplicate-booking", "Status", message, hint)
    return first
