"""A change of the input, row by row, as a coordinator would make it on the sheets.

Changes when another kind of row may be changed by a suggestion.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.domain.booking import Booking
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import Production, Requirement


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A row of the Crew sheet with its absences; ``before`` None adds somebody."""

    before: CrewMember | None
    after: CrewMember


@dataclass(frozen=True, slots=True)
class NeedChange:
    """The rows of one production, role and window; ``after`` may hold several windows, or none."""

    before: Requirement
    after: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class ProductionChange:
    """A row of the Productions sheet."""

    before: Production
    after: Production


@dataclass(frozen=True, slots=True)
class BookingChange:
    """A row of the Bookings sheet; ``before`` None adds one, ``after`` None removes it."""

    before: Booking | None
    after: Booking | None


InputChange = PersonChange | NeedChange | ProductionChange | BookingChange


def changed(instance: Instance, changes: Iterable[InputChange]) -> Instance:
    """Return the instance with these rows changed; the previous plan and the settings stay.

    A person's absences that are not on ``before`` stay too.
    """
    people = dict(instance.crew_by_id)
    productions = dict(instance.production_by_id)
    needs, bookings = list(instance.requirements), list(instance.bookings)
    for change in changes:
        match change:
            case PersonChange(before, after):
                own = people[after.crew_id].absences if before else ()
                stay = tuple(absence for absence in own if before and absence not in before.absences)
                people[after.crew_id] = replace(after, absences=after.absences + stay)
            case NeedChange(need, windows):
                needs.remove(need)
                needs.extend(windows)
            case ProductionChange(_, production):
                productions[production.production_id] = production
            case BookingChange(old, new):
                bookings = [booking for booking in bookings if booking != old] + ([new] if new else [])
    return instance.rebuilt(
        crew=tuple(people.values()),
        productions=tuple(productions.values()),
        requirements=tuple(needs),
        bookings=tuple(bookings),
    )
