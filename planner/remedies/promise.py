"""The bookings that make a plan keep what a remedy promises, whatever else it would rather do.

Changes when bookings count in another way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.audit.wording import person_in_words, with_and
from planner.domain.applying import apply
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import Book
from planner.domain.instance import Instance
from planner.domain.production import Job
from planner.domain.remedy import RemedyKind
from planner.remedies.attempt import Attempt, where_then
from planner.remedies.suggestion import Suggestion
from planner.replan.part_changes import changes_in

IN_THIS_SLOT, FOR_ALL = "in this slot", "for what they fill"


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


def promised(attempt: Attempt) -> tuple[Book, ...]:
    """Return the bookings of those who take what is filled: a new plan of everything could use them elsewhere."""
    board, suggestion = attempt.board, attempt.suggestion
    beside = (slot for slot in attempt.fills if suggestion.any_of or slot not in suggestion.wanted)
    asked = [] if suggestion.any_of else [need.window for need in suggestion.asks]
    asked += [where_then(board, suggestion, slot) for slot in beside]
    if board.instance.settings.whole_staffing and not suggestion.any_of:
        # what a production confirms for one slot is kept only if it gets all of them
        asked = asked[:1]
    takers = {window: attempt.newcomers(window)[: asked.count(window)] for window in dict.fromkeys(asked)}
    people = {who for new in takers.values() for who in new}
    part = board.instance.part(people & board.instance.crew_by_id.keys(), {one.production_id for one in takers})
    there = apply(part, changes_in(part, board.instance, suggestion.changes))
    bound: list[Book] = []
    for window, who in ((window, who) for window, new in takers.items() for who in new):
        booked = tuple(binding(there, who, window))
        bound += booked
        there = apply(there, booked)
    return tuple(bound)


def promised_in_words(instance: Instance, suggestion: Suggestion, books: Iterable[Book]) -> str:
    """Say who is confirmed; whom the suggestion names is not told in full again, new people go without names."""
    known, booked = instance.crew_by_id, [one for one in books if one.status is BookingStatus.CONFIRMED]
    people = dict.fromkeys(one.crew_id for one in booked)
    named = suggestion.people if suggestion.kind is not RemedyKind.SHORTEN else ()
    names = [known[c].full_name if c in named else person_in_words(known[c]) for c in people if c in known]
    if len(names) == len(people):
        asked = {(need.role, need.span.first_day, need.span.last_day) for need in suggestion.asks}
        in_one = all((one.role, one.first_day, one.last_day) in asked for one in booked)
        return f", and confirm {with_and(names)} {IN_THIS_SLOT if in_one else FOR_ALL}" if names else ""
    return f", {with_and(['they', *names]) + ' ' if names else ''}confirmed {FOR_ALL}"
