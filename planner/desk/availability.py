"""Who is free on given days: employed, not away and not at work.

Changes when the contract's idea of being available does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember, left_of
from planner.domain.instance import Instance
from planner.domain.names import did_you_mean, name_key
from planner.domain.plan import Assignment
from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class Pencil:
    """A hold or confirmed booking on days that were asked for; it is shown and does not make anybody unavailable."""

    production_id: str
    status: str
    span: DateSpan


@dataclass(frozen=True, slots=True)
class ShortGap:
    """Work so near to the free days that fewer than the wanted gap days lie between."""

    production_id: str
    span: DateSpan
    free_days: int


@dataclass(frozen=True, slots=True)
class Available:
    """Somebody with at least one free day; ``free`` holds the stretches of free days in order."""

    person: CrewMember
    free: tuple[DateSpan, ...]
    pencils: tuple[Pencil, ...] = ()
    short_gaps: tuple[ShortGap, ...] = ()

    @property
    def free_days(self) -> int:
        """Number of free days."""
        return sum(span.days for span in self.free)

    @property
    def main_role(self) -> str:
        """Their main role on the first of the free days."""
        return self.person.employment_near(self.free[0].first_day).main_role


@dataclass(frozen=True, slots=True)
class Availability:
    """Who is free on all the days of ``span``, and who on part of them; most free days first, then by Crew ID."""

    span: DateSpan
    whole: tuple[Available, ...]
    partly: tuple[Available, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    production_id: str
    span: DateSpan


def find_role(instance: Instance, text: str) -> tuple[str | None, str | None]:
    """Return the role that ``text`` names, or None and the known role it most resembles."""
    known = {role for person in instance.crew for role in person.roles} | set(instance.role_departments)
    known |= {need.role for need in instance.requirements}
    by_key = {name_key(role): role for role in known}
    role = by_key.get(name_key(text))
    return role, None if role else did_you_mean(text, sorted(known))


def find_available(
    instance: Instance, assignments: Iterable[Assignment] | None, span: DateSpan, role: str | None = None
) -> Availability:
    """Find who is free on ``span``, in ``role`` when one is named.

    Work is what ``assignments`` say; with None, for want of a plan, what confirmed bookings say. A confirmed booking
    of a role takes the days on which its production requires that role, otherwise all the production's days.
    """
    work = _work_of_bookings(instance) if assignments is None else _work_of_assignments(assignments)
    role = role and (find_role(instance, role)[0] or role)
    found = [
        _available(instance, person, work[person.crew_id], span, role)
        for person in instance.crew
        if role is None or role in person.roles
    ]
    found.sort(key=lambda one: (-one.free_days, name_key(one.person.crew_id)))
    return Availability(
        span,
        whole=tuple(one for one in found if one.free_days == span.days),
        partly=tuple(one for one in found if 0 < one.free_days < span.days),
    )


def _available(
    instance: Instance, person: CrewMember, work: list[_Work], span: DateSpan, role: str | None
) -> Available:
    taken = [absence.span for absence in person.absences] + [job.span for job in work]
    free = left_of(person.employed_within(span, role), taken)
    at_work = {job.production_id for job in work}
    pencils = sorted(
        (
            Pencil(booking.production_id, booking.status_text, days)
            for booking in instance.standing_bookings
            if booking.crew_id == person.crew_id
            and booking.status in (BookingStatus.HOLD, BookingStatus.CONFIRMED)
            and booking.production_id not in at_work
            for days in _booked_days(instance, booking)
            if any(days.clashes_with(stretch) for stretch in free)
        ),
        key=lambda pencil: (pencil.span, pencil.production_id, pencil.status),
    )
    gaps = tuple(_short_gaps(work, free, instance.settings.gap_days))
    return Available(person, free, tuple(dict.fromkeys(pencils)), gaps)


def _short_gaps(work: list[_Work], free: tuple[DateSpan, ...], gap_days: int) -> Iterator[ShortGap]:
    for job in work:
        nearest = min((stretch.free_days_between(job.span) for stretch in free), default=gap_days)
        if nearest < gap_days:
            yield ShortGap(job.production_id, job.span, nearest)


def _work_of_assignments(assignments: Iterable[Assignment]) -> defaultdict[str, list[_Work]]:
    work: defaultdict[str, list[_Work]] = defaultdict(list)
    for assignment in sorted(assignments, key=lambda one: (one.slot.span, one.slot.production_id)):
        work[assignment.crew_id].append(_Work(assignment.slot.production_id, assignment.slot.span))
    return work


def _work_of_bookings(instance: Instance) -> defaultdict[str, list[_Work]]:
    work: defaultdict[str, list[_Work]] = defaultdict(list)
    for booking in instance.standing_bookings:
        if booking.status is BookingStatus.CONFIRMED:
            work[booking.crew_id] += [_Work(booking.production_id, span) for span in _booked_days(instance, booking)]
    return work


def _booked_days(instance: Instance, booking: Booking) -> tuple[DateSpan, ...]:
    """Return the days that a booking speaks of."""
    windows = {
        need.span
        for need in instance.requirements
        if (booking.role is not None or booking.has_days) and need.count > 0 and instance.is_kept_in(booking, need)
    }
    return tuple(sorted(windows)) or (instance.production_by_id[booking.production_id].span,)
