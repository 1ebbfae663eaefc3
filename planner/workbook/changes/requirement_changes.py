"""Changes of the Requirements sheet in both of its shapes: a row per role, or a matrix with a column per role.

Changes when requirements are written down in another way.
"""

from collections.abc import Sequence
from datetime import date

from planner.domain.change import SplitWindow
from planner.domain.names import header_key
from planner.domain.production import Requirement, Window
from planner.domain.span import DateSpan
from planner.workbook.changes.references import References
from planner.workbook.changes.sheet_changes import SheetChanges, row_of
from planner.workbook.columns import heads
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.cells import parse_whole
from planner.workbook.xlsx.edits import Value


def write_requirement(sheet: SheetChanges, refer: References, window: Window, count: int, own: DateSpan) -> None:
    """Add a requirement; ``own`` are the days of its production, for which nothing has to be typed."""
    days: dict[str, Value] = {
        heads.FROM: window.span.first_day if window.span != own else None,
        heads.TO: window.span.last_day if window.span != own else None,
    }
    what = refer.production(sheet, window.production_id)
    table = sheet.table
    if table is None or not table.header.matrix:
        sheet.append({**what, heads.ROLE: window.role, heads.COUNT: count, **days})
    else:
        sheet.append({**what, _role_column(table, refer, window.role): count, **days})


def _role_column(table: Table, refer: References, role: str) -> str:
    """Return what a matrix calls a role; one that has no column gets one."""
    by_header = refer.known.roles.by_header()
    return next((text for text in table.header.other.values() if by_header.get(header_key(text)) == role), role)


def move_requirement(sheet: SheetChanges, need: Requirement, span: DateSpan, own: DateSpan) -> None:
    """Give every row of a requirement its new days; a blank cell stays blank where that says the same.

    ``own`` are the days of its production afterwards.
    """
    for row in _rows(sheet, need):
        _set_day(sheet, row, heads.FROM, span.first_day, own.first_day)
        _set_day(sheet, row, heads.TO, span.last_day, own.last_day)


def count_requirement(sheet: SheetChanges, needs: Sequence[Requirement], count: int) -> None:
    """Let the first of the cells that count towards requirements of one window say ``count``, the others nothing."""
    cells = [cell for need in needs for cell in _counts(sheet, need)]
    for number, (row, at, _) in enumerate(cells):
        _put_count(sheet, row, at, 0 if number else count)


def split_requirement(
    sheet: SheetChanges, refer: References, need: Requirement, change: SplitWindow, own: DateSpan
) -> None:
    """Ask one person fewer on a row, and one until the day before and one from the day on."""
    first, rest = change.halves
    row, at, count = next((row, at, count) for row, at, count in _counts(sheet, need) if count > 0)
    if sheet.table is not None and not sheet.table.header.matrix and count == 1:
        _set_day(sheet, row, heads.FROM, first.first_day, own.first_day)
        _set_day(sheet, row, heads.TO, first.last_day, own.last_day)
    else:
        _put_count(sheet, row, at, count - 1)
        write_requirement(sheet, refer, need.window._replace(span=first), 1, own)
    write_requirement(sheet, refer, need.window._replace(span=rest), 1, own)


def _put_count(sheet: SheetChanges, row: Row, at: int, count: int) -> None:
    """Write how many a cell asks for; nobody is a blank cell of a matrix."""
    matrix = sheet.table is not None and sheet.table.header.matrix
    sheet.put_at(row.number, at, count or None if matrix else count)


def _rows(sheet: SheetChanges, need: Requirement) -> list[Row]:
    table = sheet.table
    numbers = dict.fromkeys(row_and_column(place.cell)[0] for place in need.places)
    return [row_of(table, number) for number in numbers] if table else []


def _counts(sheet: SheetChanges, need: Requirement) -> list[tuple[Row, int, int]]:
    """Return the row, the 0-based index and the number of every cell that counts towards a requirement."""
    found = []
    for place in need.places:
        number, column = row_and_column(place.cell)
        if sheet.table is None:
            continue
        row = row_of(sheet.table, number)
        at = column - 1 if sheet.table.header.matrix else sheet.table.header.at[heads.COUNT]
        count = parse_whole(row.cells[at])
        found.append((row, at, count if isinstance(count, int) else 0))
    return found


def _set_day(sheet: SheetChanges, row: Row, column: str, day: date, own: date) -> None:
    cell = row.cell(column)
    if cell is None or cell.value is None:
        if day != own:
            sheet.put(row.number, column, day)
    elif row.day(column) != day:
        sheet.put(row.number, column, day)
