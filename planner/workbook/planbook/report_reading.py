"""What a plan workbook tells beside the plan itself, read back: conflicts, changes and numbered remedies.

Changes when the sheets Conflicts or Changes do.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from planner.domain.finding import NOWHERE, Finding, Place, Severity
from planner.domain.report import Conflict, PlanChange, Report
from planner.domain.span import DateSpan
from planner.workbook.columns import heads
from planner.workbook.columns.plan import CHANGES, CONFLICTS, REMEDIES
from planner.workbook.inputs.opening import open_table
from planner.workbook.inputs.requirements_sheet import MOST_SLOTS
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.planbook.remedies_sheet import remedies_in
from planner.workbook.xlsx.workbook_file import open_workbook

_OPTION_NUMBER = re.compile(r"\d+\. ")
_SEVERITIES = {severity.value: severity for severity in Severity}


def read_report(plan: Path) -> Report:
    """Return what the sheets of a plan workbook tell; a sheet that is not there, or rows of no sense, tell nothing."""
    wanted = (CONFLICTS.name, CHANGES.name, REMEDIES.name)
    book = open_workbook(plan, "plan", wanted, MOST_PLAN_BYTES, MOST_PLAN_CELLS)
    if isinstance(book, Finding):
        return Report()
    conflicts, changes = (open_table(book, sheet, []) for sheet in (CONFLICTS, CHANGES))
    remedies, _ = remedies_in(book)
    return Report(tuple(_conflicts(conflicts)), changes=tuple(_changes(changes)), remedies=tuple(remedies.values()))


def _conflicts(table: Table | None) -> Iterator[Conflict]:
    for row in table.rows() if table else ():
        code = row.text(heads.CODE)
        if code:
            yield Conflict(
                code=code,
                severity=_SEVERITIES.get(row.free_text(heads.SEVERITY), Severity.WARNING),
                production_id=row.text(heads.PRODUCTION_ID),
                role=row.text(heads.ROLE),
                what=row.free_text(heads.WHAT),
                why=row.free_text(heads.WHY),
                slot_number=row.whole(heads.SLOT, "bad-count", 1, MOST_SLOTS),
                span=_span(row, heads.FROM, heads.TO),
                crew_id=row.text(heads.CREW_ID),
                options=tuple(_options(row)),
                source=_place(row.free_text(heads.SOURCE)),
            )


def _options(row: Row) -> Iterator[str]:
    cell = row.cell(heads.OPTIONS)
    for line in str(cell.value).splitlines() if cell and cell.value else ():
        if line.strip():
            yield _OPTION_NUMBER.sub("", line.strip(), count=1) if _OPTION_NUMBER.match(line.strip()) else line.strip()


def _place(text: str) -> Place:
    return Place(text) if text else NOWHERE


def _changes(table: Table | None) -> Iterator[PlanChange]:
    for row in table.rows() if table else ():
        kind, span = row.text(heads.CHANGE), _span(row, heads.FROM, heads.TO)
        if kind and span:
            before = _span(row, heads.PREVIOUS_FROM, heads.PREVIOUS_TO)
            where = row.text(heads.PRODUCTION_ID), row.text(heads.ROLE)
            person = row.text(heads.CREW_ID), row.free_text(heads.FULL_NAME)
            yield PlanChange(kind, *where, span, *person, before)


def _span(row: Row, first: str, last: str) -> DateSpan | None:
    begin, end = row.day(first), row.day(last)
    return DateSpan(begin, end) if begin and end and begin <= end else None
