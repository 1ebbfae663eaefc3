"""The sheet Remedies: what would fill vacancies, a row per change, by number; written, and read back to be applied.

Changes when a remedy has to say more of itself there.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from planner.domain.change_rows import NoChange, from_row, to_row
from planner.domain.finding import Finding
from planner.domain.grouping import grouped
from planner.domain.production import Slot
from planner.domain.remedy import GoalShift, NumberedRemedy
from planner.domain.run import PREVIOUS_PLAN
from planner.domain.span import DateSpan
from planner.workbook.columns import heads
from planner.workbook.columns.changes import COLUMN_OF
from planner.workbook.columns.plan import REMEDIES
from planner.workbook.inputs.opening import open_table
from planner.workbook.inputs.tables import Row
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.xlsx.workbook_file import WorkbookFile, open_workbook

_NUMBER = re.compile(r"R([1-9]\d{0,8})")
BETWEEN = " \N{MIDDLE DOT} "


def remedy_rows(remedies: Iterable[NumberedRemedy]) -> list[tuple[object, ...]]:
    """Return a row per change of every remedy, by number; what it promises stands on its first."""
    return [row for remedy in sorted(remedies, key=lambda one: int(one.number[1:])) for row in _rows(remedy)]


def _rows(remedy: NumberedRemedy) -> Iterator[tuple[object, ...]]:
    promise = ("\n".join(map(_slot_text, remedy.fills)), "\n".join(map(_shift_text, remedy.shifts)), remedy.what)
    for change in remedy.changes:
        row = to_row(change)
        cells = (_cell(header, row.get(column)) for header, column in COLUMN_OF.items())
        yield (remedy.number, *cells, "", *promise)
        promise = ("", "", "")


def _cell(header: str, value: object) -> object:
    if header == heads.VALUE and isinstance(value, date):
        return value.isoformat()  # beside texts, in a column of no one kind
    return "" if value is None else value


def _slot_text(slot: Slot) -> str:
    days = f"{slot.span.first_day}..{slot.span.last_day}"
    return BETWEEN.join((slot.production_id, slot.role, str(slot.number), days))


def _shift_text(shift: GoalShift) -> str:
    label = shift.goal if shift.step is None else f"{shift.goal} {shift.step}"
    return f"{label}: {shift.by / 100:+,.2f}" if shift.goal == "cost" else f"{label}: {shift.by:+}"


def read_remedies(plan: Path) -> tuple[dict[str, NumberedRemedy], dict[str, str]]:
    """Return the remedies of a plan workbook as :func:`remedies_in` does; none of one that cannot be read."""
    book = open_workbook(plan, PREVIOUS_PLAN, (REMEDIES.name,), MOST_PLAN_BYTES, MOST_PLAN_CELLS)
    return ({}, {}) if isinstance(book, Finding) else remedies_in(book)


def remedies_in(book: WorkbookFile) -> tuple[dict[str, NumberedRemedy], dict[str, str]]:
    """Return the remedies of a plan workbook by number, and why others of them cannot be read; none without a sheet."""
    table = open_table(book, REMEDIES, [])
    rows = [row for row in table.rows() if row.text(heads.REMEDY)] if table else []
    found: dict[str, NumberedRemedy] = {}
    unreadable: dict[str, str] = {}
    for number, mine in grouped(rows, lambda row: row.text(heads.REMEDY).upper()).items():
        try:
            found[number] = _read(number, mine)
        except NoChange as fault:
            unreadable[number] = f"{mine[0].place(heads.REMEDY)}: {fault}"
    return found, unreadable


def _read(number: str, rows: tuple[Row, ...]) -> NumberedRemedy:
    """Return the remedy of some rows. Raises NoChange."""
    if not _NUMBER.fullmatch(number):
        raise NoChange("change", f"{number} is no number of a remedy.")
    changes = tuple(from_row(dict(_values(row))) for row in rows)
    first = rows[0]
    fills = tuple(map(_slot, _lines(first, heads.FILLS)))
    shifts = tuple(map(_shift, _lines(first, heads.GAINS)))
    return NumberedRemedy(number, changes, fills, shifts, first.text(heads.WHAT), first.place(heads.REMEDY))


def _lines(row: Row, header: str) -> list[str]:
    cell = row.cell(header)
    return [line for line in str(cell.value).splitlines() if line.strip()] if cell and cell.value else []


def _values(row: Row) -> Iterator[tuple[str, object]]:
    for header, column in COLUMN_OF.items():
        cell = row.cell(header)
        if cell is None or cell.value in (None, ""):
            continue
        day = row.day(header) if column in ("from", "to") else None
        yield column, day or cell.value


def _slot(text: str) -> Slot:
    try:
        production_id, role, number, days = text.strip().rsplit(BETWEEN, 3)
        first, _, last = days.partition("..")
        span = DateSpan(date.fromisoformat(first), date.fromisoformat(last))
        return Slot(production_id, role, span, int(number))
    except ValueError as error:
        raise NoChange("fills", f'"{text}" is no slot.') from error


def _shift(text: str) -> GoalShift:
    try:
        label, _, by = text.rpartition(":")
        goal, _, step = label.strip().partition(" ")
        size = round(float(by.replace(",", "")) * 100) if goal == "cost" else int(by)
        return GoalShift(goal, int(step) if step else None, size)
    except ValueError as error:
        raise NoChange("gains", f'"{text}" is no change of a goal.') from error
