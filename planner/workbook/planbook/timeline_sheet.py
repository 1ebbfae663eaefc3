"""The Timeline sheet: productions by days, then people by days, drawn from the grid that timeline.py builds.

Changes when the Timeline looks different.
"""

from functools import cache
from itertools import islice
from math import ceil
from typing import Any

from planner.workbook.columns.plan import TIMELINE_NAME, TIMELINE_PEOPLE, TIMELINE_PRODUCTIONS
from planner.workbook.planbook.page import Page
from planner.workbook.planbook.sheet_writing import Book
from planner.workbook.planbook.styles import Styles
from planner.workbook.planbook.timeline import Axis, Line, Timeline
from planner.workbook.xlsx.cell_writing import safe_text, serial
from planner.workbook.xlsx.text_widths import fitting_width

LABEL_COLUMNS = 4
COLUMNS_PER_PAGE = 31
LEAST_WIDTHS, MOST_WIDTHS = (12, 24, 6, 11), (28, 46, 16, 14)
# Not the locale's names: the same plan reads the same on every machine.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Lines short enough for the columns that every page repeats.
LEGEND = (
    "A production's cell: people at work, or 3/4 where one of four is missing.",
    "A person's cell: the production's code; – away, × not employed, −1 one place vacant.",
)
WEEKS = (
    "Each column is a {}, named by its Monday. P1+ is more than one production in it, P1– work and days away,",
    "(–) and (×) some of its days only; the note of such a cell says which.",
)
MOST_NOTES = 5_000  # of the sheet; each is a drawing that a spreadsheet has to load
DATE_ROWS = 3  # months, days, and weekdays or week numbers
ROW_HEIGHT = 13.5  # points; more people on a page


def write_timeline(book: Book, timeline: Timeline | None) -> None:
    """Write the Timeline sheet; a plan without a slot gets a sheet that says so."""
    styles = book.styles
    pages = max(1, ceil(timeline.axis.count / COLUMNS_PER_PAGE)) if timeline else 1
    sheet = book.add_sheet(TIMELINE_NAME, tab="#009E73", pages_wide=pages)
    if timeline is None:
        sheet.write_string(0, 0, "No slot is planned, so there is nothing to show.", styles.lead)
        return
    _set_columns(sheet, timeline)
    dates = _write_legend(sheet, styles, timeline)
    _write_dates(sheet, styles, dates, timeline.axis)
    top = dates + DATE_ROWS
    below = _write_section(sheet, styles, top, TIMELINE_PRODUCTIONS, timeline.productions)
    below = _write_section(sheet, styles, below + 1, TIMELINE_PEOPLE, timeline.people)
    _add_notes(sheet, below - len(timeline.people), timeline.people)
    _add_grid(sheet, styles, timeline.axis, top, below - 1)
    sheet.freeze_panes(top, LABEL_COLUMNS)
    sheet.repeat_rows(dates, top - 1)
    sheet.repeat_columns(0, LABEL_COLUMNS - 1)
    sheet.print_area(0, 0, below - 1, LABEL_COLUMNS + timeline.axis.count - 1)
    sheet.hide_gridlines(2)


def _write_legend(sheet: Any, styles: Styles, timeline: Timeline) -> int:
    """Write the title and what the marks mean, and return the first row below."""
    axis = timeline.axis
    sheet.write_string(0, 0, f"Timeline by {_step(axis)}", styles.title)
    weeks = [line.format(_step(axis)) for line in WEEKS] if axis.step > 1 else []
    lines = [line for line in (*LEGEND, *weeks, timeline.cut) if line]
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, line, styles.quiet)
    return 1 + len(lines)


def _step(axis: Axis) -> str:
    """``day``, ``week``, ``span of 3 weeks``: what a column stands for."""
    weeks = axis.step // 7
    return "day" if not weeks else "week" if weeks == 1 else f"span of {weeks} weeks"


def _set_columns(sheet: Any, timeline: Timeline) -> None:
    """Make the labels' columns as wide as their longest label, within limits; what is cut can only be guessed."""
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(0, 28)
    lines = [(*line.labels, line.figure) for line in (*timeline.productions, *timeline.people)]
    for column, texts in enumerate(zip(*lines, strict=True)):
        width = fitting_width(texts, LEAST_WIDTHS[column], MOST_WIDTHS[column])
        sheet.set_column(column, column, width)
    sheet.set_column(LABEL_COLUMNS, LABEL_COLUMNS + timeline.axis.count - 1, 4.3)


def _write_dates(sheet: Any, styles: Styles, top: int, axis: Axis) -> None:
    """Write a band of months, real dates, and weekdays or week numbers."""
    month = ""
    for column in range(axis.count):
        day = axis.days_of(column).first_day
        at = LABEL_COLUMNS + column
        name = f"{MONTHS[day.month - 1]} {day.year}"
        if name != month:
            # Not merged: the name runs over the empty cells to its right.
            sheet.write_string(top, at, name, styles.month)
            month = name
        sheet.write_number(top + 1, at, serial(day), styles.day)
        if axis.step == 1:
            sheet.write_number(top + 2, at, serial(day), styles.weekday)
        else:
            sheet.write_string(top + 2, at, f"W{day.isocalendar().week}", styles.weekday)


def _add_notes(sheet: Any, top: int, lines: tuple[Line, ...]) -> None:
    """Let the cells that hide something say it in a note, as far as a sheet takes them."""
    notes = ((row, at, mark.note) for row, line in enumerate(lines, top) for at, mark in line.marks.items())
    for row, at, note in islice((one for one in notes if one[2]), MOST_NOTES):
        size = {"width": 260, "height": 18 * (note.count("\n") + 1) + 6}
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
        marks = ((LABEL_COLUMNS + at, mark.text, style_of(mark.look)) for at, mark in line.marks.items())
        sheet.fill_row(row, marks)
    return top + 1 + len(lines)
