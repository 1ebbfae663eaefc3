"""The words of change: all that the desk, remedies and whoever else decides may do to the input, as values.

A change names people and productions by their identifiers and windows by production, role and days, so that it can be
written down, kept and carried out later; days are inclusive. The list is closed: see :data:`Change`.
Changes when the contract gains a word.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from planner.domain.booking import Booking, BookingKey, BookingStatus
from planner.domain.crew import Employment
from planner.domain.production import DEFAULT_PRIORITY, InWindow
from planner.domain.settings import GoalName
from planner.domain.span import DAY, DateSpan


@dataclass(frozen=True, slots=True)
class Hire:
    """So many new people of a role; they are ``NEW-1``, ``NEW-2`` and so on in the changes that follow.

    Blank days mean that they are always there, a blank rate the median of those with that main role.
    """

    word: ClassVar = "hire"
    role: str
    number: int
    first_day: date | None = None
    last_day: date | None = None
    day_rate_cents: int | None = None


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Somebody joins; with the Crew ID of a person who is there it is another employment of theirs.

    A blank Crew ID is the next one of the folder.
    """

    word: ClassVar = "add person"
    crew_id: str
    full_name: str
    role: str
    other_roles: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    day_rate_cents: int = 0

    @classmethod
    def of(cls, crew_id: str, full_name: str, own: Employment) -> "AddPerson":
        """Return the change that adds an employment."""
        days = own.first_day, own.last_day
        return cls(crew_id, full_name, own.main_role, own.other_roles, *days, own.day_rate_cents)


@dataclass(frozen=True, slots=True)
class SetFirstDay:
    """An employment begins on ``first_day``; of several its ``last_day`` says which."""

    word: ClassVar = "first day"
    crew_id: str
    first_day: date | None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class SetLastDay:
    """An employment ends on ``last_day``, None is no end; of several its ``first_day`` says which."""

    word: ClassVar = "last day"
    crew_id: str
    last_day: date | None
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class SetRate:
    """Somebody costs so much a day: altogether, or from ``first_day`` on, which begins an employment of its own."""

    word: ClassVar = "rate"
    crew_id: str
    day_rate_cents: int
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class SetRole:
    """Somebody has a role as their main one (``main``), beside it (``other``), or not (``none``).

    Of several employments ``first_day`` says which; without it the one that has none, else all.
    """

    word: ClassVar = "role"
    crew_id: str
    role: str
    held: str
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class AddAbsence:
    """Somebody is away."""

    word: ClassVar = "away"
    crew_id: str
    span: DateSpan
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DropAbsence:
    """An absence of exactly these days is taken back."""

    word: ClassVar = "back"
    crew_id: str
    span: DateSpan


@dataclass(frozen=True, slots=True)
class MoveLeave:
    """An absence of exactly these days takes place so many days later, negative is earlier."""

    word: ClassVar = "move leave"
    crew_id: str
    span: DateSpan
    days: int


@dataclass(frozen=True, slots=True)
class AddProduction:
    """A production is added; its needs follow. A blank Production ID is the next one of the folder."""

    word: ClassVar = "add production"
    production_id: str
    title: str
    span: DateSpan
    priority: int = DEFAULT_PRIORITY


@dataclass(frozen=True, slots=True)
class SetTitle:
    """A production is called something else."""

    word: ClassVar = "title"
    production_id: str
    new_title: str


@dataclass(frozen=True, slots=True)
class SetLimits:
    """A production may be moved between its earliest start and its latest end, None is no limit."""

    word: ClassVar = "limits"
    production_id: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SetWorkDays:
    """A production pays these days of the week, Monday 0 to Sunday 6; None are those of the settings."""

    word: ClassVar = "work days"
    production_id: str
    work_days: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class MoveProduction:
    """A production takes place so many days later with all its windows and booked days, negative is earlier."""

    word: ClassVar = "move"
    production_id: str
    days: int


@dataclass(frozen=True, slots=True)
class SetDays:
    """A production takes place on other days; windows and booked days follow as :class:`RescheduledDays` says.

    ``windows`` is what becomes of one that no longer lies within: ``move``, ``clip``, or blank where there is none.
    """

    word: ClassVar = "days"
    production_id: str
    span: DateSpan
    windows: str = ""


@dataclass(frozen=True, slots=True)
class SetNeed(InWindow):
    """A production requires so many people of a role for these days; 0 requires nobody."""

    word: ClassVar = "need"
    count: int


@dataclass(frozen=True, slots=True)
class MoveWindow(InWindow):
    """The slots of a window take place on the days ``becomes``."""

    word: ClassVar = "window"
    becomes: DateSpan


@dataclass(frozen=True, slots=True)
class SplitWindow(InWindow):
    """One slot of a window becomes two: until the day before ``day``, and from it on."""

    word: ClassVar = "split"
    day: date

    @property
    def halves(self) -> tuple[DateSpan, DateSpan]:
        """The days before ``day``, and those from it on. Raises ValueError where one of them has none."""
        return DateSpan(self.span.first_day, self.day - DAY), DateSpan(self.day, self.span.last_day)


@dataclass(frozen=True, slots=True)
class Cancel:
    """A production no longer takes place."""

    word: ClassVar = "cancel"
    production_id: str


@dataclass(frozen=True, slots=True)
class Restore:
    """A production that was cancelled takes place."""

    word: ClassVar = "restore"
    production_id: str


@dataclass(frozen=True, slots=True)
class SetPriority:
    """A production counts more or less, 1 most."""

    word: ClassVar = "priority"
    production_id: str
    new_priority: int


@dataclass(frozen=True, slots=True)
class Book:
    """A booking, in the place of one of the same production, person, role and days; ``status`` None drops that one."""

    word: ClassVar = "book"
    production_id: str
    crew_id: str
    status: BookingStatus | None
    rank: int = 0
    role: str | None = None
    first_day: date | None = None
    last_day: date | None = None

    @classmethod
    def of(cls, booking: Booking) -> "Book":
        """Return the change that enters a booking."""
        own = booking.status, booking.rank, booking.role, booking.first_day, booking.last_day
        return cls(booking.production_id, booking.crew_id, *own)

    @classmethod
    def drop(cls, booking: Booking) -> "Book":
        """Return the change that drops a booking."""
        return replace(cls.of(booking), status=None, rank=0)

    @property
    def booking(self) -> Booking | None:
        """The booking that is entered."""
        if self.status is None:
            return None
        days = self.first_day, self.last_day
        return Booking(self.production_id, self.crew_id, self.role, self.status, self.rank, False, *days)

    @property
    def key(self) -> BookingKey:
        """What it shares with the booking whose place it takes."""
        return self.production_id, self.crew_id, self.role, self.first_day, self.last_day


@dataclass(frozen=True, slots=True)
class SetSetting:
    """A setting, by its name in :class:`~planner.domain.settings.Settings`, has another value."""

    word: ClassVar = "set"
    setting: str
    value: bool | int | date | tuple[GoalName, ...] | frozenset[int] | None


Change = (
    Hire
    | AddPerson
    | SetFirstDay
    | SetLastDay
    | SetRate
    | SetRole
    | AddAbsence
    | DropAbsence
    | MoveLeave
    | AddProduction
    | SetTitle
    | SetLimits
    | SetWorkDays
    | MoveProduction
    | SetDays
    | SetNeed
    | MoveWindow
    | SplitWindow
    | Cancel
    | Restore
    | SetPriority
    | Book
    | SetSetting
)
