"""What a previous plan calls people and productions, against what the input calls them now.

Changes when the contract's idea of an identifier that stands for somebody else does.
"""

from collections.abc import Iterator, Mapping

from planner.domain.finding import Finding, Place, Severity
from planner.workbook.addresses import column_letters, row_and_column
from planner.workbook.cells import match_key, shown
from planner.workbook.plan_reading import PlanContents, PlanRow, TypedRow
from planner.workbook.previous_plan import Known
from planner.workbook.registers import Register


def find_names_typed(contents: PlanContents, known: Known) -> Iterator[Finding]:
    """Return an error per name in a plan that is neither the one it was written with nor the one of today."""
    crew, productions = contents.names.crew, contents.names.productions
    rows: tuple[PlanRow | TypedRow, ...] = (*contents.rows, *contents.outside, *contents.typed)
    for row in rows:
        # Everybody is on the plan's Crew sheet: who is not was typed, and is compared with the input alone.
        if crew and _is_strange(row.crew_id, row.full_name, crew, known.crew):
            yield _typed(contents, row, known.crew, crew, row.crew_id, row.full_name)
        # Its Productions sheet has those of the plan window only.
        on_sheet = match_key(row.production_id) in productions
        if on_sheet and _is_strange(row.production_id, row.title, productions, known.productions):
            yield _typed(contents, row, known.productions, productions, row.production_id, row.title)


def _is_strange(identifier: str, name: str, written: Mapping[str, str], register: Register) -> bool:
    if not identifier or not name:
        return False
    today = register.spelled.get(register.ids.get(match_key(identifier), ""))
    names = {match_key(one) for one in (written.get(match_key(identifier)), today) if one}
    return bool(names) and match_key(name) not in names


def find_names_outdated(contents: PlanContents, known: Known) -> Iterator[Finding]:
    """Return an error per row of a plan to be verified that says another name than the input has for its Crew ID.

    A production may have another title since: that is still the same work.
    """
    register = known.crew
    for row in contents.rows:
        if _is_strange(row.crew_id, row.full_name, {}, register):
            today = shown(register.spelled[register.ids[match_key(row.crew_id)]])
            message = f"the row says {shown(row.full_name)}, and the Crew ID {shown(row.crew_id)} is {today}."
            hint = "Run `planner solve`, so that the plan says who is meant today."
            place = _name_place(contents, row, register)
            yield Finding("name-mismatch", Severity.ERROR, place, message, hint, register.name_column)


def _name_place(contents: PlanContents, row: PlanRow | TypedRow, register: Register) -> Place:
    number, _ = row_and_column(row.place.cell)
    at = contents.columns[row.place.sheet][register.name_column]
    return Place(row.place.file, row.place.sheet, f"{column_letters(at + 1)}{number}")


def _typed(
    contents: PlanContents,
    row: PlanRow | TypedRow,
    register: Register,
    written: Mapping[str, str],
    identifier: str,
    name: str,
) -> Finding:
    place = _name_place(contents, row, register)
    own = written.get(match_key(identifier)) or register.spelled[register.ids[match_key(identifier)]]
    message = f"the {register.id_column} {shown(identifier)} is {shown(own)}, not {shown(name)}: one of them was typed."
    others = register.names.get(match_key(name), [])
    known = f"{shown(name)} is {' or '.join(map(shown, others[:5]))}. " if others else ""
    hint = f"{known}Make the two agree; to fix who works here, type a status in the column Booking."
    return Finding("name-mismatch", Severity.ERROR, place, message, hint, register.name_column)


def find_renamed(contents: PlanContents, known: Known) -> tuple[list[Finding], frozenset[tuple[str, str]]]:
    """Return what is to be said of identifiers that the previous plan had for another name, and the renumbered ones.

    An identifier is renumbered when its former name has another identifier now: the previous plan would be read
    wrongly. It is given by its column and its key.
    """
    rows = (*contents.rows, *contents.outside)
    crew = contents.names.crew or {match_key(row.crew_id): row.full_name for row in rows if row.full_name}
    titles = contents.names.productions or {match_key(row.production_id): row.title for row in rows if row.title}
    findings: list[Finding] = []
    renumbered: set[tuple[str, str]] = set()
    for register, written in ((known.crew, crew), (known.productions, titles)):
        for key, before in written.items():
            identifier = register.ids.get(key)
            now = register.spelled.get(identifier or "")
            if identifier is None or not now or match_key(now) == match_key(before):
                continue
            named = (one for one in register.names.get(match_key(before), ()) if one != identifier)
            moved = [one for one in named if match_key(written.get(match_key(one), "")) != match_key(before)]
            findings.append(_renamed(register, identifier, before, now, moved))
            renumbered.update([(register.id_column, key)] if moved else ())
    return findings, frozenset(renumbered)


def _renamed(register: Register, identifier: str, before: str, now: str, moved: list[str]) -> Finding:
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
