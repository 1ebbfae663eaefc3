"""The operations on who works on a production: staff and release.

Changes when one of them does.
"""

from collections.abc import Iterator

from planner.audit.wording import person_in_words
from planner.desk.decision import Proposal, Reason, Refused, refused
from planner.desk.free_people import FreePeople
from planner.desk.names import find_person, find_production, find_role
from planner.desk.state import Desk, changed, seat
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.desk_change import DeskChange, DroppedBooking, NewBooking
from planner.domain.production import Production, Requirement


def staff(desk: Desk, which: str, who: str, role: str | None = None) -> Proposal | Refused:
    """Propose that a person is bound to a production by a confirmed booking, in a vacant slot where there is a plan.

    Without a ``role`` it is that of the slot: of the person's main role first, then of the earliest days.
    """
    found = find_pair(desk, which, who)
    if isinstance(found, Refused):
        return found
    production, person = found
    refusal = f"{person_in_words(person)} is not bound to {production.production_id}."
    wanted = find_role(desk, role) if role else None
    if isinstance(wanted, Reason):
        return refused(refusal, wanted)
    if production.cancelled:
        return refused(refusal, Reason("cancelled", f"{production.production_id} is cancelled."))
    never = _never(desk, production, person, wanted)
    if never:
        return refused(refusal, never)
    slots = _slots_for(desk, production, person, wanted)
    if not slots:
        return refused(refusal, _nothing_asked(production, person, wanted))
    return _staffed(desk, production, person, wanted, slots, refusal)


def find_pair(desk: Desk, which: str, who: str) -> tuple[Production, CrewMember] | Refused:
    """Return the production and the person that are meant, or why there are none."""
    production, person = find_production(desk, which), find_person(desk, who)
    faults = [one for one in (production, person) if isinstance(one, Reason)]
    if isinstance(production, Reason) or isinstance(person, Reason):
        return refused("Nothing is changed.", *faults)
    return production, person


def _never(desk: Desk, production: Production, person: CrewMember, role: str | None) -> Reason | None:
    for booking in desk.bookings_of(production.production_id, person.crew_id):
        if booking.status is BookingStatus.NEVER and (booking.role is None or booking.role == role):
            message = f"{person_in_words(person)} is never to be booked on {production.production_id}."
            return Reason("never", message, "Delete that booking, or release the person to drop it.")
    return None


def _slots_for(desk: Desk, production: Production, person: CrewMember, role: str | None) -> list[Requirement]:
    """Return the requirements that could take somebody, the main role first, then the earliest days."""
    roles = (role,) if role else person.roles
    needs = [need for need in desk.requirements_of(production.production_id) if need.count > 0 and need.role in roles]
    return sorted(needs, key=lambda need: (need.role != person.main_role_on(need.span.first_day), need.span, need.role))


def _nothing_asked(production: Production, person: CrewMember, role: str | None) -> Reason:
    what = role or " or ".join(person.roles)
    message = f"{production.production_id} asks for nobody as {what}."
    return Reason("booking-without-slot", message, "Add a row to Requirements first.")


def _staffed(
    desk: Desk, production: Production, person: CrewMember, role: str | None, needs: list[Requirement], refusal: str
) -> Proposal | Refused:
    mine = [r for r in desk.team_of(production.production_id) if r.crew_id == person.crew_id]
    there = next((row.slot.role for row in mine if role in (None, row.slot.role)), None) if desk.has_plan else None
    free = FreePeople(desk)
    vacant = {(slot.role, slot.span) for slot in desk.vacancies_of(production.production_id)}
    open_needs = [need for need in needs if (need.role, need.span) in vacant]
    chosen = next((need for need in open_needs if not free.hindrances(person, need)), None)
    booked_role = role or there or (chosen or needs[0]).role if desk.has_plan else role
    booking = _booking(desk, production, person, booked_role)
    if booking in desk.bookings_of(production.production_id, person.crew_id) and (there or not desk.has_plan):
        return refused(refusal, Reason("no-change", f"{person_in_words(person)} is confirmed there already."))
    against: tuple[Reason, ...] = ()
    newcomers = []
    if desk.has_plan and not there:
        if chosen:
            newcomers.append((chosen, person.crew_id))
        else:
            against = tuple(_why_no_slot(free, production, person, needs, open_needs))
    bookings = [b for b in desk.instance.bookings if not _same_three(b, booking)]
    after = changed(desk, bookings=(*bookings, booking), rows=seat(desk.rows, newcomers))
    if not desk.has_plan:
        against = tuple(_not_acceptable(after, free, person, booking, needs))
    as_role = f" as {booking.role}" if booking.role else ""
    said = f"{person_in_words(person)} is confirmed on {production.production_id}{as_role}."
    movable = any(free.could(person, need) for need in needs)
    return Proposal(
        after,
        (NewBooking(booking),),
        (said,),
        refusal,
        against,
        must_keep=booking,
        priority=production.priority,
        movable=movable,
    )


def _booking(desk: Desk, production: Production, person: CrewMember, role: str | None) -> Booking:
    """Return the confirmed booking; a hold that could mean it is confirmed as what it is."""
    booked = desk.bookings_of(production.production_id, person.crew_id)
    standing = [b for b in booked if b.status in (BookingStatus.HOLD, BookingStatus.CONFIRMED)]
    if role is None:
        meant = sorted(standing, key=lambda b: (b.role is not None, b.rank))
    else:
        meant = sorted((b for b in standing if b.role in (role, None)), key=lambda b: b.role is None)
    role = meant[0].role if meant else role
    return Booking(production.production_id, person.crew_id, role, BookingStatus.CONFIRMED)


def _same_three(one: Booking, other: Booking) -> bool:
    return (one.production_id, one.crew_id, one.role) == (other.production_id, other.crew_id, other.role)


def _why_no_slot(
    free: FreePeople,
    production: Production,
    person: CrewMember,
    needs: list[Requirement],
    open_needs: list[Requirement],
) -> Iterator[Reason]:
    """Yield why a person can take none of a production's slots."""
    for need in open_needs or needs[:1]:
        yield from free.why_not(person, need)
    if not open_needs:
        roles = " or ".join(dict.fromkeys(need.role for need in needs))
        yield Reason("no-vacancy", f"Every slot of {production.production_id} for {roles} is taken.")


def _not_acceptable(
    after: Desk, free: FreePeople, person: CrewMember, booking: Booking, needs: list[Requirement]
) -> Iterator[Reason]:
    """Yield why a booking cannot be kept beside the confirmed bookings there are; only without a plan."""
    mine = after.work_of(booking.crew_id)
    if any(r.slot.production_id == booking.production_id and booking.role in (None, r.slot.role) for r in mine):
        return
    told = [reason for need in needs for reason in free.why_not(person, need)]
    yield from told or [Reason("no-vacancy", "Confirmed bookings take every slot that it could have.")]


def release(desk: Desk, which: str, who: str, *, keep_off: bool = False) -> Proposal | Refused:
    """Propose that a person leaves a production with every booking on it; ``keep_off`` also says never."""
    found = find_pair(desk, which, who)
    if isinstance(found, Refused):
        return found
    production, person = found
    refusal = f"{person_in_words(person)} is not released from {production.production_id}."
    mine = [r for r in desk.team_of(production.production_id) if r.crew_id == person.crew_id] if desk.has_plan else []
    booked = desk.bookings_of(production.production_id, person.crew_id)
    dropped = [b for b in booked if b.status in (BookingStatus.CONFIRMED, BookingStatus.HOLD)]
    if not mine and not dropped:
        message = f"{person_in_words(person)} is not on {production.production_id}."
        return refused(refusal, Reason("not-on-production", message))
    never = Booking(production.production_id, person.crew_id, None, BookingStatus.NEVER)
    kept = [booking for booking in desk.instance.bookings if booking not in dropped]
    if keep_off:
        kept = [*(b for b in kept if not _same_three(b, never)), never]
        dropped = [booking for booking in dropped if not _same_three(booking, never)]
    changes: list[DeskChange] = [DroppedBooking(booking) for booking in dropped]
    changes += [NewBooking(never)] if keep_off and never not in booked else []
    after = changed(desk, bookings=kept, rows=(row for row in desk.rows if row not in mine))
    said = f"{person_in_words(person)} is released from {production.production_id}"
    said += ", and never to be booked there again." if keep_off else "."
    about = frozenset((person.crew_id,))
    return Proposal(after, tuple(changes), (said,), refusal, about=about, priority=production.priority)
