"""Edits carried out in the order that keeps the row numbers of all of them those of the workbook as given.

Cells first, then new rows, then rows that go, then new sheets.
Changes when there is another kind of edit.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from planner.workbook.xlsx.addresses import LAST_ROW
from planner.workbook.xlsx.edits.appending import append_rows
from planner.workbook.xlsx.edits.cell_edits import blank_row, set_cells
from planner.workbook.xlsx.edits.edit import AddSheet, AppendRow, CannotEdit, DeleteRow, Edit, MarkCell, SetCell
from planner.workbook.xlsx.edits.marking import mark_cell
from planner.workbook.xlsx.edits.new_sheet import add_sheet
from planner.workbook.xlsx.edits.open_book import OpenBook, OpenSheet
from planner.workbook.xlsx.edits.open_package import OpenPackage
from planner.workbook.xlsx.edits.row_map import rows_gone
from planner.workbook.xlsx.edits.row_moves import move_rows
from planner.workbook.xlsx.package import DAMAGE, RefusedPackage

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
        return OpenBook(OpenPackage(data)).titles()


@contextmanager
def _telling_damage() -> Iterator[None]:
    """Let what no sound workbook holds, such as words where numbers belong, be a reason like any other."""
    try:
        yield
    except RefusedPackage as refused:
        raise CannotEdit(str(refused)) from refused
    except DAMAGE as error:
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
    set_cells(book, sheet, [edit for edit in edits if isinstance(edit, SetCell)])
    for edit in edits:
        if isinstance(edit, MarkCell):
            mark_cell(book, sheet, edit)
    gone = {edit.row for edit in edits if isinstance(edit, DeleteRow)}
    appended: dict[int | None, list[AppendRow]] = {}
    for edit in edits:
        if isinstance(edit, AppendRow):
            appended.setdefault(edit.after, []).append(edit)
    # From the bottom up, so that rows put in between do not move the places of the others.
    for after in sorted(appended, key=lambda row: -1 if row is None else -row):
        moved = append_rows(book, sheet, appended[after])
        gone = {moved.place(row) for row in gone}
    _delete_rows(book, sheet, gone)


def _delete_rows(book: OpenBook, sheet: OpenSheet, rows: set[int]) -> None:
    """Take rows out; a Table keeps one row, which is blanked, as no Table can be without."""
    for row in rows:
        if not 1 <= row <= LAST_ROW:
            raise CannotEdit(f"a sheet has no row {row:,}")
    for table in sheet.tables:
        first, last = table.first_row, table.last_row
        if all(row in rows for row in range(first, last + 1)):
            rows = rows - {first}
            blank_row(book, sheet, first)
    if rows:
        move_rows(book, sheet, rows_gone(rows))
