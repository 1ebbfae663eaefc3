"""The plan workbook: every sheet of the contract, as bytes.

Changes when the plan workbook gains or loses a sheet.
"""

from dataclasses import replace
from typing import Any

from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.report import Report
from planner.domain.run import RunRecord
from planner.workbook.collecting import uncollected
from planner.workbook.columns import heads
from planner.workbook.columns.plan import (
    ASSIGNMENTS,
    CANDIDATES,
    CHANGES,
    CONFLICTS,
    DEPARTMENTS,
    DEPARTMENTS_NAME,
    MORE_ON_CREW,
    MORE_ON_PRODUCTIONS,
    OUTSIDE_WINDOW,
    PLAN_CREW,
    PLAN_PRODUCTIONS,
    REMEDIES,
    TYPED_BOOKINGS,
)
from planner.workbook.columns.shared import BOOKING_STATUSES
from planner.workbook.columns.sheets import Sheet
from planner.workbook.planbook.departments import build_departments
from planner.workbook.planbook.page import Page
from planner.workbook.planbook.plan_rows import (
    WrittenRow,
    assignment_rows,
    candidate_rows,
    carried_rows,
    change_rows,
    conflict_rows,
    typed_booking_rows,
)
from planner.workbook.planbook.plan_totals import Totals
from planner.workbook.planbook.remedies_sheet import remedy_rows
from planner.workbook.planbook.run_sheet import write_run
from planner.workbook.planbook.sheet_writing import LINE_HEIGHT, Book
from planner.workbook.planbook.shortages_sheet import write_shortages
from planner.workbook.planbook.styles import Form, Look, look_of
from planner.workbook.planbook.summary_sheet import write_summary
from planner.workbook.planbook.timeline import build_days, build_timeline
from planner.workbook.planbook.timeline_sheet import write_days, write_grid, write_timeline
from planner.workbook.xlsx.text_widths import text_width

NARROW = 9
NARROW_MARGIN = 0.25  # inches
# Sentences get the room here that names have elsewhere, so that all of a row stands on one page's width.
CONFLICT_WIDTHS = {
    heads.CODE: 13,
    heads.SEVERITY: 11,
    heads.PRODUCTION_ID: 10,
    heads.TITLE: 15,
    heads.ROLE: 13,
    heads.SLOT: 5,
    heads.FROM: 10.5,
    heads.TO: 10.5,
    heads.CREW_ID: 8,
    heads.WHAT: 26,
    heads.WHY: 34,
    heads.OPTIONS: 48,
    heads.SOURCE: 24,
}
DEPARTMENT_LEGEND = (
    "Departments and roles by week",
    "Each cell: people needed / people there, on the day of the week that is the shortest of people.",
    "✖ where too few are there or a slot is vacant; its note says how many. Bold: everybody there is needed.",
    "Somebody with several roles is there in each of them, and once in their department.",
)
LOAD_WIDTH = 5.4
WRAPPED = (heads.CODE, heads.ROLE)  # on Conflicts
REMEDY_WIDTHS = {heads.CHANGE: 13, heads.ROLE: 19, heads.VALUE: 22, heads.FILLS: 34, heads.WHAT: 52}


@uncollected()
def plan_workbook(instance: Instance, plan: Plan, report: Report, run: RunRecord) -> bytes:
    """Return the plan workbook's bytes; the same arguments give the same bytes."""
    book = Book("Crew plan", created=run.started, of=run.folder)
    totals = Totals(instance, plan)
    write_summary(book, instance, totals, report, run)
    _write_assignments(book, assignment_rows(instance, plan, report))
    _write_conflicts(book, conflict_rows(instance, report))
    _write_candidates(book, instance, report)
    write_timeline(book, build_timeline(instance, plan))
    write_days(book, build_days(instance, plan))
    _write_productions(book, totals.production_rows())
    _add(book, PLAN_CREW, totals.crew_rows(), (*MORE_ON_CREW, *totals.crew_remarks), frozen=2)
    _write_changes(book, instance, report)
    write_shortages(book, instance, report.weeks)
    _write_departments(book, instance, report)
    _write_remedies(book, remedy_rows(report.remedies))
    _write_typed_bookings(book, typed_booking_rows(instance))
    carried = carried_rows(instance)
    if carried:
        _add(book, OUTSIDE_WINDOW, carried, frozen=2)
    write_run(book, instance, totals, report, run)
    return book.finish()


def _add(
    book: Book, sheet: Sheet, rows: list[WrittenRow], more: tuple[str, ...] = (), *, frozen: int = 1, tab: str = ""
) -> Page:
    return book.add_table_sheet(sheet.name, (*sheet.names, *more), rows, frozen=frozen, tab=tab)


def _write_assignments(book: Book, rows: list[WrittenRow]) -> None:
    sheet = _add(book, ASSIGNMENTS, rows, frozen=2, tab="#0072B2")
    if not rows:
        return
    crew_column, booking_column = (ASSIGNMENTS.names.index(name) for name in (heads.CREW_ID, heads.BOOKING))
    _offer_statuses(sheet, booking_column, len(rows))
    letter = chr(ord("A") + crew_column)
    for first, last, style in ((0, 0, book.styles.vacant_sign), (1, booking_column - 1, book.styles.vacant)):
        vacant = {"type": "formula", "criteria": f'=${letter}2=""', "format": style}
        sheet.conditional_format(1, first, len(rows), last, vacant)


def _write_productions(book: Book, rows: list[WrittenRow]) -> None:
    sheet = _add(book, PLAN_PRODUCTIONS, rows, MORE_ON_PRODUCTIONS, frozen=2)
    at = (*PLAN_PRODUCTIONS.names, *MORE_ON_PRODUCTIONS).index(heads.VACANT)
    book.mark_above_zero(sheet, at, at, len(rows))


def _offer_statuses(sheet: Any, column: int, rows: int) -> None:
    """Let a column's cells be picked from the statuses of a booking."""
    rule = {
        "validate": "list",
        "source": list(BOOKING_STATUSES),
        "error_title": "Not a status",
        "error_message": "Pick confirmed, hold 1 to hold 9, released or never, or leave the cell empty.",
    }
    sheet.data_validation(1, column, rows, column, rule)


def _write_conflicts(book: Book, rows: list[WrittenRow]) -> None:
    names = CONFLICTS.names
    forms = dict.fromkeys(WRAPPED, Form.WRAP)
    looks = [Look(forms.get(name, look_of(name).form), CONFLICT_WIDTHS[name]) for name in names]
    sheet = book.add_table_sheet(CONFLICTS.name, names, rows, frozen=2, tab="#D55E00", looks=looks)
    sheet.set_row(0, 2 * LINE_HEIGHT + 2)  # headers of two words
    sheet.set_margins(left=NARROW_MARGIN, right=NARROW_MARGIN, top=0.5, bottom=0.6)
    options = CONFLICTS.names.index(heads.OPTIONS)
    if not any(row[options] for row in rows):
        # An empty column as wide as sentences would only make the print smaller.
        sheet.set_column(options, options, NARROW)
    if not rows:
        _say_why_empty(book, sheet, CONFLICTS, "No conflicts: every slot is filled and every booking stands.")


def _write_changes(book: Book, instance: Instance, report: Report) -> None:
    sheet = _add(book, CHANGES, change_rows(instance, report))
    if not report.changes:
        first = instance.told_before is None
        words = "There is no previous plan to compare with." if first else "Nobody gained, lost or moved a slot."
        _say_why_empty(book, sheet, CHANGES, words)


def _say_why_empty(book: Book, sheet: Page, about: Sheet, text: str) -> None:
    """Say beside a table without rows why it has none, in print too: its page would say nothing else."""
    at = book.say_beside(sheet, len(about.names), text)
    sheet.set_column(at, at, text_width(text))
    sheet.print_area(0, 0, 1, at)


def _write_candidates(book: Book, instance: Instance, report: Report) -> None:
    sheet = _add(book, CANDIDATES, candidate_rows(instance, report), frozen=3)
    if report.candidates_cut:
        book.say_beside(sheet, len(CANDIDATES.names), report.candidates_cut)


def _write_departments(book: Book, instance: Instance, report: Report) -> None:
    found = build_departments(instance, report.weeks, report.department_weeks)
    if found is not None:
        axis, lines = found
        write_grid(
            book, DEPARTMENTS_NAME, DEPARTMENT_LEGEND, axis, ((DEPARTMENTS, lines),), width=LOAD_WIDTH, filtered=True
        )


def _write_remedies(book: Book, rows: list[WrittenRow]) -> None:
    if not rows:
        return
    names = REMEDIES.names
    looks = [replace(look_of(name), width=REMEDY_WIDTHS.get(name, look_of(name).width)) for name in names]
    sheet = book.add_table_sheet(REMEDIES.name, names, rows, frozen=2, tab="#56B4E9", looks=looks)
    for at, cells in enumerate(zip(*rows, strict=True)):
        if not any(cells):  # a column for other changes than these
            sheet.set_column(at, at, looks[at].width, None, {"hidden": True})


def _write_typed_bookings(book: Book, rows: list[WrittenRow]) -> None:
    if not rows:
        return
    sheet = _add(book, TYPED_BOOKINGS, rows, frozen=2, tab="#E69F00")
    _offer_statuses(sheet, TYPED_BOOKINGS.names.index(heads.BOOKING), len(rows))
