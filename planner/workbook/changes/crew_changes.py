"""Changes of the Crew and the Unavailable sheet: who is employed, from when to when, as what, and when they are away.

Changes when one of these two sheets has another shape, or people can be changed in another way.
"""

from datetime import date

from planner.domain.applying import absence_of, apply
from planner.domain.change import (
    AddAbsence,
    AddPerson,
    DropAbsence,
    Hire,
    MoveLeave,
    SetFirstDay,
    SetLastDay,
    SetRate,
    SetRole,
)
from planner.domain.change_rows import amount
from planner.domain.crew import CrewMember
from planner.workbook.changes.gathered_edits import GatheredEdits, Writers, row_at
from planner.workbook.changes.references import CannotPlace
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW, UNAVAILABLE
from planner.workbook.inputs.role_lists import listed_roles


def _hire(_: GatheredEdits, change: Hire) -> None:
    raise CannotPlace("nameless", f"{change.number} new {change.role} have no names.", "Name them first.")


def _add_person(edits: GatheredEdits, change: AddPerson) -> None:
    sheet = edits.sheet(CREW)
    sheet.append(
        {
            heads.CREW_ID: change.crew_id if sheet.has(heads.CREW_ID) else None,
            heads.FULL_NAME: change.full_name,
            heads.ROLE: change.role,
            heads.OTHER_ROLES: listed_roles(change.other_roles),
            heads.HIRE_DATE: change.first_day,
            heads.FIRE_DATE: change.last_day,
            heads.DAY_RATE: amount(change.day_rate_cents) or None,
        }
    )
    if change.crew_id not in edits.known.crew.spelled:
        edits.known.crew.add(change.crew_id, change.full_name)


def _put_end(edits: GatheredEdits, change: SetFirstDay | SetLastDay, column: str, day: date | None) -> None:
    edits.sheet(CREW).put(row_at(edits.folder.employment(change).place), column, day)


def _rate(edits: GatheredEdits, change: SetRate) -> None:
    person, sheet = edits.folder.person(change.crew_id), edits.sheet(CREW)
    there = {one.place: one for one in person.employments}
    for one in _after(edits, change).employments:
        was = there.get(one.place)
        if was is None:
            _add_person(edits, AddPerson.of(person.crew_id, person.full_name, one))
            continue
        row = row_at(one.place)
        if one.day_rate_cents != was.day_rate_cents:
            sheet.put(row, heads.DAY_RATE, amount(one.day_rate_cents) or None)
        if one.last_day != was.last_day:
            sheet.put(row, heads.FIRE_DATE, one.last_day)


def _role(edits: GatheredEdits, change: SetRole) -> None:
    person, sheet = edits.folder.person(change.crew_id), edits.sheet(CREW)
    for was, now in zip(person.employments, _after(edits, change).employments, strict=True):
        if now.main_role != was.main_role:
            sheet.put(row_at(was.place), heads.ROLE, now.main_role)
        if now.other_roles != was.other_roles:
            sheet.put(row_at(was.place), heads.OTHER_ROLES, listed_roles(now.other_roles))


def _after(edits: GatheredEdits, change: SetRate | SetRole) -> CrewMember:
    return apply(edits.folder.instance(), (change,)).crew_by_id[change.crew_id]


def _away(edits: GatheredEdits, change: AddAbsence) -> None:
    sheet, spare = edits.sheet(UNAVAILABLE), edits.spare[UNAVAILABLE, (change.crew_id,)]
    if not spare:
        days = {heads.FROM: change.span.first_day, heads.TO: change.span.last_day}
        sheet.append({**edits.refer.person(sheet, change.crew_id), **days, heads.REASON: change.reason})
        return
    row = spare.pop(0)
    sheet.put_days(row.number, change.span.first_day, change.span.last_day)
    if change.reason != row.text(heads.REASON):
        sheet.put(row.number, heads.REASON, change.reason)


def _back(edits: GatheredEdits, change: DropAbsence) -> None:
    number = row_at(absence_of(edits.folder.person(change.crew_id), change.span).place)
    rows = (row for row in edits.rows(UNAVAILABLE) if row.number == number)
    edits.spare[UNAVAILABLE, (change.crew_id,)].extend(rows)


def _move_leave(edits: GatheredEdits, change: MoveLeave) -> None:
    leave = absence_of(edits.folder.person(change.crew_id), change.span)
    days = leave.span.shifted(change.days)
    edits.sheet(UNAVAILABLE).put_days(row_at(leave.place), days.first_day, days.last_day)


WRITERS: Writers = {
    Hire: _hire,
    AddPerson: _add_person,
    SetFirstDay: lambda edits, change: _put_end(edits, change, heads.HIRE_DATE, change.first_day),
    SetLastDay: lambda edits, change: _put_end(edits, change, heads.FIRE_DATE, change.last_day),
    SetRate: _rate,
    SetRole: _role,
    AddAbsence: _away,
    DropAbsence: _back,
    MoveLeave: _move_leave,
}
