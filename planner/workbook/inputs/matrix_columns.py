"""Which columns of a matrix of requirements are roles, and what is said of those that are not.

Changes when the contract tells role columns from others in another way.
"""

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.finding import Severity
from planner.domain.names import did_you_mean, header_key
from planner.workbook.inputs.roles_sheet import RoleNames
from planner.workbook.inputs.tables import Table
from planner.workbook.xlsx.cells import Fault, parse_whole, shown

BEYOND = "If it is none, move it to the right, beyond a blank column: there it is left alone."


def choose_role_columns(table: Table, roles: RoleNames, told: bool = True) -> Table:
    """Return a matrix that knows which of its columns are roles; of the others each is an error or a warning.

    A header that is a known role is one wherever it stands and whatever its cells hold. With ``told`` False nothing is
    said of the others: where the Crew sheet cannot be read, nobody knows the roles.
    """
    by_header = roles.by_header()
    header = table.header
    known = {at: by_header[header_key(text)] for at, text in header.other.items() if header_key(text) in by_header}
    table = replace(table, header=replace(header, roles=known))
    if not told:
        return table
    edge = _first_blank(header.other.keys() | header.at.values())
    unused = [column.name for column in table.spec.columns if column.name not in header.at]
    for at, text in header.other.items():
        if at not in known:
            _tell(table, at, text, roles, unused if at < edge else None)
    asks = table.heard and any(finding.severity is Severity.ERROR for finding in table.heard.findings)
    if not known and not asks and next(table.rows(), None):
        message = "there are no columns Role and Count, and no column is called as a known role."
        hint = f"Needed are: {', '.join(column.name for column in table.spec.columns if column.required)}."
        _add(table, min(header.at.values()), "", "missing-column", Severity.ERROR, message, hint)
    return table


def _first_blank(columns: set[int]) -> int:
    """Return the 0-based index of the first blank column after the first one that has a header."""
    return next(at for at in range(min(columns), max(columns) + 2) if at not in columns)


def _tell(table: Table, at: int, text: str, roles: RoleNames, unused: list[str] | None) -> None:
    """Tell of one column that is no known role; ``unused`` is None beyond a blank column."""
    counts, most = _counts(table, at)
    near = _near(text, roles.by_header())
    people = f" Its cells would be {sum(counts):,} people." if counts else ""
    message = f"the column {shown(text)} is not known as a role and is left alone.{people}"
    if unused is None:
        hint = f"If it is the role {shown(near)}, rename it." if near else "If it is a role, hire for it or list it."
        _add(table, at, text, "unknown-column", Severity.WARNING, message, hint if near or counts else "")
    elif near:
        message = f"{shown(text)} is not known as a role."
        hint = f"Did you mean {shown(near)}? {BEYOND}"
        _add(table, at, text, "unknown-role", Severity.ERROR, message, hint)
    elif most and not roles.listed:
        message = f"this column holds whole numbers, {sum(counts):,} in all, and nobody has the role {shown(text)}."
        column = did_you_mean(text, unused)
        meant = f"Did you mean {shown(column)}? " if column else ""
        hint = f"{meant}If it is a role, hire somebody for it or list it on a Roles sheet. {BEYOND}"
        _add(table, at, text, "unknown-role", Severity.ERROR, message, hint)
    else:
        column = did_you_mean(text, unused)
        hint = f"Did you mean {shown(column)}?" if column else "If it is a role, add it to the Roles sheet."
        _add(table, at, text, "unknown-column", Severity.WARNING, message, hint if column or counts else "")


def _near(text: str, by_header: Mapping[str, str]) -> str | None:
    """Return the role whose name, or else another of whose names, a header resembles."""
    return did_you_mean(text, by_header.values()) or by_header.get(did_you_mean(header_key(text), by_header) or "")


def _add(table: Table, at: int, text: str, code: str, severity: Severity, message: str, hint: str) -> None:
    table.add(code, severity, table.place(table.header.row, at), message, hint, text)


def _counts(table: Table, at: int) -> tuple[list[int], bool]:
    """Return a column's whole numbers, and whether they are at least half of what it holds."""
    filled = [cells[at] for _, cells in table.raw if at < len(cells) and cells[at].value is not None]
    found = [parse_whole(cell) for cell in filled]
    counts = [number for number in found if number is not None and not isinstance(number, Fault)]
    return counts, bool(counts) and 2 * len(counts) >= len(filled)
