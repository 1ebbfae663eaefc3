"""Everything that one planning run decides about, sorted, plus the plain facts that follow from it.

Changes when a new kind of input takes part in planning.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import is_
from typing import Any

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.grouping import grouped
from planner.domain.names import name_key
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Job, Production, Requirement, Slot, Window
from planner.domain.run import PREVIOUS_PLAN, PUBLISHED_PLAN
from planner.domain.settings import DEFAULT_SETTINGS, Settings
from planner.domain.work_days import WorkDays


@dataclass(frozen=True)
class Instance:
    """A planning folder's content; tuples are sorted by identifier so that row order cannot reach the plan.

    Identifiers are spelled as on the sheet that defines them, everywhere. ``requirements`` and ``bookings`` hold those
    of cancelled productions too; one that is cancelled and without days is not among ``productions``.
    ``role_departments`` maps roles to departments and is empty without a Roles sheet. ``beside`` is work of its people
    that is not planned here and blocks them: what stays while a part of a folder is planned again; no folder has any.
    ``announced`` is the published plan: changes are told against it, and nothing is planned by it.
    Build one with :meth:`sorted`.
    """

    crew: tuple[CrewMember, ...]
    productions: tuple[Production, ...]
    requirements: tuple[Requirement, ...]
    bookings: tuple[Booking, ...] = ()
    settings: Settings = DEFAULT_SETTINGS
    previous: PreviousPlan | None = None
    role_departments: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Assignment, ...] = ()
    announced: PreviousPlan | None = None

    @classmethod
    def sorted(
        cls,
        crew: tuple[CrewMember, ...],
        productions: tuple[Production, ...],
        requirements: tuple[Requirement, ...],
        bookings: tuple[Booking, ...] = (),
        settings: Settings = DEFAULT_SETTINGS,
        previous: PreviousPlan | None = None,
        role_departments: Mapping[str, str] | None = None,
        beside: tuple[Assignment, ...] = (),
        announced: PreviousPlan | None = None,
    ) -> "Instance":
        """Build an instance whose order does not depend on the order of the rows; equal requirements are added up."""
        return cls(
            _sorted_crew(crew),
            _sorted_productions(productions),
            _sorted_requirements(requirements),
            _sorted_bookings(bookings),
            settings,
            previous,
            dict(role_departments or {}),
            beside,
            announced,
        )

    def rebuilt(self, **parts: Any) -> "Instance":
        """Return the instance with some of its parts replaced; those that are other than before are sorted."""
        new = {name: part for name, part in parts.items() if not _same(part, getattr(self, name))}
        return replace(self, **{name: _SORTED[name](part) if name in _SORTED else part for name, part in new.items()})

    def part(self, people: Collection[str], titles: Collection[str]) -> "Instance":
        """Return the instance of some people (Crew IDs) and productions, with all that is required and booked there.

        No previous plan comes along, no published one, and no work beside.
        """
        known = sorted(titles, key=name_key)
        return replace(
            self,
            crew=tuple(self.crew_by_id[crew_id] for crew_id in sorted(people, key=name_key)),
            productions=tuple(self.production_by_id[one] for one in known if one in self.production_by_id),
            requirements=tuple(need for one in known for need in self.requirements_of.get(one, ())),
            bookings=tuple(row for one in known for row in self._booked_on.get(one, ()) if row.crew_id in people),
            previous=None,
            beside=(),
            announced=None,
        )

    @cached_property
    def crew_by_id(self) -> dict[str, CrewMember]:
        """Every crew member by Crew ID."""
        return {person.crew_id: person for person in self.crew}

    @cached_property
    def production_by_id(self) -> dict[str, Production]:
        """Every production, cancelled ones with days too, by Production ID."""
        return {production.production_id: production for production in self.productions}

    def _is_active(self, production_id: str) -> bool:
        """Whether there is such a production and it is not cancelled; one without days is cancelled."""
        production = self.production_by_id.get(production_id)
        return production is not None and not production.cancelled

    @cached_property
    def planned_requirements(self) -> tuple[Requirement, ...]:
        """The requirements of active productions that touch the plan window and ask for anybody."""
        return tuple(
            need
            for need in self.requirements
            if need.count > 0 and self._is_active(need.production_id) and self.settings.in_window(need.span)
        )

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot to be planned, in the order of the requirements."""
        return tuple(
            Slot(*need.window, number) for need in self.planned_requirements for number in range(1, need.count + 1)
        )

    @cached_property
    def planned_productions(self) -> tuple[Production, ...]:
        """The productions that have a slot in the plan; all others count nowhere."""
        with_slot = {need.production_id for need in self.planned_requirements}
        return tuple(production for production in self.productions if production.production_id in with_slot)

    @cached_property
    def standing_bookings(self) -> tuple[Booking, ...]:
        """The bookings that say something: of an active production, not ``released``, and not ended by such a row.

        A booking is ended when there are slots of which it speaks and its person is released from every one of them.
        """
        return tuple(
            booking
            for booking in self.bookings
            if booking.status is not BookingStatus.RELEASED
            and self._is_active(booking.production_id)
            and not self._is_ended(booking)
        )

    def _is_ended(self, booking: Booking) -> bool:
        if booking.status is BookingStatus.NEVER or not self._releases(booking):
            return False
        needs = [n for n in self.requirements_of.get(booking.production_id, ()) if n.count]
        about = [n for n in needs if booking.speaks_of(n.window)]
        return bool(about) and all(self.is_released(booking.crew_id, n) for n in about)

    def _releases(self, booking: Booking) -> bool:
        """Whether any row releases its person from its production."""
        rows = self._bookings_of.get((booking.production_id, booking.crew_id), ())
        return any(row.status is BookingStatus.RELEASED for row in rows)

    @cached_property
    def requirements_of(self) -> dict[str, tuple[Requirement, ...]]:
        """Per production its requirements, those outside the plan window and for nobody too."""
        return grouped(self.requirements, lambda need: need.production_id)

    @cached_property
    def _booked_on(self) -> dict[str, tuple[Booking, ...]]:
        return grouped(self.bookings, lambda booking: booking.production_id)

    @cached_property
    def _bookings_of(self) -> dict[tuple[str, str], tuple[Booking, ...]]:
        """Every booking by production and person, the more specific first."""
        by_precedence = sorted(self.bookings, key=lambda booking: booking.precedence)
        return grouped(by_precedence, lambda booking: (booking.production_id, booking.crew_id))

    def booking_of(self, crew_id: str, job: Job) -> Booking | None:
        """Return the booking that counts for a person in a slot: the most specific that speaks of it, or None."""
        rows = self._bookings_of.get((job.production_id, crew_id), ())
        return next((row for row in rows if row.speaks_of(job.window)), None)

    def is_never(self, crew_id: str, job: Job) -> bool:
        """Whether a person is never to work in a slot."""
        booking = self.booking_of(crew_id, job)
        return booking is not None and booking.status is BookingStatus.NEVER

    def is_released(self, crew_id: str, job: Job) -> bool:
        """Whether a person is released from a slot: nothing binds them to it, no wish keeps them."""
        booking = self.booking_of(crew_id, job)
        return booking is not None and booking.status is BookingStatus.RELEASED

    def is_kept_in(self, booking: Booking, job: Job) -> bool:
        """Whether its person in this slot keeps a booking: it speaks of it, and no row takes them off it."""
        return booking.speaks_of(job.window) and not (
            self.is_never(booking.crew_id, job) or self.is_released(booking.crew_id, job)
        )

    def work_days_of(self, production_id: str) -> WorkDays:
        """Return the days that count as paid on a production."""
        own = self.production_by_id[production_id].work_days
        return self._work_days[self.settings.work_days if own is None else own]

    @cached_property
    def _work_days(self) -> dict[frozenset[int], WorkDays]:
        holidays = frozenset(one.day for one in self.settings.holidays)
        kinds = {production.work_days for production in self.productions} | {self.settings.work_days}
        return {days: WorkDays(days, holidays) for days in kinds if days is not None}

    def paid_days(self, job: Job) -> int:
        """Return the number of paid days of a slot's window."""
        return self.work_days_of(job.production_id).paid(job.span)

    def pay_cents(self, crew_id: str, job: Job) -> int:
        """Return what a person costs in a slot: every paid day at the rate of the employment that holds it."""
        calendar = self.work_days_of(job.production_id)
        spans = ((one.day_rate_cents, one.within(job.span)) for one in self.crew_by_id[crew_id].employments)
        return sum(rate * calendar.paid(span) for rate, span in spans if span)

    @cached_property
    def _required_outside(self) -> dict[Window, int]:
        counts: dict[Window, int] = defaultdict(int)
        for need in self.requirements:
            if self._is_active(need.production_id) and not self.settings.in_window(need.span):
                counts[need.window] += need.count
        return counts

    @cached_property
    def carried(self) -> tuple[Assignment, ...]:
        """What stays and blocks its people: the previous plan's rows wholly outside the plan window, and ``beside``."""
        left = dict(self._required_outside)
        carried = []
        for assignment in self.previous.assignments if self.previous else ():
            key = assignment.slot.window
            if left.get(key, 0) > 0:
                left[key] -= 1
                carried.append(assignment)
        return (*carried, *self.beside)

    def work_before(self, crew_id: str) -> tuple[Assignment, ...]:
        """Return what somebody has in the previous plan."""
        return self._before.get(crew_id, ())

    @cached_property
    def _before(self) -> dict[str, tuple[Assignment, ...]]:
        return grouped(self.previous.assignments if self.previous else (), lambda row: row.crew_id)

    @cached_property
    def published(self) -> tuple[Assignment, ...]:
        """The previous plan's assignments that this run may keep or change: all that are not carried."""
        carried = set(self.carried)
        return tuple(a for a in (self.previous.assignments if self.previous else ()) if a not in carried)

    @property
    def told_before(self) -> PreviousPlan | None:
        """The plan against which changes are told: the published one, else the previous one."""
        return self.previous if self.announced is None else self.announced

    @property
    def told_before_name(self) -> str:
        """What that plan is called."""
        return PREVIOUS_PLAN if self.announced is None else PUBLISHED_PLAN

    @cached_property
    def wished(self) -> tuple[Assignment, ...]:
        """The rows of :attr:`published` that the plan would keep: all but those from which their person is released."""
        return tuple(a for a in self.published if not self.is_released(a.crew_id, a.slot))


def _same(part: Any, before: Any) -> bool:
    """Whether a part holds the very same rows; equal ones may come from other cells."""
    if not (isinstance(part, tuple) and isinstance(before, tuple)):
        return part is before
    return len(part) == len(before) and all(map(is_, part, before))


def _sorted_crew(crew: Iterable[CrewMember]) -> tuple[CrewMember, ...]:
    return tuple(sorted(crew, key=lambda person: name_key(person.crew_id)))


def _sorted_productions(productions: Iterable[Production]) -> tuple[Production, ...]:
    return tuple(sorted(productions, key=lambda production: name_key(production.production_id)))


def _sorted_requirements(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Return requirements in order, equal ones added up."""
    counts: dict[object, Requirement] = {}
    for need in requirements:
        key = (need.window, need.level, need.only)
        seen = counts.get(key)
        counts[key] = (
            need if seen is None else replace(need, count=seen.count + need.count, places=seen.places + need.places)
        )
    return tuple(
        sorted(
            counts.values(),
            # of two levels the one that counts more comes last: it is where the previous plan's people are
            key=lambda n: (
                name_key(n.production_id),
                name_key(n.role),
                n.span,
                -(n.level or 0),
                n.only is not None,
                sorted(n.only or ()),
            ),
        )
    )


def _sorted_bookings(bookings: Iterable[Booking]) -> tuple[Booking, ...]:
    return tuple(
        sorted(
            bookings,
            key=lambda b: (
                name_key(b.production_id),
                name_key(b.crew_id),
                name_key(b.role or ""),
                b.first_day or date.min,
                b.last_day or date.max,
                b.status_text,
                b.typed,
            ),
        )
    )


_SORTED: dict[str, Callable[[Any], Any]] = {
    "crew": _sorted_crew,
    "productions": _sorted_productions,
    "requirements": _sorted_requirements,
    "bookings": _sorted_bookings,
}
