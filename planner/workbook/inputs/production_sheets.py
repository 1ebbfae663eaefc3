"""The Productions sheet, read.

Changes when that sheet does.
"""

from planner.domain.finding import Severity
from planner.domain.names import did_you_mean
from planner.domain.production import DEFAULT_PRIORITY, Production
from planner.workbook.columns import heads
from planner.workbook.columns.productions import ACTIVE, CANCELLED, PRODUCTION_STATUSES
from planner.workbook.inputs.crew_sheets import warn_of_similar_ids
from planner.workbook.inputs.registers import Register, register_row
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.inputs.weekdays import parse_weekdays
from planner.workbook.xlsx.cells import Fault, match_key, shown

LOWEST_PRIORITY = 5
_CANCELLED = (CANCELLED, "canceled")


def read_productions(table: Table, register: Register) -> list[Production]:
    """Read the productions and enter them in ``register``, those of faulty rows too; only sound ones are returned.

    A cancelled one without sound dates is known in the register alone.
    """
    first: dict[str, Row] = {}
    found = []
    for row in table.rows():
        cancelled = _is_cancelled(row)
        production_id, title = register_row(row, register, first, named=not cancelled)
        if cancelled:
            register.cancelled.add(production_id)
        # of a cancelled one nothing but its identifier has to be right
        production = _read_production(row.unheard() if cancelled else row, production_id, title, cancelled)
        if production is not None:
            found.append(production)
    warn_of_similar_ids(first, heads.PRODUCTION_ID)
    return found


def _is_cancelled(row: Row) -> bool:
    text = row.text(heads.STATUS)
    if match_key(text) not in ("", ACTIVE, *_CANCELLED):
        near = did_you_mean(text, PRODUCTION_STATUSES)
        hint = f"Did you mean {shown(near)}?" if near else "Type active or cancelled."
        row.fault("bad-status", heads.STATUS, f"{shown(text)} is not a status of a production.", hint)
    return match_key(text) in _CANCELLED


def _read_production(row: Row, production_id: str, title: str, cancelled: bool) -> Production | None:
    start, end = row.day(heads.START, needed=True), row.day(heads.END, needed=True)
    priority = row.whole(heads.PRIORITY, "bad-priority", 1, LOWEST_PRIORITY)
    earliest, latest = row.day(heads.EARLIEST_START), row.day(heads.LATEST_END)
    work_days = _read_work_days(row)
    span = row.span(start, end, heads.END) if start and end else None
    if row.broken or span is None:
        return None
    passed = (
        (heads.EARLIEST_START, earliest and earliest > span.first_day),
        (heads.LATEST_END, latest and latest < span.last_day),
    )
    for column in (column for column, too_far in passed if too_far):
        message = f"the production's own days, {span}, go beyond this limit."
        hint = "Correct one of the two; planning keeps the days, and only suggestions to move them heed the limit."
        row.fault("bad-move-window", column, message, hint, Severity.WARNING)
    return Production(
        production_id,
        title,
        span,
        DEFAULT_PRIORITY if priority is None else priority,
        cancelled,
        earliest,
        latest,
        work_days,
        place=row.place(heads.PRODUCTION_ID),
    )


def _read_work_days(row: Row) -> frozenset[int] | None:
    text = row.text(heads.WORK_DAYS)
    found = parse_weekdays(text, "bad-work-days") if text else None
    if isinstance(found, Fault):
        row.note(found, heads.WORK_DAYS)
        return None
    return found
