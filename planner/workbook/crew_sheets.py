"""The Crew and Unavailable sheets, read.

Changes when those sheets do.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.domain.crew import Absence, CrewMember
from planner.domain.finding import Severity
from planner.workbook.cells import match_key, shown
from planner.workbook.registers import Register, register_row
from planner.workbook.roles_sheet import RoleNames
from planner.workbook.tables import Row, Table


@dataclass(frozen=True, slots=True)
class CrewRow:
    """A person and the row they stand in."""

    person: CrewMember
    row: Row


def read_crew(table: Table, roles: RoleNames, register: Register) -> list[CrewRow]:
    """Read the people and enter them in ``register``, those of faulty rows too; only sound rows are returned."""
    first: dict[str, Row] = {}
    names: dict[str, Row] = {}
    found = []
    for row in table.rows():
        crew_id, name = register_row(row, register, first)
        if row.has("Crew ID") and name:
            _warn_of_namesake(row, names.setdefault(match_key(name), row), name)
        person = _read_person(row, crew_id, name, roles)
        if person is not None:
            found.append(CrewRow(person, row))
    warn_of_similar_ids(first, "Crew ID")
    return found


def _read_person(row: Row, crew_id: str, name: str, roles: RoleNames) -> CrewMember | None:
    main = roles.read(row, "Role", needed=True)
    others = roles.read_all(row, "Other roles")
    hired, fired = row.day("Hire date"), row.day("Fire date")
    if hired and fired and fired < hired:
        message = f"the fire date {fired} lies before the hire date {hired}."
        row.fault("fire-before-hire", "Fire date", message, "Correct one of the two.")
    cents = row.cents("Day rate")
    if row.broken or main is None:
        return None
    others = tuple(role for role in others if role != main)
    return CrewMember.employed(crew_id, name, main, others, hired, fired, cents, (), row.place("Crew ID"))


def _warn_of_namesake(row: Row, first: Row, name: str) -> None:
    if row is not first:
        message = f"{shown(name)} also stands in {first.place('Full name').cell}."
        hint = "If this is one person, keep one row; the Crew ID tells two apart."
        row.fault("duplicate-name", "Full name", message, hint, Severity.WARNING)


def warn_of_similar_ids(rows: dict[str, Row], column: str) -> None:
    """Warn of identifiers such as ``7`` and ``007``, which are two to the planner and perhaps one to their user."""
    bare: dict[str, str] = {}
    for key, row in rows.items():
        if not key.isdigit():
            continue
        other = bare.setdefault(key.lstrip("0"), key)
        if other != key and row.has(column):
            message = f"{shown(key)} and {shown(other)} are two identifiers."
            hint = "If they are one, use the same digits, as text."
            row.fault("similar-id", column, message, hint, Severity.WARNING)


def read_absences(table: Table, register: Register) -> list[tuple[str, Absence, Row]]:
    """Read who is away when."""
    found = []
    for row in table.rows():
        crew_id = register.read(row)
        first, last = row.day("From", needed=True), row.day("To", needed=True)
        span = row.span(first, last, "To") if first and last else None
        if not row.broken and crew_id and span:
            found.append((crew_id, Absence(span, row.text("Reason"), row.place("From")), row))
    return found


def with_absences(crew: list[CrewRow], absences: Iterable[tuple[str, Absence, Row]]) -> tuple[CrewMember, ...]:
    """Return the people with their absences, sorted; absences that overlap or miss the employment are warned of."""
    by_person: dict[str, list[tuple[Absence, Row]]] = defaultdict(list)
    for crew_id, absence, row in absences:
        by_person[crew_id].append((absence, row))
    return tuple(_with(found.person, by_person.get(found.person.crew_id, [])) for found in crew)


def _with(person: CrewMember, absences: list[tuple[Absence, Row]]) -> CrewMember:
    absences.sort(key=lambda pair: (pair[0].span, pair[0].reason))
    latest: tuple[Absence, Row] | None = None
    for absence, row in absences:
        _warn_if_not_employed(person, absence, row)
        if latest and latest[0].span.clashes_with(absence.span):
            message = f"{absence.span} overlaps {latest[0].span} in row {latest[1].number}."
            row.fault(
                "overlapping-absences", "From", message, "Both count; join them if they are one.", Severity.WARNING
            )
        if latest is None or absence.span.last_day > latest[0].span.last_day:
            latest = absence, row
    return replace(person, absences=tuple(absence for absence, _ in absences))


def _warn_if_not_employed(person: CrewMember, absence: Absence, row: Row) -> None:
    span = absence.span
    if person.employed_within(span) != (span,):
        terms = [f"{one.first_day or 'always'} to {one.last_day or 'no end'}" for one in person.employments]
        employed = " and ".join(terms)
        message = f"{span} is not all within the employment of {person.crew_id}, {employed}."
        row.fault("absence-outside-employment", "From", message, "Check the dates.", Severity.WARNING)
