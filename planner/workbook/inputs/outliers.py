"""Days that nobody would type on purpose: years apart from all others, or far longer than all others.

Changes when another kind of slip should be noticed.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.finding import Place, Severity
from planner.domain.span import DateSpan
from planner.domain.wording import counted
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.xlsx.addresses import row_and_column

LONG_DAYS, LONG_TIMES = 180, 5
FAR_DAYS = 366


@dataclass(frozen=True, slots=True)
class RowDays:
    """Where a row stands, what it is about, and its first and last day, either None when blank."""

    place: Place
    what: str
    first: date | None
    last: date | None

    @classmethod
    def of(cls, what: str, place: Place, span: DateSpan) -> "RowDays":
        """Return the days of a row that has both."""
        return cls(place, what, span.first_day, span.last_day)

    @property
    def length(self) -> int:
        """Number of days, both ends counted; 0 when one is blank."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


def warn_of_outliers(table: Table, rows: Iterable[RowDays], first: str, last: str, others: Iterable[date] = ()) -> None:
    """Warn of days that lie more than a year from every other one of a sheet, and of rows that are far too long.

    ``first`` and ``last`` are the columns; ``others`` are further dates of the sheet, near which a day is no outlier.
    """
    found = list(rows)
    days = sorted([day for one in found for day in (one.first, one.last) if day] + list(others))
    lengths = sorted(one.length for one in found if one.length)
    if not days or ((days[-1] - days[0]).days <= FAR_DAYS and (not lengths or lengths[-1] <= LONG_DAYS)):
        return
    for one in found:
        row = Row(table, row_and_column(one.place.cell)[0], ())
        far = [(column, day) for column, day in ((first, one.first), (last, one.last)) if day and _is_far(day, days)]
        for column, day in far:
            message = f"{day} lies more than a year from every other date of this sheet{_length(one)}."
            row.fault("outlier-day", column, message, "Check the year.", Severity.WARNING)
        median = _median_of_others(one.length, lengths)
        if not far and median and one.length > max(LONG_DAYS, LONG_TIMES * median):
            message = f"{one.what} lasts {counted(one.length, 'day')}; half of the others last {median:g} or fewer."
            row.fault("outlier-length", last, message, "Check both dates.", Severity.WARNING)


def _length(one: RowDays) -> str:
    return f", and {one.what} so lasts {counted(one.length, 'day')}" if one.length > FAR_DAYS else ""


def _is_far(day: date, days: list[date]) -> bool:
    """Whether no other of the sorted ``days``, of which it is one, lies within a year; False when it is alone."""
    at = bisect_left(days, day)
    beside = [*days[max(0, at - 1) : at], *days[at + 1 : at + 2]]
    return bool(beside) and all(abs((day - other).days) > FAR_DAYS for other in beside)


def _median_of_others(length: int, lengths: list[int]) -> float:
    """Return the median of the sorted ``lengths`` without one that is ``length``; 0 when there is no other."""
    if not length or len(lengths) < 2:
        return 0
    gone = bisect_left(lengths, length)
    count = len(lengths) - 1
    middle = [lengths[at + (at >= gone)] for at in {(count - 1) // 2, count // 2}]
    return sum(middle) / len(middle)
