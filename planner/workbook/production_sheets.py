"""The Productions sheet, read.

Changes when that sheet does.
"""

from planner.domain.finding import Severity
from planner.domain.production import Production
from planner.workbook.cells import match_key, shown
from planner.workbook.crew_sheets import warn_of_similar_ids
from planner.workbook.registers import Register, register_row
from planner.workbook.tables import Row, Table

LOWEST_PRIORITY, DEFAULT_PRIORITY = 5, 3


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
        place=row.place("Production ID"),
    )
