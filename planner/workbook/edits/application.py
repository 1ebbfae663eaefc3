"""Edits carried out in the order that keeps the row numbers of all of them those of the workbook as given.

Cells first, then new rows, then rows that go, then new sheets.
Changes when there is another kind of edit.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from planner.workbook.edits.appending import append_rows
from planner.workbook.edits.cell_formulas import array_ranges, formula_of, unshare
from planner.workbook.edits.cell_values import put_value
from planner.workbook.edits.edit import AddSheet, AppendRow, CannotEdit, DeleteRow, Edit, MarkCell, SetCell
from planner.workbook.edits.marking import mark_cell
from planner.workbook.edits.new_sheet import add_sheet
from planner.workbook.edits.notes import move_notes
from planner.workbook.edits.open_book import OpenBook, OpenSheet
from planner.workbook.edits.open_package import OpenPackage
from planner.workbook.edits.part_xml import main, without
from planner.workbook.edits.ranges import Range, address
from planner.workbook.edits.row_map import LAST_ROW, RowMap, rows_gone
from planner.workbook.edits.row_moves import move_rows
from planner.workbook.edits.sheet_ranges import merged_ranges

_SheetEdit = SetCell | AppendRow | DeleteRow | MarkCell


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a workbook with the edits made; every part that need not follow is the same byte for byte.

    Row numbers are those of ``data``, also of several edits at once; new rows are not among them. Formulas keep their
    stored values and are calculated anew when the workbook is opened next. Without edits, ``data`` itself is returned.
    Raises :class:`CannotEdit` when an edit is not possible without losing something; then nothing is edited.
    """
    wanted = tuple(edits)
    if not wanted:
        return data
    with _telling_damage():
        return _edited(data, wanted)


def sheet_titles(data: bytes) -> tuple[str, ...]:
    """Return the titles of a workbook's sheets of any kind; raises :class:`CannotEdit` when it is none to be edited."""
    with _telling_damage():
        return tuple(entry.get("name", "") for entry in OpenBook(OpenPackage(data)).entries())


@contextmanager
def _telling_damage() -> Iterator[None]:
    """Let what no sound workbook holds, such as words where numbers belong, be a reason like any other."""
    try:
        yield
    except (ArithmeticError, LookupError, ValueError) as error:
        raise CannotEdit(f"the file is damaged: {str(error)[:200]}") from error


def _edited(data: bytes, wanted: tuple[Edit, ...]) -> bytes:
    package = OpenPackage(data)
    book = OpenBook(package)
    by_sheet: dict[OpenSheet, list[_SheetEdit]] = {}
    for edit in wanted:
        if not isinstance(edit, AddSheet):
            by_sheet.setdefault(book.sheet(edit.sheet), []).append(edit)
    for sheet, of_sheet in by_sheet.items():
        _edit_sheet(book, sheet, of_sheet)
    for edit in wanted:
        if isinstance(edit, AddSheet):
            add_sheet(book, edit)
    if any(isinstance(edit, SetCell | AppendRow | DeleteRow) for edit in wanted):
        book.recalculate_on_load()
    return package.to_bytes()


def _edit_sheet(book: OpenBook, sheet: OpenSheet, edits: list[_SheetEdit]) -> None:
    gone = {edit.row for edit in edits if isinstance(edit, DeleteRow)}
    joined = _joined_cells(sheet)
    for row in gone:
        if not 1 <= row <= LAST_ROW:
            raise CannotEdit(f"a sheet has no row {row:,}")
    for edit in edits:
        if isinstance(edit, SetCell):
            _check_free(sheet, joined, edit.row, edit.column)
            _set_cell(book, sheet, edit)
        elif isinstance(edit, MarkCell):
            mark_cell(book, sheet, edit)
    appended: dict[int | None, list[AppendRow]] = {}
    for edit in edits:
        if isinstance(edit, AppendRow):
            appended.setdefault(edit.after, []).append(edit)
    # From the bottom up, so that rows put in between do not move the places of the others.
    for after in sorted(appended, key=lambda row: -1 if row is None else -row):
        moved = append_rows(book, sheet, appended[after])
        gone = {moved.place(row) for row in gone}
    if gone:
        _delete_rows(book, sheet, gone)


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


def _delete_rows(book: OpenBook, sheet: OpenSheet, rows: set[int]) -> None:
    """Take rows out; a Table keeps one row, which is blanked, as no Table can be without."""
    for table in sheet.tables:
        first, last = table.first_row, table.last_row
        if all(row in rows for row in range(first, last + 1)):
            rows = rows - {first}
            _blank(book, sheet, first)
    if rows:
        move_rows(book, sheet, rows_gone(rows))


def _blank(book: OpenBook, sheet: OpenSheet, row: int) -> None:
    for column in sheet.grid.cells(row):
        _set_cell(book, sheet, SetCell(sheet.title, row, column, None))
    for link in list(sheet.root.iter(main("hyperlink"))):
        cells = Range.of(link.get("ref", ""))
        if (cells.top, cells.bottom) == (row, row):
            without(link)
    move_notes(sheet, RowMap(deleted=(row,), inserted_below=(row,)))  # a new row in place of the old one
