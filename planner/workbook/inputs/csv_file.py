"""A .csv file that stands for one sheet of a workbook, read with the same checks and places.

Changes when such a file should be read in another way.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from planner.domain.finding import Finding, Place, Severity
from planner.domain.run import InputFile
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.csv_text import SEPARATORS, CsvForm, find_encoding, find_form, records
from planner.workbook.xlsx.addresses import LAST_ROW, address
from planner.workbook.xlsx.cells import BLANK, Cell, Cells, Fault, match_key
from planner.workbook.xlsx.file_bytes import read_bytes
from planner.workbook.xlsx.number_formats import EPOCH
from planner.workbook.xlsx.sheet_scan import MOST_COLUMNS, Rows
from planner.workbook.xlsx.sheet_traits import SheetTraits
from planner.workbook.xlsx.workbook_file import MOST_CELLS, RawSheet, WorkbookFile

MOST_CSV_BYTES = 50_000_000
MOST_SEPARATORS = MOST_CELLS * 5  # each makes a value in memory, be it blank
MOST_LINES = LAST_ROW * 2  # a text within a row may have several
_TOO_LARGE = "Remove what is not needed."
_ERRORS = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#ERROR!")
)


def open_csv(path: Path, spec: Sheet) -> WorkbookFile | Finding:
    """Read a file as the one sheet ``spec``, or say why it cannot be read; places name the file and the cell alone."""
    found = read_bytes(path, spec.name.casefold(), MOST_CSV_BYTES)
    if isinstance(found, Fault):
        return found.at(Place(path.name))
    data, file = found
    if sum(data.count(mark.encode()) for mark in SEPARATORS) > MOST_SEPARATORS or data.count(b"\n") > MOST_LINES:
        return Fault("unreadable-file", "the file is larger than any sheet.", _TOO_LARGE).at(Place(path.name))
    encoding = find_encoding(data)
    if isinstance(encoding, Fault):
        return encoding.at(Place(path.name))
    return _read(path, data, file, find_form(data, encoding, spec), spec)


def _read(path: Path, data: bytes, file: InputFile, form: CsvForm, spec: Sheet) -> WorkbookFile | Finding:
    rows: Rows = []
    stray, number, left = "", 0, MOST_CELLS
    try:
        for number, record in enumerate(records(data, form), 1):
            cells = _cells(record)
            stray = stray or _stray(record, number)
            left -= sum(cell is not BLANK for cell in cells)
            if cells:
                rows.append((number, cells))
            if left < 0:
                what = f"the file has more than {MOST_CELLS:,} filled cells; reading stopped in this row."
                return Fault("unreadable-file", what, _TOO_LARGE).at(Place(path.name, "", f"A{number}"))
    except csv.Error as error:
        what = f"the values of this row cannot be told apart: {error}."
        fault = Fault("unreadable-file", what, 'Close every quote, and write a quote within a text as "".')
        return fault.at(Place(path.name, "", f"A{number + 1}"))
    sheet = RawSheet("", tuple(rows), SheetTraits(stray=stray))
    return WorkbookFile(file, (spec.name,), {match_key(spec.name): sheet}, EPOCH)


def _cells(record: list[str]) -> Cells:
    """Return a row's cells, none when all are blank; else the blank ones too, as their number tells of split values."""
    return tuple(map(_cell, record[:MOST_COLUMNS])) if any(record) else ()


def _cell(text: str) -> Cell:
    if not text:
        return BLANK
    return Cell(text, "e" if text in _ERRORS else "s")


def _stray(record: list[str], number: int) -> str:
    """Return the address of a value to the right of all columns that are read."""
    at = next((at for at in range(MOST_COLUMNS, len(record)) if record[at]), None)
    return "" if at is None else address(number, at + 1)


def find_shifted_rows(book: WorkbookFile, header_row: int) -> Iterator[Finding]:
    """Return an error per row with more values than there are headers: a separator within a value has split it."""
    for sheet in book.sheets.values():
        width = next((len(cells) for number, cells in sheet.rows if number == header_row), 0)
        for number, cells in sheet.rows:
            if number > header_row and len(cells) > width:
                place = Place(book.file.name, sheet.title, address(number, width + 1))
                message = f"the row has {len(cells)} values under {width} headers."
                hint = 'Put quotes around a value that holds the separator, as in "Moreau, Ada".'
                yield Finding("too-many-values", Severity.ERROR, place, message, hint)
