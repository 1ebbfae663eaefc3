"""``planner availability``: who is free on given days.

Changes when the list should show more about a person.
"""

from collections.abc import Iterator
from datetime import datetime

import click

from planner.cli.days import DAY, day_json, span_json
from planner.cli.exits import DONE
from planner.cli.folders import Files, read_input
from planner.cli.options import common_options, examples, folder_options, usage_error
from planner.cli.screen import Screen
from planner.cli.tables import table_lines
from planner.desk.availability import Availability, Available, find_available, find_role
from planner.domain.instance import Instance
from planner.domain.span import DateSpan
from planner.domain.wording import Productions, counted, titled


@click.command(
    epilog=examples(
        "planner availability my-season --from 2027-03-01 --to 2027-03-12",
        "planner availability my-season --from 2027-03-01 --to 2027-03-12 --role Gaffer --json",
    ),
)
@folder_options
@click.option("--from", "first", type=DAY, required=True, metavar="DATE", help="First day, as 2027-03-01.")
@click.option("--to", "last", type=DAY, required=True, metavar="DATE", help="Last day; it counts too.")
@click.option("--role", help="Only people who have this role.")
@common_options()
def availability(screen: Screen, files: Files, first: datetime, last: datetime, role: str | None) -> int:
    """Show who is employed, not away and not assigned on all the days asked for, and who on part of them.

    Without a plan, confirmed bookings count as work. Holds, and work nearer than the gap days, are shown and make
    nobody unavailable.
    """
    if last < first:
        raise usage_error("end-before-start", f"--to {last.date()} is before --from {first.date()}.")
    _, instance = read_input(screen, files)
    known_role = _known_role(instance, role) if role else None
    assignments = instance.previous.assignments if instance.previous else None
    found = find_available(instance, assignments, DateSpan(first.date(), last.date()), known_role)
    screen.answer(_as_json(found, known_role))
    screen.show(_lines(found, known_role, instance.production_by_id))
    return DONE


def _known_role(instance: Instance, text: str) -> str:
    role, near = find_role(instance, text)
    if role is None:
        hint = f' Did you mean "{near}"?' if near else ""
        raise usage_error("unknown-role", f'Nobody and nothing in this folder has the role "{text}".{hint}')
    return role


def _lines(found: Availability, role: str | None, productions: Productions) -> Iterator[str]:
    asked = f"{f'{role}, ' if role else ''}{found.span} ({counted(found.span.days, 'day')})"
    yield f"Free on all days of {asked}: {len(found.whole)}"
    if found.whole:
        yield from table_lines(
            ("Crew ID", "Full name", "Role", "Notes"), [_row(one, productions) for one in found.whole]
        )
    yield ""
    yield f"Free on part of them: {len(found.partly)}"
    if found.partly:
        heads = ("Crew ID", "Full name", "Role", "Free days", "Free", "Notes")
        rows = [
            (*who, one.free_days, ", ".join(map(_days, one.free)), notes)
            for one in found.partly
            for *who, notes in (_row(one, productions),)
        ]
        yield from table_lines(heads, rows)


def _row(one: Available, productions: Productions) -> tuple[object, ...]:
    return one.person.crew_id, one.person.full_name, one.main_role, _notes(one, productions)


def _notes(one: Available, productions: Productions) -> str:
    notes = [
        f"{pencil.status} on {titled(pencil.production_id, productions)}, {_days(pencil.span)}"
        for pencil in one.pencils
    ]
    for gap in one.short_gaps:
        beside = f"{titled(gap.production_id, productions)}, {_days(gap.span)}"
        notes.append(f"{_only(gap.free_days)} between these days and {beside}")
    return "; ".join(notes)


def _only(free_days: int) -> str:
    return f"only {counted(free_days, 'free day')}" if free_days else "no free day"


def _days(span: DateSpan) -> str:
    return str(span) if span.days > 1 else str(span.first_day)


def _as_json(found: Availability, role: str | None) -> dict[str, object]:
    return {
        **span_json(found.span),
        "role": role,
        "available": [_person_json(one) for one in found.whole],
        "partly": [_person_json(one) for one in found.partly],
    }


def _person_json(one: Available) -> dict[str, object]:
    return {
        "crew_id": one.person.crew_id,
        "full_name": one.person.full_name,
        "role": one.main_role,
        "other_roles": [role for role in one.person.roles if role != one.main_role],
        "hire_date": day_json(one.person.first_day),
        "fire_date": day_json(one.person.last_day),
        "free_days": one.free_days,
        "free": [span_json(span) for span in one.free],
        "bookings": [
            {"production_id": pencil.production_id, "status": pencil.status, **span_json(pencil.span)}
            for pencil in one.pencils
        ],
        "short_gaps": [
            {"production_id": gap.production_id, "free_days": gap.free_days, **span_json(gap.span)}
            for gap in one.short_gaps
        ],
    }
