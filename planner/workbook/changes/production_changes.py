"""Changes of the Productions sheet, and what becomes of windows and booked days when a production moves.

Changes when that sheet has another shape, or productions can be changed in another way.
"""

from collections.abc import Mapping
from typing import Any

from planner.domain.change import (
    AddProduction,
    Cancel,
    MoveProduction,
    Restore,
    SetDays,
    SetLimits,
    SetPriority,
    SetTitle,
    SetWorkDays,
)
from planner.domain.change_rows import days_text
from planner.domain.production import DEFAULT_PRIORITY
from planner.workbook.changes.booking_changes import rows_of
from planner.workbook.changes.gathered_edits import GatheredEdits, Writers, row_at
from planner.workbook.changes.requirement_changes import move_requirement
from planner.workbook.columns import heads
from planner.workbook.columns.productions import ACTIVE, BOOKINGS, CANCELLED, PRODUCTIONS
from planner.workbook.xlsx.edits import Value


def _put(edits: GatheredEdits, change: Any, values: Mapping[str, Value]) -> None:
    row = row_at(edits.folder.production(change.production_id).place)
    for column, value in values.items():
        edits.sheet(PRODUCTIONS).put(row, column, value)


def _add(edits: GatheredEdits, change: AddProduction) -> None:
    sheet = edits.sheet(PRODUCTIONS)
    default = change.priority == DEFAULT_PRIORITY and not sheet.has(heads.PRIORITY)
    sheet.append(
        {
            heads.PRODUCTION_ID: change.production_id if sheet.has(heads.PRODUCTION_ID) else None,
            heads.TITLE: change.title,
            heads.START: change.span.first_day,
            heads.END: change.span.last_day,
            heads.PRIORITY: None if default else change.priority,
        }
    )
    edits.known.productions.add(change.production_id, change.title)


def _work_days(edits: GatheredEdits, change: SetWorkDays) -> None:
    _put(edits, change, {heads.WORK_DAYS: None if change.work_days is None else days_text(change.work_days)})


def _limits(edits: GatheredEdits, change: SetLimits) -> None:
    _put(edits, change, {heads.EARLIEST_START: change.first_day, heads.LATEST_END: change.last_day})


def _reschedule(edits: GatheredEdits, change: MoveProduction | SetDays) -> None:
    days = edits.folder.rescheduled(change)
    _put(edits, change, {heads.START: days.new.first_day, heads.END: days.new.last_day})
    for need in edits.folder.needs:
        if need.production_id == change.production_id and need.places:
            move_requirement(edits, need, days.of(need.span) or need.span, days.new)
    for booking in edits.folder.bookings:
        if booking.production_id == change.production_id and booking.has_days and not booking.typed:
            new = days.of_booking(booking)
            for row in rows_of(edits, booking.key) if new != booking else ():
                edits.sheet(BOOKINGS).put_days(row.number, new.first_day, new.last_day)


WRITERS: Writers = {
    AddProduction: _add,
    SetTitle: lambda edits, change: _put(edits, change, {heads.TITLE: change.new_title}),
    SetLimits: _limits,
    SetWorkDays: _work_days,
    SetPriority: lambda edits, change: _put(edits, change, {heads.PRIORITY: change.new_priority}),
    Cancel: lambda edits, change: _put(edits, change, {heads.STATUS: CANCELLED}),
    Restore: lambda edits, change: _put(edits, change, {heads.STATUS: ACTIVE}),
    MoveProduction: _reschedule,
    SetDays: _reschedule,
}
