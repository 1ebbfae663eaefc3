"""Changes of the input as edits of the coordinators' workbooks: which cell, which row, under which header.

Changes when a word of change is added, or a sheet has another shape.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from planner.domain.applying import ChangedFolder, absence_of, apply
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import (
    AddAbsence,
    AddPerson,
    AddProduction,
    Book,
    Cancel,
    Change,
    DropAbsence,
    Hire,
    MoveLeave,
    MoveProduction,
    MoveWindow,
    Restore,
    SetDays,
    SetFirstDay,
    SetLastDay,
    SetLimits,
    SetNeed,
    SetPriority,
    SetRate,
    SetRole,
    SetSetting,
    SetTitle,
    SetWorkDays,
    SplitWindow,
)
from planner.domain.change_rows import days_text, setting_cell, setting_name
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import DEFAULT_PRIORITY
from planner.workbook.changes.references import CannotPlace, References
from planner.workbook.changes.requirement_changes import (
    count_requirement,
    move_requirement,
    split_requirement,
    write_requirement,
)
from planner.workbook.changes.sheet_changes import SheetChanges
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW, UNAVAILABLE
from planner.workbook.columns.productions import ACTIVE, BOOKINGS, CANCELLED, PRODUCTIONS, REQUIREMENTS, SETTINGS
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.bookings_sheet import BookingKey
from planner.workbook.inputs.folder_tables import FolderTables
from planner.workbook.inputs.role_lists import listed_roles
from planner.workbook.inputs.tables import Row
from planner.workbook.planbook.previous_plan import Known
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.edits import Edit, Value


def edits_of(
    tables: FolderTables, known: Known, before: Instance, changes: Iterable[Change], *, deletes_rows: bool = True
) -> dict[Path, list[Edit]]:
    """Return the edits of each workbook by which changes of ``before`` come about.

    Without ``deletes_rows`` a booking that is dropped says released instead, or never where somebody is kept off.
    Raises CannotPlace when there is no place for one of them, CannotApply when one is impossible in itself.
    """
    changes = tuple(changes)
    kept_off = any(isinstance(one, Book) and one.status is BookingStatus.NEVER for one in changes)
    instead = BookingStatus.NEVER if kept_off else BookingStatus.RELEASED
    edits = InputEdits(tables, known, before, instead=None if deletes_rows else instead)
    for change in changes:
        edits.make(change)
    return edits.by_file()


class InputEdits:
    """The edits of changes, gathered sheet by sheet.

    A row that a change takes back is the place of the next one about the same; what is left of them is deleted, or says
    ``instead`` where rows cannot be deleted.
    """

    def __init__(
        self, tables: FolderTables, known: Known, before: Instance, *, instead: BookingStatus | None = None
    ) -> None:
        self.tables = tables
        self.known = known.copy()  # newcomers are added to it
        self.refer = References(self.known)
        self.folder = ChangedFolder(before)
        self._instead = instead
        self._sheets: dict[Sheet, SheetChanges] = {}
        self._spare_absences: dict[str, list[int]] = {}
        self._spare_bookings: dict[tuple[str, str], list[Row]] = {}

    def make(self, change: Change) -> None:
        """Gather the edits of one change."""
        _HOW[type(change)](self, change)
        self.folder.make(change)

    def by_file(self) -> dict[Path, list[Edit]]:
        """Return the edits of each workbook that changes."""
        for number in (number for numbers in self._spare_absences.values() for number in numbers):
            self.sheet(UNAVAILABLE).delete(number)
        for row in (row for rows in self._spare_bookings.values() for row in rows):
            if self._instead is None:
                self.sheet(BOOKINGS).delete(row.number)
            else:
                self.sheet(BOOKINGS).put(row.number, heads.STATUS, self._instead.value)
        files: dict[Path, list[Edit]] = {}
        for spec, sheet in self._sheets.items():
            edits = sheet.edits()
            if edits:
                files.setdefault(self.tables.workbooks[spec][0], []).extend(edits)
        return files

    def sheet(self, spec: Sheet) -> SheetChanges:
        """Return a sheet's changes; raises CannotPlace when .csv files stand for its workbook."""
        if spec not in self.tables.workbooks:
            raise CannotPlace("csv-folder", f"{spec.name} is a .csv file here.", "Save all sheets as one workbook.")
        if spec not in self._sheets:
            _, titles = self.tables.workbooks[spec]
            self._sheets[spec] = SheetChanges.of(spec, self.tables.get(spec), titles)
        return self._sheets[spec]

    # --- people

    def _hire(self, change: Hire) -> None:
        raise CannotPlace("nameless", f"{change.number} new {change.role} have no names.", "Name them first.")

    def _add_person(self, change: AddPerson) -> None:
        sheet = self.sheet(CREW)
        ids: dict[str, Value] = {heads.CREW_ID: change.crew_id} if sheet.has(heads.CREW_ID) else {}
        sheet.append(
            {
                **ids,
                heads.FULL_NAME: change.full_name,
                heads.ROLE: change.role,
                heads.OTHER_ROLES: listed_roles(change.other_roles),
                heads.HIRE_DATE: change.first_day,
                heads.FIRE_DATE: change.last_day,
                heads.DAY_RATE: _amount(change.day_rate_cents),
            }
        )
        if change.crew_id not in self.known.crew.spelled:
            self.known.crew.add(change.crew_id, change.full_name)

    def _first_day(self, change: SetFirstDay) -> None:
        self.sheet(CREW).put(_row(self.folder.employment(change).place.cell), heads.HIRE_DATE, change.first_day)

    def _last_day(self, change: SetLastDay) -> None:
        self.sheet(CREW).put(_row(self.folder.employment(change).place.cell), heads.FIRE_DATE, change.last_day)

    def _rate(self, change: SetRate) -> None:
        person, sheet = self.folder.person(change.crew_id), self.sheet(CREW)
        there = {one.place: one for one in person.employments}
        for one in self._after(change).employments:
            row = _row(one.place.cell) if one.place in there else None
            if row is None:
                own = one.main_role, one.other_roles, one.first_day, one.last_day, one.day_rate_cents
                self._add_person(AddPerson(person.crew_id, person.full_name, *own))
                continue
            if one.day_rate_cents != there[one.place].day_rate_cents:
                sheet.put(row, heads.DAY_RATE, _amount(one.day_rate_cents))
            if one.last_day != there[one.place].last_day:
                sheet.put(row, heads.FIRE_DATE, one.last_day)

    def _role(self, change: SetRole) -> None:
        person, sheet = self.folder.person(change.crew_id), self.sheet(CREW)
        for was, now in zip(person.employments, self._after(change).employments, strict=True):
            if now.main_role != was.main_role:
                sheet.put(_row(was.place.cell), heads.ROLE, now.main_role)
            if now.other_roles != was.other_roles:
                sheet.put(_row(was.place.cell), heads.OTHER_ROLES, listed_roles(now.other_roles))

    def _after(self, change: SetRate | SetRole) -> CrewMember:
        return apply(self.folder.instance(), (change,)).crew_by_id[change.crew_id]

    def _away(self, change: AddAbsence) -> None:
        sheet, span = self.sheet(UNAVAILABLE), change.span
        spare = self._spare_absences.get(change.crew_id)
        if not spare:
            who = self.refer.person(sheet, change.crew_id)
            sheet.append({**who, heads.FROM: span.first_day, heads.TO: span.last_day, heads.REASON: change.reason})
            return
        number = spare.pop(0)
        self._put_days(sheet, number, span.first_day, span.last_day)
        table = self.tables.get(UNAVAILABLE)
        said = next((row.text(heads.REASON) for row in table.rows() if row.number == number), "") if table else ""
        if change.reason != said:
            sheet.put(number, heads.REASON, change.reason)

    def _back(self, change: DropAbsence) -> None:
        gone = absence_of(self.folder.person(change.crew_id), change.span)
        self._spare_absences.setdefault(change.crew_id, []).append(_row(gone.place.cell))

    def _move_leave(self, change: MoveLeave) -> None:
        leave = absence_of(self.folder.person(change.crew_id), change.span)
        days = leave.span.shifted(change.days)
        self._put_days(self.sheet(UNAVAILABLE), _row(leave.place.cell), days.first_day, days.last_day)

    # --- productions

    def _put(self, change: Any, column: str, value: Value) -> None:
        place = self.folder.production(change.production_id).place
        self.sheet(PRODUCTIONS).put(_row(place.cell), column, value)

    def _add_production(self, change: AddProduction) -> None:
        sheet = self.sheet(PRODUCTIONS)
        ids: dict[str, Value] = {heads.PRODUCTION_ID: change.production_id} if sheet.has(heads.PRODUCTION_ID) else {}
        default = change.priority == DEFAULT_PRIORITY and not sheet.has(heads.PRIORITY)
        sheet.append(
            {
                **ids,
                heads.TITLE: change.title,
                heads.START: change.span.first_day,
                heads.END: change.span.last_day,
                heads.PRIORITY: None if default else change.priority,
            }
        )
        self.known.productions.add(change.production_id, change.title)

    def _title(self, change: SetTitle) -> None:
        self._put(change, heads.TITLE, change.new_title)

    def _limits(self, change: SetLimits) -> None:
        self._put(change, heads.EARLIEST_START, change.first_day)
        self._put(change, heads.LATEST_END, change.last_day)

    def _work_days(self, change: SetWorkDays) -> None:
        self._put(change, heads.WORK_DAYS, None if change.work_days is None else days_text(change.work_days))

    def _cancel(self, change: Cancel) -> None:
        self._put(change, heads.STATUS, CANCELLED)

    def _restore(self, change: Restore) -> None:
        self._put(change, heads.STATUS, ACTIVE)

    def _priority(self, change: SetPriority) -> None:
        self._put(change, heads.PRIORITY, change.new_priority)

    def _reschedule(self, change: MoveProduction | SetDays) -> None:
        days = self.folder.rescheduled(change)
        self._put(change, heads.START, days.new.first_day)
        self._put(change, heads.END, days.new.last_day)
        for need in self.folder.needs:
            if need.production_id == change.production_id and need.places:
                move_requirement(self.sheet(REQUIREMENTS), need, days.of(need.span) or need.span, days.new)
        for booking in self.folder.bookings:
            if booking.production_id == change.production_id and booking.has_days and not booking.typed:
                new = days.of_booking(booking)
                for row in self._rows_of(booking.key) if new != booking else ():
                    self._put_days(self.sheet(BOOKINGS), row.number, new.first_day, new.last_day)

    # --- what productions require

    def _need(self, change: SetNeed) -> None:
        own = self.folder.production(change.production_id).span
        there = [need for need in self.folder.needs_at(change.window) if need.places]
        if there:
            count_requirement(self.sheet(REQUIREMENTS), there, change.count)
        elif change.count:
            write_requirement(self.sheet(REQUIREMENTS), self.refer, change.window, change.count, own)

    def _window(self, change: MoveWindow) -> None:
        own = self.folder.production(change.production_id).span
        for need in self.folder.needs_at(change.window):
            move_requirement(self.sheet(REQUIREMENTS), need, change.becomes, own)

    def _split(self, change: SplitWindow) -> None:
        own = self.folder.production(change.production_id).span
        need = next(need for need in self.folder.needs_at(change.window) if need.count)
        split_requirement(self.sheet(REQUIREMENTS), self.refer, need, change, own)

    # --- what is agreed

    def _book(self, change: Book) -> None:
        """Let the rows of the same booking say what it does, or a row that was taken back, or add one."""
        pair, booking = (change.production_id, change.crew_id), change.booking
        rows = self._rows_of(change.key)
        if booking is None:
            self._spare_bookings.setdefault(pair, []).extend(rows)
            return
        sheet = self.sheet(BOOKINGS)
        for row in rows:
            sheet.put(row.number, heads.STATUS, booking.status_text)
        spare = self._spare_bookings.get(pair, [])
        if rows:
            numbers = {row.number for row in rows}
            self._spare_bookings[pair] = [row for row in spare if row.number not in numbers]
        elif spare:
            self._rewrite(sheet, spare.pop(_with_role(spare)), booking)
        else:
            who, what = self.refer.person(sheet, booking.crew_id), self.refer.production(sheet, booking.production_id)
            sheet.append({**what, **who, **_booking_cells(booking)})

    def _rewrite(self, sheet: SheetChanges, row: Row, booking: Booking) -> None:
        for column, value in _booking_cells(booking).items():
            if value is not None or column in row.table:
                sheet.put(row.number, column, value)

    def _rows_of(self, key: BookingKey) -> list[Row]:
        """Return the rows of Bookings that say a booking; a typed one may have none."""
        table = self.tables.get(BOOKINGS)
        return [row for row in table.rows() if self._key_of(row) == key] if table else []

    def _key_of(self, row: Row) -> BookingKey | None:
        production_id, crew_id = self.known.productions.read(row), self.known.crew.read(row)
        role, days = self.known.roles.read(row, heads.ROLE), (row.day(heads.FROM), row.day(heads.TO))
        return (production_id, crew_id, role, *days) if production_id and crew_id else None

    def _setting(self, change: SetSetting) -> None:
        name, value = setting_name(change.setting), setting_cell(change.setting, change.value)
        sheet, table = self.sheet(SETTINGS), self.tables.get(SETTINGS)
        row = next((row for row in table.rows() if row.text(heads.SETTING) == name), None) if table else None
        if row is not None:
            sheet.put(row.number, heads.VALUE, value)
        else:
            sheet.append({heads.SETTING: name, heads.VALUE: value})

    def _put_days(self, sheet: SheetChanges, row: int, first: Value, last: Value) -> None:
        sheet.put(row, heads.FROM, first)
        sheet.put(row, heads.TO, last)


def _with_role(rows: list[Row]) -> int:
    """Return the place of the first row that names a role, else of the first."""
    return next((at for at, row in enumerate(rows) if row.text(heads.ROLE)), 0)


def _booking_cells(booking: Booking) -> dict[str, Value]:
    days: dict[str, Value] = {heads.FROM: booking.first_day, heads.TO: booking.last_day}
    return {heads.ROLE: booking.role, **days, heads.STATUS: booking.status_text}


def _amount(cents: int) -> Value:
    return (cents // 100 if cents % 100 == 0 else cents / 100) or None


def _row(address: str) -> int:
    if not address:
        raise CannotPlace("no-row", "What is to be changed has no row yet.", "Make one change after the other.")
    return row_and_column(address)[0]


_HOW: dict[type[Change], Callable[[InputEdits, Any], None]] = {
    Hire: InputEdits._hire,
    AddPerson: InputEdits._add_person,
    SetFirstDay: InputEdits._first_day,
    SetLastDay: InputEdits._last_day,
    SetRate: InputEdits._rate,
    SetRole: InputEdits._role,
    AddAbsence: InputEdits._away,
    DropAbsence: InputEdits._back,
    MoveLeave: InputEdits._move_leave,
    AddProduction: InputEdits._add_production,
    SetTitle: InputEdits._title,
    SetLimits: InputEdits._limits,
    SetWorkDays: InputEdits._work_days,
    MoveProduction: InputEdits._reschedule,
    SetDays: InputEdits._reschedule,
    SetNeed: InputEdits._need,
    MoveWindow: InputEdits._window,
    SplitWindow: InputEdits._split,
    Cancel: InputEdits._cancel,
    Restore: InputEdits._restore,
    SetPriority: InputEdits._priority,
    Book: InputEdits._book,
    SetSetting: InputEdits._setting,
}
