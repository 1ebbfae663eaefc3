"""New rows below the data: in blank rows where there are any, else in rows put in between.

Changes when a new row should take over something else from the row above it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.workbook.xlsx.addresses import LAST_COLUMN, address
from planner.workbook.xlsx.edits.cell_formulas import grow_cell_formulas
from planner.workbook.xlsx.edits.cell_values import put_value
from planner.workbook.xlsx.edits.edit import AppendRow, CannotEdit
from planner.workbook.xlsx.edits.grid import Grid
from planner.workbook.xlsx.edits.open_book import OpenBook, OpenSheet
from planner.workbook.xlsx.edits.part_xml import Element, new_child
from planner.workbook.xlsx.edits.ranges import Range
from planner.workbook.xlsx.edits.row_map import RowGrowth, RowMap, rows_below
from planner.workbook.xlsx.edits.row_moves import may_refer, move_names, move_parts, move_rows, move_rule_formulas
from planner.workbook.xlsx.edits.sheet_ranges import grow_ranges, merged_ranges
from planner.workbook.xlsx.edits.table_parts import TablePart
from planner.workbook.xlsx.number_formats import EPOCH
from planner.workbook.xlsx.package_xml import main

_NOT_TAKEN_OVER = ("r", "spans", "hidden", "collapsed")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where rows are added: below row ``anchor``, like row ``model`` (None: as their columns are).

    The data, of a Table or not, begin in row ``first``.
    """

    table: TablePart | None
    anchor: int
    model: int | None
    first: int


def append_rows(book: OpenBook, sheet: OpenSheet, edits: Sequence[AppendRow]) -> RowMap:
    """Add rows that go below one and the same row, and return where the rows that were there are now."""
    spot = _spot(sheet, edits[0])
    free = _free_rows(sheet, spot, len(edits))
    moved = rows_below(spot.anchor + free, len(edits) - free)
    if moved.inserted_below:
        move_rows(book, sheet, moved)
    for number, edit in enumerate(edits, spot.anchor + 1):
        _fill_row(book, sheet, number, edit, spot)
    _grow(book, sheet, spot, spot.anchor + len(edits))
    sheet.touch()
    return moved


def _spot(sheet: OpenSheet, edit: AppendRow) -> _Spot:
    table = _table(sheet, edit)
    if edit.after is not None:
        anchor = edit.after
        first = table.first_row if table else sheet.grid.first_filled() + 1
    elif table:
        whole, first = table.range, table.first_row
        anchor = sheet.grid.last_filled(whole.left, whole.right, first - 1, table.last_row)
        if anchor == table.last_row and not table.has_totals:
            anchor = _last_below(sheet, table)
    else:
        anchor, first = sheet.grid.last_filled(), sheet.grid.first_filled() + 1
    # The first row with anything is the header, which no row of data looks like.
    return _Spot(table, anchor, anchor if anchor >= first else None, first)


def _table(sheet: OpenSheet, edit: AppendRow) -> TablePart | None:
    """Return the Table that a row is for: the one around ``after``, or else the one with the columns that it fills."""
    for table in sheet.tables:
        whole = table.range
        if edit.after is not None and not whole.top <= edit.after <= table.last_row:
            continue
        if not edit.values or any(whole.left <= column <= whole.right for column in edit.values):
            return table
    return None


def _last_below(sheet: OpenSheet, table: TablePart) -> int:
    """Return the last row of what stands right below a Table: rows typed where it does not grow, as in LibreOffice."""
    row, whole = table.last_row, table.range
    while sheet.grid.filled(row + 1, whole.left, whole.right) and not _other_table(sheet, table, row + 1):
        row += 1
    return row


def _free_rows(sheet: OpenSheet, spot: _Spot, wanted: int) -> int:
    """Return how many of the rows below the anchor are blank, at most ``wanted``; a Table's totals end them."""
    free, table = 0, spot.table
    left, right = (table.range.left, table.range.right) if table else (1, LAST_COLUMN)
    while free < wanted:
        row = spot.anchor + free + 1
        below = table is not None and row > table.last_row
        ends = table is not None and below and (table.has_totals or _other_table(sheet, table, row))
        if ends or sheet.grid.filled(row, left, right) or _merged(sheet, row, left, right):
            break
        free += 1
    return free


def _other_table(sheet: OpenSheet, table: TablePart, row: int) -> bool:
    return any(one is not table and one.range.holds(row) for one in sheet.tables)


def _merged(sheet: OpenSheet, row: int, left: int, right: int) -> bool:
    return any(one.holds(row) and one.left <= right and left <= one.right for one in merged_ranges(sheet.root))


def _fill_row(book: OpenBook, sheet: OpenSheet, number: int, edit: AppendRow, spot: _Spot) -> None:
    grid = sheet.grid
    grid.make_row(number)
    if spot.model is not None:
        _take_over_looks(grid, spot.model, number)
    for column, formula in (spot.table.formulas() if spot.table else {}).items():
        if column not in edit.values:
            _put_formula(grid.make_cell(number, column), formula)
            book.has_formulas = True
            book.forget_calculation_order()
    for column, value in sorted(edit.values.items()):
        if value is not None:
            cell = grid.make_cell(number, column)
            if isinstance(value, date):
                cell.set("s", str(book.styles.dated(int(cell.get("s", "0")))))
            put_value(cell, value, book.epoch)
    _widen(sheet, number, max(grid.cells(number), default=1))


def _take_over_looks(grid: Grid, model: int, number: int) -> None:
    """Give a row, and its cells, the height and the styles of another; nobody hides a new row."""
    above, row = grid.row(model), grid.make_row(number)
    if above is None:
        return
    for name, value in above.attrib.items():
        if name not in _NOT_TAKEN_OVER:
            row.set(name, value)
    for column, cell in grid.cells(model).items():
        style = cell.get("s", "0")
        if style != "0" or grid.style_without_cell(row, column) or column in grid.cells(number):
            grid.make_cell(number, column).set("s", style)


def _put_formula(cell: Element, formula: Element) -> None:
    """Give a cell its column's formula, without a value: it is calculated when the workbook is opened."""
    put_value(cell, None, EPOCH)
    if formula.get("array") in ("1", "true"):
        raise CannotEdit(f"the column of {cell.get('r')} is calculated by an array formula")
    copy = new_child(cell, "f")
    copy.text = formula.text


def _widen(sheet: OpenSheet, row: int, column: int) -> None:
    """Let the sheet's dimension hold a cell."""
    dimension = sheet.root.find(main("dimension"))
    if dimension is not None and dimension.get("ref"):
        old = Range.of(dimension.get("ref"))
        last = address(max(old.bottom, row), max(old.right, column))
        dimension.set("ref", f"{address(min(old.top, row), old.left)}:{last}")


def _grow(book: OpenBook, sheet: OpenSheet, spot: _Spot, last: int) -> None:
    """Let the Table, the rules that reached the row above the new ones, and all that is over all data take them in."""
    if spot.table:
        spot.table.grow_to(last)
    if spot.model is None:
        return
    grow_ranges(sheet.root, spot.model, last)
    growth = RowGrowth(first=spot.first, last=spot.model, new_last=last)
    for other in (one for one in book.sheets if one is sheet or may_refer(book.package.read(one.part))):
        grow_cell_formulas(other, sheet.title, growth)
        move_rule_formulas(other, sheet.title, growth)
    move_names(book, sheet.title, growth)
    move_parts(book, sheet, growth)
