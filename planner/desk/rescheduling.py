"""The operation that moves a production, and what becomes of the days of its windows and bookings.

Changes when windows follow their production in another way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planner.audit.wording import job_in_words, span_in_words
from planner.desk.decision import Objection, Proposal, Refused, refused
from planner.desk.names import find_production
from planner.desk.reporting import booking_in_words
from planner.desk.state import Desk, applied, changed
from planner.desk.wording import production_in_words
from planner.domain.booking import Booking
from planner.domain.change import SetDays
from planner.domain.plan import Assignment
from planner.domain.production import Window
from planner.domain.rescheduled_days import RescheduledDays, Windows
from planner.domain.span import DateSpan
from planner.workbook.inputs.requirements_sheet import MOST_DAYS_BEYOND


def reschedule(desk: Desk, which: str, span: DateSpan, windows: Windows | None = None) -> Proposal | Refused:
    """Propose other days for a production; its people stay bound.

    Where both ends move by the same days, windows and days of bookings move along. Else they stay, those of the
    production's own days follow, and one that lay within the old days and does not lie within the new ones refuses the
    operation unless ``windows`` says what becomes of it.
    """
    production = find_production(desk, which)
    if isinstance(production, Objection):
        return refused("Nothing is rescheduled.", production)
    refusal = f"{production_in_words(production)} stays on {span_in_words(production.span)}."
    if production.cancelled:
        return refused(refusal, Objection("cancelled", f"{production_in_words(production)} is cancelled."))
    if production.span == span:
        return refused(refusal, Objection("no-change", f"{production_in_words(production)} has these days already."))
    move = RescheduledDays(production.span, span, windows)
    needs = desk.requirements_of(production.production_id)
    booked = [b for b in desk.instance.bookings if b.production_id == production.production_id and b.has_days]
    faults = [*_window_faults(desk, production.production_id, move), *_booking_faults(desk, booked, move)]
    if faults:
        return refused(refusal, *faults)
    moved = {need: move.of(need.span) or need.span for need in needs}
    change = SetDays(production.production_id, span, windows or "")
    rows = with_windows(desk.rows, {n.window: new for n, new in moved.items()})
    after = changed(applied(desk, change), rows=rows)
    said = f"{production_in_words(production)} moves from {span_in_words(production.span)} to {span_in_words(span)}."
    typed = [old for old in booked if old.typed and move.of_booking(old) != old]
    told = (f"{_typed_in_words(desk, old)} moves along." for old in typed)
    about = frozenset((production.production_id,))
    return Proposal(after, (change,), (said, *told), refusal, about=about, priority=production.priority)


def _window_faults(desk: Desk, production_id: str, move: RescheduledDays) -> Iterator[Objection]:
    for need in desk.requirements_of(production_id):
        days = move.of(need.span)
        if days is None:
            yield _outside(job_in_words(need, desk.productions), need.span, move)
        elif (
            max((move.new.first_day - days.first_day).days, (days.last_day - move.new.last_day).days) > MOST_DAYS_BEYOND
        ):
            what, new = job_in_words(need, desk.productions), span_in_words(move.new)
            message = f"{what}, would be more than {MOST_DAYS_BEYOND} days from {new}."
            yield Objection(
                "window-outside-production", message, "Change the requirement's days in the workbook first."
            )


def _booking_faults(desk: Desk, booked: list[Booking], move: RescheduledDays) -> Iterator[Objection]:
    for booking in booked:
        if booking.first_day and booking.last_day:
            window = DateSpan(booking.first_day, booking.last_day)
            if move.of(window) is None:
                what = f"The booking of {booking_in_words(desk, booking)}, {span_in_words(window)}"
                yield _outside(what, window, move)


def _outside(what: str, window: DateSpan, move: RescheduledDays) -> Objection:
    """Return the reason that a window lies outside of its production's new days, with what it could become."""
    message = f"{what}, would not lie within {span_in_words(move.new)}."
    readings = {how: replace(move, how=how).of(window) for how in Windows}
    ways = [f"--windows {how} makes it {span_in_words(days)}" for how, days in readings.items() if days]
    other = " or ".join(ways) if move.how is None else ""
    return Objection("window-outside-production", message, f"{other or 'Change its days in the workbook first'}.")


def _typed_in_words(desk: Desk, booking: Booking) -> str:
    return f"The typed booking of {booking_in_words(desk, booking)}, {booking.status_text},"


def with_windows(rows: Iterable[Assignment], windows: Mapping[Window, DateSpan]) -> tuple[Assignment, ...]:
    """Return all rows, those of some windows on their new days; where two windows become one, slots are numbered."""
    others, moved = [], []
    for row in rows:
        days = windows.get(row.slot.window)
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
