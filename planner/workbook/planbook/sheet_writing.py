"""A workbook being written: sheets set up for print, tables with filters; what every sheet of ours has in common.

Changes when all sheets are to look or print differently.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from planner.workbook.planbook.page import Page
from planner.workbook.planbook.shared_texts import Workbook
from planner.workbook.planbook.styles import Form, Look, Styles, look_of
from planner.workbook.xlsx.cell_writing import safe_text, serial, write_links
from planner.workbook.xlsx.text_widths import count_lines
from planner.workbook.xlsx.workbook_names import sheet_name, table_headers

A4 = 9
MOST_ROWS = 1_048_575  # of a table with its header
LINE_HEIGHT = 13
HIGHEST_ROW = 400
MOST_IN_FOOTER = 150  # characters of a name; the three parts of a footer have 255 together


class Book:
    """A workbook being written in memory; ``styles`` are its formats, :meth:`finish` gives the bytes.

    Every page says at its foot what the workbook is ``of``, its sheet, when it was made, and its number.
    """

    def __init__(self, title: str, created: datetime | None = None, of: str = "") -> None:
        self._bytes = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = Workbook(self._bytes, options)
        properties = {"title": title, "comments": "Written by crew-planner"}
        self._book.set_properties(properties | ({"created": created} if created else {}))
        self.styles = Styles(self._book)
        self._tables = 0
        of = of.replace("&", "&&")[:MOST_IN_FOOTER]
        # A blank after the size of the letters, which else would go on with the digits of a name or a year.
        self._footer = f"&L&8 {of or '&F'} · &A&C&8 {created.date() if created else ''}&R&8 Page &P of &N"

    def add_sheet(self, name: str, *, tab: str = "", pages_wide: int = 1) -> Page:
        """Add a worksheet, set up to be printed: landscape, fitted to the width, pages numbered.

        A name that no sheet may have, or that another one has, is changed as little as may be.
        """
        sheet: Page = self._book.add_worksheet(sheet_name(name, self._book.sheetnames), Page)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(pages_wide, 0)
        sheet.set_footer(self._footer)
        if tab:
            sheet.set_tab_color(tab)
        return sheet

    def add_chart(self, kind: str, subtype: str = "") -> Any:
        """Add a native chart, still to be filled and placed."""
        return self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})

    def add_table_sheet(
        self,
        name: str,
        headers: Sequence[str],
        rows: Sequence[Sequence[object]],
        *,
        frozen: int = 1,
        tab: str = "",
        looks: Sequence[Look] = (),
    ) -> Page:
        """Add a sheet that is one table from A1: frozen header and first columns, filter, repeated header in print.

        ``looks`` is for headers that say nothing about their column; otherwise each header has its look.
        More rows than a sheet has are left out, and a line beside the table says so.
        """
        sheet = self.add_sheet(name, tab=tab)
        if len(rows) > MOST_ROWS:
            self.say_beside(sheet, len(headers), f"Only {MOST_ROWS:,} of {len(rows):,} rows fit on a sheet.")
            rows = rows[:MOST_ROWS]
        looks = looks or [look_of(header) for header in headers]
        for column, look in enumerate(looks):
            sheet.set_column(column, column, look.width, self.styles.of_form[look.form])
        self._add_table(sheet, (0, 0), headers, rows, looks)
        for at, (look, values) in enumerate(zip(looks, zip(*rows, strict=True), strict=False)):
            if look.form is Form.LINK:
                write_links(sheet, 1, at, values, self.styles.of_form[look.form])
            else:
                sheet.fill_column(1, at, _cells_of(values, look.form, self.styles))
        _set_heights(sheet, looks, rows)
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(1, len(rows)), len(headers) - 1)
        return sheet

    def say_beside(self, sheet: Page, columns: int, text: str) -> int:
        """Write a line beside a table of so many columns, in its header's row, and return the column it stands in.

        Beside, so that every row under the header stays a row of the table.
        """
        sheet.write_string(0, columns + 1, safe_text(text), self.styles.quiet)
        return columns + 1

    def mark_above_zero(self, sheet: Page, first: int, last: int, rows: int) -> None:
        """Make what is vacant or missing stand out in some columns of a table sheet."""
        if rows:
            above = {"type": "cell", "criteria": ">", "value": 0, "format": self.styles.vacant_sign}
            sheet.conditional_format(1, first, rows, last, above)

    def write_table(
        self, sheet: Any, top: int, left: int, headers: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> None:
        """Write a small table with unique headers and a filter somewhere on a sheet, its header at (top, left)."""
        looks = [look_of(header) for header in headers]
        self._add_table(sheet, (top, left), headers, rows, looks)
        for at, (look, values) in enumerate(zip(looks, zip(*rows, strict=True), strict=False), left):
            # cell by cell, so that charts find their data
            for row, (value, style) in enumerate(_cells_of(values, look.form, self.styles), top + 1):
                if isinstance(value, str):
                    sheet.write_string(row, at, safe_text(value), style)
                elif value is not None:
                    sheet.write_number(row, at, value, style)

    def _add_table(
        self,
        sheet: Any,
        corner: tuple[int, int],
        headers: Sequence[str],
        rows: Sequence[Sequence[object]],
        looks: Sequence[Look],
    ) -> None:
        """Add a table's frame and header; its cells are still to be written."""
        top, left = corner
        # Excel wants at least one row under a table's header.
        last_row = top + max(1, len(rows))
        self._tables += 1
        columns = [
            {"header": header, "header_format": self.styles.header_of.get(look.form, self.styles.header)}
            for header, look in zip(table_headers(headers), looks, strict=True)
        ]
        options = {"name": f"Table{self._tables}", "style": "Table Style Light 1", "columns": columns}
        sheet.add_table(top, left, last_row, left + len(headers) - 1, options)

    def finish(self) -> bytes:
        """Return the finished file's bytes."""
        self._book.close()
        return self._bytes.getvalue()


def _set_heights(sheet: Any, looks: Sequence[Look], rows: Sequence[Sequence[object]]) -> None:
    """Make rows as high as their wrapped texts need; only Excel itself would do that on opening."""
    wrapped = [(at, look.width) for at, look in enumerate(looks) if look.form in (Form.WRAP, Form.LINK)]
    for number, row in enumerate(rows, 1):
        lines = max((count_lines(str(row[at]), width) for at, width in wrapped), default=1)
        if lines > 1:
            sheet.set_row(number, min(lines * LINE_HEIGHT + 2, HIGHEST_ROW))


def _cells_of(values: Iterable[Any], form: Form, styles: Styles) -> Iterator[tuple[str | float | None, Any]]:
    """Yield what each of a column's cells holds, and its format: None is no cell at all, empty text a blank one."""
    style = styles.of_form[form]
    match form:
        case Form.DATE:
            return ((day and serial(day), style) for day in values)
        case Form.INPUT:
            return ((text, styles.input) for text in values)
        case Form.WORD:
            return ((text or None, styles.of_word.get(text, style)) for text in values)
        case _:
            return ((None if value == "" else value, style) for value in values)
