"""The bookings that make a plan keep what a remedy promises, whatever else it would rather do.

Changes when bookings count in another way.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.audit.job import Job
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import Book
from planner.domain.instance import Instance


def confirmed_for(crew_id: str, job: Job) -> Booking:
    """Return the confirmed booking of somebody for exactly a job: its role, its days."""
    return Booking.of(job, crew_id)


def binding(instance: Instance, crew_id: str, job: Job) -> Iterator[Book]:
    """Yield the changes of bookings after which somebody is confirmed for a job, and can keep that nowhere else.

    A booking is kept by any slot of its role within its days, so that shorter slots are told never.
    """
    yield from _said(instance, confirmed_for(crew_id, job), job)
    for need in instance.planned_requirements:
        within = job.span.first_day <= need.span.first_day and need.span.last_day <= job.span.last_day
        if (need.production_id, need.role) == (job.production_id, job.role) and within and need.span != job.span:
            yield from _said(instance, replace(confirmed_for(crew_id, need), status=BookingStatus.NEVER), need)


def _said(instance: Instance, row: Booking, job: Job) -> Iterator[Book]:
    """Yield the changes after which a booking for one job counts there; what would take somebody off it is dropped."""
    own = (one for one in instance.bookings if one.crew_id == row.crew_id)
    about = [one for one in own if one.speaks_of(job.window)]
    key = row.role, row.first_day, row.last_day
    same = next((one for one in about if not one.typed and (one.role, one.first_day, one.last_day) == key), None)
    for one in about:
        takes_off = one.status in (BookingStatus.NEVER, BookingStatus.RELEASED) or row.status is BookingStatus.NEVER
        if takes_off and one is not same and one.status is not row.status and one.precedence < row.precedence:
            yield Book.drop(one)
    if same is None or same.status is not row.status:
        yield Book.of(row)
