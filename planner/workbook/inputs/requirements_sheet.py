"""The Requirements sheet, read: a row per role, or a matrix with a column per role.

Changes when that sheet does.
"""

from collections.abc import Mapping

from planner.domain.finding import Place, Severity
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan
from planner.domain.wording import counted, named
from planner.workbook.columns import heads
from planner.workbook.inputs.registers import Register
from planner.workbook.inputs.roles_sheet import RoleNames
from planner.workbook.inputs.tables import Row, Table

MOST_PER_CELL = 10_000
# Each is a row of the plan's Assignments; so many are still read back as the previous plan, and opened by Excel.
MOST_SLOTS = 250_000
MOST_DAYS_BEYOND = 60
"""How many days preparation may begin before a production, and wrap end after it."""


class _SlotCount:
    """Counts the slots that are required."""

    def __init__(self) -> None:
        self._slots = 0

    def overflows(self, count: int) -> bool:
        """Add a count; True once, when with it a plan has no longer room for all slots."""
        before, self._slots = self._slots, self._slots + count
        return before <= MOST_SLOTS < self._slots


def _tell_too_many_slots(table: Table, place: Place, column: str) -> None:
    message = f"from here on these ask for more than {MOST_SLOTS:,} people, which no plan can list."
    hint = "Check the counts, or plan fewer productions at once."
    table.add("bad-count", Severity.ERROR, place, message, hint, column)


def read_requirements(
    table: Table, productions: Mapping[str, Production], register: Register, roles: RoleNames
) -> list[Requirement]:
    """Read what is required, from a row per role or from a matrix whose role columns are chosen."""
    windows = _Windows(productions)
    matrix = table.header.matrix
    found = _read_matrix(table, windows, register) if matrix else _read_long(table, windows, register, roles)
    windows.tell()
    return found


def _read_long(table: Table, windows: "_Windows", register: Register, roles: RoleNames) -> list[Requirement]:
    found, slots = [], _SlotCount()
    for typed in table.rows():
        production_id, row = register.read_and_hear(typed)
        role = roles.read(row, heads.ROLE, needed=True)
        count = row.whole(heads.COUNT, "bad-count", 0, MOST_PER_CELL, needed=True)
        span = windows.read(row, production_id)
        if production_id and role and count is not None and span and not row.broken:
            found.append(Requirement(production_id, role, span, count, (row.place(heads.ROLE),)))
            if production_id not in register.cancelled and slots.overflows(count):
                _tell_too_many_slots(table, row.place(heads.COUNT), heads.COUNT)
    return found


def _read_matrix(table: Table, windows: "_Windows", register: Register) -> list[Requirement]:
    columns = table.header.roles or {}
    found, slots = [], _SlotCount()
    for typed in table.rows():
        production_id, row = register.read_and_hear(typed)
        span = windows.read(row, production_id)
        asked = []
        for at, role in columns.items():
            if at < len(row.cells) and row.cells[at].value is not None:
                place, text = row.place_at(at), table.header.other[at]
                asked.append((role, row.whole_in(row.cells[at], place, text, "bad-count", 0, MOST_PER_CELL), place))
        if production_id and span and not row.broken:
            found += [Requirement(production_id, role, span, count, (place,)) for role, count, place in asked if count]
            counted = asked if production_id not in register.cancelled else ()
            for role, _, place in (one for one in counted if slots.overflows(one[1] or 0)):
                _tell_too_many_slots(table, place, role)
    return found


class _Windows:
    """Reads the days of requirements; those that reach beyond their production are told once a production."""

    def __init__(self, productions: Mapping[str, Production]) -> None:
        self._productions = productions
        self._beyond: dict[str, list[tuple[Row, str, DateSpan]]] = {}

    def read(self, row: Row, production_id: str | None) -> DateSpan | None:
        """Return the row's From and To, each the production's own day when blank; None when wrong."""
        first, last = row.day(heads.FROM), row.day(heads.TO)
        production = self._productions.get(production_id or "")
        if production is None:  # a faulty one, or one cancelled, whose days nobody knows
            return row.span(first, last, heads.TO) if first and last else None
        if first is None and last is None:
            return production.span
        own = production.span
        if (first is None or last is None) and (last or own.last_day) < (first or own.first_day):
            typed, blank, side = (heads.FROM, heads.TO, "last") if first else (heads.TO, heads.FROM, "first")
            message = f"{first or last} lies outside the production's days, {own}."
            hint = f"A blank {blank} is the production's {side} day; fill in {blank} too."
            row.fault("end-before-start", typed, message, hint)
            return None
        span = row.span(first or own.first_day, last or own.last_day, heads.TO)
        if span and not row.broken:
            self._compare(row, span, production)
        return span

    def _compare(self, row: Row, span: DateSpan, production: Production) -> None:
        own = production.span
        before, after = (own.first_day - span.first_day).days, (span.last_day - own.last_day).days
        if max(before, after) <= 0:
            return
        column = heads.FROM if before > MOST_DAYS_BEYOND or after <= 0 else heads.TO
        if max(before, after) <= MOST_DAYS_BEYOND:
            self._beyond.setdefault(production.production_id, []).append((row, column, span))
            return
        where = named(production.production_id, production.title)
        message = (
            f"{span} reaches {max(before, after)} days beyond {where}, {own}; "
            f"preparation and wrap may be up to {MOST_DAYS_BEYOND} days."
        )
        row.fault("window-outside-production", column, message, "Correct these days or those of the production.")

    def tell(self) -> None:
        """Note which productions have windows beyond their own days."""
        for production_id, rows in self._beyond.items():
            (row, column, span), production = rows[0], self._productions[production_id]
            others = len(rows) - 1
            more = f", and so {'does' if others == 1 else 'do'} {counted(others, 'more row')}" if others else ""
            where = f"{named(production_id, production.title)}, {production.span}"
            message = f"{span} reaches beyond the days of {where}{more}: taken as preparation or wrap."
            row.fault("window-beyond-production", column, message, "", Severity.INFO)
