"""Rows that are no row of data: the headings between them, and those in which a single cell is filled.

Changes when people lay out their sheets in another way that can be told from data.
"""

from collections.abc import Collection, Iterable

from planner.domain.finding import Severity
from planner.workbook.columns import heads
from planner.workbook.columns.productions import SETTINGS
from planner.workbook.inputs.known_roles import template_roles
from planner.workbook.inputs.roles_sheet import column_texts
from planner.workbook.inputs.tables import Table
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.cells import error_fault, match_key, parse_whole, shown

_SUFFIXES = (" department", " dept", " dept.")
HEADING_HINT = "It may stay; if it is data, fill in the rest of the row."


def department_keys(roles: Table | None) -> set[str]:
    """Return the keys of the departments that the Roles sheet names, and of those that every template has."""
    names = [*(text for _, text in column_texts(roles, heads.DEPARTMENT)), *(name for _, name, _ in template_roles())]
    return {match_key(name) for name in names}


def sort_out_rows(table: Table, departments: Collection[str]) -> Table:
    """Return a table without its headings; each other row that holds a single cell where more is needed is noted."""
    read = {at + 1 for at in table.header.in_use}
    cells = map(row_and_column, table.sheet.traits.uncalculated)
    calculated_later = {row for row, column in cells if column in read}
    wide = dict(_merged_across(table, read))
    columns = sorted(table.header.in_use)
    headings, lonely = [], []
    for row in table.rows():
        filled = row.filled(columns)
        if len(filled) > 1 or row.number in calculated_later:
            continue
        (at,) = filled
        cell, place = row.cells[at], row.place_at(at)
        is_text = isinstance(cell.value, str) and not error_fault(cell)
        column = table.header.name_at(at)
        across = wide.get(row.number) == at
        is_text = is_text and not isinstance(parse_whole(cell), int)  # a count that was typed as text
        if across or (is_text and _is_heading(table, at, match_key(str(cell.value)), departments)):
            how = "is merged across its row" if across else "stands alone in its row"
            message = f"{shown(cell.value)} {how}, which was taken for a heading and left out."
            table.add("heading-row", Severity.WARNING, place, message, HEADING_HINT, column)
            headings.append(row.number)
        elif not _is_enough(table, at):
            message = f"{shown(cell.value)} stands alone in its row."
            heading = "; a heading is known by its cells, merged across the row" if is_text else ""
            hint = f"Fill in the rest of the row, or clear it{heading}."
            table.add("missing-value", Severity.ERROR, place, message, hint, column)
            lonely.append(row.number)
    return table.without(headings, lonely)


def _merged_across(table: Table, read: Collection[int]) -> Iterable[tuple[int, int]]:
    """Yield row and 0-based column of the top left cell of each range that is merged over several read columns."""
    for ref in table.sheet.traits.merged:
        (top, left), (_, right) = map(row_and_column, ref.split(":"))
        if sum(left <= column <= right for column in read) > 1:
            yield top, left - 1


def _is_heading(table: Table, at: int, key: str, departments: Collection[str]) -> bool:
    """Whether a single text is a department, or stands outside the column of identifiers."""
    if at != _id_column(table):
        return True
    bare = next((key.removesuffix(suffix) for suffix in _SUFFIXES if key.endswith(suffix)), key)
    return bare in departments and not _is_enough(table, at)


def _id_column(table: Table) -> int | None:
    """Return the 0-based index of the column that says what a row is about; a name may stand in for an identifier."""
    first = table.spec.columns[0]
    return table.header.at.get(first.name, table.header.at.get(first.instead))


def _is_enough(table: Table, at: int) -> bool:
    """Whether a row may hold nothing but its identifier: a role, a setting left blank, a production without needs."""
    single = sum(column.required for column in table.spec.columns) == 1
    return at == _id_column(table) and (single or table.header.matrix or table.spec is SETTINGS)
