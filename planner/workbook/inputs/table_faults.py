"""What can be wrong with a table as a whole: merged cells, hidden rows, stray values, formulas never calculated.

Changes when another such fault is noticed.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from planner.domain.finding import Finding, Place, Severity
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.headers import Header
from planner.workbook.xlsx.addresses import address, row_and_column
from planner.workbook.xlsx.sheet_scan import MOST_COLUMNS
from planner.workbook.xlsx.workbook_file import RawSheet

MOST_BLANK_ROWS = 1_000


def find_table_findings(
    file: str, raw: RawSheet, spec: Sheet, header: Header, read: Sequence[int], left_out: Collection[int]
) -> list[Finding]:
    """Return every such finding about what is read: of notes, unknown columns and headings anything may be.

    ``read`` are the numbers of the rows that are read, in order.
    """
    free = {column.name for column in spec.columns if column.free}
    columns = {at + 1: name for at in header.in_use if (name := header.name_at(at)) not in free}
    return [
        *_merged(file, raw, read, columns),
        *_hidden(file, raw, read),
        *_uncalculated(file, raw, header.row, columns, left_out),
        *_stray_columns(file, raw),
        *_stray_rows(file, raw, header.row, read),
    ]


def _merged(file: str, raw: RawSheet, read: Sequence[int], columns: Mapping[int, str]) -> list[Finding]:
    findings = []
    for ref in raw.traits.merged:
        first, last = ref.split(":")
        (top, left), (bottom, right) = row_and_column(first), row_and_column(last)
        nearest = bisect_left(read, top)
        touches = nearest < len(read) and read[nearest] <= bottom
        if touches and any(left <= column <= right for column in columns):
            place = Place(file, raw.title, first)
            hint = "Unmerge them and fill in every cell."
            findings.append(
                Finding(
                    "merged-cells", Severity.ERROR, place, f"the cells {ref} are merged.", hint, columns.get(left, "")
                )
            )
    return findings


def _hidden(file: str, raw: RawSheet, read: Sequence[int]) -> list[Finding]:
    hidden = [number for number in read if number in raw.traits.hidden_rows]
    if not hidden:
        return []
    message = f"hidden or filtered rows were read, {len(hidden):,} of them, the first is row {hidden[0]}."
    hint = "Show all rows to see them; delete those that should not count."
    return [Finding("hidden-rows", Severity.WARNING, Place(file, raw.title, f"A{hidden[0]}"), message, hint)]


def _uncalculated(
    file: str, raw: RawSheet, header_row: int, columns: Mapping[int, str], left_out: Collection[int]
) -> list[Finding]:
    findings = []
    for cell in raw.traits.uncalculated:
        row, column = row_and_column(cell)
        if row > header_row and column in columns and row not in left_out:
            message = "the formula here has no stored value."
            hint = "Open the workbook in Excel and save it, or type a value."
            place = Place(file, raw.title, cell)
            findings.append(Finding("formula-without-value", Severity.ERROR, place, message, hint, columns[column]))
    return findings


def _stray_columns(file: str, raw: RawSheet) -> list[Finding]:
    stray = raw.traits.stray
    if not stray:
        return []
    message = f"a value stands in {stray}; only the first {MOST_COLUMNS} columns are read."
    place = Place(file, raw.title, stray)
    return [Finding("stray-cell", Severity.ERROR, place, message, "Delete it, or move it to the left.")]


def _stray_rows(file: str, raw: RawSheet, header_row: int, read: Sequence[int]) -> list[Finding]:
    for last, number in pairwise((header_row, *read)):
        if number - last > MOST_BLANK_ROWS:
            cells = next(cells for at, cells in raw.rows if at == number)
            at = next(index for index, cell in enumerate(cells) if cell.value is not None)
            stray = address(number, at + 1)
            message = f"a value stands in {stray}, more than {MOST_BLANK_ROWS:,} rows below the others."
            place = Place(file, raw.title, stray)
            return [Finding("stray-cell", Severity.ERROR, place, message, "Delete it, or move it up.")]
    return []
