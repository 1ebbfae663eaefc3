"""What an operation changes, as edits of the coordinators' workbooks: which cell, which row, under which header.

Changes when an operation changes another kind of row, or a sheet has another shape.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from planner.domain.booking import Booking, BookingStatus
from planner.domain.desk_change import (
    Cancelled,
    DeskChange,
    DroppedBooking,
    MovedBooking,
    MovedRequirement,
    NewAbsence,
    NewBooking,
    NewDays,
    NewLastDay,
    NewMember,
    NewProduction,
    NewRequirement,
    Restored,
    SplitRequirement,
)
from planner.workbook.changes.references import CannotPlace, References
from planner.workbook.changes.requirement_changes import move_requirement, split_requirement, write_requirement
from planner.workbook.changes.sheet_changes import SheetChanges, Value
from planner.workbook.columns.crew import CREW, UNAVAILABLE
from planner.workbook.columns.productions import BOOKINGS, PRODUCTIONS, REQUIREMENTS
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.bookings_sheet import BookingKey, booking_key
from planner.workbook.inputs.folder_tables import FolderTables
from planner.workbook.inputs.role_lists import listed_roles
from planner.workbook.inputs.tables import Row
from planner.workbook.planbook.previous_plan import Known
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.edits import Edit


class DeskEdits:
    """The edits of an operation, gathered sheet by sheet.

    Where rows cannot be deleted, those of a booking that goes say ``instead``.
    """

    def __init__(self, tables: FolderTables, known: Known, *, instead: BookingStatus | None = None) -> None:
        self.tables = tables
        self.known = known
        self.refer = References(known)
        self._instead = instead
        self._sheets: dict[Sheet, SheetChanges] = {}

    def sheet(self, spec: Sheet) -> SheetChanges:
        """Return a sheet's changes; raises CannotPlace when .csv files stand for its workbook."""
        if spec not in self.tables.workbooks:
            raise CannotPlace("csv-folder", f"{spec.name} is a .csv file here.", "Save all sheets as one workbook.")
        if spec not in self._sheets:
            _, titles = self.tables.workbooks[spec]
            self._sheets[spec] = SheetChanges.of(spec, self.tables.get(spec), titles)
        return self._sheets[spec]

    def by_file(self) -> dict[Path, list[Edit]]:
        """Return the edits of each workbook that changes."""
        files: dict[Path, list[Edit]] = {}
        for spec, sheet in self._sheets.items():
            edits = sheet.edits()
            if edits:
                files.setdefault(self.tables.workbooks[spec][0], []).extend(edits)
        return files

    def apply(self, change: DeskChange) -> None:
        """Gather the edits of one change."""
        _HOW[type(change)](self, change)

    def _fire(self, change: NewLastDay) -> None:
        self.sheet(CREW).put(_row(change.employment.place.cell), "Fire date", change.last_day)

    def _reschedule(self, change: NewDays) -> None:
        row, sheet = _row(change.production.place.cell), self.sheet(PRODUCTIONS)
        sheet.put(row, "Start", change.span.first_day)
        sheet.put(row, "End", change.span.last_day)

    def _cancel(self, change: Cancelled) -> None:
        self.sheet(PRODUCTIONS).put(_row(change.production.place.cell), "Status", "cancelled")

    def _restore(self, change: Restored) -> None:
        self.sheet(PRODUCTIONS).put(_row(change.production.place.cell), "Status", "active")

    def _require(self, change: NewRequirement) -> None:
        write_requirement(self.sheet(REQUIREMENTS), self.refer, change.requirement, change.own)

    def _move(self, change: MovedRequirement) -> None:
        move_requirement(self.sheet(REQUIREMENTS), change)

    def _split(self, change: SplitRequirement) -> None:
        split_requirement(self.sheet(REQUIREMENTS), self.refer, change)

    def _hire(self, change: NewMember) -> None:
        person, own, sheet = change.person, change.employment, self.sheet(CREW)
        ids: dict[str, Value] = {"Crew ID": person.crew_id} if sheet.has("Crew ID") else {}
        rate = own.day_rate_cents / 100
        sheet.append(
            {
                **ids,
                "Full name": person.full_name,
                "Role": own.main_role,
                "Other roles": listed_roles(own.other_roles),
                "Hire date": own.first_day,
                "Fire date": own.last_day,
                "Day rate": (int(rate) if rate.is_integer() else rate) or None,
            }
        )
        if person.crew_id not in self.known.crew.spelled:
            self.known.crew.add(person.crew_id, person.full_name)

    def _away(self, change: NewAbsence) -> None:
        sheet, span, reason = self.sheet(UNAVAILABLE), change.absence.span, change.absence.reason
        rows = [_row(absence.place.cell) for absence in change.instead_of]
        if not rows:
            who = self.refer.person(sheet, change.person.crew_id)
            sheet.append({**who, "From": span.first_day, "To": span.last_day, "Reason": reason})
            return
        sheet.put(rows[0], "From", span.first_day)
        sheet.put(rows[0], "To", span.last_day)
        if reason != change.instead_of[0].reason:
            sheet.put(rows[0], "Reason", reason)
        for row in rows[1:]:
            sheet.delete(row)

    def _schedule(self, change: NewProduction) -> None:
        production, sheet = change.production, self.sheet(PRODUCTIONS)
        ids: dict[str, Value] = {"Production ID": production.production_id} if sheet.has("Production ID") else {}
        default = production.priority == 3 and not sheet.has("Priority")
        sheet.append(
            {
                **ids,
                "Title": production.title,
                "Start": production.span.first_day,
                "End": production.span.last_day,
                "Priority": None if default else production.priority,
            }
        )
        self.known.productions.add(production.production_id, production.title)

    def _book(self, change: NewBooking) -> None:
        """Let the rows of the same booking, or of the one that goes for it, say what it does, or add one."""
        sheet, booking = self.sheet(BOOKINGS), change.booking
        rows = self._rows_of(booking)
        for row in rows:
            sheet.put(row.number, "Status", booking.status_text)
        gone = [] if rows or change.instead_of is None else self._rows_of(change.instead_of)
        cells = {"Role": booking.role, "From": booking.first_day, "To": booking.last_day, "Status": booking.status_text}
        for row in gone[:1]:
            for column, value in cells.items():
                if value is not None or column in row.table:
                    sheet.put(row.number, column, value)
        for row in gone[1:]:
            self._delete(row)
        if not rows and not gone:
            who = self.refer.person(sheet, booking.crew_id)
            what = self.refer.production(sheet, booking.production_id)
            sheet.append({**what, **who, **cells})

    def _move_booking(self, change: MovedBooking) -> None:
        for row in self._rows_of(change.booking):
            self.sheet(BOOKINGS).put(row.number, "From", change.after.first_day)
            self.sheet(BOOKINGS).put(row.number, "To", change.after.last_day)

    def _drop(self, change: DroppedBooking) -> None:
        for row in self._rows_of(change.booking):
            self._delete(row)

    def _delete(self, row: Row) -> None:
        """Delete a row of Bookings, or let it say what is said of the person anyhow."""
        if self._instead is None:
            self.sheet(BOOKINGS).delete(row.number)
        else:
            self.sheet(BOOKINGS).put(row.number, "Status", self._instead.value)

    def _rows_of(self, booking: Booking) -> list[Row]:
        """Return the rows of Bookings that say a booking; a typed one may have none."""
        table = self.tables.get(BOOKINGS)
        return [row for row in table.rows() if self._key_of(row) == booking_key(booking)] if table else []

    def _key_of(self, row: Row) -> BookingKey | None:
        production_id, crew_id = self.known.productions.read(row), self.known.crew.read(row)
        role, days = self.known.roles.read(row, "Role"), (row.day("From"), row.day("To"))
        return (production_id, crew_id, role, *days) if production_id and crew_id else None


_HOW: dict[type[DeskChange], Callable[[DeskEdits, Any], None]] = {
    NewMember: DeskEdits._hire,
    NewLastDay: DeskEdits._fire,
    NewAbsence: DeskEdits._away,
    NewProduction: DeskEdits._schedule,
    NewDays: DeskEdits._reschedule,
    Cancelled: DeskEdits._cancel,
    Restored: DeskEdits._restore,
    NewRequirement: DeskEdits._require,
    MovedRequirement: DeskEdits._move,
    SplitRequirement: DeskEdits._split,
    NewBooking: DeskEdits._book,
    MovedBooking: DeskEdits._move_booking,
    DroppedBooking: DeskEdits._drop,
}


def _row(address: str) -> int:
    return row_and_column(address)[0]


def edits_of(
    tables: FolderTables, known: Known, changes: Sequence[DeskChange], *, deletes_rows: bool = True
) -> dict[Path, list[Edit]]:
    """Return the edits of each workbook by which an operation's changes come about.

    Raises CannotPlace when there is no place for one of them.
    """
    kept_off = any(isinstance(one, NewBooking) and one.booking.status is BookingStatus.NEVER for one in changes)
    instead = BookingStatus.NEVER if kept_off else BookingStatus.RELEASED
    gathered = DeskEdits(tables, known, instead=None if deletes_rows else instead)
    for change in changes:
        gathered.apply(change)
    return gathered.by_file()
