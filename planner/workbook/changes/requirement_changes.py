"""Changes of the Requirements sheet in both of its shapes: a row per role, or a matrix with a column per role.

Changes when requirements are written down in another way.
"""

from planner.domain.change import MoveWindow, SetNeed, SplitWindow
from planner.domain.names import header_key
from planner.domain.production import Requirement, Window
from planner.domain.span import DateSpan
from planner.workbook.changes.gathered_edits import GatheredEdits, Writers
from planner.workbook.changes.sheet_changes import SheetChanges, row_of
from planner.workbook.columns import heads
from planner.workbook.columns.productions import REQUIREMENTS
from planner.workbook.inputs.tables import Row
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.cells import parse_whole
from planner.workbook.xlsx.edits import Value


def _need(edits: GatheredEdits, change: SetNeed) -> None:
    """Let the first of the cells that count towards a window say how many, the others nothing; or add a row."""
    there = [need for need in edits.folder.needs_at(change.window) if need.places]
    if there:
        sheet = edits.sheet(REQUIREMENTS)
        for number, (row, at, _) in enumerate(cell for need in there for cell in _counts(sheet, need)):
            _put_count(sheet, row, at, 0 if number else change.count)
    elif change.count:
        _write(edits, change.window, change.count)


def _window(edits: GatheredEdits, change: MoveWindow) -> None:
    own = edits.folder.production(change.production_id).span
    for need in edits.folder.needs_at(change.window):
        move_requirement(edits, need, change.becomes, own)


def _split(edits: GatheredEdits, change: SplitWindow) -> None:
    """Ask one person fewer on a row, and one until the day before and one from the day on."""
    own, sheet = edits.folder.production(change.production_id).span, edits.sheet(REQUIREMENTS)
    need = next(need for need in edits.folder.needs_at(change.window) if need.count)
    first, rest = change.halves
    row, at, count = next((row, at, count) for row, at, count in _counts(sheet, need) if count > 0)
    if sheet.table is not None and not sheet.table.header.matrix and count == 1:
        _set_days(sheet, row, first, own)
    else:
        _put_count(sheet, row, at, count - 1)
        _write(edits, need.window._replace(span=first), 1)
    _write(edits, need.window._replace(span=rest), 1)


def move_requirement(edits: GatheredEdits, need: Requirement, span: DateSpan, own: DateSpan) -> None:
    """Give every row of a requirement its new days; a blank cell stays blank where that says the same.

    ``own`` are the days of its production afterwards.
    """
    sheet = edits.sheet(REQUIREMENTS)
    numbers = dict.fromkeys(row_and_column(place.cell)[0] for place in need.places)
    for row in [row_of(sheet.table, number) for number in numbers] if sheet.table else ():
        _set_days(sheet, row, span, own)


def _write(edits: GatheredEdits, window: Window, count: int) -> None:
    """Add a requirement; the days of its production need not be typed."""
    sheet, (production_id, role, span) = edits.sheet(REQUIREMENTS), window
    table, days = sheet.table, dict[str, Value]()
    if span != edits.folder.production(production_id).span:
        days = {heads.FROM: span.first_day, heads.TO: span.last_day}
    what = edits.refer.production(sheet, production_id)
    if table is None or not table.header.matrix:
        sheet.append({**what, heads.ROLE: role, heads.COUNT: count, **days})
    else:
        # as the matrix calls the role; one that has no column gets one
        by_header = edits.known.roles.by_header()
        column = next((text for text in table.header.other.values() if by_header.get(header_key(text)) == role), role)
        sheet.append({**what, column: count, **days})


def _put_count(sheet: SheetChanges, row: Row, at: int, count: int) -> None:
    """Write how many a cell asks for; nobody is a blank cell of a matrix."""
    matrix = sheet.table is not None and sheet.table.header.matrix
    sheet.put_at(row.number, at, count or None if matrix else count)


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


def _set_days(sheet: SheetChanges, row: Row, span: DateSpan, own: DateSpan) -> None:
    ends = (heads.FROM, span.first_day, own.first_day), (heads.TO, span.last_day, own.last_day)
    for column, day, own_day in ends:
        cell = row.cell(column)
        said = own_day if cell is None or cell.value is None else row.day(column)
        if day != said:
            sheet.put(row.number, column, day)


WRITERS: Writers = {SetNeed: _need, MoveWindow: _window, SplitWindow: _split}
