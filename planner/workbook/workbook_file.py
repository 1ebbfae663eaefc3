"""One workbook file as it was at one moment: its bytes, their hash, and its sheets as rows of cells.

Changes when the way of opening workbooks does.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from planner.domain.finding import Finding, Place, Severity
from planner.domain.run import InputFile
from planner.workbook.cells import Fault, match_key
from planner.workbook.package import MOST_BYTES, find_package_fault
from planner.workbook.package_parts import new_parser, read_parts
from planner.workbook.sheet_scan import Cells, TooManyCells, scan_cells
from planner.workbook.sheet_traits import SheetTraits, find_traits

# what a damaged package can raise on the way through zip, XML and numbers
DAMAGE = (ArithmeticError, BadZipFile, EOFError, ExpatError, LookupError, OSError, ValueError, zlib.error)
MOST_CELLS = 2_000_000
BEGINNING = 1 << 16


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet's title and its rows that hold anything: row number, cells from column A."""

    title: str
    rows: tuple[tuple[int, Cells], ...]
    traits: SheetTraits


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A file that could be opened; ``sheets`` holds those that were asked for and are there, by their key."""

    file: InputFile
    titles: tuple[str, ...]
    sheets: dict[str, RawSheet]
    epoch: datetime


def open_workbook(
    path: Path, purpose: str, wanted: Iterable[str], most_bytes: int = MOST_BYTES, most_cells: int = MOST_CELLS
) -> WorkbookFile | Finding:
    """Read a workbook once, from its bytes to the cells of the ``wanted`` sheets, or say why it cannot be read.

    Raises nothing for a file that is missing, damaged or something else; that is a finding.
    """
    try:
        data = path.read_bytes()
        modified = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        hint = "Start with `planner new`, or name the file." if purpose != "previous plan" else "Name another file."
        return _finding(path, Fault("missing-file", "the file is not there.", hint))
    except OSError as error:
        return _finding(path, Fault("unreadable-file", f"the file cannot be read: {error.strerror}.", "Try again."))
    fault = find_package_fault(data, most_bytes)
    if fault:
        return _finding(path, fault)
    file = InputFile(purpose, path.name, sha256(data).hexdigest(), modified)
    try:
        opened = _parse(data, file, {match_key(name) for name in wanted}, most_cells)
    except DAMAGE as error:
        what = f"the workbook cannot be read: {type(error).__name__}: {error}"
        return _finding(path, Fault("unreadable-file", what[:300], "Open it in Excel and save it anew."))
    return _finding(path, opened) if isinstance(opened, Fault) else opened


def find_lock_warning(path: Path) -> Finding | None:
    """Return a warning when Excel's lock file beside ``path`` says that somebody has it open."""
    if not path.with_name(f"~${path.name}").exists():
        return None
    message = "the file seems to be open in Excel; what is not saved there was not read."
    return Finding("file-open", Severity.WARNING, Place(path.name), message, "Save and close it, then run again.")


def _finding(path: Path, fault: Fault) -> Finding:
    return Finding(fault.code, fault.severity, Place(path.name), fault.message, fault.hint)


def _parse(data: bytes, file: InputFile, wanted: set[str], most_cells: int) -> WorkbookFile | Fault:
    with ZipFile(BytesIO(data)) as package:
        book = read_parts(package)
        if not book.sheets:
            return Fault("not-xlsx", "no sheet can be seen; it may be Strict Open XML.", "Save it as .xlsx in Excel.")
        sheets: dict[str, RawSheet] = {}
        left = most_cells
        for title, part in book.sheets:
            if match_key(title) not in wanted or match_key(title) in sheets:
                _check_beginning(package, part)
                continue
            xml = package.read(part)
            try:
                rows = scan_cells(xml, book, left)
            except TooManyCells as reached:
                what = f"the workbook has more than {most_cells:,} filled cells"
                where = f"reading stopped in {title}, row {reached.row}"
                return Fault("unreadable-file", f"{what}; {where}.", "Remove what is not needed.")
            left -= sum(cell.value is not None for _, cells in rows for cell in cells)
            sheets[match_key(title)] = RawSheet(title, tuple(rows), find_traits(xml))
    return WorkbookFile(file, tuple(title for title, _ in book.sheets), sheets, book.epoch)


def _check_beginning(package: ZipFile, part: str) -> None:
    """Raise ExpatError when a sheet that is not read is no XML from its first bytes on: the file is damaged."""
    with package.open(part) as stream:
        head = stream.read(BEGINNING)
    new_parser().Parse(head, len(head) < BEGINNING)
