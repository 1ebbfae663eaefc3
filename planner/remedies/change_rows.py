"""The changes of a remedy as rows in the words of change: what a coordinator would do to the sheets, a row each.

Changes when a remedy may change another kind of row.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from planner.domain.booking import Booking
from planner.domain.crew import CrewMember, Employment
from planner.domain.grouping import grouped
from planner.domain.input_change import BookingChange, InputChange, NeedChange, PersonChange, ProductionChange
from planner.domain.instance import Instance
from planner.domain.production import Requirement

Row = dict[str, object]


def change_rows(instance: Instance, changes: Sequence[InputChange]) -> tuple[Row, ...]:
    """Return what is to be done to an instance's sheets, in order.

    A row has ``change`` and, as far as it needs them, ``production``, ``crew``, ``role``, ``from``, ``to`` (ISO days),
    ``number`` and ``value``. The people of a ``hire`` are NEW-1, NEW-2 and so on in the bookings that follow.
    """
    moved = {change.before.production_id for change in changes if isinstance(change, ProductionChange)}
    hired = [change.after for change in changes if isinstance(change, PersonChange) and change.before is None]
    return tuple(_plain(row) for row in (*_hires(hired), *_others(instance, changes, moved)))


def _others(instance: Instance, changes: Iterable[InputChange], moved: set[str]) -> Iterator[Row]:
    for change in changes:
        match change:
            case PersonChange(CrewMember() as before, after):
                yield from _person(before, after)
            case ProductionChange(production, after):
                days = (after.span.first_day - production.span.first_day).days
                yield {"change": "move", "production": production.production_id, "number": days}
            case NeedChange(need, windows) if need.production_id not in moved:
                yield from _need(instance, need, windows)
            case BookingChange(before, after) if not _moves_along(change, moved):
                yield from _booking(before, after)


def _plain(row: Row) -> Row:
    """Return a row with its days as ISO, without what it leaves open."""
    return {name: value if isinstance(value, int) else str(value) for name, value in row.items() if value is not None}


def _hires(people: Sequence[CrewMember]) -> Iterator[Row]:
    for (role, first_day, last_day), mine in grouped(people, lambda one: (one.main_role, *_employed(one))).items():
        yield {"change": "hire", "role": role, "number": len(mine), "from": first_day, "to": last_day}


def _employed(person: CrewMember) -> tuple[date | None, date | None]:
    return person.first_day, person.last_day


def _person(before: CrewMember, after: CrewMember) -> Iterator[Row]:
    several = len(before.employments) > 1
    for was, now in zip(before.employments, after.employments, strict=True):
        yield from _employment(before.crew_id, was, now, several)
    for old, new in zip(before.absences, after.absences, strict=True):
        if old != new:
            days = (new.span.first_day - old.span.first_day).days
            span = {"from": old.span.first_day, "to": old.span.last_day}
            yield {"change": "move leave", "crew": before.crew_id, **span, "number": days}


def _employment(crew_id: str, was: Employment, now: Employment, several: bool) -> Iterator[Row]:
    """Yield what changes in an employment; of several the other end of its days says which it is."""
    if now.first_day != was.first_day:
        which = {"to": was.last_day} if several else {}
        yield {"change": "first day", "crew": crew_id, "from": now.first_day, **which}
    if now.last_day != was.last_day:
        which = {"from": now.first_day} if several else {}
        yield {"change": "last day", "crew": crew_id, **which, "to": now.last_day}
    for role in now.other_roles[len(was.other_roles) :]:
        which = {"from": was.first_day} if several else {}
        yield {"change": "role", "crew": crew_id, "role": role, **which, "value": "other"}


def _need(instance: Instance, need: Requirement, windows: Sequence[Requirement]) -> Iterator[Row]:
    """Yield what becomes of a requirement: fewer, one slot in two, other days, or one slot on other days."""
    row = {"production": need.production_id, "role": need.role, **_days(need)}
    others = [one for one in windows if one.span != need.span]
    left = sum(one.count for one in windows if one.span == need.span)
    if len(others) == 2:
        yield {"change": "split", **row, "value": max(one.span.first_day for one in others)}
    elif others and need.count == 1:
        span = others[0].span
        yield {"change": "window", **row, "value": f"{span.first_day}..{span.last_day}"}
    else:
        yield {"change": "need", **row, "number": left}
        for one in others:
            there = sum(other.count for other in instance.requirements if _is_same(other, one))
            yield {"change": "need", **row, **_days(one), "number": there + one.count}


def _is_same(one: Requirement, other: Requirement) -> bool:
    return one.window == other.window


def _days(need: Requirement) -> Row:
    return {"from": need.span.first_day, "to": need.span.last_day}


def _moves_along(change: BookingChange, moved: set[str]) -> bool:
    """Whether a booking only gets other days as its production moves."""
    before, after = change.before, change.after
    if before is None or after is None or before.production_id not in moved:
        return False
    return (before.first_day, before.last_day) != (after.first_day, after.last_day)


def _booking(before: Booking | None, after: Booking | None) -> Iterator[Row]:
    told = after or before
    if told is not None:
        row = {"change": "book", "production": told.production_id, "crew": told.crew_id, "role": told.role}
        value = after.status_text if after else "none"
        yield {**row, "from": told.first_day, "to": told.last_day, "value": value}
