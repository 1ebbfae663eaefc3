"""Where a table's header stands and which of its columns is which.

Changes when the contract finds headers in another way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import header_key
from planner.workbook.columns.sheets import Column, Kind, Sheet
from planner.workbook.inputs.header_hints import count_near, has_misspelt, suggest
from planner.workbook.xlsx.addresses import address
from planner.workbook.xlsx.cells import Cells, clean, shown
from planner.workbook.xlsx.sheet_scan import MOST_COLUMNS
from planner.workbook.xlsx.workbook_file import RawSheet

SEARCHED_ROWS = 20
MATRIX_KINDS = (Kind.ROLE, Kind.WHOLE)  # the columns that a matrix does without


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its number, the 0-based index of each known column, and the texts of all other columns.

    ``matrix`` says that others of the columns are read too: ``roles``, by index, once the roles are known.
    """

    row: int
    at: dict[str, int]
    other: dict[int, str]
    matrix: bool = False
    roles: Mapping[int, str] | None = None

    @property
    def in_use(self) -> set[int]:
        """The 0-based indexes of the columns that are read, in a matrix of all that may be."""
        roles = self.other if self.roles is None else self.roles
        return {*self.at.values(), *(roles if self.matrix else ())}

    def name_at(self, index: int) -> str:
        """Return the header of the column with 0-based ``index``, empty where there is none."""
        known = next((name for name, at in self.at.items() if at == index), "")
        return known or self.other.get(index, "")


def find_header(
    spec: Sheet, raw: RawSheet, file: str, may_be_matrix: bool = False
) -> tuple[Header | None, list[Finding]]:
    """Return the first of the sheet's first 20 rows that has every required column, and what is wrong about it.

    Without such a row the one that comes nearest tells what is missing.
    """
    near: Header | None = None
    most = 0
    seen = []
    for number, cells in raw.rows:
        if number > SEARCHED_ROWS:
            break
        header = _read_header(spec, number, cells, may_be_matrix)
        if not missing_columns(spec, header):
            return header, _unknown(spec, header, Place(file, raw.title))
        seen.append(header)
        likeness = len(header.at) + count_near(unused_columns(spec, header), header.other.values())
        if likeness > most and (header.at or likeness > 1):  # one near name alone may stand in any row
            near, most = header, likeness
    near = near or next((one for one in seen if has_misspelt(spec.names, one.other.values())), None)
    return None, [_missing_finding(spec, raw.title, file, near)]


def missing_columns(spec: Sheet, header: Header) -> list[Column]:
    """Return the required columns that the header lacks and nothing stands in for."""
    absent = [c for c in spec.columns if c.required and c.name not in header.at and c.instead not in header.at]
    return [column for column in absent if not (header.matrix and column.kind in MATRIX_KINDS)]


def _read_header(spec: Sheet, number: int, cells: Cells, may_be_matrix: bool) -> Header:
    known = {header_key(column.name): column.name for column in spec.columns}
    at: dict[str, int] = {}
    other: dict[int, str] = {}
    for index, cell in enumerate(cells[:MOST_COLUMNS]):
        text = "" if cell.value is None else clean(str(cell.value))
        name = known.get(header_key(text))
        if name is not None:
            at.setdefault(name, index)
        elif text:
            other[index] = text
    long = any(column.kind in MATRIX_KINDS and column.name in at for column in spec.columns)
    return Header(number, at, other, may_be_matrix and bool(other) and not long)


def _missing_finding(spec: Sheet, title: str, file: str, near: Header | None) -> Finding:
    if near is None:
        names = ", ".join(column.name for column in spec.columns if column.required)
        message = f"no header row was found in the first {SEARCHED_ROWS} rows."
        return Finding("missing-column", Severity.ERROR, Place(file, title), message, f"Needed are: {names}.")
    missing = missing_columns(spec, near)
    message = f"these columns are missing: {', '.join(column.name for column in missing)}."
    meant = _renamed(spec, near)
    renames = [f"{shown(text)} to {column}" for column, text in meant.items()]
    absent = [column.name for column in missing if not {column.name, column.instead} & meant.keys()]
    steps = [f"rename {listed(renames)}"] * bool(renames) + [f"add {listed(absent)}"] * bool(absent)
    hint = f"Perhaps {' and '.join(steps)}." if renames else "Add them to the header row."
    return Finding("missing-column", Severity.ERROR, Place(file, title, f"A{near.row}"), message, hint)


def _renamed(spec: Sheet, header: Header) -> dict[str, str]:
    """Return which of the header's texts each column that is not there may be meant by."""
    pairs = {column.name: column.instead for column in spec.columns if column.instead}
    both_ways = pairs | {other: column for column, other in pairs.items()}
    return suggest(spec.names, unused_columns(spec, header), header.other.values(), both_ways)


def unused_columns(spec: Sheet, header: Header) -> list[str]:
    """Return the sheet's columns that are not there."""
    return [column.name for column in spec.columns if column.name not in header.at]


def listed(parts: Sequence[str]) -> str:
    """Return parts as a sentence lists them: ``a, b and c``."""
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def find_duplicate_columns(spec: Sheet, header: Header, cells: Cells, file: str, title: str) -> list[Finding]:
    """Return an error per header, among the columns that are read, that stands there twice; notes only warn."""
    free = {header_key(column.name) for column in spec.columns if column.free}
    read = {header_key(name) for name in (*header.at, *(header.other[at] for at in header.roles or ()))}
    first: dict[str, str] = {}
    findings = []
    for index, cell in enumerate(cells[:MOST_COLUMNS]):
        text = "" if cell.value is None else clean(str(cell.value))
        key, where = header_key(text), address(header.row, index + 1)
        if key in first:
            message = f"the header {shown(text)} also stands in {first[key]}."
            severity, hint = Severity.ERROR, "Rename or delete one of them."
            if key in free:
                severity, hint = Severity.WARNING, "The first of them counts."
            findings.append(Finding("duplicate-column", severity, Place(file, title, where), message, hint, text))
        elif key in read:
            first[key] = where
    return findings


def _unknown(spec: Sheet, header: Header, sheet: Place) -> list[Finding]:
    """Return a warning per column that is left alone; in a matrix its reader decides which those are."""
    unused = [column.name for column in spec.columns if column.name not in header.at and not column.free]
    meant = {text: column for column, text in suggest(spec.names, unused, header.other.values()).items()}
    findings = []
    for at, text in header.other.items() if not header.matrix else ():
        hint = f"Did you mean {shown(meant[text])}?" if text in meant else "It is left alone."
        place, message = replace(sheet, cell=address(header.row, at + 1)), f"the column {shown(text)} is not known."
        findings.append(Finding("unknown-column", Severity.WARNING, place, message, hint, text))
    return findings
