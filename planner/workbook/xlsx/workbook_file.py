"""One workbook file as it was at one moment: its hash, and its sheets as rows of cells.

Changes when the way of opening workbooks does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from planner.domain.finding import Finding, Place
from planner.domain.run import InputFile
from planner.workbook.xlsx.book_parts import BookParts, read_parts, read_totals
from planner.workbook.xlsx.cells import Cells, Fault, match_key
from planner.workbook.xlsx.file_bytes import read_bytes
from planner.workbook.xlsx.package import DAMAGE, Package, RefusedPackage
from planner.workbook.xlsx.package_faults import MOST_BYTES
from planner.workbook.xlsx.package_xml import new_parser
from planner.workbook.xlsx.sheet_scan import DamagedCell, TooManyCells, scan_sheet
from planner.workbook.xlsx.sheet_traits import SheetTraits

MOST_CELLS = 2_000_000
# A cell has at most six (its own, its formula's, its value's, each opened and closed); rows and formats have few.
TAGS_PER_CELL = 8


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet's title and its rows that hold anything: row number, cells from column A."""

    title: str
    rows: tuple[tuple[int, Cells], ...]
    traits: SheetTraits


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A file that could be opened; ``sheets`` holds those that were asked for and are there, by their key.

    ``parts`` are the names of the parts of its package that were read, as the package spells them.
    """

    file: InputFile
    titles: tuple[str, ...]
    sheets: dict[str, RawSheet]
    epoch: datetime
    parts: frozenset[str] = frozenset()


Again = Callable[[bytes, WorkbookFile], WorkbookFile | Finding]
"""Reads a workbook, given its bytes and what was read of them, a second time in another way."""


def open_workbook(
    path: Path,
    purpose: str,
    wanted: Iterable[str],
    most_bytes: int = MOST_BYTES,
    most_cells: int = MOST_CELLS,
    again: Again | None = None,
) -> WorkbookFile | Finding:
    """Read a workbook once, from its bytes to the cells of the ``wanted`` sheets, or say why it cannot be read.

    ``most_bytes`` bounds what it inflates to; what is read of it keeps to the limit of all workbooks besides.
    ``again`` is how it is read a second time.
    Raises nothing for a file that is missing, damaged or something else; that is a finding.
    """
    found = read_bytes(path, purpose, most_bytes)
    if isinstance(found, Fault):
        return found.at(Place(path.name))
    data, file = found
    try:
        book = _parse(Package(data, most_bytes), file, {match_key(name) for name in wanted}, most_cells)
        return again(data, book) if again and isinstance(book, WorkbookFile) else book
    except RefusedPackage as refused:
        fault = refused.fault
    except DAMAGE as error:
        fault = _damage(error)
    return fault.at(Place(path.name))


def _damage(error: Exception) -> Fault:
    what = f"the file is damaged: {error}"[:300].rstrip(".")
    return Fault("unreadable-file", f"{what}.", "Open it in Excel and save it anew, or restore it from a copy.")


def _parse(package: Package, file: InputFile, wanted: set[str], most_cells: int) -> WorkbookFile | Finding:
    most_tags = most_cells * TAGS_PER_CELL
    book = read_parts(package, most_tags)
    if not book.sheets:
        return _damage(ValueError("it has no sheet")).at(Place(file.name))
    sheets: dict[str, RawSheet] = {}
    left = most_cells
    for title, part in book.sheets:
        place, key = Place(file.name, title), match_key(title)
        if key not in wanted:
            _check_beginning(*package.beginning(part))
            continue
        if key in sheets:
            message = f"there is another sheet called {sheets[key].title}."
            return Fault("duplicate-sheet", message, "Rename or delete one of the two.").at(place)
        sheet = _read_sheet(package.pieces(part, most_tags), book, place, left)
        if isinstance(sheet, Finding):
            return sheet
        traits = replace(sheet.traits, totals=read_totals(package, part))
        sheet = replace(sheet, traits=traits)
        left -= sum(cell.value is not None for _, cells in sheet.rows for cell in cells)
        sheets[key] = sheet
    return WorkbookFile(
        file, tuple(title for title, _ in book.sheets), sheets, book.epoch, frozenset(package.read_parts)
    )


def _read_sheet(xml: Iterator[bytes], book: BookParts, place: Place, left: int) -> RawSheet | Finding:
    """Read a sheet; ``left`` is how many filled cells may still be read of the workbook."""
    try:
        rows, traits = scan_sheet(xml, book, left)
    except TooManyCells as reached:
        what = "the workbook has more filled cells than can be read; reading stopped in this row."
        fault = Fault("unreadable-file", what, "Remove what is not needed.")
        return fault.at(replace(place, cell=f"A{reached.row}"))
    except DamagedCell as error:
        return _damage(error).at(replace(place, cell=error.cell))
    except DAMAGE as error:
        return _damage(error).at(place)
    return RawSheet(place.sheet, tuple(rows), traits)


def _check_beginning(head: bytes, whole: bool) -> None:
    """Raise ExpatError when a sheet that is not read is no XML from its first bytes on: the file is damaged."""
    new_parser().Parse(head, whole)
