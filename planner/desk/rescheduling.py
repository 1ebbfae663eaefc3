"""The operation that moves a production, and what becomes of the days of its windows and bookings.

Changes when windows follow their production in another way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.audit.wording import job_in_words, span_in_words
from planner.desk.decision import Proposal, Reason, Refused, refused
from planner.desk.names import find_production
from planner.desk.reporting import booking_in_words
from planner.desk.state import Desk, changed
from planner.desk.wording import production_in_words
from planner.domain.booking import Booking
from planner.domain.desk_change import DeskChange, MovedBooking, MovedRequirement, NewDays
from planner.domain.plan import Assignment
from planner.domain.span import DateSpan
from planner.workbook.inputs.requirements_sheet import MOST_DAYS_BEYOND


class Windows(StrEnum):
    """What becomes of windows that do not lie within the new days any longer."""

    MOVE = "move"
    CLIP = "clip"


@dataclass(frozen=True, slots=True)
class _Move:
    """A production's days before and after; with ``how`` None windows stay, and one that cannot has no new days."""

    old: DateSpan
    new: DateSpan
    how: Windows | None

    @property
    def start_step(self) -> int:
        return (self.new.first_day - self.old.first_day).days

    @property
    def end_step(self) -> int:
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

    def of_day(self, day: date, own: date) -> date:
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


def reschedule(desk: Desk, which: str, span: DateSpan, windows: Windows | None = None) -> Proposal | Refused:
    """Propose other days for a production; its people stay bound.

    Where both ends move by the same days, windows and days of bookings move along. Else they stay, those of the
    production's own days follow, and one that lay within the old days and does not lie within the new ones refuses the
    operation unless ``windows`` says what becomes of it.
    """
    production = find_production(desk, which)
    if isinstance(production, Reason):
        return refused("Nothing is rescheduled.", production)
    refusal = f"{production_in_words(production)} stays on {span_in_words(production.span)}."
    if production.cancelled:
        return refused(refusal, Reason("cancelled", f"{production.production_id} is cancelled."))
    if production.span == span:
        return refused(refusal, Reason("no-change", f"{production.production_id} has these days already."))
    move = _Move(production.span, span, windows)
    needs = desk.requirements_of(production.production_id)
    booked = [b for b in desk.instance.bookings if b.production_id == production.production_id and b.has_days]
    faults = [*_window_faults(desk, production.production_id, move), *_booking_faults(desk, booked, move)]
    if faults:
        return refused(refusal, *faults)
    moved = {need: move.of(need.span) or need.span for need in needs}
    days = {booking: _moved(booking, move) for booking in booked}
    after = changed(
        desk,
        productions=(replace(p, span=span) if p == production else p for p in desk.instance.productions),
        requirements=(replace(need, span=moved.get(need, need.span)) for need in desk.instance.requirements),
        bookings=(days.get(booking, booking) for booking in desk.instance.bookings),
        rows=_with_windows(desk, production.production_id, {(n.role, n.span): new for n, new in moved.items()}),
    )
    changes: tuple[DeskChange, ...] = (
        NewDays(production, span),
        *(MovedRequirement(need, new, span) for need, new in moved.items()),
        *(MovedBooking(old, new) for old, new in days.items() if new != old and not old.typed),
    )
    said = f"{production_in_words(production)} moves from {span_in_words(production.span)} to {span_in_words(span)}."
    told = (f"{_typed_in_words(desk, old)} moves along." for old, new in days.items() if new != old and old.typed)
    about = frozenset((production.production_id,))
    return Proposal(after, changes, (said, *told), refusal, about=about, priority=production.priority)


def _window_faults(desk: Desk, production_id: str, move: _Move) -> Iterator[Reason]:
    for need in desk.requirements_of(production_id):
        days = move.of(need.span)
        if days is None:
            yield _outside(job_in_words(need), need.span, move)
        elif (
            max((move.new.first_day - days.first_day).days, (days.last_day - move.new.last_day).days) > MOST_DAYS_BEYOND
        ):
            message = (
                f"{job_in_words(need)}, would be more than {MOST_DAYS_BEYOND} days from {span_in_words(move.new)}."
            )
            yield Reason("window-outside-production", message, "Change the requirement's days in the workbook first.")


def _booking_faults(desk: Desk, booked: list[Booking], move: _Move) -> Iterator[Reason]:
    for booking in booked:
        if booking.first_day and booking.last_day:
            window = DateSpan(booking.first_day, booking.last_day)
            if move.of(window) is None:
                what = f"The booking of {booking_in_words(desk, booking)}, {span_in_words(window)}"
                yield _outside(what, window, move)


def _outside(what: str, window: DateSpan, move: _Move) -> Reason:
    """Return the reason that a window lies outside of its production's new days, with what it could become."""
    message = f"{what}, would not lie within {span_in_words(move.new)}."
    readings = {how: replace(move, how=how).of(window) for how in Windows}
    ways = [f"--windows {how} makes it {span_in_words(days)}" for how, days in readings.items() if days]
    other = " or ".join(ways) if move.how is None else ""
    return Reason("window-outside-production", message, f"{other or 'Change its days in the workbook first'}.")


def _moved(booking: Booking, move: _Move) -> Booking:
    """Return a booking with its new days; an end that is open stays so."""
    first, last = booking.first_day, booking.last_day
    if first and last:
        days = move.of(DateSpan(first, last))
        return replace(booking, first_day=days.first_day, last_day=days.last_day) if days else booking
    return replace(
        booking,
        first_day=move.of_day(first, move.old.first_day) if first else None,
        last_day=move.of_day(last, move.old.last_day) if last else None,
    )


def _typed_in_words(desk: Desk, booking: Booking) -> str:
    return f"The typed booking of {booking_in_words(desk, booking)}, {booking.status_text},"


def _with_windows(
    desk: Desk, production_id: str, windows: Mapping[tuple[str, DateSpan], DateSpan]
) -> tuple[Assignment, ...]:
    """Return all rows, those of a production in their new windows; where two windows become one, slots are numbered."""
    others, moved = [], []
    for row in desk.rows:
        days = windows.get((row.slot.role, row.slot.span)) if row.slot.production_id == production_id else None
        if days is None:
            others.append(row)
        else:
            moved.append(replace(row, slot=replace(row.slot, span=days)))
    taken = {row.slot for row in others}
    for row in moved:
        slot = row.slot
        while slot in taken:
            slot = replace(slot, number=slot.number + 1)
        taken.add(slot)
        others.append(replace(row, slot=slot))
    return tuple(others)
