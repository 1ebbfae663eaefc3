"""The Requirements sheet, read: a row per role, or a matrix with a column per role.

Changes when that sheet does.
"""

from collections.abc import Mapping

from planner.domain.finding import Finding, Place, Severity
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan
from planner.workbook.matrix_columns import choose_role_columns
from planner.workbook.registers import Register
from planner.workbook.roles_sheet import RoleNames
from planner.workbook.tables import Row, Table

MOST_PER_CELL = 10_000
# Each is a row of the plan's Assignments; so many are still read back as the previous plan, and opened by Excel.
MOST_SLOTS = 250_000


class _SlotCount:
    """Counts the slots that are required."""

    def __init__(self) -> None:
        self._slots = 0

    def overflows(self, count: int) -> bool:
        """Add a count; True once, when with it a plan has no longer room for all slots."""
        before, self._slots = self._slots, self._slots + count
        return before <= MOST_SLOTS < self._slots


def _too_many_slots(place: Place, column: str) -> Finding:
    message = f"from here on these ask for more than {MOST_SLOTS:,} people, which no plan can list."
    hint = "Check the counts, or plan fewer productions at once."
    return Finding("bad-count", Severity.ERROR, place, message, hint, column)


def read_requirements(
    table: Table, productions: Mapping[str, Production], register: Register, roles: RoleNames, crew_is_read: bool = True
) -> list[Requirement]:
    """Read what is required, from a row per role or from a matrix with a column per role."""
    if table.header.matrix:
        choose_role_columns(table, roles, crew_is_read or roles.listed)
        return _read_matrix(table, productions, register)
    found, slots = [], _SlotCount()
    for row in table.rows():
        production_id = register.read(row)
        role = roles.read(row, "Role", needed=True)
        count = row.whole("Count", "bad-count", 0, MOST_PER_CELL, needed=True)
        span = _read_window(row, productions.get(production_id or ""))
        if production_id and role and count is not None and span and not row.broken:
            found.append(Requirement(production_id, role, span, count, (row.place("Role"),)))
            if slots.overflows(count):
                table.findings.append(_too_many_slots(row.place("Count"), "Count"))
    return found


def _read_window(row: Row, production: Production | None) -> DateSpan | None:
    """Return the row's From and To, each the production's own day when blank; they must lie within its days."""
    first, last = row.day("From"), row.day("To")
    if production is None:  # a faulty one, whose days nobody knows
        return row.span(first, last, "To") if first and last else None
    if first is None and last is None:
        return production.span
    own = production.span
    span = row.span(first or own.first_day, last or own.last_day, "To" if last else "From")
    if span and not own.covers(span):
        column = "From" if first and not own.includes(first) else "To"
        message = f"{span} is not within the days of {production.production_id}, {own}."
        row.fault("window-outside-production", column, message, "Correct these days or those of the production.")
    return span


def _read_matrix(table: Table, productions: Mapping[str, Production], register: Register) -> list[Requirement]:
    columns = table.header.roles or {}
    found, slots = [], _SlotCount()
    for row in table.rows():
        production_id = register.read(row)
        span = _read_window(row, productions.get(production_id or ""))
        asked = []
        for at, role in columns.items():
            if at < len(row.cells) and row.cells[at].value is not None:
                place, text = row.place_at(at), table.header.other[at]
                asked.append((role, row.whole_in(row.cells[at], place, text, "bad-count", 0, MOST_PER_CELL), place))
        if production_id and span and not row.broken:
            found += [Requirement(production_id, role, span, count, (place,)) for role, count, place in asked if count]
            over = [(place, role) for role, count, place in asked if slots.overflows(count or 0)]
            table.findings.extend(_too_many_slots(place, role) for place, role in over)
    return found
