"""Whole days from a first to a last one, both counted.

The only arithmetic on dates that rules and audit share, so it is tested exhaustively against sets of days.
Changes when the contract's idea of a day does.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """The days ``first_day`` to ``last_day``, inclusive; ordered by first, then last day.

    Raises ValueError when the last day lies before the first.
    """

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts."""
        if self.last_day < self.first_day:
            raise ValueError(f"{self.last_day} is before {self.first_day}")

    @property
    def days(self) -> int:
        """Number of days; 3 May to 5 May is three."""
        return self.last_day.toordinal() - self.first_day.toordinal() + 1

    def includes(self, day: date) -> bool:
        """Whether ``day`` is one of the span's days."""
        return self.first_day <= day <= self.last_day

    def covers(self, other: "DateSpan") -> bool:
        """Whether every day of ``other`` is also a day of this span."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def clashes_with(self, other: "DateSpan") -> bool:
        """Whether the two spans share at least one day."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def free_days_between(self, other: "DateSpan") -> int:
        """Number of days strictly between the two spans; 0 when they touch, negative when they share a day."""
        later, earlier = max(self.first_day, other.first_day), min(self.last_day, other.last_day)
        return later.toordinal() - earlier.toordinal() - 1

    def within(self, other: "DateSpan") -> "DateSpan | None":
        """Return the days that both spans have, None when there are none."""
        first, last = max(self.first_day, other.first_day), min(self.last_day, other.last_day)
        return DateSpan(first, last) if first <= last else None

    def without(self, other: "DateSpan") -> "tuple[DateSpan, ...]":
        """Return the days of this span that ``other`` does not have, as at most two spans."""
        if not self.clashes_with(other):
            return (self,)
        parts = []
        if self.first_day < other.first_day:
            parts.append(DateSpan(self.first_day, other.first_day - DAY))
        if other.last_day < self.last_day:
            parts.append(DateSpan(other.last_day + DAY, self.last_day))
        return tuple(parts)

    def shifted(self, days: int) -> "DateSpan":
        """Return the span moved by ``days``; negative is earlier."""
        step = timedelta(days=days)
        return DateSpan(self.first_day + step, self.last_day + step)

    def __str__(self) -> str:
        """ISO dates, for messages and logs."""
        return f"{self.first_day} to {self.last_day}"
