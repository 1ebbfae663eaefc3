"""By how many days productions may be moved, and a folder in which they stand on all of these days at once.

Changes when something else limits where a production may take place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.booking import Booking
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Production, Requirement
from planner.domain.rescheduled_days import RescheduledDays
from planner.domain.settings import Settings
from planner.domain.span import DateSpan

Moves = Mapping[str, int]
"""By Production ID how many days later it takes place, negative is earlier; one that stays has no entry."""


def stays_planned(settings: Settings, spans: Iterable[DateSpan], days: int) -> bool:
    """Whether windows touch the plan window, and keep nobody for when they begin, now and so many days later."""
    both = (one for span in spans for one in (span, span.shifted(days)))
    return all(settings.in_window(span) and not settings.keeps_people(span) for span in both)


def ways_of(instance: Instance, production: Production) -> tuple[int, ...]:
    """Return the days by which a production may be moved within its limits, the nearest first, later before earlier.

    Without a limit it is not moved in that direction. What is cancelled, asks for nobody, began before the plan window
    or is frozen is not moved at all.
    """
    spans = [need.span for need in instance.requirements_of.get(production.production_id, ()) if need.count]
    if production.cancelled or not spans:
        return ()
    earliest, latest, span = production.earliest_start, production.latest_end, production.span
    first = (earliest - span.first_day).days if earliest else 0
    last = (latest - span.last_day).days if latest else 0
    possible = (days for days in range(first, last + 1) if days and stays_planned(instance.settings, spans, days))
    return tuple(sorted(possible, key=lambda days: (abs(days), -days)))


@dataclass(frozen=True)
class Places:
    """A folder in which productions stand where they are and, as copies, wherever else they may.

    ``copies`` has for each production that may be moved its copies. Whoever plans this lets at most one of a production
    and its copies have people.
    """

    instance: Instance
    copies: Mapping[str, "tuple[Copy, ...]"]

    @classmethod
    def of(cls, instance: Instance, ways: Mapping[str, Sequence[int]]) -> "Places":
        """Return all places of a folder; ``ways`` are by Production ID the days by which it may be moved."""
        copies = {one: tuple(Copy.of(instance, one, days) for days in some) for one, some in ways.items() if some}
        added = [copy for some in copies.values() for copy in some]
        before = instance.previous
        rows = (row for copy in added for row in copy.rows)
        together = instance.rebuilt(
            productions=(*instance.productions, *(copy.production for copy in added)),
            requirements=(*instance.requirements, *(need for copy in added for need in copy.needs)),
            bookings=(*instance.bookings, *(copy.booking(one) for copy in added for one in copy.booked)),
            previous=before and PreviousPlan((*before.assignments, *rows), before.departures),
        )
        return cls(together, copies)


@dataclass(frozen=True)
class Copy:
    """A production that takes place so many ``days`` later, as a production of its own.

    ``needs`` are what it requires then, ``booked`` its bookings before, and ``rows`` who was on it in the previous
    plan, on the days that it had.
    """

    production: Production
    days: int
    needs: tuple[Requirement, ...]
    booked: tuple[Booking, ...]
    rows: tuple[Assignment, ...]
    _rescheduled: RescheduledDays

    @classmethod
    def of(cls, instance: Instance, production_id: str, days: int) -> "Copy":
        """Return a production of a folder on other days."""
        before, copy_id = instance.production_by_id[production_id], f"{production_id}\0{days:+d}"
        rescheduled = RescheduledDays(before.span, before.span.shifted(days))
        needs = instance.requirements_of.get(production_id, ())
        rows = instance.previous.assignments if instance.previous else ()
        return cls(
            replace(before, production_id=copy_id, span=rescheduled.new),
            days,
            tuple(replace(need, production_id=copy_id, span=need.span.shifted(days)) for need in needs),
            tuple(one for one in instance.bookings if one.production_id == production_id),
            tuple(
                replace(row, slot=replace(row.slot, production_id=copy_id))
                for row in rows
                if row.slot.production_id == production_id
            ),
            rescheduled,
        )

    def booking(self, before: Booking) -> Booking:
        """Return one of the bookings as it is then."""
        moved = self._rescheduled.of_booking(before) if before.has_days else before
        return replace(moved, production_id=self.production.production_id)
