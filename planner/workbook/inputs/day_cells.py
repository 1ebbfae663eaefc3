"""The day that a cell says: a date, a number that stands for one, or a text.

Changes when another way of storing a day is taken.
"""

from datetime import date, datetime, time, timedelta

from planner.workbook.inputs.column_dates import ColumnDates
from planner.workbook.inputs.text_dates import NEAR_MIDNIGHT_S, Noted, bad_date, beyond_calendar, noted, off_midnight
from planner.workbook.xlsx.cells import LAST_YEAR, Cell, Fault, clean, error_fault, shown
from planner.workbook.xlsx.number_formats import moment

_MIDNIGHT = time()
FIRST_SERIAL_YEAR = 1990  # a plain number below it is more likely a number than a day


def parse_day(cell: Cell, epoch: datetime, texts: ColumnDates) -> date | Noted | Fault | None:
    """Return the cell's day, None when blank.

    ``epoch`` is the workbook's day zero, for plain numbers; ``texts`` reads what is text.
    """
    value = cell.value
    if value is None:
        return None
    if isinstance(value, datetime):
        return _whole_day(value, value)
    if isinstance(value, date):
        return beyond_calendar(value, value) or value
    if isinstance(value, str):
        text = clean(value)
        return error_fault(cell) or (texts.read(text) if text else None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial_day(value, epoch)
    return bad_date(value, "is not a date.")


def _whole_day(found: datetime, value: object) -> date | Noted | Fault:
    """Return the day of a moment that is midnight, or off by less than a minute, which is noted."""
    if found.time() == _MIDNIGHT:  # as nearly every one is
        return beyond_calendar(found.date(), value) or found.date()
    try:
        day = (found + timedelta(seconds=NEAR_MIDNIGHT_S)).date()
    except OverflowError:  # the last minute of the calendar
        day = found.date()
    away = abs(found.replace(tzinfo=None) - datetime.combine(day, _MIDNIGHT))
    if away > timedelta(seconds=NEAR_MIDNIGHT_S):
        return bad_date(value, "has a time of day.", "Type the day alone.")
    return beyond_calendar(day, value) or off_midnight(value, day)


def _serial_day(value: int | float, epoch: datetime) -> date | Noted | Fault:
    not_a_day = bad_date(value, "is a number, not a date.")
    try:
        found = moment(value, epoch)
    except (ValueError, OverflowError):
        return not_a_day
    if not isinstance(found, datetime) or not FIRST_SERIAL_YEAR <= found.year <= LAST_YEAR:
        return not_a_day
    day = _whole_day(found, value)
    if not isinstance(day, date):
        return day
    message = f"numbers in this column were read as dates, the first, {shown(value)}, as {day}."
    return noted(day, "serial-date", message, "Give the column a date format.")
