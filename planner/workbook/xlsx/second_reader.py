"""A workbook's cells as openpyxl reads them: a second opinion, which shares no reader with whoever wrote the workbook.

References: ECMA-376 part 1, 22.9.2.19 (escaped characters).
Changes when another reader gives the second opinion.
"""

import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from typing import Any
from zipfile import ZipFile, ZipInfo

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import iterparse

from planner.domain.finding import Finding, Place, Severity
from planner.workbook.xlsx.cells import Cell, Cells, match_key
from planner.workbook.xlsx.package_xml import main, unescaped
from planner.workbook.xlsx.sheet_scan import MOST_COLUMNS
from planner.workbook.xlsx.workbook_file import WorkbookFile

TYPES = "[Content_Types].xml"
MOST_TYPES_BYTES = 1_000_000  # a thousand parts, each named with its type, have a fifth
ANEW = "Open it in Excel and save it anew."


def read_again(data: bytes, book: WorkbookFile) -> WorkbookFile | Finding:
    """Return a workbook that our own reader has read with the cells as openpyxl reads them.

    Our own goes first: it refuses what would take all time or memory there is, so that openpyxl is given no part that
    it has not read; and it knows of merged cells and the like, of which openpyxl says nothing unless it holds a whole
    workbook in memory. Where the two do not find the same cells filled, that is a finding.
    """
    try:
        found = {match_key(title): rows for title, rows in read_sheets(data, book.parts, MOST_COLUMNS).items()}
    except Exception as error:  # openpyxl meets what it does not expect in many ways
        message = f"openpyxl cannot read it: {error}"[:300].rstrip(".")
        return Finding("unreadable-file", Severity.ERROR, Place(book.file.name), f"{message}.", ANEW)
    for key, sheet in book.sheets.items():
        for ours, theirs in zip_longest(_filled(sheet.rows), _filled(found.get(key, ()))):
            if ours != theirs:
                row = min(number for number, _ in filter(None, (ours, theirs)))
                place = Place(book.file.name, sheet.title, f"A{row}")
                message = "openpyxl does not find the same cells filled from this row on as the planner does."
                return Finding("unreadable-file", Severity.ERROR, place, message, ANEW)
    return replace(book, sheets={key: replace(sheet, rows=found[key]) for key, sheet in book.sheets.items()})


def read_sheets(
    data: bytes, parts: Collection[str] | None = None, most_columns: int | None = None
) -> dict[str, tuple[tuple[int, Cells], ...]]:
    """Return by title the rows of every sheet, or of those that some ``parts`` hold, as a RawSheet has them.

    ``most_columns`` is how many columns are read, None all.
    Raises whatever openpyxl does for a workbook that it cannot read.
    """
    archive = _Parts(BytesIO(data), parts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about drop-downs and the like, which nobody asked for
        reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.archive, reader.valid_files = archive, [name for name in archive.namelist() if archive.has(name)]
        reader.read_manifest()
        reader.shared_strings = list(_shared_texts(reader))
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        reader.read_worksheets()
        return {sheet.title: tuple(_rows(sheet, most_columns)) for sheet in reader.wb.worksheets}


class _Parts(ZipFile):
    """A package in which nothing is found but some of its parts, and which types they have."""

    def __init__(self, stream: BytesIO, parts: Collection[str] | None) -> None:
        super().__init__(stream)
        self._parts = parts

    def has(self, name: str) -> bool:
        """Whether a part may be read."""
        small_types = name == TYPES and super().getinfo(name).file_size <= MOST_TYPES_BYTES
        return self._parts is None or name in self._parts or small_types

    def getinfo(self, name: str) -> ZipInfo:
        """Return what is known of a part; raises KeyError when it is not found."""
        info = super().getinfo(name)
        if not self.has(name):
            raise KeyError(name)
        return info


def _shared_texts(reader: Any) -> Iterator[str]:
    """Yield the shared texts as they are stored; openpyxl's own list of them lacks every ``x005F_``."""
    texts = reader.package.find(SHARED_STRINGS)
    if texts is None:
        return
    with reader.archive.open(texts.PartName[1:]) as part:
        for _, element in iterparse(part):
            if element.tag == main("si"):
                yield Text.from_tree(element).content
                element.clear()


def _rows(sheet: Any, most_columns: int | None) -> Iterator[tuple[int, Cells]]:
    sheet.reset_dimensions()  # it may say that it is smaller than it is
    for number, row in enumerate(sheet.iter_rows(), 1):
        if any(cell.value is not None for cell in row[:most_columns]):
            yield number, tuple(map(_cell, row[:most_columns]))


def _cell(cell: Any) -> Cell:
    value = unescaped(cell.value) if cell.data_type == "s" else cell.value  # openpyxl leaves escapes as they are
    return Cell(value, cell.data_type, cell.number_format if type(value) is int else "")


def _filled(rows: Iterable[tuple[int, Cells]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of rows that hold something, and in how many cells."""
    for number, cells in rows:
        filled = sum(cell.value not in (None, "") for cell in cells)
        if filled:
            yield number, filled
