"""What keeps one person out of one job: the rules about a person, each a short function with the days in the way.

Changes when a rule about a single person and a single job does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from planner.audit.clash import too_close
from planner.audit.wording import day_in_words, job_in_words, span_in_words
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember, Employment
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.production import Job
from planner.domain.span import DAY, DateSpan
from planner.domain.wording import Productions, counted

Nevers = Mapping[tuple[str, str], tuple[Booking, ...]]
"""Per (Production ID, Crew ID) with a booking that says never, everything that bookings say there."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One rule that keeps a person out of a job, the days of the job's window in the way, and a few words."""

    code: str
    days: tuple[DateSpan, ...]
    detail: str


def nevers_of(instance: Instance) -> Nevers:
    """Return what bookings say wherever one of them says never."""
    pairs = grouped(instance.bookings, lambda booking: (booking.production_id, booking.crew_id))
    return {pair: rows for pair, rows in pairs.items() if any(row.status is BookingStatus.NEVER for row in rows)}


def word_on(rows: Iterable[Booking], job: Job) -> Booking | None:
    """Return which of one person's bookings counts for a job: the most specific that speaks of it, None without any.

    What was typed in the plan comes before the sheet, then days before none, then a role before none; of equals never
    comes before released, released before confirmed, confirmed before a hold.
    """
    about = [row for row in rows if row.speaks_of(job.window)]
    for is_narrower in (lambda row: row.typed, lambda row: row.has_days, lambda row: row.role is not None):
        about = [row for row in about if is_narrower(row)] or about
    for status in (BookingStatus.NEVER, BookingStatus.RELEASED, BookingStatus.CONFIRMED):
        about = [row for row in about if row.status is status] or about
    return min(about, key=lambda row: row.rank, default=None)


def keeps(booking: Booking, job: Job, rows: Iterable[Booking]) -> bool:
    """Whether a booking's person in a job keeps it; ``rows`` are all of the person's bookings on its production."""
    if not booking.speaks_of(job.window):
        return False
    word = word_on(rows, job)
    return word is None or word.status not in (BookingStatus.NEVER, BookingStatus.RELEASED)


def wrong_role(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """A slot is filled by someone who has its role, as role or other role."""
    if any(job.role in one.roles for one in person.employments):
        return None
    return Hindrance("wrong-role", (job.span,), f"does not hold the role {job.role}")


def before_hire(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """Nobody works before the hire date."""
    employment = _nearest_that_misses(person, job)
    if employment is None or employment.first_day is None or employment.first_day <= job.span.first_day:
        return None
    first_day = employment.first_day
    days = DateSpan(job.span.first_day, min(job.span.last_day, first_day - DAY))
    told = f"is hired only on {day_in_words(first_day)}"
    if len(person.employments) > 1:
        told = f"is employed as {job.role} only from {day_in_words(first_day)} on"
    return Hindrance("before-hire", (days,), told)


def after_fire(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """Nobody works after the fire date; the fire date itself is still worked."""
    employment = _nearest_that_misses(person, job)
    if employment is None or employment.last_day is None or employment.last_day >= job.span.last_day:
        return None
    last_day = employment.last_day
    days = DateSpan(max(job.span.first_day, last_day + DAY), job.span.last_day)
    told = f"leaves on {day_in_words(last_day)}"
    if len(person.employments) > 1:
        told = f"is employed as {job.role} only until {day_in_words(last_day)}"
    return Hindrance("after-fire", (days,), told)


def _nearest_that_misses(person: CrewMember, job: Job) -> Employment | None:
    """Return the stretch of employment with the job's role that misses the fewest of its days, as one employment.

    None when nothing is missed, or when no employment has the role, of which ``wrong-role`` tells.
    """
    if any(_misses_nothing(one, job) for one in person.employments):  # as nearly always
        return None
    stretches: list[Employment] = []
    for one in (one for one in person.employments if job.role in one.roles):
        before = stretches[-1] if stretches else None
        if before and before.last_day and one.first_day and one.first_day <= before.last_day + DAY:
            stretches[-1] = replace(before, last_day=one.last_day)
        else:
            stretches.append(one)
    missed = {one: job.span.days - _days_of(one, job) for one in stretches}
    nearest = min(stretches, key=lambda one: (missed[one], abs(_days_apart(one, job))), default=None)
    return nearest if nearest and missed[nearest] else None


def _misses_nothing(employment: Employment, job: Job) -> bool:
    first, last = employment.first_day, employment.last_day
    in_time = (first is None or first <= job.span.first_day) and (last is None or job.span.last_day <= last)
    return in_time and job.role in employment.roles


def _days_of(employment: Employment, job: Job) -> int:
    shared = employment.within(job.span)
    return shared.days if shared else 0


def _days_apart(employment: Employment, job: Job) -> int:
    """Days between an employment and a job; 0 where they meet."""
    late = (employment.first_day - job.span.last_day).days if employment.first_day else 0
    early = (job.span.first_day - employment.last_day).days if employment.last_day else 0
    return max(0, late, early)


def unavailable(person: CrewMember, job: Job, _: Nevers) -> Hindrance | None:
    """Nobody works on a day that is listed as unavailable."""
    away = [absence for absence in person.absences if absence.span.clashes_with(job.span)]
    if not away:
        return None
    told = ", ".join(span_in_words(a.span) + (f" ({a.reason})" if a.reason else "") for a in away)
    return Hindrance("unavailable", tuple(_within(job, absence.span) for absence in away), f"is away {told}")


def never(person: CrewMember, job: Job, nevers: Nevers) -> Hindrance | None:
    """Nobody works where a booking says never, and no more specific one says otherwise."""
    rows = nevers.get((job.production_id, person.crew_id))
    word = word_on(rows, job) if rows else None
    if word is None or word.status is not BookingStatus.NEVER:
        return None
    return Hindrance("never", (job.span,), "is never to be booked there")


PERSON_RULES = (wrong_role, before_hire, after_fire, unavailable, never)


def personal_hindrances(person: CrewMember, job: Job, nevers: Nevers) -> tuple[Hindrance, ...]:
    """Return what the rules about the person alone have against the job, whatever else they work on."""
    return tuple(found for rule in PERSON_RULES if (found := rule(person, job, nevers)) is not None)


def suits(person: CrewMember, job: Job, nevers: Nevers) -> bool:
    """Whether the rules about the person alone have nothing against the job."""
    return not any(rule(person, job, nevers) for rule in PERSON_RULES)


def work_hindrances(
    job: Job, work: Iterable[Assignment], gap_days: int, productions: Productions
) -> tuple[tuple[Hindrance, Assignment], ...]:
    """Return what a person's other work has against the job: ``busy`` per shared slot, ``gap`` per slot too near.

    ``productions`` are for the words: the titles of what they work on.
    """
    near = (other for other in work if too_close(job, other.slot, gap_days))
    return tuple((_crowded(job, other, gap_days, productions), other) for other in near)


def gap_beside(job: Job, other: Job, gap_days: int) -> Hindrance | None:
    """Return what the free days around work on another production take from a job that shares days with it."""
    if gap_days == 0 or job.production_id == other.production_id:
        return None
    return Hindrance("gap", (days_taken(job, other, gap_days),), f"needs {_free(gap_days)} around that")


def days_taken(job: Job, other: Job, gap_days: int) -> DateSpan:
    """Return the days of a job that other work too close to it takes, the free days around that included."""
    margin = timedelta(days=gap_days if job.production_id != other.production_id else 0)
    return _within(job, DateSpan(other.span.first_day - margin, other.span.last_day + margin))


def _crowded(job: Job, other: Assignment, gap_days: int, productions: Productions) -> Hindrance:
    told = job_in_words(other.slot, productions)
    if job.span.clashes_with(other.slot.span):
        return Hindrance("busy", (_within(job, other.slot.span),), f"works on {told}")
    days = days_taken(job, other.slot, gap_days)
    return Hindrance("gap", (days,), f"needs {_free(gap_days)} beside {told}")


def _free(gap_days: int) -> str:
    return f"{counted(gap_days, 'day')} free"


def _within(job: Job, span: DateSpan) -> DateSpan:
    return DateSpan(max(job.span.first_day, span.first_day), min(job.span.last_day, span.last_day))
