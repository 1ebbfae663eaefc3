"""A season as flat tables, a row per thing, with the headers of the workbooks: for spreadsheets and other programs.

What is made to be sent holds no rate, cost or reason of absence, and no note, in which anything may stand: these are
columns of their own, and only there when somebody asks for them.
Changes when a table should say something else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.booking import Booking
from planner.domain.crew import Employment
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Plan
from planner.domain.production import Slot
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW, ROLES, UNAVAILABLE
from planner.workbook.columns.plan import ASSIGNMENTS, OUTSIDE_WINDOW
from planner.workbook.columns.productions import ACTIVE, BOOKINGS, CANCELLED, PRODUCTIONS, REQUIREMENTS
from planner.workbook.planbook.plan_reading import PlanContents, plan_of
from planner.workbook.planbook.plan_rows import BookedText
from planner.workbook.reading import Reading

Value = str | int | float | date | None
Row = tuple[Value, ...]
VACANCIES, TYPED = "Vacancies", "Typed"
_PRODUCTION, _PERSON, _DAYS = (
    (heads.PRODUCTION_ID, heads.TITLE),
    (heads.CREW_ID, heads.FULL_NAME),
    (heads.FROM, heads.TO),
)
_SLOT = (*_PRODUCTION, heads.ROLE, heads.SLOT, *_DAYS)


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table by the name of its sheet; ``rows`` have a value for each of ``heads``."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    def without(self, *columns: str) -> "FlatTable":
        """Return the table without some of its columns."""
        kept = [at for at, head in enumerate(self.heads) if head not in columns]
        return FlatTable(
            self.name, tuple(self.heads[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in self.rows)
        )


def flat_tables(reading: Reading, *, with_rates: bool = False) -> tuple[FlatTable, ...]:
    """Return the plan at hand and what it was made from; the input must have been read without an error."""
    instance = reading.instance
    if instance is None:
        raise ValueError("the input was refused")
    tables = tuple(_tables(instance, reading.previous))
    return tables if with_rates else tuple(table.without(*NOT_SENT) for table in tables)


def _tables(instance: Instance, contents: PlanContents) -> Iterator[FlatTable]:
    plan, names = plan_of(contents, instance), _Names(instance, contents)
    assignments = _assignments(names, BookedText(instance.bookings), contents, plan)
    bookings = (_booking(names, one) for one in instance.bookings)
    yield FlatTable(ASSIGNMENTS.name, (*_SLOT, *_PERSON, heads.BOOKED, heads.CHANGE), tuple(assignments))
    yield FlatTable(OUTSIDE_WINDOW.name, (*_SLOT, *_PERSON), tuple(_outside(names, contents)))
    yield FlatTable(VACANCIES, (*_SLOT, heads.PRIORITY), tuple(_vacancies(names, instance, plan)))
    yield FlatTable(PRODUCTIONS.name, _PRODUCTION_HEADS, tuple(_productions(instance, plan)))
    yield FlatTable(CREW.name, _CREW_HEADS, tuple(_crew(instance, plan)))
    yield FlatTable(UNAVAILABLE.name, (*_PERSON, *_DAYS, heads.REASON), tuple(_absences(instance)))
    yield FlatTable(REQUIREMENTS.name, _NEED_HEADS, tuple(_requirements(names, instance)))
    yield FlatTable(BOOKINGS.name, _BOOKING_HEADS, tuple(bookings))
    yield FlatTable(ROLES.name, (heads.ROLE, heads.DEPARTMENT), tuple(sorted(instance.role_departments.items())))


NOT_SENT = (heads.DAY_RATE, heads.COST, heads.REASON, heads.NOTES)
"""The columns that leave the house only when somebody asks for rates."""

_PRODUCTION_HEADS = (
    *(*_PRODUCTION, heads.START, heads.END, heads.PRIORITY, heads.STATUS, heads.EARLIEST_START, heads.LATEST_END),
    *(heads.SLOTS, heads.FILLED, heads.VACANT),
)
_CREW_HEADS = (
    *(*_PERSON, heads.ROLE, heads.OTHER_ROLES, heads.HIRE_DATE, heads.FIRE_DATE, heads.DAY_RATE),
    *(heads.EMAIL, heads.PHONE, heads.NOTES, heads.DEPARTMENT, heads.DAYS, heads.COST),
)
_NEED_HEADS = (*_PRODUCTION, heads.ROLE, heads.COUNT, *_DAYS)
_BOOKING_HEADS = (*_PRODUCTION, *_PERSON, heads.ROLE, *_DAYS, heads.STATUS, TYPED)


class _Names:
    """What people and productions are called: as the input has it, else as the plan has it."""

    def __init__(self, instance: Instance, contents: PlanContents) -> None:
        rows = (*contents.rows, *contents.outside)
        self._titles = {row.production_id: row.title for row in rows}
        self._titles |= {one.production_id: one.title for one in instance.productions}
        self._people = {row.crew_id: row.full_name for row in rows if row.crew_id}
        self._people |= {person.crew_id: person.full_name for person in instance.crew}

    def production(self, production_id: str) -> tuple[str, str]:
        return production_id, self._titles.get(production_id, "")

    def person(self, crew_id: str) -> tuple[str, str]:
        return crew_id, self._people.get(crew_id, "")

    def slot(self, slot: Slot) -> Row:
        days = slot.span.first_day, slot.span.last_day
        return (*self.production(slot.production_id), slot.role, slot.number, *days)


def _assignments(names: _Names, booked: BookedText, contents: PlanContents, plan: Plan) -> Iterator[Row]:
    """A row per slot, filled or not, by production, role and days."""
    change_of = {row.place: row.change for row in contents.rows}
    rows: list[tuple[Slot, Row]] = [(slot, ("", "", "", "")) for slot in plan.vacancies]
    for row in plan.assignments:
        booking = booked.of(row.crew_id, row.slot)
        rows.append((row.slot, (*names.person(row.crew_id), booking, change_of.get(row.place, ""))))
    for slot, cells in sorted(rows, key=lambda row: _slot_order(row[0])):
        yield (*names.slot(slot), *cells)


def _slot_order(slot: Slot) -> tuple[object, ...]:
    return name_key(slot.production_id), name_key(slot.role), slot.span, slot.number


def _outside(names: _Names, contents: PlanContents) -> Iterator[Row]:
    for row in contents.outside:
        days = row.span.first_day, row.span.last_day
        yield (*names.production(row.production_id), row.role, row.slot, *days, *names.person(row.crew_id))


def _vacancies(names: _Names, instance: Instance, plan: Plan) -> Iterator[Row]:
    for slot in plan.vacancies:
        production = instance.production_by_id.get(slot.production_id)
        yield (*names.slot(slot), production.priority if production else None)


def _productions(instance: Instance, plan: Plan) -> Iterator[Row]:
    filled = Counter(row.slot.production_id for row in plan.assignments)
    vacant = Counter(slot.production_id for slot in plan.vacancies)
    for one in instance.productions:
        ours, open_ = filled[one.production_id], vacant[one.production_id]
        status = CANCELLED if one.cancelled else ACTIVE
        days = one.span.first_day, one.span.last_day
        limits = one.earliest_start, one.latest_end
        yield (one.production_id, one.title, *days, one.priority, status, *limits, ours + open_, ours, open_)


def _crew(instance: Instance, plan: Plan) -> Iterator[Row]:
    """A row per employment, with its paid days in the plan and what they cost."""
    work = grouped(plan.assignments, lambda row: row.crew_id)
    for person in instance.crew:
        for one in person.employments:
            days = _paid_days(instance, one, [row.slot for row in work.get(person.crew_id, ())])
            said = dict(one.remarks)
            yield (
                *(person.crew_id, person.full_name, one.main_role, "; ".join(one.other_roles)),
                *(one.first_day, one.last_day, one.day_rate_cents / 100),
                *(said.get(head, "") for head in (heads.EMAIL, heads.PHONE, heads.NOTES)),
                *(instance.role_departments.get(one.main_role, ""), days, days * one.day_rate_cents / 100),
            )


def _paid_days(instance: Instance, employment: Employment, slots: list[Slot]) -> int:
    parts = ((slot, employment.within(slot.span)) for slot in slots if slot.production_id in instance.production_by_id)
    return sum(instance.work_days_of(slot.production_id).paid(span) for slot, span in parts if span)


def _absences(instance: Instance) -> Iterator[Row]:
    for person in instance.crew:
        for away in person.absences:
            yield person.crew_id, person.full_name, away.span.first_day, away.span.last_day, away.reason


def _requirements(names: _Names, instance: Instance) -> Iterator[Row]:
    for need in instance.requirements:
        days = need.span.first_day, need.span.last_day
        yield (*names.production(need.production_id), need.role, need.count, *days)


def _booking(names: _Names, booking: Booking) -> Row:
    days = booking.first_day, booking.last_day
    who = (*names.production(booking.production_id), *names.person(booking.crew_id))
    return (*who, booking.role or "", *days, booking.status_text, "yes" if booking.typed else "")
