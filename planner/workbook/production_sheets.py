"""The Productions and Requirements sheets, read.

Changes when those sheets do.
"""

from collections.abc import Mapping

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import header_key
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan
from planner.workbook.cells import Fault, match_key, parse_whole, shown
from planner.workbook.crew_sheets import warn_of_similar_ids
from planner.workbook.headers import unknown_column
from planner.workbook.registers import Register, register_row
from planner.workbook.roles_sheet import RoleNames
from planner.workbook.tables import Row, Table
from planner.workbook.weekdays import parse_weekdays

LOWEST_PRIORITY, DEFAULT_PRIORITY = 5, 3
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


def read_productions(table: Table, register: Register) -> list[Production]:
    """Read the productions and enter them in ``register``, those of faulty rows too; only sound ones are returned."""
    first: dict[str, Row] = {}
    found = []
    for row in table.rows():
        production_id, title = register_row(row, register, first)
        production = _read_production(row, production_id, title)
        if production is not None:
            found.append(production)
    warn_of_similar_ids(first, "Production ID")
    return found


def _read_production(row: Row, production_id: str, title: str) -> Production | None:
    start, end = row.day("Start", needed=True), row.day("End", needed=True)
    priority = row.whole("Priority", "bad-priority", 1, LOWEST_PRIORITY)
    status = row.text("Status")
    if match_key(status) not in ("", "active", "cancelled"):
        row.fault("bad-status", "Status", f"{shown(status)} is not a status.", "Type active or cancelled.")
    earliest, latest = row.day("Earliest start"), row.day("Latest end")
    work_days = _read_work_days(row)
    span = row.span(start, end, "End") if start and end else None
    if row.broken or span is None:
        return None
    if (earliest and earliest > span.first_day) or (latest and latest < span.last_day):
        column = "Earliest start" if earliest and earliest > span.first_day else "Latest end"
        message = f"the production's own days, {span}, go beyond this limit."
        row.fault("bad-move-window", column, message, "Suggestions cannot keep to it.", Severity.WARNING)
    return Production(
        production_id,
        title,
        span,
        DEFAULT_PRIORITY if priority is None else priority,
        match_key(status) == "cancelled",
        earliest,
        latest,
        work_days,
        place=row.place("Production ID"),
    )


def _read_work_days(row: Row) -> frozenset[int] | None:
    text = row.text("Work days")
    found = parse_weekdays(text, "bad-work-days") if text else None
    if isinstance(found, Fault):
        row.note(found, "Work days")
        return None
    return found


def read_requirements(
    table: Table, productions: Mapping[str, Production], register: Register, roles: RoleNames
) -> list[Requirement]:
    """Read what is required, from a row per role or from a matrix with a column per role."""
    if table.header.matrix:
        return _read_matrix(table, productions, register, roles)
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


def _read_matrix(
    table: Table, productions: Mapping[str, Production], register: Register, roles: RoleNames
) -> list[Requirement]:
    columns = _role_columns(table, roles)
    found, slots = [], _SlotCount()
    for row in table.rows():
        production_id = register.read(row)
        span = _read_window(row, productions.get(production_id or ""))
        asked = []
        for at, (text, role) in columns.items():
            if at < len(row.cells) and row.cells[at].value is not None:
                place = row.place_at(at)
                asked.append((role, row.whole_in(row.cells[at], place, text, "bad-count", 0, MOST_PER_CELL), place))
        if production_id and span and not row.broken:
            found += [Requirement(production_id, role, span, count, (place,)) for role, count, place in asked if count]
            over = [(place, role) for role, count, place in asked if slots.overflows(count or 0)]
            table.findings.extend(_too_many_slots(place, role) for place, role in over)
    return found


def _role_columns(table: Table, roles: RoleNames) -> dict[int, tuple[str, str]]:
    """Return header text and role by column index; every other column is warned of and left alone."""
    by_header = roles.by_header()
    columns: dict[int, tuple[str, str]] = {}
    for at, text in table.header.other.items():
        if header_key(text) in by_header and (roles.listed or _holds_counts(table, at)):
            columns[at] = text, by_header[header_key(text)]
        else:
            sheet = Place(table.file, table.title)
            unused = roles.spelling.values() if roles.listed else ()
            table.findings.append(unknown_column(sheet, table.header.row, at, text, unused))
    return columns


def _holds_counts(table: Table, at: int) -> bool:
    """Whether a column holds only whole numbers and blanks; an error cell does not decide."""
    for _, cells in table.raw:
        found = parse_whole(cells[at]) if at < len(cells) else None
        if isinstance(found, Fault) and found.code != "error-cell":
            return False
    return True
