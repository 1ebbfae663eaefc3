"""A sheet as a table: its header found by name, its rows with methods that read a cell and note what is wrong.

Changes when headers are found in another way or a row must be read as another kind of value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from planner.domain.finding import Finding, Place, Severity
from planner.domain.span import DateSpan
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.column_dates import ColumnDates
from planner.workbook.inputs.day_cells import parse_day
from planner.workbook.inputs.headers import Header, find_duplicate_columns
from planner.workbook.inputs.heard import Heard
from planner.workbook.inputs.table_faults import find_table_findings
from planner.workbook.inputs.text_dates import Noted, Order
from planner.workbook.xlsx.addresses import address
from planner.workbook.xlsx.cells import (
    Cell,
    Cells,
    Fault,
    as_shown,
    clean,
    error_fault,
    match_key,
    parse_cents,
    parse_text,
    parse_whole,
    shown,
)
from planner.workbook.xlsx.workbook_file import RawSheet


@dataclass(slots=True)
class Row:
    """One row while it is read; ``broken`` once it has an error, so that nothing is built from it."""

    table: "Table"
    number: int
    cells: Cells
    broken: bool = False

    def unheard(self) -> "Row":
        """Return the row as one whose faults nobody hears of, for what need not be right."""
        return Row(self.table.unheard(), self.number, self.cells, broken=self.number in self.table.lonely)

    def has(self, column: str) -> bool:
        """Whether the sheet has this column at all."""
        return column in self.table.header.at

    def cell(self, column: str) -> Cell | None:
        """Return the column's cell, None when the column or the row's end is not there."""
        at = self.table.header.at.get(column)
        return None if at is None or at >= len(self.cells) else self.cells[at]

    def place(self, column: str) -> Place:
        """Return where the column's cell stands; the row's first known column stands in for a missing one."""
        header = self.table.header
        at = header.at.get(column)
        return self.place_at(min(header.at.values()) if at is None else at)

    def place_at(self, at: int) -> Place:
        """Return where the cell of the column with 0-based index ``at`` stands."""
        return self.table.place(self.number, at)

    def filled(self, columns: Iterable[int]) -> list[int]:
        """Return which of some columns, by 0-based index, hold something here."""
        return [at for at in columns if at < len(self.cells) and _says_something(self.cells[at])]

    def text(self, column: str, *, needed: bool = False) -> str:
        """Return the cell's text, empty when blank; a blank ``needed`` cell is an error."""
        cell = self.cell(column)
        found = "" if cell is None else parse_text(cell)
        if isinstance(found, Fault):
            self.note(found, column)
            return ""
        if needed and not found:
            self._missing(column)
        return found

    def free_text(self, column: str) -> str:
        """Return what a cell shows, for people alone: errors and other values are texts like any other."""
        cell = self.cell(column)
        return "" if cell is None else as_shown(cell)

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """Return the cell's day, None when blank or wrong."""
        found = self.parsed_day(column)
        if isinstance(found, Fault):
            self.note(found, column)
            return None
        if isinstance(found, Noted):
            if self.table.heard and self.table.heard.is_first(found.note.code, column):
                self.note(found.note, column)  # for all of them
            return found.day
        if found is None and needed:
            self._missing(column)
        return found

    def parsed_day(self, column: str) -> date | Noted | Fault | None:
        """Return the cell's day as it was read, with nothing noted."""
        cell = self.cell(column)
        return None if cell is None else parse_day(cell, self.table.epoch, self.table.column_dates(column))

    def whole(self, column: str, code: str, lowest: int, highest: int, *, needed: bool = False) -> int | None:
        """Return the cell's whole number between two limits, both allowed; None when blank or wrong."""
        cell = self.cell(column)
        if cell is None or cell.value is None:
            if needed:
                self._missing(column)
            return None
        return self.whole_in(cell, self.place(column), column, code, lowest, highest)

    def whole_in(self, cell: Cell, place: Place, column: str, code: str, lowest: int, highest: int) -> int | None:
        """Return the whole number of any ``cell``, as :meth:`whole` does."""
        found = parse_whole(cell)
        if isinstance(found, int) and not lowest <= found <= highest:
            found = Fault(
                "", f"{shown(cell.value)} is out of range.", f"Type a whole number from {lowest} to {highest:,}."
            )
        if isinstance(found, Fault):
            self.broken = True
            self.table.add(found.code or code, Severity.ERROR, place, found.message, found.hint, column)
            return None
        return found

    def cents(self, column: str) -> int:
        """Return the cell's amount in cents, 0 when blank or wrong; an amount that is rounded is warned of."""
        cell = self.cell(column)
        found = None if cell is None else parse_cents(cell)
        if isinstance(found, Fault):
            self.note(found, column)
            return 0
        if found is None or cell is None:
            return 0
        cents, rounded = found
        if rounded:
            message = f"{shown(cell.value)} was rounded to {cents / 100:.2f}."
            self.fault("rate-rounded", column, message, "Type at most two decimals.", Severity.WARNING)
        return cents

    def span(self, first: date, last: date, column: str) -> DateSpan | None:
        """Return the days from first to last; an end before the start is an error at ``column``."""
        if last < first:
            message = f"the last day {last} lies before the first day {first}."
            self.fault("end-before-start", column, message, "Correct one of the two.")
            return None
        return DateSpan(first, last)

    def note(self, fault: Fault, column: str) -> None:
        """Add a cell's fault to the table's findings."""
        self.fault(fault.code, column, fault.message, fault.hint, fault.severity)

    def fault(self, code: str, column: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Add a finding about this row's cell in ``column``."""
        self.broken = self.broken or severity is Severity.ERROR
        self.table.add(code, severity, self.place(column), message, hint, column)

    def _missing(self, column: str) -> None:
        self.fault("missing-value", column, "the cell is blank.", f"Fill in {column}, or clear the whole row.")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose header was found; ``heard`` collects what is wrong while its rows are read, None when nobody hears.

    ``date_order`` is how its text dates read, None when nobody said.
    ``raw`` are the rows below the header but those of ``left_out``; nobody hears of faults in those of ``lonely``.
    """

    spec: Sheet
    file: str
    title: str
    epoch: datetime
    header: Header
    raw: tuple[tuple[int, Cells], ...]
    sheet: RawSheet
    heard: Heard | None
    date_order: Order | None = None
    left_out: frozenset[int] = frozenset()
    lonely: frozenset[int] = frozenset()
    _column_dates: dict[str, ColumnDates] = field(default_factory=dict, compare=False)

    def add(self, code: str, severity: Severity, place: Place, message: str, hint: str, column: str) -> None:
        """Let a finding be heard."""
        if self.heard:
            self.heard.add(Finding(code, severity, place, message, hint, column))

    def unheard(self) -> "Table":
        """Return the table as one that may be read again without anybody hearing what is wrong."""
        return replace(self, heard=None)

    def without(self, numbers: Iterable[int], lonely: Iterable[int] = ()) -> "Table":
        """Return the table without rows that are no data, and with rows of whose faults nobody hears further."""
        left_out = self.left_out.union(numbers)
        raw = tuple(row for row in self.raw if row[0] not in left_out)
        return replace(self, raw=raw, left_out=left_out, lonely=self.lonely.union(lonely))

    def place(self, row: int, at: int) -> Place:
        """Return where the cell of a row and of the column with 0-based index ``at`` stands."""
        return Place(self.file, self.title, address(row, at + 1))

    def told(self) -> list[Finding]:
        """Return what was heard, and what is wrong with the table as a whole."""
        return [*(self.heard.told() if self.heard else ()), *self._about_the_whole()]

    def _about_the_whole(self) -> Iterator[Finding]:
        """Return what is wrong with the table as a whole, once it is known which of its rows and columns are read."""
        cells = next(cells for number, cells in self.sheet.rows if number == self.header.row)
        yield from find_duplicate_columns(self.spec, self.header, cells, self.file, self.title)
        read = [row.number for row in self.rows()]
        yield from find_table_findings(self.file, self.sheet, self.spec, self.header, read, self.left_out)

    def column_dates(self, column: str) -> ColumnDates:
        """Return what reads the text dates of a column, all of which may decide how one reads."""
        if column not in self._column_dates:
            self._column_dates[column] = ColumnDates(self.date_order, lambda: self._texts(column))
        return self._column_dates[column]

    def _texts(self, column: str) -> Iterator[str]:
        at = self.header.at[column]
        values = (cells[at].value for _, cells in self.raw if at < len(cells))
        return (text for value in values if isinstance(value, str) and (text := clean(value)))

    def rows(self) -> Iterator[Row]:
        """Iterate over the rows that hold anything in a column of the table."""
        known = sorted(self.header.in_use)
        for number, cells in self.raw:
            for at in known:
                if at < len(cells) and _says_something(cells[at]):
                    row = Row(self, number, cells)
                    yield row.unheard() if number in self.lonely else row
                    break

    def __contains__(self, column: str) -> bool:
        return column in self.header.at


def _says_something(cell: Cell) -> bool:
    value = cell.value
    if not isinstance(value, str):
        return value is not None
    # most texts begin with a letter or a digit, and need no closer look
    return value[:1].isalnum() or bool(match_key(value)) or error_fault(cell) is not None
