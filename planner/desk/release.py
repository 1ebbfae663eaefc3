"""The operation that takes somebody off a production: release.

Changes when a release does.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.audit.wording import job_in_words, person_in_words
from planner.desk.decision import Objection, Proposal, Refused, refused
from planner.desk.own_slots import Named, enter, find_named, find_pair, rows_of, several
from planner.desk.state import Desk, changed
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.production import Job, Production, Requirement
from planner.domain.wording import production_in_words


def release(
    desk: Desk,
    which: str,
    who: str,
    role: str | None = None,
    first_day: date | None = None,
    *,
    everything: bool = False,
    keep_off: bool = False,
) -> Proposal | Refused:
    """Propose that a person leaves a slot of a production; ``everything`` all that they have there.

    It is booked as released, or as never with ``keep_off``; bookings that have no other slot go.
    """
    found = find_pair(desk, which, who)
    if isinstance(found, Refused):
        return found
    production, person = found
    refusal = f"{person_in_words(person)} is not released from {production_in_words(production)}."
    named = find_named(desk, role, first_day)
    if isinstance(named, Objection):
        return refused(refusal, named)
    mine = [row for row in rows_of(desk, production, person) if named.means(row.slot)]
    if len(mine) > 1 and not everything:
        return refused(refusal, several(person, production, mine, ", or all of them: --all"))
    slots: list[Job] = [row.slot for row in mine]
    if not slots and not named.says_nothing:
        slots += _booked_slots(desk, production, person, named)
    standing = _standing(desk, production, person)
    if not slots and not (standing and named.says_nothing):
        return refused(refusal, _not_there(desk, production, person, named))
    new, gone = _released(desk, production, person, named, slots, keep_off=keep_off)
    booked, changes, told = enter(desk, new, gone)
    after = changed(booked, rows=(row for row in desk.rows if row not in mine))
    said = f"{person_in_words(person)} is released from {_where(desk, production, named, slots)}"
    said += ", and never to be booked there again." if keep_off else "."
    about = frozenset((person.crew_id,))
    return Proposal(after, changes, (said, *told), refusal, about=about, priority=production.priority)


def _standing(desk: Desk, production: Production, person: CrewMember) -> list[Booking]:
    booked = desk.bookings_of(production.production_id, person.crew_id)
    return [b for b in booked if b.status in (BookingStatus.CONFIRMED, BookingStatus.HOLD)]


def _booked_slots(desk: Desk, production: Production, person: CrewMember, named: Named) -> list[Requirement]:
    """Return what somebody is booked for and does not have."""
    booked = _standing(desk, production, person)
    needs = (need for need in desk.requirements_of(production.production_id) if need.count and named.means(need))
    return [need for need in needs if any(b.speaks_of(need.window) for b in booked)]


def _not_there(desk: Desk, production: Production, person: CrewMember, named: Named) -> Objection:
    rows = rows_of(desk, production, person)
    if rows and not named.says_nothing:
        return several(person, production, rows)
    return Objection("not-on-production", f"{person_in_words(person)} is not on {production_in_words(production)}.")


def _released(
    desk: Desk,
    production: Production,
    person: CrewMember,
    named: Named,
    slots: Sequence[Job],
    *,
    keep_off: bool,
) -> tuple[list[Booking], list[Booking]]:
    """Return the bookings that take somebody off slots, and those that go: typed, or left without a slot."""
    booked = desk.bookings_of(production.production_id, person.crew_id)
    if keep_off and named.says_nothing:
        return [Booking(production.production_id, person.crew_id, None, BookingStatus.NEVER)], list(booked)
    status = BookingStatus.NEVER if keep_off else BookingStatus.RELEASED
    new = list(dict.fromkeys(Booking.of(slot, person.crew_id, status) for slot in slots))
    off = {slot.window for slot in slots}
    needs = [need for need in desk.requirements_of(production.production_id) if need.count]

    def goes(booking: Booking) -> bool:
        about = {need.window for need in needs if booking.speaks_of(need.window)}
        return named.says_nothing or bool(about and about <= off) or (booking.typed and bool(about & off))

    return _in_their_rows(new, [b for b in _standing(desk, production, person) if goes(b)], status)


def _in_their_rows(
    new: list[Booking], gone: list[Booking], status: BookingStatus
) -> tuple[list[Booking], list[Booking]]:
    """Return what is booked, and what goes for it: as many rows as there are new ones, and all the others say it too.

    So no row has to be deleted.
    """
    keys = {booking.key for booking in new}
    rows = sorted((b for b in gone if not b.typed and b.key not in keys), key=lambda b: b.role is None)
    places = len(new) - sum(b.key in keys and not b.typed for b in gone)
    others = [replace(b, status=status, rank=0) for b in rows[places:]]
    return [*new, *others], [b for b in gone if b.typed or b.key in keys or b in rows[:places]]


def _where(desk: Desk, production: Production, named: Named, slots: Sequence[Job]) -> str:
    if named.says_nothing:
        return production_in_words(production)
    return " and ".join(job_in_words(slot, desk.productions) for slot in slots)
