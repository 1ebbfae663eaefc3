"""Writes comparison.xlsx: tables of alternatives side by side, with the looks of the plan workbook.

Changes when comparisons are to look different.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from planner.workbook.columns import heads
from planner.workbook.planbook.page import Page
from planner.workbook.planbook.sheet_writing import Book
from planner.workbook.planbook.styles import LOOK_OF, VACANT_INK, Form, Look
from planner.workbook.xlsx.cell_writing import safe_text
from planner.workbook.xlsx.text_widths import count_lines

CHART = "Vacant, priority "
"""How the columns of the first table begin that its chart shows."""
CHART_FILLS = (VACANT_INK, "#D55E00", "#E69F00", "#F2C879", "#C3CAD1")
FIGURE_WIDTH, DIFFERENCE_WIDTH, NARROW_WIDTH, LABEL_WIDTH, VALUE_WIDTH = 14, 13, 10, 36, 24
WIDTHS = {
    heads.ABOUT: 12,
    heads.INPUT: 56,
    heads.PLAN: 22,
    heads.PRODUCTION_ID: 11,
    heads.CREW_ID: 9,
    heads.TITLE: 20,
    heads.ROLE: 17,
    heads.FROM: 11,
    heads.TO: 11,
    heads.PREVIOUS_FROM: 11,
    heads.PREVIOUS_TO: 11,
    heads.WAS: 19,
    heads.NOW: 19,
    heads.WHY: 46,
    heads.PROVEN: 14,
}
MOST_WIDE = 10  # columns of figures on a page in a size that can be read
HEADER_LINE = 14
CHART_ROWS, ROW_PIXELS = 18, 20


class Measure(Enum):
    """What a cell of a comparison holds; each measure of numbers has one for differences."""

    TEXT = "text"
    MIXED = "mixed"
    DAY = "day"
    COUNT = "#,##0"
    MONEY = "#,##0.00"
    SHARE = "0.0%"
    MORE = '+#,##0;"−"#,##0;0'
    MORE_MONEY = '+#,##0.00;"−"#,##0.00;0.00'
    MORE_SHARE = '+0.0%;"−"0.0%;0.0%'

    @property
    def signed(self) -> "Measure":
        """The measure of a difference."""
        return {Measure.MONEY: Measure.MORE_MONEY, Measure.SHARE: Measure.MORE_SHARE}.get(self, Measure.MORE)

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self not in (Measure.TEXT, Measure.MIXED, Measure.DAY)


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """A titled table; the headers after the first ``labels`` ones are those of the compared plans.

    ``measures`` says of each cell what it holds: None is no value. One that is ``narrow`` has many short numbers.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    measures: tuple[tuple[Measure, ...], ...]
    labels: int = 1
    narrow: bool = False


def comparison_workbook(tables: Sequence[ComparisonTable], notes: Sequence[str] = ()) -> bytes:
    """Return the bytes of comparison.xlsx, a sheet per table.

    The first has a chart below it, of columns that stand beyond what is printed, and the notes.
    """
    book = Book("Comparison of plans")
    formats = {one: book.styles.number(one.value) for one in Measure if one.is_number}
    for at, table in enumerate(tables):
        sheet = _add(book, table, formats)
        if at == 0:
            _add_chart(book, sheet, table, notes)
    return book.finish()


def _add(book: Book, table: ComparisonTable, formats: dict[Measure, Any]) -> Page:
    looks = [_look(table, at) for at in range(len(table.heads))]
    sheet = book.add_table_sheet(table.title, table.heads, table.rows, frozen=table.labels, looks=looks)
    for number, (row, measures) in enumerate(zip(table.rows, table.measures, strict=True), 1):
        for at, (value, measure) in enumerate(zip(row, measures, strict=True)):
            if measure.is_number and isinstance(value, int | float):
                sheet.write_number(number, at, value, formats[measure])
    for at, values in enumerate(zip(*table.rows, strict=True)):
        if table.heads[at] in (heads.PREVIOUS_FROM, heads.PREVIOUS_TO) and not any(values):
            sheet.set_column(at, at, None, None, {"hidden": True})
    lines = max(count_lines(head, look.width - 1) for head, look in zip(table.heads, looks, strict=True))
    sheet.set_row(0, HEADER_LINE * lines + 4)
    figures = len(table.heads) - table.labels - len(_charted(table))
    if table.measures and any(one.is_number for one in table.measures[0]) and figures > 2 * MOST_WIDE:
        sheet.fit_to_pages(-(-figures // (2 * MOST_WIDE)), 0)
        sheet.repeat_columns(0, table.labels - 1)
    return sheet


def _charted(table: ComparisonTable) -> list[int]:
    """Return the columns of a table that its chart shows."""
    return [at for at, head in enumerate(table.heads) if head.startswith(CHART)]


def _look(table: ComparisonTable, at: int) -> Look:
    """Return a column's look by what its cells hold."""
    head, measures = table.heads[at], {row[at] for row in table.measures}
    own = LOOK_OF.get(head)
    if measures == {Measure.DAY}:
        return Look(Form.DATE, WIDTHS.get(head, FIGURE_WIDTH))
    if any(one.is_number for one in measures):
        if table.narrow:
            longest = max(map(len, head.split()))
            return Look(Form.NUMBER, FIGURE_WIDTH if Measure.MONEY in measures else max(NARROW_WIDTH, longest + 2))
        width = DIFFERENCE_WIDTH if head.startswith("± ") else own.width if own else FIGURE_WIDTH
        return Look(Form.NUMBER, width)
    if own and own.form is Form.WORD:
        return own
    if at and head == heads.FIGURE:
        return Look(Form.TEXT, FIGURE_WIDTH)
    if at < table.labels or head in WIDTHS:
        return Look(Form.WRAP, WIDTHS.get(head, LABEL_WIDTH))
    return Look(Form.WRAP, VALUE_WIDTH if measures == {Measure.MIXED} else FIGURE_WIDTH)


def _add_chart(book: Book, sheet: Page, table: ComparisonTable, notes: Sequence[str]) -> None:
    """Show the vacancies of each plan by priority under the first table, and say what cannot be compared."""
    last, below = len(table.rows), len(table.rows) + 2
    for number, row in enumerate(table.rows, 1):  # anew, so that the chart finds its data
        sheet.write_string(number, 0, safe_text(str(row[0])), book.styles.of_form[Form.WRAP])
    for number, note in enumerate(notes):
        sheet.write_string(below + number, 0, safe_text(note), book.styles.quiet)
    top = below + len(notes) + (1 if notes else 0)
    shown = _charted(table)
    chart = book.add_chart("bar", "stacked")
    for at in (one for one in shown if any(row[one] for row in table.rows)):
        chart.add_series(
            {
                "name": [sheet.name, 0, at],
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, at, last, at],
                "fill": {"color": CHART_FILLS[int(table.heads[at].removeprefix(CHART)) - 1]},
                "gap": 60,
            }
        )
    if any(row[at] for row in table.rows for at in shown):
        chart.set_title({"name": "Vacant slots by priority", "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis(
            {"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D5DADF"}}, "min": 0}
        )
        chart.set_legend({"position": "bottom"})
        rows = max(CHART_ROWS, last + 6)
        chart.set_size({"width": 1000, "height": rows * ROW_PIXELS})
        sheet.insert_chart(
            top, 0, chart, {"description": "Vacant slots of each plan by priority", "object_position": 2}
        )
        top += rows
    sheet.print_area(0, 0, max(top, below), len(table.heads) - len(shown) - 1)
