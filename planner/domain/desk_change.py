"""What an operation of the desk changes in the coordinators' workbooks, row by row, in the planner's own words.

Requirements carry the places of their rows; everything else is found by its identifier.
Changes when an operation changes another kind of row.
"""

from dataclasses import dataclass
from datetime import date

from planner.domain.booking import Booking
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class NewMember:
    """A row of Crew is added: ``employment`` is one of those of ``person``, who is new or there already."""

    person: CrewMember
    employment: Employment


@dataclass(frozen=True, slots=True)
class NewLastDay:
    """The last day of an employment is set; None is no end. ``employment`` is as before."""

    employment: Employment
    last_day: date | None


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """A person is away; with ``instead_of`` it is one row in the place of those."""

    person: CrewMember
    absence: Absence
    instead_of: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class NewProduction:
    """A production is added."""

    production: Production


@dataclass(frozen=True, slots=True)
class NewDays:
    """A production takes place on other days; ``production`` is as before."""

    production: Production
    span: DateSpan


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A production no longer takes place."""

    production: Production


@dataclass(frozen=True, slots=True)
class Restored:
    """A production that was cancelled takes place."""

    production: Production


@dataclass(frozen=True, slots=True)
class NewRequirement:
    """People are required on top of all others; ``own`` are the days of the production, for which nothing is typed."""

    requirement: Requirement
    own: DateSpan


@dataclass(frozen=True, slots=True)
class MovedRequirement:
    """A requirement has other days; ``own`` are those of its production afterwards. ``requirement`` is as before."""

    requirement: Requirement
    span: DateSpan
    own: DateSpan


@dataclass(frozen=True, slots=True)
class SplitRequirement:
    """One of the people required is required until the day before ``day``, and one more from ``day`` on.

    ``requirement`` is as before; ``own`` are the days of its production.
    """

    requirement: Requirement
    day: date
    own: DateSpan


@dataclass(frozen=True, slots=True)
class NewBooking:
    """A booking is added, or takes the place of the one of the same production, person, role and days.

    With ``instead_of`` it takes the place of that one.
    """

    booking: Booking
    instead_of: Booking | None = None


@dataclass(frozen=True, slots=True)
class MovedBooking:
    """A booking, ``booking``, is about other days: those of ``after``."""

    booking: Booking
    after: Booking


@dataclass(frozen=True, slots=True)
class DroppedBooking:
    """A booking goes, with every row that says it."""

    booking: Booking


DeskChange = (
    NewMember
    | NewLastDay
    | NewAbsence
    | NewProduction
    | NewDays
    | Cancelled
    | Restored
    | NewRequirement
    | MovedRequirement
    | SplitRequirement
    | NewBooking
    | MovedBooking
    | DroppedBooking
)
