"""People and productions as lists, and one of them in full, in words and as JSON.

Changes when a list should show more.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.cli.tables import table_lines

if TYPE_CHECKING:
    from planner.desk.state import Desk
    from planner.domain.crew import CrewMember
    from planner.domain.plan import Assignment
    from planner.domain.production import Production, Requirement
    from planner.domain.span import DateSpan

_CREW_HEADS = ("Crew ID", "Full name", "Role", "Other roles", "From", "Until", "Days", "Productions")
_PRODUCTION_HEADS = ("Production ID", "Title", "Start", "End", "Priority", "Status", "Slots", "Filled", "Missing")


def crew_lines(desk: "Desk", people: "Sequence[CrewMember]") -> Iterator[str]:
    """Yield a line per person."""
    rows = [
        (
            one.crew_id,
            one.full_name,
            one.main_role,
            "; ".join(one.other_roles),
            one.first_day or "",
            one.last_day or "",
            sum(row.slot.span.days for row in desk.work_of(one.crew_id)),
            ", ".join(dict.fromkeys(row.slot.production_id for row in desk.work_of(one.crew_id))),
        )
        for one in people
    ]
    yield from table_lines(_CREW_HEADS, rows) if rows else ("Nobody.",)


def crew_json(desk: "Desk", person: "CrewMember") -> dict[str, object]:
    """Return a person as JSON, work included."""
    return {
        "crew_id": person.crew_id,
        "full_name": person.full_name,
        "role": person.main_role,
        "other_roles": list(person.other_roles),
        "hire_date": person.first_day.isoformat() if person.first_day else None,
        "fire_date": person.last_day.isoformat() if person.last_day else None,
        "day_rate": person.employments[-1].day_rate_cents / 100,
        **{header.casefold(): text for header, text in person.remarks.items()},
        "work": [_work_json(row) for row in desk.work_of(person.crew_id)],
    }


def person_json(desk: "Desk", person: "CrewMember") -> dict[str, object]:
    """Return a person in full as JSON."""
    return {
        **crew_json(desk, person),
        "absences": [{**_span_json(absence.span), "reason": absence.reason} for absence in person.absences],
        "bookings": [
            {"production_id": one.production_id, "role": one.role, "status": one.status_text}
            for one in desk.instance.bookings
            if one.crew_id == person.crew_id
        ],
    }


def person_lines(desk: "Desk", person: "CrewMember") -> Iterator[str]:
    """Yield a person in full."""
    yield f"{person.full_name} ({person.crew_id}), {'; '.join(person.roles)}"
    yield f"Employed {person.first_day or 'always'} to {person.last_day or 'no end'}, {_rate(person)} a day"
    yield from (f"{header}: {text}" for header, text in person.remarks.items())
    for absence in person.absences:
        yield f"Away {absence.span}{f' ({absence.reason})' if absence.reason else ''}"
    work = desk.work_of(person.crew_id)
    yield f"{'Work' if desk.has_plan else 'Work by confirmed bookings; there is no plan'}:"
    yield from (f"  {row.slot.span}  {row.slot.production_id} as {row.slot.role}" for row in work)
    if not work:
        yield "  none"
    for one in desk.instance.bookings:
        if one.crew_id == person.crew_id:
            yield f"Booked: {one.production_id}{f' as {one.role}' if one.role else ''}, {one.status_text}"


def productions_lines(desk: "Desk") -> Iterator[str]:
    """Yield a line per production."""
    rows = [
        (
            one.production_id,
            one.title,
            one.span.first_day,
            one.span.last_day,
            one.priority,
            _status(one),
            _asked(desk, one),
            len(_team(desk, one)),
            "; ".join(f"{role} ×{count}" for role, count in _missing(desk, one).items()),
        )
        for one in desk.instance.productions
    ]
    yield from table_lines(_PRODUCTION_HEADS, rows) if rows else ("Nothing.",)


def productions_json(desk: "Desk") -> list[dict[str, object]]:
    """Return every production as JSON."""
    return [_outline_json(desk, one) for one in desk.instance.productions]


def production_json(desk: "Desk", production: "Production") -> dict[str, object]:
    """Return a production in full as JSON."""
    return {
        **_outline_json(desk, production),
        "needs": [
            {
                "role": need.role,
                "count": need.count,
                **_span_json(need.span),
                "crew": [row.crew_id for row in _on(desk, need)],
            }
            for need in desk.requirements_of(production.production_id)
        ],
        "bookings": [
            {"crew_id": one.crew_id, "role": one.role, "status": one.status_text}
            for one in desk.instance.bookings
            if one.production_id == production.production_id
        ],
    }


def production_lines(desk: "Desk", production: "Production") -> Iterator[str]:
    """Yield a production in full."""
    yield f"{production.title} ({production.production_id}), {production.span}"
    yield f"Priority {production.priority}, {_status(production)}"
    people = desk.instance.crew_by_id
    for need in desk.requirements_of(production.production_id):
        yield f"{need.role} ×{need.count}, {need.span}:"
        team = _on(desk, need)
        yield from (f"  {people[row.crew_id].full_name} ({row.crew_id})" for row in team)
        if len(team) < need.count and not production.cancelled:
            yield f"  {need.count - len(team)} missing"
    for one in desk.instance.bookings:
        if one.production_id == production.production_id:
            yield f"Booked: {one.crew_id}{f' as {one.role}' if one.role else ''}, {one.status_text}"


def _outline_json(desk: "Desk", production: "Production") -> dict[str, object]:
    return {
        "production_id": production.production_id,
        "title": production.title,
        "start": production.span.first_day.isoformat(),
        "end": production.span.last_day.isoformat(),
        "priority": production.priority,
        "status": _status(production),
        "slots": _asked(desk, production),
        "filled": len(_team(desk, production)),
        "missing": _missing(desk, production),
    }


def _status(production: "Production") -> str:
    return "cancelled" if production.cancelled else "active"


def _asked(desk: "Desk", production: "Production") -> int:
    return sum(need.count for need in desk.requirements_of(production.production_id))


def _team(desk: "Desk", production: "Production") -> "tuple[Assignment, ...]":
    return () if production.cancelled else desk.team_of(production.production_id)


def _missing(desk: "Desk", production: "Production") -> dict[str, int]:
    missing: dict[str, int] = {}
    if not production.cancelled:
        for slot in desk.vacancies_of(production.production_id):
            missing[slot.role] = missing.get(slot.role, 0) + 1
    return missing


def _on(desk: "Desk", need: "Requirement") -> "list[Assignment]":
    team = desk.team_of(need.production_id)
    return [row for row in team if (row.slot.role, row.slot.span) == (need.role, need.span)]


def _rate(person: "CrewMember") -> str:
    return f"{person.employments[-1].day_rate_cents / 100:,.2f}"


def _work_json(row: "Assignment") -> dict[str, object]:
    return {"production_id": row.slot.production_id, "role": row.slot.role, **_span_json(row.slot.span)}


def _span_json(span: "DateSpan") -> dict[str, str]:
    return {"from": span.first_day.isoformat(), "to": span.last_day.isoformat()}
