"""What a plan was made from, carried on its Run sheet: the input as the changes that make it of an empty folder.

Slots stand on Assignments and settings above, so that only the rest is carried; reasons of absence and remarks are not.
Changes when planning gains a kind of input.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.booking import Booking
from planner.domain.change import (
    AddAbsence,
    AddPerson,
    AddProduction,
    Book,
    Cancel,
    Change,
    SetLimits,
    SetNeed,
    SetWorkDays,
)
from planner.domain.change_rows import NoChange, from_row, setting_value, to_row
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.production import Production, Requirement, Window
from planner.domain.settings import DEFAULT_SETTINGS, RUN_SETTINGS, Settings
from planner.domain.work_days import Holiday
from planner.workbook.columns import heads
from planner.workbook.columns.changes import COLUMN_OF

HEADERS = (*COLUMN_OF, heads.NOTES)
TYPED = "typed in the plan"
SETTING, HOLIDAY = "Setting: ", "Holiday "

Row = Sequence[object]


def carried_rows(instance: Instance) -> list[tuple[object, ...]]:
    """Return a row per change that makes an instance of nothing, under :data:`HEADERS`."""
    rows = [_row(change) for change in _changes(instance)]
    rows += [_row(Book.of(booking), TYPED if booking.typed else "") for booking in instance.bookings]
    return rows


def _row(change: Change, note: str = "") -> tuple[object, ...]:
    row = to_row(change)
    return (*(row.get(column, "") for column in COLUMN_OF.values()), note)


def _changes(instance: Instance) -> Iterator[Change]:
    for person in instance.crew:
        yield from (AddPerson.of(person.crew_id, person.full_name, one) for one in person.employments)
        yield from (AddAbsence(person.crew_id, one.span) for one in person.absences)
    for one in instance.productions:
        yield AddProduction(one.production_id, one.title, one.span, one.priority)
        if one.earliest_start or one.latest_end:
            yield SetLimits(one.production_id, one.earliest_start, one.latest_end)
        if one.work_days is not None:
            yield SetWorkDays(one.production_id, one.work_days)
        if one.cancelled:
            yield Cancel(one.production_id)
    planned = set(instance.planned_requirements)
    yield from (SetNeed(*need.window, need.count) for need in instance.requirements if need not in planned)


def read_carried(rows: Iterable[Row], pairs: Mapping[str, object], plan: Plan) -> Instance | None:
    """Return the instance of a plan from the carried rows, the settings among the ``pairs`` of Run, and its own slots.

    None when nothing is carried, as in older plans, or what is there cannot be read. Holidays are those of the plan's
    own days; what is outside the plan window is not in the instance.
    """
    folder = _Folder()
    try:
        for row in rows:
            folder.take(from_row(dict(_cells(row))), typed=row[len(COLUMN_OF)] == TYPED)
        return folder.instance(_settings(pairs), plan) if folder.people or folder.productions else None
    except (NoChange, LookupError, TypeError, ValueError, OverflowError):
        return None


def _cells(row: Row) -> Iterator[tuple[str, object]]:
    for column, value in zip(COLUMN_OF.values(), row, strict=False):
        if value not in (None, ""):
            yield column, value


class _Folder:
    """The parts of an instance while it is made of changes; unlike edits these follow no order but their own."""

    def __init__(self) -> None:
        self.people: dict[str, CrewMember] = {}
        self.productions: dict[str, Production] = {}
        self.needs: list[Requirement] = []
        self.bookings: list[Booking] = []

    def take(self, change: Change, *, typed: bool) -> None:
        """Add what a change says. Raises KeyError for somebody or something not named before."""
        match change:
            case AddPerson():
                days = change.first_day, change.last_day
                one = Employment(change.role, change.other_roles, *days, change.day_rate_cents)
                there = self.people.get(change.crew_id)
                employments = (*there.employments, one) if there else (one,)
                self.people[change.crew_id] = CrewMember(change.crew_id, change.full_name, employments)
            case AddAbsence():
                person = self.people[change.crew_id]
                self.people[change.crew_id] = replace(person, absences=(*person.absences, Absence(change.span)))
            case AddProduction():
                new = Production(change.production_id, change.title, change.span, change.priority)
                self.productions[change.production_id] = new
            case SetLimits():
                self._revise(change.production_id, earliest_start=change.first_day, latest_end=change.last_day)
            case SetWorkDays():
                self._revise(change.production_id, work_days=change.work_days)
            case Cancel():
                self._revise(change.production_id, cancelled=True)
            case SetNeed():
                self.needs.append(Requirement(*change.window, change.count))
            case Book() if change.booking:
                self.bookings.append(replace(change.booking, typed=typed))

    def _revise(self, production_id: str, **parts: Any) -> None:
        self.productions[production_id] = replace(self.productions[production_id], **parts)

    def instance(self, settings: Settings, plan: Plan) -> Instance:
        """Return the instance; what is required in the plan window is what the plan has rows for."""
        slots = Counter[Window](row.slot.window for row in plan.assignments)
        slots.update(slot.window for slot in plan.vacancies)
        asked = (Requirement(*window, count) for window, count in slots.items())
        parts = tuple(self.people.values()), tuple(self.productions.values()), (*asked, *self.needs)
        return Instance.sorted(*parts, tuple(self.bookings), settings)


def _settings(pairs: Mapping[str, object]) -> Settings:
    settings, holidays = DEFAULT_SETTINGS, []
    for key, value in pairs.items():
        if key.startswith(SETTING):
            setting = RUN_SETTINGS[key.removeprefix(SETTING)]
            part: dict[str, Any] = {setting: setting_value(setting, "" if value is None else str(value).strip())}
            settings = replace(settings, **part)
        elif key.startswith(HOLIDAY):
            holidays.append(Holiday(date.fromisoformat(key.removeprefix(HOLIDAY)), str(value or "")))
    return replace(settings, holidays=tuple(sorted(holidays)))
