"""Changes of the input as edits of the coordinators' workbooks: which cell, which row, under which header.

Changes when a word of change is added.
"""

from collections.abc import Iterable
from pathlib import Path

from planner.domain.booking import BookingStatus
from planner.domain.change import Book, Change, SetSetting
from planner.domain.change_rows import setting_cell, setting_name
from planner.domain.instance import Instance
from planner.workbook.changes import crew_changes, production_changes, requirement_changes
from planner.workbook.changes.booking_changes import write_booking
from planner.workbook.changes.gathered_edits import GatheredEdits, Writers
from planner.workbook.columns import heads
from planner.workbook.columns.productions import SETTINGS
from planner.workbook.inputs.folder_tables import FolderTables
from planner.workbook.planbook.previous_plan import Known
from planner.workbook.xlsx.edits import Edit


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
    edits = GatheredEdits(tables, known, before, None if deletes_rows else instead)
    for change in changes:
        _HOW[type(change)](edits, change)
        edits.folder.make(change)
    return edits.by_file()


def _setting(edits: GatheredEdits, change: SetSetting) -> None:
    name, value = setting_name(change.setting), setting_cell(change.setting, change.value)
    sheet = edits.sheet(SETTINGS)
    row = next((row for row in edits.rows(SETTINGS) if row.text(heads.SETTING) == name), None)
    if row is not None:
        sheet.put(row.number, heads.VALUE, value)
    else:
        sheet.append({heads.SETTING: name, heads.VALUE: value})


_HOW: Writers = {
    **crew_changes.WRITERS,
    **production_changes.WRITERS,
    **requirement_changes.WRITERS,
    Book: write_booking,
    SetSetting: _setting,
}
