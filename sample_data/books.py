"""A sample folder as plain rows, and how it becomes two workbooks, byte for byte the same every time.

Changes when sample workbooks should look different.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

Row = Sequence[object]
_MADE = datetime(2026, 1, 1)


@dataclass(frozen=True)
class Formula:
    """A formula with the result that Excel would have stored beside it."""

    text: str
    stored: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its header row and the rows below; ``merged`` names a range to merge."""

    name: str
    heads: Row
    rows: Sequence[Row]
    merged: str = ""


@dataclass(frozen=True)
class Sample:
    """A planning folder: the sheets of its crew workbook, its productions workbook, and of one of scenarios if any."""

    name: str
    crew: tuple[Sheet, ...]
    productions: tuple[Sheet, ...]
    scenarios: tuple[Sheet, ...] = ()

    def write(self, parent: Path) -> None:
        """Write the folder below ``parent``."""
        folder = parent / self.name
        folder.mkdir(parents=True, exist_ok=True)
        _write_book(folder / "crew.xlsx", self.crew)
        _write_book(folder / "productions.xlsx", self.productions)
        if self.scenarios:
            _write_book(folder / "scenarios.xlsx", self.scenarios)


CREW_HEADS = ("Crew ID", "Full name", "Role", "Other roles", "Hire date", "Fire date", "Day rate", "Notes")
AWAY_HEADS = ("Crew ID", "From", "To", "Reason")
ROLE_HEADS = ("Role", "Department", "Also called")
PRODUCTION_HEADS = (
    *("Production ID", "Title", "Start", "End", "Priority", "Status", "Notes"),
    *("Earliest start", "Latest end", "Work days"),
)
NEED_HEADS = ("Production ID", "Role", "Count", "From", "To")
BOOKING_HEADS = ("Production ID", "Crew ID", "Role", "Status", "From", "To")
SETTING_HEADS = ("Setting", "Value")
HOLIDAY_HEADS = ("Date", "Name")
SCENARIO_HEADS = (
    *("Scenario", "Change", "Production", "Crew", "Role", "From", "To"),
    *("Number", "Day rate", "Value", "Title", "Priority", "Notes"),
)


def _write_book(path: Path, sheets: Sequence[Sheet]) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _MADE, "title": path.stem, "author": "crew-planner samples"})
        head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 1)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            page.write_row(0, 0, sheet.heads, head)
            for number, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(number, column, value, day)
                    elif isinstance(value, Formula):
                        page.write_formula(number, column, value.text, None, value.stored)
                    elif value is not None:
                        page.write(number, column, value)
            if sheet.merged:
                row, column = xl_cell_to_rowcol(sheet.merged.partition(":")[0])
                page.merge_range(sheet.merged, str(sheet.rows[row - 1][column]))
            page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.heads) - 1)
            for column, title in enumerate(sheet.heads):
                texts = [str(title) + "    ", *(str(row[column]) for row in sheet.rows if column < len(row))]
                page.set_column(column, column, min(48, 2 + max(map(len, texts))))
