"""Dates on the command line, in the same forms as in cells, and days as JSON.

Changes when a date can be typed in another way there.
"""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from planner.domain.span import DateSpan

    _OfDays = click.ParamType[datetime]
else:
    _OfDays = click.ParamType  # in older versions it takes no parameter


class Day(_OfDays):
    """A day, as midnight; a text that reads two ways is refused with both."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the day that was typed."""
        from planner.workbook.inputs.column_dates import ColumnDates
        from planner.workbook.inputs.text_dates import Noted

        if isinstance(value, datetime):
            return value
        found = ColumnDates().read(str(value))
        if isinstance(found, Noted):
            found = found.day
        if not isinstance(found, date):
            raise click.BadParameter(f"{found.message} {found.hint}", ctx, param)
        return datetime.combine(found, time())


def day_json(day: date | None) -> str | None:
    """Return a day as JSON, null for none."""
    return day.isoformat() if day else None


def span_json(span: "DateSpan") -> dict[str, str]:
    """Return the first and the last day of a span as JSON."""
    return {"from": span.first_day.isoformat(), "to": span.last_day.isoformat()}


DAY = Day()
