"""The rows and cells of a sheet's XML by their numbers; they get numbers where the file gives none.

References: ECMA-376 part 1, 18.3.1.4 (cells) and 18.3.1.73 (rows).
Changes when rows are stored in another way.
"""

import re
from bisect import insort
from collections.abc import Iterator

from planner.workbook.xlsx.addresses import LAST_COLUMN, LAST_ROW, address, column_number
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.part_xml import Element, new_child
from planner.workbook.xlsx.edits.row_map import RowMap
from planner.workbook.xlsx.package_xml import main

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]+)")
_ROW, _CELL, _FORMULA = main("row"), main("c"), main("f")
_CONTENT = (main("v"), _FORMULA, main("is"))


class Grid:
    """What a sheet's ``sheetData`` holds; raises :class:`CannotEdit` for rows or cells out of order."""

    def __init__(self, sheet: Element) -> None:
        self._data = sheet.find(main("sheetData"))
        if self._data is None:
            raise CannotEdit("the sheet has no cells at all")
        self._columns = sheet.find(main("cols"))
        self._rows: dict[int, Element] = {}
        number = 0
        for row in self._data.iterchildren(_ROW):
            number = _next_number(row.get("r"), number)
            row.set("r", str(number))
            self._rows[number] = row
            _number_cells(row, number)
        self._numbers = list(self._rows)

    def __iter__(self) -> Iterator[tuple[int, Element]]:
        return ((number, self._rows[number]) for number in self._numbers)

    def formulas(self) -> list[tuple[Element, Element]]:
        """Return every cell that has a formula, with it."""
        return [(formula.getparent(), formula) for formula in self._data.iter(_FORMULA)]

    def row(self, number: int) -> Element | None:
        """Return a row, None when there is none."""
        return self._rows.get(number)

    def cells(self, number: int) -> dict[int, Element]:
        """Return a row's cells by column."""
        row = self._rows.get(number)
        return {} if row is None else {column_of(cell): cell for cell in row.iterchildren(_CELL)}

    def filled(self, number: int, first: int = 1, last: int = LAST_COLUMN) -> bool:
        """Whether a row holds anything between two columns, both included."""
        return any(first <= column <= last and has_content(cell) for column, cell in self.cells(number).items())

    def last_filled(self, first: int = 1, last: int = LAST_COLUMN, below: int = 0, to: int = LAST_ROW) -> int:
        """Return the last row of those after ``below`` up to ``to`` with anything between two columns, or ``below``."""
        for number in reversed(self._numbers):
            if below < number <= to and self.filled(number, first, last):
                return number
        return below

    def first_filled(self) -> int:
        """Return the first row that holds anything, 0 when none does."""
        return next((number for number in self._numbers if self.filled(number)), 0)

    def make_row(self, number: int) -> Element:
        """Return a row, made in its place when there is none."""
        if number in self._rows:
            return self._rows[number]
        if not 1 <= number <= LAST_ROW:
            raise CannotEdit(f"a sheet has no row {number:,}")
        row = new_child(self._data, "row", r=str(number))
        insort(self._numbers, number)
        at = self._numbers.index(number) if number != self._numbers[-1] else len(self._numbers) - 1
        if at + 1 < len(self._numbers):
            self._rows[self._numbers[at + 1]].addprevious(row)
        self._rows[number] = row
        return row

    def make_cell(self, number: int, column: int) -> Element:
        """Return a cell, made in its place when there is none, with the style of its row or column."""
        if not 1 <= column <= LAST_COLUMN:
            raise CannotEdit(f"a sheet has no column {column:,}")
        cells, row = self.cells(number), self.make_row(number)
        if column in cells:
            return cells[column]
        cell = new_child(row, "c", r=address(number, column))
        follower = min((at for at in cells if at > column), default=None)
        if follower is not None:
            cells[follower].addprevious(cell)
        style = self.style_without_cell(row, column)
        if style:
            cell.set("s", str(style))
        return cell

    def style_without_cell(self, row: Element | None, column: int) -> int:
        """Return the style that a cell has that is not there: its row's, else its column's."""
        if row is not None and row.get("customFormat") in ("1", "true"):
            return int(row.get("s", "0"))
        for columns in self._columns if self._columns is not None else ():
            if int(columns.get("min", "0")) <= column <= int(columns.get("max", "0")):
                return int(columns.get("style", "0"))
        return 0

    def move(self, rows: RowMap) -> None:
        """Take out the rows that are gone and give the others their new numbers."""
        moved: dict[int, Element] = {}
        for number, row in self._rows.items():
            if rows.is_gone(number):
                self._data.remove(row)
                continue
            new = rows.place(number)
            if new > LAST_ROW:
                raise CannotEdit("the sheet is full to its last row")
            moved[new] = row
            if new != number:
                row.set("r", str(new))
                for cell in row.iterchildren(_CELL):
                    cell.set("r", address(new, column_of(cell)))
        self._rows, self._numbers = moved, sorted(moved)


def has_content(cell: Element) -> bool:
    """Whether a cell holds a value or a formula."""
    return any(child.tag in _CONTENT and (len(child) or child.text or child.attrib) for child in cell)


def column_of(cell: Element) -> int:
    """Return the number of a cell's column."""
    return column_number(cell.get("r").rstrip("0123456789"))


def _next_number(text: str | None, before: int) -> int:
    try:
        number = before + 1 if text is None else int(float(text))
    except (OverflowError, ValueError):
        number = 0
    if not before < number <= LAST_ROW:
        raise CannotEdit(f"its rows are not in order, near row {before}")
    return number


def _number_cells(row: Element, number: int) -> None:
    column = 0
    for cell in row.iterchildren(_CELL):
        text = cell.get("r")
        found = _ADDRESS.fullmatch(text) if text else None
        new = column_number(found[1]) if found else (column + 1 if text is None else 0)
        if not column < new <= LAST_COLUMN:
            raise CannotEdit(f"its cells in row {number} are not in order")
        column = new
        if found is None or int(found[2]) != number:
            cell.set("r", address(number, column))
