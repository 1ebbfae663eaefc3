"""The Crew and Unavailable sheets, read.

Changes when those sheets do.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.finding import Severity
from planner.domain.span import DAY, DateSpan
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW_REMARKS
from planner.workbook.inputs.registers import Register, identified
from planner.workbook.inputs.roles_sheet import RoleNames, usual_spelling
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.xlsx.cells import match_key, shown


@dataclass(frozen=True, slots=True)
class _Contract:
    """A row of the Crew sheet; ``employment`` is None where the row is faulty."""

    crew_id: str
    full_name: str
    employment: Employment | None
    row: Row


def read_crew(table: Table, roles: RoleNames, register: Register) -> list[CrewMember]:
    """Read the people and enter them in ``register``, those of faulty rows too; only sound ones are returned.

    The rows of one identifier are the employments of one person.
    """
    by_person: dict[str, list[_Contract]] = {}
    for row in table.rows():
        crew_id, name = identified(row, register)
        contract = _Contract(crew_id, name, _read_employment(row, roles), row)
        if crew_id:
            by_person.setdefault(match_key(crew_id), []).append(contract)
    people = [_read_person(contracts, register) for contracts in by_person.values()]
    _warn_of_namesakes(by_person.values())
    warn_of_similar_ids({key: contracts[0].row for key, contracts in by_person.items()}, heads.CREW_ID)
    return [person for person in people if person]


def _read_employment(row: Row, roles: RoleNames) -> Employment | None:
    main = roles.read(row, heads.ROLE, needed=True)
    others = roles.read_all(row, heads.OTHER_ROLES)
    hired, fired = row.day(heads.HIRE_DATE), row.day(heads.FIRE_DATE)
    if hired and fired and fired < hired:
        message = f"the fire date {fired} lies before the hire date {hired}."
        row.fault("fire-before-hire", heads.FIRE_DATE, message, "Correct one of the two.")
    cents = row.cents(heads.DAY_RATE)
    if row.broken or main is None:
        return None
    others = tuple(role for role in others if role != main)
    remarks = tuple((header, text) for header in CREW_REMARKS if (text := row.free_text(header)))
    return Employment(main, others, hired, fired, cents, row.place(heads.CREW_ID), remarks)


def _read_person(contracts: list[_Contract], register: Register) -> CrewMember | None:
    """Return the person whose employments these are, None when one of their rows is faulty."""
    first = contracts[0]
    for other in contracts[1:]:
        if first.full_name and other.full_name and match_key(other.full_name) != match_key(first.full_name):
            where = f"{first.row.place(heads.CREW_ID).cell}, for {shown(first.full_name)}"
            hint = "Give each person their own; the rows of one person carry one name, spelled alike."
            other.row.fault("duplicate-id", heads.CREW_ID, f"{shown(other.crew_id)} also stands in {where}.", hint)
    # whichever row comes first in the sheet, the person is spelled the same
    crew_id = usual_spelling(contract.crew_id for contract in contracts)
    name = usual_spelling([contract.full_name for contract in contracts if contract.full_name] or [""])
    register.add(crew_id, name, first.row.place(register.id_column))
    sound = [(one.employment, one.row) for one in contracts if one.employment and not one.row.broken]
    sound.sort(key=lambda pair: (pair[0].days, pair[1].number))
    _refuse_overlaps(sound)
    if len(sound) < len(contracts):
        return None
    return CrewMember(crew_id, name, tuple(employment for employment, _ in sound))


def _refuse_overlaps(employments: list[tuple[Employment, Row]]) -> None:
    """Add an error to each row that shares days with one before it; the rows come by first day."""
    longest = employments[:1]
    for later, row in employments[1:]:
        ((earlier, other),) = longest
        if later.days.last_day > earlier.days.last_day:
            longest = [(later, row)]
        shared = later.days.within(earlier.days)
        if shared is None:
            continue
        rows = f"rows {min(other.number, row.number)} and {max(other.number, row.number)}"
        message = f"{rows} are employments of one person and share {_told(shared)}."
        if earlier == later:
            hint = "Delete one of them"
        elif earlier.days.first_day < shared.first_day and (earlier.first_day or other.number < row.number):
            end = shared.first_day - DAY
            hint = f"Let row {other.number} end (Fire date) on {end} or before, or join them as one row"
        else:
            hint = "Give each its own days, or join them as one row, the second role under Other roles"
        needed = "another Crew ID" if row.has(heads.CREW_ID) else "a column Crew ID"
        row.fault(
            "overlapping-employments", heads.HIRE_DATE, message, f"{hint}; if these are two people, add {needed}."
        )


def _told(shared: DateSpan) -> str:
    first, last = shared.first_day, shared.last_day
    if first > date.min and last < date.max:
        return f"{shared.days} days, {shared}" if shared.days > 1 else f"a day, {first}"
    if first > date.min:
        return f"every day from {first} on"
    return f"every day until {last}" if last < date.max else "every day"


def _warn_of_namesakes(people: Iterable[list[_Contract]]) -> None:
    """Warn of two identifiers of one name; without a column of identifiers one name is one person."""
    names: dict[str, Row] = {}
    for contracts in people:
        name, row = contracts[0].full_name, contracts[0].row
        first = names.setdefault(match_key(name), row) if name else row
        if first is not row:
            message = f"{shown(name)} also stands in {first.place(heads.FULL_NAME).cell}, with another Crew ID."
            hint = "If this is one person, give both rows the same Crew ID; the Crew ID tells two apart."
            row.fault("duplicate-name", heads.FULL_NAME, message, hint, Severity.WARNING)


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
        first, last = row.day(heads.FROM, needed=True), row.day(heads.TO, needed=True)
        span = row.span(first, last, heads.TO) if first and last else None
        if not row.broken and crew_id and span:
            found.append((crew_id, Absence(span, row.free_text(heads.REASON), row.place(heads.FROM)), row))
    return found


def with_absences(crew: Iterable[CrewMember], absences: Iterable[tuple[str, Absence, Row]]) -> tuple[CrewMember, ...]:
    """Return the people with their absences; absences that overlap or miss the employment are warned of."""
    by_person: dict[str, list[tuple[Absence, Row]]] = defaultdict(list)
    for crew_id, absence, row in absences:
        by_person[crew_id].append((absence, row))
    return tuple(_with(person, by_person.get(person.crew_id, [])) for person in crew)


def _with(person: CrewMember, absences: list[tuple[Absence, Row]]) -> CrewMember:
    absences.sort(key=lambda pair: (pair[0].span, pair[0].reason))
    latest: tuple[Absence, Row] | None = None
    for absence, row in absences:
        _warn_if_not_employed(person, absence, row)
        if latest and latest[0].span.clashes_with(absence.span):
            message = f"{absence.span} overlaps {latest[0].span} in row {latest[1].number}."
            row.fault(
                "overlapping-absences", heads.FROM, message, "Both count; join them if they are one.", Severity.WARNING
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
        row.fault("absence-outside-employment", heads.FROM, message, "Check the dates.", Severity.WARNING)
