"""The sheets that are grids of days or weeks, drawn from what timeline.py and departments.py build.

Changes when the Timeline, Days or Departments look different.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from math import ceil
from typing import Any

from planner.workbook.columns.plan import DAYS_NAME, TIMELINE_NAME, TIMELINE_PEOPLE, TIMELINE_PRODUCTIONS
from planner.workbook.planbook.page import Page
from planner.workbook.planbook.sheet_writing import Book
from planner.workbook.planbook.styles import Styles
from planner.workbook.planbook.timeline import Axis, Line, Mark, Timeline
from planner.workbook.xlsx.cell_writing import safe_text, serial
from planner.workbook.xlsx.text_widths import fitting_width

LABEL_COLUMNS = 4
COLUMNS_PER_PAGE = 31
LEAST_WIDTHS, MOST_WIDTHS = (12, 24, 6, 11), (28, 46, 16, 14)
# Not the locale's names: the same plan reads the same on every machine.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Lines short enough for the columns that every page repeats.
PRODUCTION_LEGEND = "A production's cell: people at work, or 3/4 where one of four is missing."
PERSON_LEGEND = "A person's cell: the production's code; – away, × not employed, −1 one place vacant."
WEEKS = (
    "Each column is a {}, named by its Monday. P1+ is more than one production in it, P1– work and days away,",
    "(–) and (×) some of its days only; the note of such a cell says which.",
)
MOST_NOTES = 5_000  # of the sheet; each is a drawing that a spreadsheet has to load
TAB = "#009E73"
ROW_HEIGHT = 13.5  # points; more people on a page

Section = tuple[tuple[str, ...], tuple[Line, ...]]
"""The headers of a grid's four labels, and its lines."""


def write_timeline(book: Book, timeline: Timeline | None) -> None:
    """Write the Timeline sheet; a plan without a slot gets a sheet that says so."""
    if timeline is None:
        sheet = book.add_sheet(TIMELINE_NAME, tab=TAB)
        sheet.write_string(0, 0, "No slot is planned, so there is nothing to show.", book.styles.lead)
        return
    axis = timeline.axis
    weeks = [line.format(_step(axis)) for line in WEEKS] if axis.step > 1 else []
    legend = (f"Timeline by {_step(axis)}", PRODUCTION_LEGEND, PERSON_LEGEND, *weeks, timeline.cut)
    sections = (TIMELINE_PRODUCTIONS, timeline.productions), (TIMELINE_PEOPLE, timeline.people)
    write_grid(book, TIMELINE_NAME, legend, axis, sections)


def write_days(book: Book, days: Timeline | None) -> None:
    """Write the Days sheet of a long plan: where everybody is on each day, with a filter to find somebody."""
    if days is None:
        return
    legend = ("Everybody by day", "Filter by name; the weeks have their numbers.", PERSON_LEGEND, days.cut)
    write_grid(book, DAYS_NAME, legend, days.axis, ((TIMELINE_PEOPLE, days.people),), filtered=True)


def write_grid(
    book: Book,
    name: str,
    legend: Sequence[str],
    axis: Axis,
    sections: Sequence[Section],
    *,
    width: float = 4.3,
    filtered: bool = False,
) -> None:
    """Write a sheet of grids under each other over one axis of days or weeks.

    The first line of ``legend`` is the title, blank ones are left out; ``width`` is that of a day's or week's column,
    and ``filtered`` gives the labels of the only section a filter.
    """
    styles = book.styles
    sheet = book.add_sheet(name, tab=TAB, pages_wide=max(1, ceil(axis.count / COLUMNS_PER_PAGE)))
    _set_columns(sheet, [line for _, lines in sections for line in lines], axis.count, width)
    dates = _write_legend(sheet, styles, legend)
    top = below = _write_dates(sheet, styles, dates, axis)
    for headers, lines in sections:
        start = below + (below > top)  # a free row between two of them
        below = _write_section(sheet, styles, start, headers, lines)
        _add_notes(sheet, start + 1, lines)
    _add_grid(sheet, styles, axis, top, below - 1)
    if filtered:
        sheet.autofilter(top, 0, below - 1, LABEL_COLUMNS - 1)
    sheet.freeze_panes(top + filtered, LABEL_COLUMNS)
    sheet.repeat_rows(dates, top - 1)
    sheet.repeat_columns(0, LABEL_COLUMNS - 1)
    sheet.print_area(0, 0, below - 1, LABEL_COLUMNS + axis.count - 1)
    sheet.hide_gridlines(2)


def _write_legend(sheet: Any, styles: Styles, legend: Sequence[str]) -> int:
    """Write the title and what the marks mean, and return the first row below."""
    title, *lines = filter(None, legend)
    sheet.write_string(0, 0, title, styles.title)
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, line, styles.quiet)
    return 1 + len(lines)


def _step(axis: Axis) -> str:
    """``day``, ``week``, ``span of 3 weeks``: what a column stands for."""
    weeks = axis.step // 7
    return "day" if not weeks else "week" if weeks == 1 else f"span of {weeks} weeks"


def _set_columns(sheet: Any, lines: Sequence[Line], count: int, width: float) -> None:
    """Make the labels' columns as wide as their longest label, within limits; what is cut can only be guessed."""
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(0, 28)
    labels = [(*line.labels, line.figure) for line in lines]
    for column, texts in enumerate(zip(*labels, strict=True)):
        sheet.set_column(column, column, fitting_width(texts, LEAST_WIDTHS[column], MOST_WIDTHS[column]))
    sheet.set_column(LABEL_COLUMNS, LABEL_COLUMNS + count - 1, width)


def _write_dates(sheet: Any, styles: Styles, top: int, axis: Axis) -> int:
    """Write bands of months, of weeks and of days with their weekdays, and return the first row below.

    Where a column is a week or more, its Monday stands for its days, and its number below.
    """
    by_day = axis.step == 1
    weeks, days = (top + 1, top + 2) if by_day else (top + 2, top + 1)
    month = ""
    for column in range(axis.count):
        day = axis.days_of(column).first_day
        at = LABEL_COLUMNS + column
        name = f"{MONTHS[day.month - 1]} {day.year}"
        if name != month:
            # Not merged: the name runs over the empty cells to its right.
            sheet.write_string(top, at, name, styles.month)
            month = name
        sheet.write_number(days, at, serial(day), styles.day)
        if not by_day or not column or not day.weekday():
            number = f"W{day.isocalendar().week}"
            # With its month, which may have begun on the page before.
            text, style = (f"{number} {MONTHS[day.month - 1]}", styles.week) if by_day else (number, styles.weekday)
            sheet.write_string(weeks, at, text, style)
        if by_day:
            sheet.write_number(top + 3, at, serial(day), styles.weekday)
    return top + (4 if by_day else 3)


def _add_notes(sheet: Any, top: int, lines: tuple[Line, ...]) -> None:
    """Let the cells that hide something say it in a note, as far as a sheet takes them."""
    notes = ((row, at, mark.note) for row, line in enumerate(lines, top) for at, mark in line.marks.items())
    for row, at, note in islice((one for one in notes if one[2]), MOST_NOTES):
        size = {"width": 340, "height": 18 * (note.count("\n") + 1) + 6}
        sheet.write_comment(row, LABEL_COLUMNS + at, safe_text(note), size)


def _add_grid(sheet: Any, styles: Styles, axis: Axis, top: int, last: int) -> None:
    """Rule the grid and shade the weekends: two rules for the whole sheet instead of a format for every empty cell."""
    left, right = LABEL_COLUMNS, LABEL_COLUMNS + axis.count - 1
    if axis.step == 1:
        weekend = f'=AND(WEEKDAY(E${top - 1},2)>5,E{top + 1}="")'
        sheet.conditional_format(
            top, left, last, right, {"type": "formula", "criteria": weekend, "format": styles.weekend}
        )
    sheet.conditional_format(top, 0, last, right, {"type": "formula", "criteria": "=TRUE", "format": styles.grid})


def _runs(line: Line) -> Iterator[tuple[int, int, Mark]]:
    """Yield the marks of a line from left to right, those that follow each other and are the same as one."""
    start, count, last = 0, 0, None
    for at in sorted(line.marks):
        mark = line.marks[at]
        if mark is last and at == start + count:
            count += 1
            continue
        if last is not None:
            yield LABEL_COLUMNS + start, count, last
        start, count, last = at, 1, mark
    if last is not None:
        yield LABEL_COLUMNS + start, count, last


def _write_section(sheet: Page, styles: Styles, top: int, headers: tuple[str, ...], lines: tuple[Line, ...]) -> int:
    """Write a grid under its own header row and return the first row below it."""
    for column, header in enumerate(headers):
        sheet.write_string(top, column, header, styles.header)
    group, style_of = None, cache(styles.of_mark)
    for row, line in enumerate(lines, top + 1):
        # A group's name stands out where it begins.
        label_styles = (styles.label if line.labels[0] != group else styles.quiet, styles.plain, styles.plain)
        group = line.labels[0]
        labels = zip((*line.labels, line.figure), (*label_styles, styles.plain), strict=True)
        sheet.fill_row(row, ((column, label, style) for column, (label, style) in enumerate(labels)))
        sheet.fill_runs(row, ((at, count, mark.text, style_of(mark.look)) for at, count, mark in _runs(line)))
    return top + 1 + len(lines)
