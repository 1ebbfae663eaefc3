"""A sheet opened as a table: its header found, rows of totals left out, or what keeps it from being one.

Changes when a sheet is found in another way.
"""

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import did_you_mean
from planner.workbook.columns.shared import PROBLEMS_NAME
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.headers import Header, find_header
from planner.workbook.inputs.heard import Heard
from planner.workbook.inputs.tables import Table
from planner.workbook.inputs.text_dates import Order
from planner.workbook.xlsx.cells import Cells, match_key, shown
from planner.workbook.xlsx.workbook_file import RawSheet, WorkbookFile


def open_table(
    book: WorkbookFile,
    spec: Sheet,
    findings: list[Finding],
    may_be_matrix: bool = False,
    date_order: Order | None = None,
) -> Table | None:
    """Return the sheet as a table, or None with what is wrong in ``findings``; an optional sheet may be missing.

    ``date_order`` is how text dates read, None when nobody said.
    """
    file = book.file.name
    raw = book.sheets.get(match_key(spec.name))
    if raw is None:
        findings.extend(_absent(book, spec))
        return None
    if not raw.rows and not spec.required:
        return None
    header, problems = find_header(spec, raw, file, may_be_matrix)
    findings.extend(problems)
    if header is None:
        return None
    table = Table(spec, file, raw.title, book.epoch, header, _below(raw, header), raw, Heard(), date_order)
    for number, name in raw.traits.totals:
        if number > header.row:
            message = f"row {number} holds the totals of the Table {shown(name)}, and was left out."
            place = table.place(number, min(header.at.values()))
            table.add("totals-row", Severity.INFO, place, message, "", "")
    return table.without(dict(raw.traits.totals))


def _below(raw: RawSheet, header: Header) -> tuple[tuple[int, Cells], ...]:
    return tuple(row for row in raw.rows if row[0] > header.row)


def _absent(book: WorkbookFile, spec: Sheet) -> list[Finding]:
    near = did_you_mean(spec.name, [title for title in book.titles if not _lists_problems(title)])
    hint = f'Is it "{near}"? Then rename that to {spec.name}.' if near else f"Add a sheet called {spec.name}."
    if spec.required:
        message = f"the sheet {spec.name} is not there."
        return [Finding("missing-sheet", Severity.ERROR, Place(book.file.name, spec.name), message, hint)]
    if near and match_key(near) not in book.sheets:
        message = f'there is no sheet {spec.name}; "{near}" is not read.'
        return [Finding("similar-sheet", Severity.WARNING, Place(book.file.name, near), message, hint)]
    return []


def _lists_problems(title: str) -> bool:
    """Whether a sheet is the list that a marked copy has, which is nobody's misspelt sheet."""
    return match_key(title).rstrip("0123456789 ") == match_key(PROBLEMS_NAME)
