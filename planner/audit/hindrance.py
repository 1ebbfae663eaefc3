"""What keeps one person out of one job: the rules about a person, each a short function with the days in the way.

Changes when a rule about a single person and a single job does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.audit.job import Job, too_close
from planner.audit.wording import day_in_words, job_in_words, span_in_words
from planner.domain.booking import BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.span import DateSpan
from planner.domain.wording import counted

Nevers = frozenset[tuple[str, str, str | None]]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One rule that keeps a person out of a job, the days of the job's window in the way, and a few words."""

    code: str
    days: tuple[DateSpan, ...]
    detail: str


def nevers_of(instance: Instance) -> Nevers:
    """Return (production, person, role or None) of every booking that says never."""
    return frozenset(
        (booking.production_id, booking.crew_id, booking.role)
        for booking in instance.standing_bookings
        if booking.status is BookingStatus.NEVER
    )


def wrong_role(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """A slot is filled by someone who has its role, as role or other role."""
    if job.role in person.roles:
        return None
    return Hindrance("wrong-role", (job.span,), f"does not hold the role {job.role}")


def before_hire(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """Nobody works before the hire date."""
    if person.first_day is None or job.span.first_day >= person.first_day:
        return None
    days = DateSpan(job.span.first_day, min(job.span.last_day, _day_before(person.first_day)))
    return Hindrance("before-hire", (days,), f"is hired only on {day_in_words(person.first_day)}")


def after_fire(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """Nobody works after the fire date; the fire date itself is still worked."""
    if person.last_day is None or job.span.last_day <= person.last_day:
        return None
    days = DateSpan(max(job.span.first_day, _day_after(person.last_day)), job.span.last_day)
    return Hindrance("after-fire", (days,), f"leaves on {day_in_words(person.last_day)}")


def unavailable(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """Nobody works on a day that is listed as unavailable."""
    away = [absence for absence in person.absences if absence.span.clashes_with(job.span)]
    if not away:
        return None
    told = ", ".join(span_in_words(a.span) + (f" ({a.reason})" if a.reason else "") for a in away)
    return Hindrance("unavailable", tuple(_within(job, absence.span) for absence in away), f"is away {told}")


def never(person: CrewMember, job: Job, nevers: Nevers) -> Hindrance | None:
    """Nobody works where a booking says never, for the role or for any."""
    if not nevers.intersection(
        ((job.production_id, person.crew_id, job.role), (job.production_id, person.crew_id, None))
    ):
        return None
    return Hindrance("never", (job.span,), f"is never to be booked on {job.production_id}")


PERSON_RULES = (wrong_role, before_hire, after_fire, unavailable, never)


def personal_hindrances(person: CrewMember, job: Job, nevers: Nevers) -> tuple[Hindrance, ...]:
    """Return what the rules about the person alone have against the job, whatever else they work on."""
    return tuple(found for rule in PERSON_RULES if (found := rule(person, job, nevers)) is not None)


def work_hindrances(job: Job, work: Iterable[Assignment], gap_days: int) -> tuple[tuple[Hindrance, Assignment], ...]:
    """Return what a person's other work has against the job: ``busy`` per shared slot, ``gap`` per slot too near."""
    return tuple((_crowded(job, other, gap_days), other) for other in work if too_close(job, other.slot, gap_days))


def gap_beside(job: Job, other: Job, gap_days: int) -> Hindrance | None:
    """Return what the free days around work on another production take from a job that shares days with it."""
    if gap_days == 0 or job.production_id == other.production_id:
        return None
    return Hindrance("gap", (_within(job, _widened(other.span, gap_days)),), f"needs {_free(gap_days)} around that")


def _crowded(job: Job, other: Assignment, gap_days: int) -> Hindrance:
    told = job_in_words(other.slot)
    if job.span.clashes_with(other.slot.span):
        return Hindrance("busy", (_within(job, other.slot.span),), f"works on {told}")
    days = _within(job, _widened(other.slot.span, gap_days))
    return Hindrance("gap", (days,), f"needs {_free(gap_days)} beside {told}")


def _widened(span: DateSpan, gap_days: int) -> DateSpan:
    margin = timedelta(days=gap_days)
    return DateSpan(span.first_day - margin, span.last_day + margin)


def _free(gap_days: int) -> str:
    return f"{counted(gap_days, 'day')} free"


def _within(job: Job, span: DateSpan) -> DateSpan:
    return DateSpan(max(job.span.first_day, span.first_day), min(job.span.last_day, span.last_day))


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
