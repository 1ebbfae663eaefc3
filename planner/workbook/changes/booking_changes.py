"""Changes of the Bookings sheet: a booking in a row that says it already, in one that is taken back, or in a new one.

Changes when bookings are written down in another way.
"""

from planner.domain.booking import Booking, BookingKey
from planner.domain.change import Book
from planner.workbook.changes.gathered_edits import GatheredEdits
from planner.workbook.columns import heads
from planner.workbook.columns.productions import BOOKINGS
from planner.workbook.inputs.tables import Row
from planner.workbook.xlsx.edits import Value


def write_booking(edits: GatheredEdits, change: Book) -> None:
    """Let the rows of the same booking say what it does, or a row that was taken back, or add one."""
    booking, rows = change.booking, rows_of(edits, change.key)
    spare = edits.spare[BOOKINGS, (change.production_id, change.crew_id)]
    if booking is None:
        spare.extend(rows)
        return
    sheet = edits.sheet(BOOKINGS)
    for row in rows:
        sheet.put(row.number, heads.STATUS, booking.status_text)
    if rows:
        numbers = {row.number for row in rows}
        spare[:] = [row for row in spare if row.number not in numbers]
    elif spare:
        # one that names a role, where there is one
        again = spare.pop(next((at for at, row in enumerate(spare) if row.text(heads.ROLE)), 0))
        for column, value in _cells(booking).items():
            if value is not None or column in again.table:
                sheet.put(again.number, column, value)
    else:
        who, what = edits.refer.person(sheet, booking.crew_id), edits.refer.production(sheet, booking.production_id)
        sheet.append({**what, **who, **_cells(booking)})


def rows_of(edits: GatheredEdits, key: BookingKey) -> list[Row]:
    """Return the rows that say a booking; a typed one may have none."""
    return [row for row in edits.rows(BOOKINGS) if _key_of(edits, row) == key]


def _key_of(edits: GatheredEdits, row: Row) -> BookingKey | None:
    production_id, crew_id = edits.known.productions.read(row), edits.known.crew.read(row)
    role, days = edits.known.roles.read(row, heads.ROLE), (row.day(heads.FROM), row.day(heads.TO))
    return (production_id, crew_id, role, *days) if production_id and crew_id else None


def _cells(booking: Booking) -> dict[str, Value]:
    days: dict[str, Value] = {heads.FROM: booking.first_day, heads.TO: booking.last_day}
    return {heads.ROLE: booking.role, **days, heads.STATUS: booking.status_text}
