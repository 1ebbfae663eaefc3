"""Which days are paid: work days that are no holiday.

Date arithmetic, shared by rules and audit like spans of days, and tested against counting day by day.
Changes when the contract's idea of a paid day does.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.span import DateSpan

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY_DAY = frozenset(range(7))
"""Days of the week as numbers, Monday 0 to Sunday 6."""


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """A day that is not paid, and what it is called."""

    day: date
    name: str = ""


@dataclass(frozen=True)
class WorkDays:
    """Days of the week that are worked (Monday 0 to Sunday 6), and holidays on which they are not paid."""

    weekdays: frozenset[int] = EVERY_DAY
    holidays: frozenset[date] = frozenset()

    def paid(self, span: DateSpan) -> int:
        """Return the number of paid days in a span, both ends counted."""
        weeks, rest = divmod(span.days, 7)
        first = span.first_day.weekday()
        worked = weeks * len(self.weekdays) + sum((first + day) % 7 in self.weekdays for day in range(rest))
        free = self._holidays_worked_else
        return worked - (bisect_right(free, span.last_day) - bisect_left(free, span.first_day))

    @cached_property
    def _holidays_worked_else(self) -> list[date]:
        """The holidays that would be work days, by day."""
        return sorted(day for day in self.holidays if day.weekday() in self.weekdays)
