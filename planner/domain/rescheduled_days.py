"""What becomes of windows and booked days when their production takes place on other days.

Changes when windows follow their production in another way.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.booking import Booking
from planner.domain.span import DateSpan


class Windows(StrEnum):
    """What becomes of windows that do not lie within the new days any longer."""

    MOVE = "move"
    CLIP = "clip"


@dataclass(frozen=True, slots=True)
class RescheduledDays:
    """A production's days before and after.

    Where both ends move by the same days, windows and booked days move along. Else they stay, those of the production's
    own days follow, and one that lay within the old days and not within the new ones has no days unless ``how`` says.
    """

    old: DateSpan
    new: DateSpan
    how: Windows | None = None

    @property
    def start_step(self) -> int:
        """By how many days the first day moves."""
        return (self.new.first_day - self.old.first_day).days

    @property
    def end_step(self) -> int:
        """By how many days the last day moves."""
        return (self.new.last_day - self.old.last_day).days

    def of(self, window: DateSpan) -> DateSpan | None:
        """Return a window's new days; None where it has to be said what they are, or there are none."""
        if window == self.old:
            return self.new
        if self.start_step == self.end_step:
            return _shifted(window, self.start_step)
        if self.how is Windows.MOVE:
            return _shifted(window, self._step(window.first_day))
        if self.new.covers(window) or not self.old.covers(window):
            return window
        return window.within(self.new) if self.how is Windows.CLIP else None

    def of_booking(self, booking: Booking) -> Booking:
        """Return a booking with its new days; an end that is open stays so, and days that would be none stay."""
        first, last = booking.first_day, booking.last_day
        if first and last:
            days = self.of(DateSpan(first, last))
            return replace(booking, first_day=days.first_day, last_day=days.last_day) if days else booking
        return replace(
            booking,
            first_day=self._of_day(first, self.old.first_day) if first else None,
            last_day=self._of_day(last, self.old.last_day) if last else None,
        )

    def _of_day(self, day: date, own: date) -> date:
        """Return a day without another end: ``own`` is the production's first or last day before."""
        if self.start_step != self.end_step and self.how is not Windows.MOVE and day != own:
            return day
        step = self.end_step if day == own == self.old.last_day else self._step(day)
        return day + timedelta(days=step)

    def _step(self, first_day: date) -> int:
        """Return by how many days something moves: with Start what touches or precedes it, all else with End."""
        return self.start_step if first_day <= self.old.first_day else self.end_step


def _shifted(window: DateSpan, days: int) -> DateSpan | None:
    try:
        return window.shifted(days)
    except OverflowError:
        return None
