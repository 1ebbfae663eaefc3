"""A worksheet in one pass over its XML: its cells, typed as Excel stores them, and what else is to be known of it.

The pass keeps to its limits whatever the XML holds: of columns, of filled cells, and of tags within tags.

References: ECMA-376 part 1, 18.3.1.4 (cells), 18.3.1.55 (merged cells) and 18.3.1.73 (rows).
Changes when a sheet is stored in another way.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from planner.domain.errors import PlannerError
from planner.workbook.xlsx.addresses import LAST_COLUMN, LAST_ROW, address, column_number
from planner.workbook.xlsx.book_parts import BookParts
from planner.workbook.xlsx.cells import BLANK, Cell, Cells
from planner.workbook.xlsx.package_xml import MOST_DEPTH, PIECE, main, new_parser, parse
from planner.workbook.xlsx.sheet_traits import SheetTraits
from planner.workbook.xlsx.stored_cells import StoredCells

MOST_COLUMNS = 200
_LETTERS = re.compile("[A-Z]{1,3}")
_TEXT = "[ -%'-;=?-~]*"
_PLAIN = (
    r'<c r="{0}[A-Z]{{1,3}}[0-9]{{1,7}})"(?: s="{0}[0-9]{{1,5}})")?(?: t="{0}[A-Za-z]{{1,9}})")?'
    rf"(?:/>|><v>{{0}}{_TEXT})</v></c>|><is><t>{{0}}{_TEXT})</t></is></c>)"
)
_PLAIN_CELL = re.compile(_PLAIN.format("("))  # its address, style, type, and value or text
_PLAIN_ROW = re.compile(rf"<row(?: [^<>]*)?(?<!/)>((?:{_PLAIN.format('(?:')})+)</row>".encode())
_RANGE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}")


class TooManyCells(PlannerError):
    """The workbook holds more filled cells than are read; ``row`` is where reading stopped."""

    def __init__(self, row: int) -> None:
        super().__init__(f"row {row}")
        self.row = row


class DamagedCell(PlannerError, ValueError):
    """A cell that no Excel wrote like this; ``cell`` is its address."""

    def __init__(self, cell: str, reason: str) -> None:
        super().__init__(reason)
        self.cell = cell


Rows = list[tuple[int, Cells]]


def scan_sheet(xml: Iterable[bytes], book: BookParts, most_cells: int) -> tuple[Rows, SheetTraits]:
    """Return the rows that hold anything (row number, cells from column A to the last filled one) and the traits.

    ``xml`` comes in pieces of any size. Raises :class:`TooManyCells`, and ValueError (a :class:`DamagedCell` where one
    can be named), ArithmeticError or ExpatError when the sheet is damaged.
    """
    parser = new_parser()
    scan = _Scan(book, most_cells, lambda: parser.CurrentByteIndex)
    parser.StartElementHandler, parser.EndElementHandler = scan.start, scan.end
    parser.CharacterDataHandler = scan.text.append
    parse(parser, _without_plain_cells(xml, scan))
    return scan.sorted_rows(), scan.traits()


def _without_plain_cells(xml: Iterable[bytes], scan: "_Scan") -> Iterator[bytes]:
    """Yield what the parser is to be fed of a sheet; cells of the plainest form go to ``scan`` without it.

    These are well-formed by the pattern that finds them, and taken right after the parser has told of the very row that
    they stand in. In a comment, or where names mean something else, it tells of none, and is fed them like all else.
    """
    rest, fed = b"", 0
    for piece in xml:
        data, at = rest + piece, 0
        for found in _PLAIN_ROW.finditer(data):
            row_at, cells_at = fed + found.start() - at, found.start(1)
            yield data[at:cells_at]
            fed += cells_at - at
            at = cells_at
            if scan.is_in_row(row_at):
                scan.add_plain(found[1])
                at = found.end(1)
        end = data.rfind(b"<row", at)  # it may go on in the next piece
        end = len(data) if end < 0 or len(data) - end > PIECE else end
        yield data[at:end]
        fed += end - at
        rest = data[end:]
    yield rest


class _Scan:
    """The state of one pass; ``text`` gathers what the parser reads between two tags, which begin where ``at`` says."""

    def __init__(self, book: BookParts, most_cells: int, at: Callable[[], int]) -> None:
        self.text: list[str] = []
        self._rows: Rows = []
        self._cell_of = StoredCells(book)
        self._left = most_cells
        self._room = most_cells * 10  # for blank cells before filled ones too
        self._depth = 0
        self._number = 0  # of the row that is being read
        self._cells: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._column = 0
        self._value = ""
        self._at, self._row_at = at, -1
        self._in_row = self._formula = self._phonetic = False
        self._merged: list[str] = []
        self._hidden: set[int] = set()
        self._uncalculated: list[str] = []
        self._stray = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise ValueError("its tags are nested too deep")
        if tag in _VALUES:
            self.text.clear()
        elif tag == _CELL:
            self._cell, self._value, self._formula = attributes, "", False
        elif tag == _FORMULA:
            self._formula = True
        elif tag == _ROW:
            self._start_row(attributes)
        elif tag == _PHONETIC:
            self._phonetic = True
        elif tag == _MERGED and _RANGE.fullmatch(attributes.get("ref", "")):
            self._merged.append(attributes["ref"])

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag in _VALUES:
            if not self._phonetic:
                self._value += "".join(self.text)
        elif tag == _CELL:
            self._end_cell()
        elif tag == _ROW:
            self._end_row()
        elif tag == _PHONETIC:
            self._phonetic = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._number = _row_of(attributes["r"]) if "r" in attributes else self._number + 1
        if not 1 <= self._number <= LAST_ROW:
            raise ValueError(f"a sheet has no row {self._number}")
        self._cells, self._column, self._in_row = [], 0, True
        self._row_at = self._at()
        if attributes.get("hidden") in ("1", "true"):
            self._hidden.add(self._number)

    def is_in_row(self, at: int) -> bool:
        """Whether the row that begins there is being read, and may hold cells with two tags in each other."""
        return self._in_row and self._row_at == at and self._depth + 3 <= MOST_DEPTH and not self._phonetic

    def add_plain(self, cells: bytes) -> None:
        """Add cells as they stand in the file, all of the form of :data:`_PLAIN_CELL`."""
        self._formula = False
        for told, style, kind, value, text in _PLAIN_CELL.findall(cells.decode("ascii")):
            self._value = value or text
            self._add(told, kind or "n", style or "0")

    def _end_row(self) -> None:
        self.text.clear()
        self._in_row = False
        if self._cells:
            self._rows.append((self._number, tuple(self._cells)))
            self._room -= len(self._cells)
            if self._room < 0:
                raise TooManyCells(self._number)

    def _end_cell(self) -> None:
        if not self._in_row:
            raise ValueError("a cell stands outside of all rows")
        get = self._cell.get
        self._add(get("r"), get("t", "n"), get("s", "0"))

    def _add(self, told: str | None, kind: str, style: str) -> None:
        """Add a cell with the value that was read; ``told`` is the address that it gives itself."""
        try:
            self._column = column = _COLUMNS[told.rstrip("0123456789")] if told else self._column + 1
        except KeyError:
            raise DamagedCell("", f"a sheet has no cell {str(told)[:20]}") from None
        if not self._value:
            if self._formula and kind != "str":  # the result of a formula may well be empty text
                self._uncalculated.append(self._address())
            return
        try:
            cell = self._cell_of[kind, self._value, style]
        except (ArithmeticError, LookupError, ValueError) as error:
            raise DamagedCell(self._address(), str(error)) from error
        self._left -= 1
        if self._left < 0:
            raise TooManyCells(self._number)
        cells = self._cells
        if column == len(cells) + 1 <= MOST_COLUMNS:  # as nearly all are
            cells.append(cell)
        else:
            self._put(cell)

    def _address(self) -> str:
        """Return where the cell stands; what it says of its row itself is not trusted."""
        return address(self._number, self._column)

    def _put(self, cell: Cell) -> None:
        cells, at = self._cells, self._column - 1
        if at >= MOST_COLUMNS:
            self._stray = self._stray or self._address()
            return
        if at > len(cells):
            cells.extend([BLANK] * (at - len(cells)))
        cells[at : at + 1] = [cell]

    def sorted_rows(self) -> Rows:
        """Return the rows by number; raises ValueError when one of them is there twice."""
        numbers = [number for number, _ in self._rows]
        if sorted(set(numbers)) != numbers:
            if len(set(numbers)) < len(numbers):
                raise ValueError("one of its rows is there twice")
            self._rows.sort(key=lambda row: row[0])
        return self._rows

    def traits(self) -> SheetTraits:
        return SheetTraits(tuple(self._merged), frozenset(self._hidden), tuple(self._uncalculated), self._stray)


def _row_of(text: str) -> int:
    try:
        return int(float(text))  # some programs write 5.0
    except (OverflowError, ValueError):
        raise ValueError(f"a sheet has no row {text[:20]}") from None


class _Columns(dict[str, int]):
    """Column numbers by their letters, each worked out once; KeyError for letters that no column has."""

    def __missing__(self, letters: str) -> int:
        if _LETTERS.fullmatch(letters) is None or column_number(letters) > LAST_COLUMN:
            raise KeyError(letters)
        self[letters] = column_number(letters)
        return self[letters]


_COLUMNS = _Columns()


_CELL, _ROW, _PHONETIC, _FORMULA, _MERGED, _STORED, _INLINE = (
    main(name)[1:] for name in ("c", "row", "rPh", "f", "mergeCell", "v", "t")
)
_VALUES = frozenset((_STORED, _INLINE))
