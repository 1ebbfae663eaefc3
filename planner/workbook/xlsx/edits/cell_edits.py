"""Cells of a sheet that get another value, or none.

Changes when another thing can keep a cell from having a value of its own.
"""

from collections.abc import Sequence
from datetime import date

from planner.workbook.xlsx.addresses import address
from planner.workbook.xlsx.edits.cell_formulas import array_ranges, formula_of, unshare
from planner.workbook.xlsx.edits.cell_values import put_value
from planner.workbook.xlsx.edits.edit import CannotEdit, SetCell
from planner.workbook.xlsx.edits.notes import move_notes
from planner.workbook.xlsx.edits.open_book import OpenBook, OpenSheet
from planner.workbook.xlsx.edits.part_xml import without
from planner.workbook.xlsx.edits.ranges import Range
from planner.workbook.xlsx.edits.row_map import RowMap
from planner.workbook.xlsx.edits.sheet_ranges import merged_ranges
from planner.workbook.xlsx.package_xml import main


def set_cells(book: OpenBook, sheet: OpenSheet, edits: Sequence[SetCell]) -> None:
    """Set cells of a sheet; raises :class:`CannotEdit` when one of them has no value of its own."""
    joined = _joined_cells(sheet) if edits else []
    for edit in edits:
        _check_free(sheet, joined, edit.row, edit.column)
        _set_cell(book, sheet, edit)


def _set_cell(book: OpenBook, sheet: OpenSheet, edit: SetCell) -> None:
    cell = sheet.grid.cells(edit.row).get(edit.column)
    if cell is None and edit.value is None:
        return
    if cell is not None and formula_of(cell) is not None:
        unshare(sheet)
        book.forget_calculation_order()
    cell = sheet.grid.make_cell(edit.row, edit.column)
    if isinstance(edit.value, date):
        cell.set("s", str(book.styles.dated(int(cell.get("s", "0")))))
    put_value(cell, edit.value, book.epoch)
    sheet.touch()


def _joined_cells(sheet: OpenSheet) -> list[tuple[Range, str]]:
    """Return the ranges whose cells have no values of their own, but the first of merged ones, and what they are.

    A Table knows the texts of its header itself, and Excel repairs a workbook in which they differ.
    """
    return [
        *((area, f"hidden in the merged cells {area}") for area in merged_ranges(sheet.root)),
        *((area, f"part of the array formula in {area}") for area in array_ranges(sheet.grid)),
        *((table.header, f"in the header of the Table {table.name}") for table in sheet.tables if table.header),
    ]


def _check_free(sheet: OpenSheet, joined: list[tuple[Range, str]], row: int, column: int) -> None:
    """Raise :class:`CannotEdit` when a cell has no value of its own."""
    for area, what in joined:
        if area.holds(row, column) and not ("merged" in what and (row, column) == (area.top, area.left)):
            raise CannotEdit(f"{sheet.title}!{address(row, column)} is {what}")


def blank_row(book: OpenBook, sheet: OpenSheet, row: int) -> None:
    """Leave nothing in a row but its styles."""
    for column in sheet.grid.cells(row):
        _set_cell(book, sheet, SetCell(sheet.title, row, column, None))
    for link in list(sheet.root.iter(main("hyperlink"))):
        cells = Range.of(link.get("ref", ""))
        if (cells.top, cells.bottom) == (row, row):
            without(link)
    move_notes(sheet, RowMap(deleted=(row,), inserted_below=(row,)))  # a new row in place of the old one
