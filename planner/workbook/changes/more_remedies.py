"""Remedies that were found later added to a plan's sheet Remedies; all else in the workbook stays as it is.

Changes when something else is added to a plan without writing it anew.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from planner.domain.finding import Finding
from planner.domain.remedy import NumberedRemedy
from planner.domain.run import PREVIOUS_PLAN
from planner.workbook.changes.sheet_changes import SheetChanges
from planner.workbook.columns.plan import REMEDIES
from planner.workbook.inputs.opening import open_table
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.planbook.remedies_sheet import remedy_rows
from planner.workbook.xlsx.edits import Value, edited
from planner.workbook.xlsx.workbook_file import open_workbook


def with_more_remedies(plan: Path, remedies: Iterable[NumberedRemedy]) -> bytes:
    """Return a plan workbook's bytes with these remedies on its sheet too. Raises CannotEdit."""
    book = open_workbook(plan, PREVIOUS_PLAN, (REMEDIES.name,), MOST_PLAN_BYTES, MOST_PLAN_CELLS)
    if isinstance(book, Finding):
        raise ValueError(book.message)  # it was read a moment ago
    sheet = SheetChanges.of(REMEDIES, open_table(book, REMEDIES, []), book.titles)
    for row in remedy_rows(remedies):
        values: dict[str, Value] = {}
        for name, value in zip(REMEDIES.names, row, strict=True):
            assert value is None or isinstance(value, str | int | float | date)
            values[name] = value
        sheet.append(values)
    return edited(plan.read_bytes(), sheet.edits())
