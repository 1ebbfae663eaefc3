"""People and productions as lists, and one of them in full, in words and as JSON.

Changes when a list should show more.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.cli.days import day_json, span_json
from planner.cli.tables import table_lines
from planner.domain.wording import production_in_words, titled

if TYPE_CHECKING:
    from planner.desk.state import Desk
    from planner.domain.booking import Booking
    from planner.domain.crew import CrewMember, Employment
    from planner.domain.plan import Assignment
    from planner.domain.production import Production, Requirement

_CREW_HEADS = ("Crew ID", "Full name", "Role", "Other roles", "From", "Until", "Days", "Productions")
_PRODUCTION_HEADS = ("Production ID", "Title", "Start", "End", "Priority", "Status", "Slots", "Filled", "Missing")


def crew_lines(desk: "Desk", people: "Sequence[CrewMember]") -> Iterator[str]:
    """Yield a line per employment, with the work that begins in it."""
    rows = [_employment_row(desk, person, one) for person in people for one in person.employments]
    yield from table_lines(_CREW_HEADS, rows) if rows else ("Nobody.",)


def _employment_row(desk: "Desk", person: "CrewMember", own: "Employment") -> tuple[object, ...]:
    slots = [row.slot for row in desk.work_of(person.crew_id)]
    mine = [slot for slot in slots if person.employment_near(slot.span.first_day) is own]
    return (
        person.crew_id,
        person.full_name,
        own.main_role,
        "; ".join(own.other_roles),
        own.first_day or "",
        own.last_day or "",
        sum(slot.span.days for slot in mine),
        ", ".join(dict.fromkeys(slot.production_id for slot in mine)),
    )


def crew_json(desk: "Desk", person: "CrewMember") -> dict[str, object]:
    """Return a person as JSON, work included."""
    return {
        "crew_id": person.crew_id,
        "full_name": person.full_name,
        "role": person.main_role,
        "other_roles": list(person.other_roles),
        "hire_date": day_json(person.first_day),
        "fire_date": day_json(person.last_day),
        "day_rate": person.employments[-1].day_rate_cents / 100,
        "employments": [_employment_json(one) for one in person.employments],
        **{header.casefold(): text for header, text in person.remarks.items()},
        "work": [_work_json(desk, row) for row in desk.work_of(person.crew_id)],
    }


def person_json(desk: "Desk", person: "CrewMember") -> dict[str, object]:
    """Return a person in full as JSON."""
    return {
        **crew_json(desk, person),
        "absences": [{**span_json(absence.span), "reason": absence.reason} for absence in person.absences],
        "bookings": [_booking_json(desk, one) for one in desk.instance.bookings if one.crew_id == person.crew_id],
    }


def person_lines(desk: "Desk", person: "CrewMember") -> Iterator[str]:
    """Yield a person in full."""
    yield f"{person.full_name} ({person.crew_id}), {'; '.join(person.roles)}"
    for own in person.employments:
        term = f"{own.first_day or 'always'} to {own.last_day or 'no end'}"
        yield f"Employed {term} as {'; '.join(own.roles)}, {own.day_rate_cents / 100:,.2f} a day"
    yield from (f"{header}: {text}" for header, text in person.remarks.items())
    for absence in person.absences:
        yield f"Away {absence.span}{f' ({absence.reason})' if absence.reason else ''}"
    work = desk.work_of(person.crew_id)
    yield f"{'Work' if desk.has_plan else 'Work by confirmed bookings; there is no plan'}:"
    yield from (
        f"  {row.slot.span}  {titled(row.slot.production_id, desk.productions)} as {row.slot.role}" for row in work
    )
    if not work:
        yield "  none"
    for one in desk.instance.bookings:
        if one.crew_id == person.crew_id:
            yield f"Booked: {titled(one.production_id, desk.productions)}{_about(one)}, {one.status_text}"


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
                "production_id": need.production_id,
                "role": need.role,
                "count": need.count,
                **span_json(need.span),
                "crew": [row.crew_id for row in _on(desk, need)],
            }
            for need in desk.requirements_of(production.production_id)
        ],
        "bookings": [
            _booking_json(desk, one) for one in desk.instance.bookings if one.production_id == production.production_id
        ],
    }


def production_lines(desk: "Desk", production: "Production") -> Iterator[str]:
    """Yield a production in full."""
    yield f"{production_in_words(production)}, {production.span}"
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
            name = people[one.crew_id].full_name
            yield f"Booked: {name} ({one.crew_id}){_about(one)}, {one.status_text}"


def _outline_json(desk: "Desk", production: "Production") -> dict[str, object]:
    return {
        "production_id": production.production_id,
        "title": production.title,
        "start": production.span.first_day.isoformat(),
        "end": production.span.last_day.isoformat(),
        "priority": production.priority,
        "status": _status(production),
        "earliest_start": day_json(production.earliest_start),
        "latest_end": day_json(production.latest_end),
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
    return [row for row in desk.team_of(need.production_id) if row.slot.window == need.window]


def _about(booking: "Booking") -> str:
    """Return the role and days that a booking names, empty when it names neither."""
    role = f" as {booking.role}" if booking.role else ""
    first = f" from {booking.first_day}" if booking.first_day else ""
    last = f" {'to' if first else 'until'} {booking.last_day}" if booking.last_day else ""
    return f"{role}{first}{last}"


def _employment_json(one: "Employment") -> dict[str, object]:
    return {
        "role": one.main_role,
        "other_roles": list(one.other_roles),
        "hire_date": day_json(one.first_day),
        "fire_date": day_json(one.last_day),
        "day_rate": one.day_rate_cents / 100,
    }


def _booking_json(desk: "Desk", one: "Booking") -> dict[str, object]:
    production = desk.instance.production_by_id.get(one.production_id)  # cancelled ones without days are not there
    return {
        "production_id": one.production_id,
        "title": production.title if production else "",
        "crew_id": one.crew_id,
        "full_name": desk.instance.crew_by_id[one.crew_id].full_name,
        "role": one.role,
        "from": day_json(one.first_day),
        "to": day_json(one.last_day),
        "status": one.status_text,
    }


def _work_json(desk: "Desk", row: "Assignment") -> dict[str, object]:
    slot, productions = row.slot, desk.instance.production_by_id
    return {
        "production_id": slot.production_id,
        "title": productions[slot.production_id].title if slot.production_id in productions else None,
        "role": slot.role,
        **span_json(slot.span),
    }
