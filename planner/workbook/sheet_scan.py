"""A worksheet's cells in one pass over its XML, with values as typed as Excel stores them.

References: ECMA-376 part 1, 18.3.1.4 (cells) and 18.18.11 (their types).
Changes when cells are stored in another way.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from planner.workbook.addresses import column_number
from planner.workbook.number_formats import is_date, is_length_of_time, moment
from planner.workbook.package_parts import MAIN, BookParts, new_parser


class Cell(NamedTuple):
    """One cell's value (None when blank), its type (``e`` is an error) and its number format."""

    value: object
    data_type: str = "n"
    number_format: str = ""


BLANK = Cell(None)
Cells = tuple[Cell, ...]


class TooManyCells(Exception):
    """The workbook holds more filled cells than are read; ``row`` is where reading stopped."""

    def __init__(self, row: int) -> None:
        super().__init__(f"row {row}")
        self.row = row


def scan_cells(xml: bytes, book: BookParts, most_cells: int) -> list[tuple[int, Cells]]:
    """Return the rows that hold anything: row number, cells from column A to the last filled one.

    Raises :class:`TooManyCells`, and ValueError, LookupError or ExpatError when the sheet is damaged.
    """
    scan, parser = _Scan(book, most_cells), new_parser()
    parser.StartElementHandler, parser.EndElementHandler = scan.start, scan.end
    parser.CharacterDataHandler = scan.text.append
    parser.Parse(xml, True)
    return scan.rows


class _Scan:
    """The state of one pass; ``text`` gathers what the parser reads between two tags."""

    def __init__(self, book: BookParts, most_cells: int) -> None:
        self.rows: list[tuple[int, Cells]] = []
        self.text: list[str] = []
        self._cell_of = _KnownCells(book)
        self._left = most_cells
        self._number = 0  # of the row that is being read
        self._cells: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._column = 0
        self._value = ""
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _VALUES:
            self.text.clear()
        elif tag == _CELL:
            self._cell, self._value = attributes, ""
        elif tag == _ROW:
            self._number = int(float(attributes.get("r", self._number + 1)))
            self._cells, self._column = [], 0
        elif tag == _PHONETIC:
            self._phonetic = True

    def end(self, tag: str) -> None:
        if tag in _VALUES:
            if not self._phonetic:
                self._value += "".join(self.text)
        elif tag == _CELL:
            self._end_cell()
        elif tag == _ROW:
            if self._cells:
                self.rows.append((self._number, tuple(self._cells)))
        elif tag == _PHONETIC:
            self._phonetic = False

    def _end_cell(self) -> None:
        get, cells = self._cell.get, self._cells
        address = get("r")
        self._column = column_number(address.rstrip("0123456789")) if address else self._column + 1
        if not self._value:
            return
        cell = self._cell_of[get("t", "n"), self._value, get("s", "0")]
        self._left -= 1
        if self._left < 0:
            raise TooManyCells(self._number)
        at = self._column - 1
        if at > len(cells):
            cells.extend([BLANK] * (at - len(cells)))
        cells[at : at + 1] = [cell]


_CELL, _ROW, _PHONETIC, _STORED, _INLINE = (MAIN[1:] + name for name in ("c", "row", "rPh", "v", "t"))
_VALUES = frozenset((_STORED, _INLINE))


class _KnownCells(dict[tuple[str, str, str], Cell]):
    """Cells by type, stored text and style; equal ones, which most are, are one and made once."""

    def __init__(self, book: BookParts) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, key: tuple[str, str, str]) -> Cell:
        self[key] = found = self._cell(*key)
        return found

    def _cell(self, kind: str, stored: str, style: str) -> Cell:
        formats, at = self._book.formats, int(style)
        number_format = formats[at] if at < len(formats) else ""
        match kind:
            case "n":
                return self._number(stored, number_format)
            case "s":
                return Cell(self._book.texts[int(stored)], "s", number_format)
            case "b":
                return Cell(bool(int(stored)), "b", number_format)
            case "d":
                return Cell(_moment_or_text(stored), "d", number_format)
            case "e":
                return Cell(stored, "e", number_format)
        return Cell(stored, "s", number_format)

    def _number(self, stored: str, number_format: str) -> Cell:
        number = float(stored) if "." in stored or "e" in stored.lower() else int(stored)
        try:
            if is_length_of_time(number_format):
                return Cell(timedelta(days=number), "d", number_format)
            if is_date(number_format):
                return Cell(moment(number, self._book.epoch), "d", number_format)
        except (OverflowError, ValueError):
            return Cell("#VALUE!", "e", number_format)  # as Excel shows it: a day beyond the calendar
        return Cell(number, "n", number_format)


def _moment_or_text(stored: str) -> datetime | str:
    try:
        return datetime.fromisoformat(stored)
    except ValueError:
        return stored
