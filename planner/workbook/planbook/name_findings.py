"""What a previous plan calls people and productions, against what the input calls them now.

Changes when the contract's idea of an identifier that stands for somebody else does.
"""

from collections.abc import Iterator, Mapping

from planner.domain.finding import Finding, Place, Severity
from planner.workbook.inputs.registers import Register
from planner.workbook.planbook.plan_reading import PlanContents, PlanRow, TypedRow
from planner.workbook.planbook.previous_plan import Known
from planner.workbook.xlsx.addresses import address, row_and_column
from planner.workbook.xlsx.cells import match_key, shown


def find_name_findings(contents: PlanContents, known: Known, fresh: bool) -> Iterator[Finding]:
    """Return what is to be said of names and identifiers in a previous plan.

    With ``fresh`` nothing is said of identifiers that have another name now: without the assignments of the previous
    plan nothing of it is read wrongly.
    """
    if not fresh:
        yield from (finding for _, _, finding in _renamed(contents, known))
    rows: tuple[PlanRow | TypedRow, ...] = (*contents.rows, *contents.outside, *contents.typed)
    for row in rows:
        yield from _strange_person(contents, row, known.crew)
        yield from _strange_title(contents, row, known.productions)


def _strange_person(contents: PlanContents, row: PlanRow | TypedRow, register: Register) -> Iterator[Finding]:
    """Return an error when a row's person was typed wrong: an identifier of nobody, or not the name of that person."""
    written = contents.names.crew
    if not written or not row.crew_id:
        return
    # Everybody is on the plan's Crew sheet: who is not was typed, and is compared with the input alone.
    if register.readable and match_key(row.crew_id) not in written and match_key(row.crew_id) not in register.ids:
        place = _place(contents, row, register.id_column)
        message = f"there is no {register.what} {shown(row.crew_id)}, and there was none when the plan was made."
        hint = register.hint(row.crew_id, row.full_name)
        yield Finding(register.code, Severity.ERROR, place, message, hint, register.id_column)
    elif _is_strange(row.crew_id, row.full_name, written, register):
        yield _typed(contents, row, register, written, row.crew_id, row.full_name)


def _strange_title(contents: PlanContents, row: PlanRow | TypedRow, register: Register) -> Iterator[Finding]:
    """Return an error when a title is not that of the row's production; the plan knows those of its window only."""
    written = contents.names.productions
    if match_key(row.production_id) in written and _is_strange(row.production_id, row.title, written, register):
        yield _typed(contents, row, register, written, row.production_id, row.title)


def _is_strange(identifier: str, name: str, written: Mapping[str, str], register: Register) -> bool:
    if not identifier or not name:
        return False
    today = register.spelled.get(register.ids.get(match_key(identifier), ""))
    names = {match_key(one) for one in (written.get(match_key(identifier)), today) if one}
    return bool(names) and match_key(name) not in names


def find_names_outdated(contents: PlanContents, known: Known) -> Iterator[Finding]:
    """Return an error per row of a plan to be verified that says another name than the input has for its Crew ID.

    A production may have another title since: that is still the same work. A title that it never had is told too.
    """
    register = known.crew
    outdated = "Run `planner solve`, so that the plan says who is meant today."
    if renumbered_in(contents, known):
        outdated = "Give each their identifier back, or run `planner solve --fresh` to plan without this plan."
    for row in contents.rows:
        yield from _strange_title(contents, row, known.productions)
        if _is_strange(row.crew_id, row.full_name, {}, register):
            today = shown(register.spelled[register.ids[match_key(row.crew_id)]])
            message = f"the row says {shown(row.full_name)}, and the Crew ID {shown(row.crew_id)} is {today}."
            place = _place(contents, row, register.name_column)
            yield Finding("name-mismatch", Severity.ERROR, place, message, outdated, register.name_column)


def _place(contents: PlanContents, row: PlanRow | TypedRow, column: str) -> Place:
    number, _ = row_and_column(row.place.cell)
    at = contents.columns[row.place.sheet][column]
    return Place(row.place.file, row.place.sheet, address(number, at + 1))


def _typed(
    contents: PlanContents,
    row: PlanRow | TypedRow,
    register: Register,
    written: Mapping[str, str],
    identifier: str,
    name: str,
) -> Finding:
    place = _place(contents, row, register.name_column)
    own = written.get(match_key(identifier)) or register.spelled[register.ids[match_key(identifier)]]
    message = f"the {register.id_column} {shown(identifier)} is {shown(own)}, not {shown(name)}: one of them was typed."
    others = register.names.get(match_key(name), [])
    known = f"{shown(name)} is {' or '.join(map(shown, others[:5]))}. " if others else ""
    hint = f"{known}Make the two agree; to fix who works here, type a status in the column Booking."
    return Finding("name-mismatch", Severity.ERROR, place, message, hint, register.name_column)


def renumbered_in(contents: PlanContents, known: Known) -> frozenset[tuple[str, str]]:
    """Return the identifiers, each as its column and its key, that stand for somebody else than in the plan.

    An identifier is renumbered when its former name has another identifier now: the plan would be read wrongly.
    """
    return frozenset(
        (column, key) for column, key, finding in _renamed(contents, known) if finding.severity is Severity.ERROR
    )


def _renamed(contents: PlanContents, known: Known) -> Iterator[tuple[str, str, Finding]]:
    """Return column, key and finding of every identifier that has another name than in the plan."""
    rows = (*contents.rows, *contents.outside)
    crew = contents.names.crew or {match_key(row.crew_id): row.full_name for row in rows if row.full_name}
    titles = contents.names.productions or {match_key(row.production_id): row.title for row in rows if row.title}
    for register, written in ((known.crew, crew), (known.productions, titles)):
        for key, before in written.items():
            identifier = register.ids.get(key)
            now = register.spelled.get(identifier or "")
            if identifier is None or not now or match_key(now) == match_key(before):
                continue
            named = (one for one in register.names.get(match_key(before), ()) if one != identifier)
            moved = [one for one in named if match_key(written.get(match_key(one), "")) != match_key(before)]
            yield register.id_column, key, _another_name(register, identifier, before, now, moved)


def _another_name(register: Register, identifier: str, before: str, now: str, moved: list[str]) -> Finding:
    message = (
        f"the {register.id_column} {shown(identifier)} was {shown(before)} in the previous plan, and is {shown(now)}"
    )
    place = register.places[identifier]
    if not moved:
        hint = f"If these are two, give {shown(now)} an identifier of its own."
        return Finding("renamed", Severity.WARNING, place, f"{message} now.", hint, register.id_column)
    message = f"{message} now; {shown(before)} has become {' or '.join(map(shown, moved[:5]))}."
    hint = "Give each its identifier back, or run solve with --fresh to plan without the previous plan."
    return Finding("renumbered", Severity.ERROR, place, message, hint, register.id_column)
