"""The two workbooks that a new planning folder starts with, made from the same columns as the reader.

Changes when the templates should offer or check more while they are filled in.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW, CREW_FILE, CREW_SHEETS, ROLES
from planner.workbook.columns.productions import (
    PRODUCTION_SHEETS,
    PRODUCTIONS,
    PRODUCTIONS_FILE,
    REQUIREMENTS,
    SETTING_MEANINGS,
    SETTINGS,
)
from planner.workbook.columns.sheets import Column, Kind, Sheet
from planner.workbook.inputs.known_roles import template_roles
from planner.workbook.templates.dropdowns import LAST_CHECKED_ROW, write_lists
from planner.workbook.templates.looks import TemplateStyles, set_up_print, width_of
from planner.workbook.templates.readme_sheet import write_readme
from planner.workbook.xlsx.cells import FIRST_YEAR, LAST_YEAR
from planner.workbook.xlsx.sheet_scan import MOST_COLUMNS

CREATED = datetime(2026, 1, 1)  # fixed, so that the same templates are the same bytes

ROLES_TYPED = "RoleNames"  # the range that roles are chosen from
NO_NAGGING = {"show_error": False}  # what else may be typed there is right more often than not


def write_templates(folder: Path) -> None:
    """Write ``crew.xlsx`` and ``productions.xlsx`` into ``folder``, ready to be filled in; replaces what is there."""
    roles = [list(row) for row in template_roles()]
    settings = [[name, None, meaning] for name, meaning in SETTING_MEANINGS.items()]
    _write(folder / CREW_FILE, "crew", CREW_SHEETS, {ROLES: roles})
    _write(folder / PRODUCTIONS_FILE, "productions", PRODUCTION_SHEETS, {SETTINGS: settings})


def offered(sheet: Sheet) -> tuple[Column, ...]:
    """Return the columns that a template offers; Settings explains itself in its Notes."""
    return tuple(column for column in sheet.columns if column.template or sheet is SETTINGS)


def _write(path: Path, purpose: str, sheets: tuple[Sheet, ...], rows: dict[Sheet, list[list[Any]]]) -> None:
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"crew-planner: {purpose}", "created": CREATED})
    styles = TemplateStyles.of(book)
    write_readme(book, styles, purpose, sheets)
    for sheet in sheets:
        page = write_sheet(book, styles, sheet, rows.get(sheet, []))
        if sheet is SETTINGS:
            _check_settings(page, styles)
        else:
            _check_columns(page, sheet)
    write_lists(book, styles, sheets)
    book.close()


def write_sheet(book: Any, styles: TemplateStyles, sheet: Sheet, rows: list[list[Any]]) -> Any:
    """Write a sheet to be filled in, its headers explained, and return XlsxWriter's page of it."""
    page, columns = book.add_worksheet(sheet.name), offered(sheet)
    headers = []
    for at, column in enumerate(columns):
        needed = column.needed
        page.set_column(at, at, width_of(sheet, column), styles.by_kind[column.kind])
        page.write_comment(0, at, _note(column), {"x_scale": 2, "y_scale": 1.2, "author": "crew-planner"})
        header = f"{column.name} *" if needed else column.name
        headers.append({"header": header, "header_format": styles.required if needed else styles.optional})
    page.add_table(
        0,
        0,
        max(1, len(rows)),
        len(columns) - 1,
        {"name": f"{sheet.name}Table", "columns": headers, "data": rows, "style": "Table Style Light 1"},
    )
    if sheet is REQUIREMENTS:  # headers of a matrix
        page.data_validation(0, len(columns), 0, MOST_COLUMNS - 1, {**list_of(ROLES_TYPED), **NO_NAGGING})
    page.freeze_panes(1, 1)
    page.set_row(0, 22)
    set_up_print(page)
    page.repeat_rows(0)
    return page


def _note(column: Column) -> str:
    example = f"\nExample: {column.example}" if column.example else ""
    return f"{column.meaning}\nType {column.format}.{example}"


def _check_columns(page: Any, sheet: Sheet) -> None:
    for at, column in enumerate(offered(sheet)):
        check = _check(sheet, column)
        if check:
            page.data_validation(1, at, LAST_CHECKED_ROW - 1, at, check)


def _check(sheet: Sheet, column: Column) -> dict[str, Any] | None:
    """Return what Excel shall check while somebody types; the planner checks everything again."""
    if column.kind is Kind.DATE:
        return _date_check()
    if column.kind is Kind.WHOLE:
        lowest, highest = (1, 5) if column.name == heads.PRIORITY else (0, 10_000)
        message = f"Type a whole number from {lowest} to {highest:,}."
        limits = {"criteria": "between", "minimum": lowest, "maximum": highest}
        return {"validate": "integer", **limits, "error_title": "Not a count", "error_message": message}
    if column.kind is Kind.MONEY:
        message = "Type a number, 0 or more, without a currency sign."
        limits = {"criteria": ">=", "value": 0}
        return {"validate": "decimal", **limits, "error_title": "Not an amount", "error_message": message}
    source = _source(sheet, column)
    if not source:
        return None
    if column.kind is Kind.ID:  # the list offers identifiers with names, and either alone is as good
        return list_of(source) | NO_NAGGING
    strict = column.kind is Kind.CHOICE  # a role may be typed before it is listed
    message = "This is not on the list yet. planner check tells whether it is known."
    return list_of(source) | {
        "error_type": "stop" if strict else "warning",
        "error_title": "Not on the list",
        "error_message": "Choose from the list." if strict else message,
    }


def list_of(source: str) -> dict[str, Any]:
    """Return the check that a cell is one of a named range."""
    return {"validate": "list", "source": f"={source}"}


def _source(sheet: Sheet, column: Column) -> str:
    if column.kind is Kind.ROLE:
        return ROLES_TYPED
    if column.kind is Kind.CHOICE:
        return "ProductionStatuses" if sheet is PRODUCTIONS else "BookingStatuses"
    if column.kind is Kind.ID and sheet not in (CREW, PRODUCTIONS):
        return "People" if column.name == heads.CREW_ID else "ProductionsListed"
    return ""


def _date_check() -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(FIRST_YEAR, 1, 1),
        "maximum": date(LAST_YEAR, 12, 31),
        "error_title": "Not a date",
        "error_message": "Type a day such as 2026-05-03.",
    }


def _check_settings(page: Any, styles: TemplateStyles) -> None:
    """Check each setting's value by its own kind; the rows are those that the template was filled with."""
    whole = {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "Type a whole number, 0 or more."}
    checks = {
        "Staffing": list_of("StaffingKinds"),
        "Date order": list_of("DateOrders"),
        "Gap days": whole,
        "Plan from": _date_check(),
        "Plan to": _date_check(),
        "Time limit": whole,
    }
    kinds = {"Plan from": Kind.DATE, "Plan to": Kind.DATE, "Gap days": Kind.WHOLE, "Time limit": Kind.WHOLE}
    for row, name in enumerate(SETTING_MEANINGS, 1):
        page.write_blank(row, 1, None, styles.by_kind[kinds.get(name, Kind.TEXT)])
        if name in checks:
            page.data_validation(row, 1, row, 1, checks[name])
    page.set_column(1, 1, 40)
    page.set_column(2, 2, 90)
