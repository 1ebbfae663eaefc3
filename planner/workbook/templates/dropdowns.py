"""What the dropdowns of the templates offer: lists that follow what is typed, on a sheet of their own.

Changes when a template should offer something else while it is filled in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.names import JOINT
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW, ROLES
from planner.workbook.columns.productions import PRODUCTION_STATUSES, PRODUCTIONS
from planner.workbook.columns.shared import BOOKING_STATUSES
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.known_roles import template_roles
from planner.workbook.templates.looks import TemplateStyles, set_up_print

LISTS_NAME = "Lists"
LAST_CHECKED_ROW = 50_000
LAST_JOINED_ROW = 1_000  # of the rows that an identifier and a name are put together of
PASTED = (heads.CREW_ID, heads.FULL_NAME)  # into productions.xlsx, which does not look into crew.xlsx
LEAST_PRINTED = 20  # rows for what is added below
_WIDTH = 30
_STANDING = {
    "ProductionStatuses": ("Statuses of productions", PRODUCTION_STATUSES),
    "BookingStatuses": ("Statuses of bookings", BOOKING_STATUSES),
    "StaffingKinds": ("Staffing", ("partial", "whole")),
    "DateOrders": ("Date order", ("dmy", "mdy", "ymd")),
}


@dataclass(frozen=True, slots=True)
class _List:
    """A column of the sheet, the name of its range, and what stands in it; ``counted`` is what it is as long as."""

    header: str
    note: str = ""
    name: str = ""
    counted: str = ""
    texts: tuple[str, ...] = ()
    formula: str = ""


def write_lists(book: Any, styles: TemplateStyles, sheets: tuple[Sheet, ...]) -> None:
    """Write what the dropdowns of a workbook with these sheets offer, and name each list's range."""
    page = book.add_worksheet(LISTS_NAME)
    columns = tuple(_of_productions() if PRODUCTIONS in sheets else _of_crew())
    for at, one in enumerate(columns):
        letter = xl_col_to_name(at)
        page.set_column(at, at, _WIDTH)
        page.write_string(0, at, one.header, styles.optional)
        if one.note:
            page.write_comment(0, at, one.note, {"x_scale": 2, "author": "crew-planner"})
        page.write_column(1, at, one.texts)
        if one.formula:
            for row in range(1, LAST_JOINED_ROW):
                page.write_formula(row, at, one.formula, None, "")
        if one.name:
            book.define_name(one.name, _growing(f"{LISTS_NAME}!${letter}$2", one.counted or f"{LISTS_NAME}!${letter}"))
    if CREW in sheets:
        roles = f"{ROLES.name}!${xl_col_to_name(ROLES.names.index(heads.ROLE))}"
        book.define_name("RoleNames", _growing(f"{roles}$2", roles))
    page.freeze_panes(1, 0)
    set_up_print(page)
    page.repeat_rows(0)
    page.print_area(
        0, 0, LEAST_PRINTED + max(len(one.texts) for one in columns), len(columns) - 1
    )  # not the formulas of blank rows


def _growing(first: str, column: str) -> str:
    """Return the range from a cell on that has as many rows as a column has values below its header."""
    letter = column.partition("!")[2]
    return f"=OFFSET({first},0,0,MAX(1,COUNTA({column}$2:{letter}${LAST_CHECKED_ROW})),1)"


def _of_crew() -> Iterator[_List]:
    yield _joined("People", "People", CREW, heads.CREW_ID, heads.FULL_NAME)


def _of_productions() -> Iterator[_List]:
    yield _joined("Productions", "ProductionsListed", PRODUCTIONS, heads.PRODUCTION_ID, heads.TITLE)
    yield _List(
        "People", "Made of the next two columns.", "People", f"{LISTS_NAME}!$D", formula=_join(LISTS_NAME, "C", "D")
    )
    note = "Copy these two columns of Crew in crew.xlsx to here, and Bookings offers the people."
    for header in PASTED:
        yield _List(header, note)
    roles = tuple(role for role, _, _ in template_roles())
    yield _List("Roles", "Add yours below; what crew.xlsx knows as a role counts.", "RoleNames", texts=roles)
    for name, (header, texts) in _STANDING.items():
        yield _List(header, "", name, texts=texts)


def _joined(header: str, name: str, sheet: Sheet, identifier: str, text: str) -> _List:
    """Return the list of a sheet's identifiers, each with its name."""
    letters = [xl_col_to_name(sheet.names.index(one)) for one in (identifier, text)]
    formula = _join(sheet.name, *letters)
    return _List(header, f"Made of {sheet.name}.", name, f"{sheet.name}!${letters[1]}", formula=formula)


def _join(sheet: str, identifier: str, text: str) -> str:
    """Return the formula of ``C001 · Ana Pereira``; by position, so that rows of the sheet may come and go.

    Where its column of identifiers was taken out, the names alone are offered.
    """
    id_cell, name_cell = (f"INDEX({sheet}!${letter}:${letter},ROW())" for letter in (identifier, text))
    return f'=IFERROR(IF({id_cell}="",{name_cell}&"",{id_cell}&" {JOINT} "&{name_cell}),{name_cell}&"")'
