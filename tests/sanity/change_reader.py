"""The words of change read back: rows as a coordinator would carry them out on the sheets, one after the other.

It shares nothing with the writer of the rows. Changes when the contract's words of change do.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import Requirement
from planner.domain.span import DateSpan

Row = dict[str, object]


def carried_out(instance: Instance, rows: Iterable[Row]) -> Instance:
    for row in rows:
        instance = WORDS[str(row["change"])](instance, row)
    return instance


def _day(row: Row, name: str) -> date | None:
    return date.fromisoformat(str(row[name])) if name in row else None


def _span(row: Row) -> DateSpan:
    return DateSpan(date.fromisoformat(str(row["from"])), date.fromisoformat(str(row["to"])))


def _hire(instance: Instance, row: Row) -> Instance:
    role, span = str(row["role"]), _span(row)
    hired = sum(person.crew_id.startswith("NEW-") for person in instance.crew)
    new = (
        CrewMember.employed(f"NEW-{hired + n}", f"New {role} {n}", role, (), span.first_day, span.last_day)
        for n in range(1, int(str(row["number"])) + 1)
    )
    return instance.rebuilt(crew=(*instance.crew, *new))


def _person(instance: Instance, row: Row) -> tuple[CrewMember, tuple[CrewMember, ...]]:
    person = instance.crew_by_id[str(row["crew"])]
    return person, tuple(one for one in instance.crew if one is not person)


def _first_day(instance: Instance, row: Row) -> Instance:
    person, others = _person(instance, row)
    (own,) = [one for one in person.employments if len(person.employments) == 1 or one.last_day == _day(row, "to")]
    return instance.rebuilt(crew=(*others, person.revised(own, first_day=_day(row, "from"))))


def _last_day(instance: Instance, row: Row) -> Instance:
    person, others = _person(instance, row)
    (own,) = [one for one in person.employments if len(person.employments) == 1 or one.first_day == _day(row, "from")]
    return instance.rebuilt(crew=(*others, person.revised(own, last_day=_day(row, "to"))))


def _role(instance: Instance, row: Row) -> Instance:
    person, others = _person(instance, row)
    (own,) = [one for one in person.employments if len(person.employments) == 1 or one.first_day == _day(row, "from")]
    return instance.rebuilt(crew=(*others, person.revised(own, other_roles=(*own.other_roles, row["role"]))))


def _move_leave(instance: Instance, row: Row) -> Instance:
    person, others = _person(instance, row)
    at = [absence.span for absence in person.absences].index(_span(row))
    away = person.absences[at]
    moved = replace(away, span=away.span.shifted(int(str(row["number"]))))
    absences = sorted((*person.absences[:at], moved, *person.absences[at + 1 :]), key=lambda one: one.span)
    return instance.rebuilt(crew=(*others, replace(person, absences=tuple(absences))))


def _move(instance: Instance, row: Row) -> Instance:
    days, name = int(str(row["number"])), row["production"]
    by = timedelta(days=days)

    def booked(one: Booking) -> Booking:
        first, last = one.first_day and one.first_day + by, one.last_day and one.last_day + by
        return replace(one, first_day=first, last_day=last) if one.production_id == name else one

    return instance.rebuilt(
        productions=tuple(
            replace(one, span=one.span.shifted(days)) if one.production_id == name else one
            for one in instance.productions
        ),
        requirements=tuple(
            replace(one, span=one.span.shifted(days)) if one.production_id == name else one
            for one in instance.requirements
        ),
        bookings=tuple(map(booked, instance.bookings)),
    )


def _asked(instance: Instance, row: Row, span: DateSpan, number: int) -> Instance:
    """Ask for so many in a window, whatever was asked for there."""
    need = Requirement(str(row["production"]), str(row["role"]), span, number)
    others = (one for one in instance.requirements if (one.production_id, one.role, one.span) != _key(need))
    return instance.rebuilt(requirements=(*others, *([need] if number else [])))


def _key(need: Requirement) -> tuple[str, str, DateSpan]:
    return need.production_id, need.role, need.span


def _count(instance: Instance, row: Row, span: DateSpan) -> int:
    key = row["production"], row["role"], span
    return sum(one.count for one in instance.requirements if _key(one) == key)


def _need(instance: Instance, row: Row) -> Instance:
    return _asked(instance, row, _span(row), int(str(row["number"])))


def _window(instance: Instance, row: Row) -> Instance:
    new = DateSpan(*(date.fromisoformat(day) for day in str(row["value"]).split("..")))
    number = _count(instance, row, _span(row)) + _count(instance, row, new)
    return _asked(_asked(instance, row, _span(row), 0), row, new, number)


def _split(instance: Instance, row: Row) -> Instance:
    span, day = _span(row), date.fromisoformat(str(row["value"]))
    instance = _asked(instance, row, span, _count(instance, row, span) - 1)
    for part in (DateSpan(span.first_day, day - timedelta(days=1)), DateSpan(day, span.last_day)):
        instance = _asked(instance, row, part, _count(instance, row, part) + 1)
    return instance


def _book(instance: Instance, row: Row) -> Instance:
    status, _, rank = str(row["value"]).partition(" ")
    key = row["production"], row["crew"], row.get("role"), _day(row, "from"), _day(row, "to")
    same = [b for b in instance.bookings if (b.production_id, b.crew_id, b.role, b.first_day, b.last_day) == key]
    bookings = [one for one in instance.bookings if one not in same]
    if status != "none":
        crew, role = str(row["crew"]), row.get("role")
        days = _day(row, "from"), _day(row, "to")
        rows = Booking(str(row["production"]), crew, role, BookingStatus(status), int(rank or 0), False, *days)
        bookings.append(rows)
    return instance.rebuilt(bookings=tuple(bookings))


WORDS = {
    "hire": _hire,
    "first day": _first_day,
    "last day": _last_day,
    "role": _role,
    "move leave": _move_leave,
    "move": _move,
    "need": _need,
    "window": _window,
    "split": _split,
    "book": _book,
}
