"""Which of somebody's slots on a production an operation means, and the bookings that it puts in the place of others.

Changes when a slot is named in another way, or an operation replaces other bookings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.audit.wording import person_in_words, span_in_words
from planner.desk.decision import Entered, Objection, Refused, refused
from planner.desk.names import find_person, find_production, find_role
from planner.desk.reporting import booking_in_words
from planner.desk.state import Desk, applied
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import Book, Change
from planner.domain.crew import CrewMember
from planner.domain.plan import Assignment
from planner.domain.production import Job, Production, Requirement
from planner.domain.wording import production_in_words


@dataclass(frozen=True, slots=True)
class Named:
    """What an operation may say of the slots that it means: their role, and their first day."""

    role: str | None = None
    first_day: date | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether any slot may be meant."""
        return self.role is None and self.first_day is None

    def means(self, job: Job) -> bool:
        """Whether a slot may be meant."""
        return self.role in (None, job.role) and self.first_day in (None, job.span.first_day)


def find_pair(desk: Desk, which: str, who: str) -> tuple[Production, CrewMember] | Refused:
    """Return the production and the person that are meant, or why there are none."""
    production, person = find_production(desk, which), find_person(desk, who)
    faults = [one for one in (production, person) if isinstance(one, Objection)]
    if isinstance(production, Objection) or isinstance(person, Objection):
        return refused("Nothing is changed.", *faults)
    return production, person


def find_named(desk: Desk, role: str | None, first_day: date | None) -> Named | Objection:
    """Return what is said of the slots that are meant, or why there is no such role."""
    wanted = find_role(desk, role) if role else None
    return wanted if isinstance(wanted, Objection) else Named(wanted, first_day)


def rows_of(desk: Desk, production: Production, person: CrewMember) -> list[Assignment]:
    """Return somebody's rows on a production, by day; none without a plan."""
    team = desk.team_of(production.production_id) if desk.has_plan else ()
    return sorted(
        (row for row in team if row.crew_id == person.crew_id), key=lambda row: (row.slot.span, row.slot.role)
    )


def several(person: CrewMember, production: Production, rows: Sequence[Assignment], or_all: str = "") -> Objection:
    """Return the reason that somebody has several slots, with what would tell them apart."""
    slots = [row.slot for row in rows]
    has = "; ".join(f"{slot.role}, {span_in_words(slot.span)}" for slot in slots)
    message = f"{person_in_words(person)} has {len(slots)} slots on {production_in_words(production)}: {has}."
    by_role = len({slot.role for slot in slots}) > 1
    by_day = len({(slot.role, slot.span.first_day) for slot in slots}) > len({slot.role for slot in slots})
    ways = dict.fromkeys(
        " ".join(
            [*([f'--role "{slot.role}"'] if by_role else []), *([f"--from {slot.span.first_day}"] if by_day else [])]
        )
        for slot in slots
    )
    return Objection("several-slots", message, f"Say which: {' or '.join(ways)}{or_all}.")


def overruling(
    desk: Desk, booking: Booking, job: Job, beside: Sequence[Requirement] = ()
) -> tuple[tuple[Booking, ...], Objection | None]:
    """Return the rows released that would count for a slot in place of a booking, and why one of them cannot go.

    Those go that were typed, or that speak of no other slot but those ``beside`` it.
    """
    own = {one.window for one in (job, *beside)}
    mine = [b for b in desk.bookings_of(booking.production_id, booking.crew_id) if b.speaks_of(job.window)]
    before = [b for b in mine if b.status is BookingStatus.RELEASED and b.precedence < booking.precedence]
    for other in before:
        more = [n for n in desk.requirements_of(booking.production_id) if n.count and other.speaks_of(n.window)]
        if not other.typed and any(n.window not in own for n in more):
            message = f"{booking_in_words(desk, other)} is released, and from other slots too."
            hint = f"Say in Bookings of which of them, {other.place.cell}." if other.place.cell else ""
            return (), Objection("released", message, hint or "Say in Bookings of which of them.")
    return tuple(before), None


def enter(desk: Desk, new: Sequence[Booking], gone: Iterable[Booking] = ()) -> Entered:
    """Enter bookings instead of others: the desk, its changes, and a sentence for each typed booking that they replace.

    A row that goes makes place for a new one of the same person and production; a row of the same key is one of them.
    """
    keys, gone = {booking.key for booking in new}, tuple(gone)
    out = [b for b in desk.instance.bookings if b.key in keys or b in gone]
    dropped = dict.fromkeys(b.key for b in out if b.key not in keys)
    of_key = {b.key: b for b in out}
    changes: tuple[Change, ...] = (*(Book.drop(of_key[key]) for key in dropped), *map(Book.of, new))
    said = (
        f"The typed booking of {booking_in_words(desk, b)}, {b.status_text}, is replaced."
        for b in out
        if b.typed and b.status_text not in {n.status_text for n in new if n.key == b.key}
    )
    return applied(desk, *changes), changes, tuple(said)
