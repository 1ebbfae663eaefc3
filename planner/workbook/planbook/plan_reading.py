"""The plan workbook, read back: its rows as they stand, before anybody compares them with the input.

Changes when the Assignments or Typed bookings sheet does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from planner.domain.booking import BookingStatus
from planner.domain.finding import NOWHERE, Finding, Place, Severity
from planner.domain.instance import Instance
from planner.domain.names import did_you_mean, name_key
from planner.domain.plan import Assignment, GoalResult, Plan
from planner.domain.production import Slot
from planner.domain.remedy import NumberedRemedy
from planner.domain.run import AS_SOLVED, PREVIOUS_PLAN, Edited, InputFile, Origin
from planner.domain.span import DateSpan
from planner.workbook.collecting import uncollected
from planner.workbook.columns import heads
from planner.workbook.columns.plan import (
    ASSIGNMENTS,
    OUTSIDE_WINDOW,
    PLAN_CREW,
    PLAN_PRODUCTIONS,
    REMEDIES,
    RUN_NAME,
    TYPED_BOOKINGS,
)
from planner.workbook.inputs.bookings_sheet import read_status
from planner.workbook.inputs.opening import open_table
from planner.workbook.inputs.requirements_sheet import MOST_SLOTS
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.inputs.text_dates import Order
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.planbook.plan_names import PlanNames, read_plan_names
from planner.workbook.planbook.remedies_sheet import remedies_in
from planner.workbook.planbook.run_reading import (
    NO_RUN,
    RunSheet,
    read_edited,
    read_goals,
    read_origin,
    read_written,
    split_run,
)
from planner.workbook.xlsx.cells import match_key
from planner.workbook.xlsx.siblings import find_sibling_warnings
from planner.workbook.xlsx.workbook_file import Again, open_workbook


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of Assignments: a slot and who fills it; ``crew_id`` is empty when vacant.

    ``change`` is what its Change says, for reading.
    """

    production_id: str
    title: str
    role: str
    span: DateSpan
    slot: int
    crew_id: str = ""
    full_name: str = ""
    place: Place = NOWHERE
    change: str = ""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A booking typed into the plan; ``listed`` when it stands on the Typed bookings sheet, from an earlier run.

    ``first_day`` and ``last_day`` are those of the window beside which it was typed, inclusive; None in the lists of
    plans that did not say them yet, and then no limit.
    """

    production_id: str
    crew_id: str
    role: str
    status: BookingStatus
    rank: int
    listed: bool
    place: Place
    first_day: date | None = None
    last_day: date | None = None
    title: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class PlanContents:
    """What a plan workbook says; ``outside`` are rows outside the plan window, ``file`` None when unreadable.

    ``goals`` are those of the Run sheet, as they were when it was written; ``edited`` is what operations did since it
    was solved, ``origin`` what it was solved from; ``names`` are those that it was written with, ``columns`` the
    0-based index of each column by sheet, as the sheet is called, and by header, ``remedies`` those that can be read.
    ``written`` is its own time, in UTC, None when it does not say; ``run`` is what else its Run sheet says.
    """

    file: InputFile | None
    rows: tuple[PlanRow, ...] = ()
    outside: tuple[PlanRow, ...] = ()
    typed: tuple[TypedRow, ...] = ()
    goals: tuple[GoalResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    edited: Edited = AS_SOLVED
    origin: Origin | None = None
    names: PlanNames = field(default_factory=PlanNames)
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    remedies: Mapping[str, NumberedRemedy] = field(default_factory=dict)
    written: datetime | None = None
    run: RunSheet = NO_RUN

    @property
    def readable(self) -> bool:
        """Whether it may be relied on: nothing in it is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


@uncollected()
def read_plan(path: Path, date_order: Order | None = None, *, verifying: bool = False) -> PlanContents:
    """Read a plan workbook; whatever keeps it from being read is an error among its findings.

    ``date_order`` is how dates read that somebody typed as text, None when nobody said. With ``verifying`` its cells
    are those that openpyxl reads.
    """
    sheets = (ASSIGNMENTS, OUTSIDE_WINDOW, TYPED_BOOKINGS, PLAN_CREW, PLAN_PRODUCTIONS, REMEDIES)
    wanted = [*(sheet.name for sheet in sheets), RUN_NAME]
    book = open_workbook(path, PREVIOUS_PLAN, wanted, MOST_PLAN_BYTES, MOST_PLAN_CELLS, _again(verifying))
    if isinstance(book, Finding):
        return PlanContents(None, findings=(book,))
    findings = find_sibling_warnings(path)
    typed: list[TypedRow] = []
    kinds = (ASSIGNMENTS, OUTSIDE_WINDOW, TYPED_BOOKINGS)
    tables = [open_table(book, sheet, findings, date_order=date_order) for sheet in kinds]
    rows, outside = (_read_rows(table, findings, typed) for table in tables[:2])
    typed_table = tables[2]
    if typed_table:
        typed = [*_read_typed(typed_table), *typed]
        findings.extend(typed_table.told())
    run = split_run(book.sheets.get(match_key(RUN_NAME)))
    kept = tuple(_worth_telling(findings))
    return PlanContents(
        book.file,
        rows,
        outside,
        tuple(typed),
        read_goals(run),
        kept,
        read_edited(run),
        read_origin(run),
        read_plan_names(book),
        {table.title: table.header.at for table in tables if table},
        remedies_in(book)[0],
        read_written(run),
        run,
    )


def _again(verifying: bool) -> Again | None:
    if not verifying:
        return None
    from planner.workbook.xlsx.second_reader import read_again  # only who verifies waits for openpyxl

    return read_again


def _worth_telling(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Return the findings of a plan: its columns may be moved, added to and filtered without a word each time."""
    for finding in findings:
        if finding.code == "missing-sheet":
            hint = "Take the last plan out of the folder backup, or remove this file to plan without one."
            yield replace(finding, hint=hint)
        elif finding.code not in ("unknown-column", "hidden-rows"):
            yield finding


def _unread_bookings(table: Table) -> Iterator[Finding]:
    """Return a warning when the column of typed bookings is gone: renamed, it would be overlooked."""
    if heads.BOOKING not in table:
        near = did_you_mean(heads.BOOKING, table.header.other.values())
        hint = f'Is it "{near}"? Then rename that to Booking.' if near else "Add it to the header row to type bookings."
        place = Place(table.file, table.title, f"A{table.header.row}")
        message = "there is no column Booking, so no booking typed on this sheet is read."
        yield Finding("missing-column", Severity.WARNING, place, message, hint)


def _read_rows(table: Table | None, findings: list[Finding], typed: list[TypedRow]) -> tuple[PlanRow, ...]:
    if table is None:
        return ()
    found = [plan_row for row in table.rows() if (plan_row := _read_row(row, typed))]
    findings.extend(table.told())
    if table.spec is ASSIGNMENTS:
        findings.extend(_unread_bookings(table))
    return tuple(found)


def _read_row(row: Row, typed: list[TypedRow]) -> PlanRow | None:
    production_id, role = row.text(heads.PRODUCTION_ID, needed=True), row.text(heads.ROLE, needed=True)
    first, last = row.day(heads.FROM, needed=True), row.day(heads.TO, needed=True)
    number = row.whole(heads.SLOT, "bad-count", 1, MOST_SLOTS, needed=True)
    name = row.text(heads.FULL_NAME)
    crew_id = row.text(heads.CREW_ID, needed=bool(name))
    status = read_status(row, heads.BOOKING)
    if status and not crew_id:
        message = "a status is typed here, but nobody fills the slot."
        row.fault("booking-without-person", heads.BOOKING, message, "Enter the booking in productions.xlsx.")
    span = row.span(first, last, heads.TO) if first and last else None
    if row.broken or span is None or number is None:
        return None
    if status:
        place = row.place(heads.BOOKING)
        days = span.first_day, span.last_day
        typed.append(TypedRow(production_id, crew_id, role, *status, False, place, *days, row.text(heads.TITLE), name))
    place, change = row.place(heads.CREW_ID), row.free_text(heads.CHANGE)
    return PlanRow(production_id, row.text(heads.TITLE), role, span, number, crew_id, name, place, change)


def _read_typed(table: Table) -> list[TypedRow]:
    found = []
    for row in table.rows():
        production_id, crew_id = row.text(heads.PRODUCTION_ID, needed=True), row.text(heads.CREW_ID, needed=True)
        role, status = row.text(heads.ROLE), read_status(row, heads.BOOKING, needed=True)
        first, last = row.day(heads.FROM), row.day(heads.TO)
        if first and last:
            row.span(first, last, heads.TO)
        if status and not row.broken:
            names = row.text(heads.TITLE), row.text(heads.FULL_NAME)
            place = row.place(heads.BOOKING)
            found.append(TypedRow(production_id, crew_id, role, *status, True, place, first, last, *names))
    return found


def plan_of(contents: PlanContents, instance: Instance) -> Plan:
    """Return what the workbook says as a plan, to be audited: filled rows and vacant ones, without goals.

    Identifiers and roles are spelled as in ``instance`` where it knows them and stay as they are where it does not.
    """
    crew = _spellings(instance.crew_by_id)
    productions = _spellings(instance.production_by_id)
    in_use = (role for person in instance.crew for role in person.roles)
    roles = _spellings((*instance.role_departments, *(need.role for need in instance.requirements), *in_use))
    assignments, vacancies = [], []
    for row in contents.rows:
        production_id = productions.get(match_key(row.production_id), row.production_id)
        slot = Slot(production_id, roles.get(match_key(row.role), row.role), row.span, row.slot)
        if row.crew_id:
            crew_id = crew.get(match_key(row.crew_id), row.crew_id)
            assignments.append(Assignment(slot, crew_id, row.place))
        else:
            vacancies.append(slot)
    return Plan(
        tuple(sorted(assignments, key=lambda assignment: (_slot_order(assignment.slot), assignment.crew_id))),
        tuple(sorted(vacancies, key=_slot_order)),
    )


def _spellings(names: Mapping[str, object] | tuple[str, ...]) -> dict[str, str]:
    return {match_key(name): name for name in names}


def _slot_order(slot: Slot) -> tuple[str, str, DateSpan, int]:
    return name_key(slot.production_id), name_key(slot.role), slot.span, slot.number
