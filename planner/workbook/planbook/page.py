"""A worksheet that takes whole columns and rows of cells as they will stand in the file.

XlsxWriter spends most of a large workbook's time on one object and several calls per cell; a plan has a million cells.
Changes when XlsxWriter writes the rows of a sheet in another way.
"""

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from planner.workbook.xlsx.cell_writing import safe_text, stored_text

Cell = tuple[str | float | None, Any]


class Page(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet with :meth:`fill_column` and :meth:`fill_row` beside XlsxWriter's own methods.

    What they write is no data for charts: XlsxWriter does not know it.
    """

    def fill_column(self, top: int, at: int, cells: Iterable[Cell]) -> None:
        """Write cells downwards; of each, its text or number and its format. None leaves it out, "" leaves it blank."""
        table, xml, letters, row = self.table, self._xml, xl_col_to_name(at), top - 1
        for row, (value, style) in enumerate(cells, top):
            if value is not None:
                table[row][at] = xml(f"{letters}{row + 1}", value, style)
        if row >= top:
            self._reach(top, at, row, at)

    def fill_row(self, row: int, cells: Iterable[tuple[int, str | float, Any]]) -> None:
        """Write cells of one row; of each, its column, its text or number and its format."""
        own, xml, letters = self.table[row], self._xml, self._letters
        for at, value, style in cells:
            own[at] = xml(f"{letters(at)}{row + 1}", value, style)
        if own:
            self._reach(row, min(own), row, max(own))

    def fill_runs(self, row: int, runs: Iterable[tuple[int, int, str, Any]]) -> None:
        """Write cells of one row in runs of the same text and format; of each, its column and how many they are.

        Only the first cell of a run says where it stands, as ECMA-376 part 1, 18.3.1.4 allows: each other one follows.
        """
        own, last = self.table[row], -1
        for at, count, value, style in runs:
            first = self._xml(f"{self._letters(at)}{row + 1}", value, style)
            following = first.replace(f' r="{self._letters(at)}{row + 1}"', "", 1)
            own[at] = first + following * (count - 1)
            last = max(last, at + count - 1)
        if last >= 0:
            self._reach(row, min(own), row, last)

    def add_table(self, top: int, left: int, bottom: int, right: int, options: dict[str, Any]) -> None:
        """Add a table's frame and header, as XlsxWriter does, but without its note of every cell against overlaps."""
        super().add_table(top, left, top + 1, right, options)
        reach = xl_range(top, left, bottom, right)
        self.tables[-1].update({"range": reach, "a_range": reach, "autofilter": reach})
        for column in self.tables[-1]["columns"]:
            column["name"] = stored_text(column["name"])  # by which Excel finds the header, escaped as there

    @cached_property
    def _xml(self) -> Callable[[str, str | float, Any], str]:
        """A function that returns a cell as it stands in the file."""
        index_of = cache(lambda style: style._get_xf_index())
        number_of = cache(lambda text: self.str_table._get_shared_string_index(safe_text(text)))

        def xml(address: str, value: str | float, style: Any) -> str:
            if value.__class__ is not str:
                return f'<c r="{address}" s="{index_of(style)}"><v>{value:.16G}</v></c>'
            if value:
                return f'<c r="{address}" s="{index_of(style)}" t="s"><v>{number_of(value)}</v></c>'
            return f'<c r="{address}" s="{index_of(style)}"/>'

        return xml

    @cached_property
    def _letters(self) -> Callable[[int], str]:
        return cache(xl_col_to_name)

    def _reach(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make XlsxWriter count these cells among those of the sheet."""
        self._check_dimensions(top, left)
        self._check_dimensions(bottom, right)

    def _write_rows(self) -> None:
        """Write every row that has cells or a height; XlsxWriter calls this when the workbook is closed."""
        write = self.fh.write
        for row in sorted(self.table.keys() | self.row_info.keys()):
            cells = self.table[row]
            if row in self.row_info:
                self._write_row(row, None, self.row_info[row])
            else:
                write(f'<row r="{row + 1}">')
            for at in sorted(cells):
                cell = cells[at]
                if cell.__class__ is str:
                    write(cell)
                else:
                    self._write_cell(row, at, cell)
            write("</row>")
