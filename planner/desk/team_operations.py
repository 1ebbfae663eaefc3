"""The operation that binds somebody to a production: staff.

Changes when staffing does.
"""

from collections.abc import Iterator
from datetime import date

from planner.audit.wording import day_in_words, person_in_words, span_in_words
from planner.desk.decision import Objection, Proposal, Refused, refused
from planner.desk.free_people import FreePeople
from planner.desk.own_slots import Named, enter, find_named, find_pair, overruling, rows_of, several
from planner.desk.state import Desk, changed, seat
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.production import Job, Production, Requirement
from planner.domain.wording import production_in_words


def staff(
    desk: Desk, which: str, who: str, role: str | None = None, first_day: date | None = None
) -> Proposal | Refused:
    """Propose that a person is bound to a production by a confirmed booking, in a vacant slot where there is a plan.

    Without a ``role`` it is that of the slot: of the person's main role first, then of the earliest days. With a
    ``first_day`` it is a slot that begins then, and the booking is for its days.
    """
    found = find_pair(desk, which, who)
    if isinstance(found, Refused):
        return found
    production, person = found
    refusal = f"{person_in_words(person)} is not bound to {production_in_words(production)}."
    named = find_named(desk, role, first_day)
    if isinstance(named, Objection):
        return refused(refusal, named)
    if production.cancelled:
        return refused(refusal, Objection("cancelled", f"{production_in_words(production)} is cancelled."))
    slots = _slots_for(desk, production, person, named)
    if not slots:
        return refused(refusal, _nothing_asked(desk, production, person, named))
    open_to_them = [need for need in slots if not desk.instance.is_never(person.crew_id, need)]
    if not open_to_them:
        message = f"{person_in_words(person)} is never to be booked on {production_in_words(production)}."
        return refused(refusal, Objection("never", message, "Delete that booking, or release the person to drop it."))
    return _staffed(desk, production, person, named, open_to_them, refusal)


def _slots_for(desk: Desk, production: Production, person: CrewMember, named: Named) -> list[Requirement]:
    """Return the requirements that could take somebody, the main role first, then the earliest days."""
    roles = (named.role,) if named.role else person.roles
    needs = [need for need in desk.requirements_of(production.production_id) if need.count > 0 and need.role in roles]
    needs = [need for need in needs if named.means(need)]
    return sorted(needs, key=lambda need: (need.role != person.main_role_on(need.span.first_day), need.span, need.role))


def _nothing_asked(desk: Desk, production: Production, person: CrewMember, named: Named) -> Objection:
    what = named.role or " or ".join(person.roles)
    begins = f" from {day_in_words(named.first_day)} on" if named.first_day else ""
    message = f"{production_in_words(production)} asks for nobody as {what}{begins}."
    needs = _slots_for(desk, production, person, Named(named.role))
    days = " or ".join(f"--from {day}" for day in dict.fromkeys(need.span.first_day for need in needs))
    return Objection(
        "booking-without-slot", message, f"There is {days}." if days else "Add a row to Requirements first."
    )


def _staffed(
    desk: Desk, production: Production, person: CrewMember, named: Named, needs: list[Requirement], refusal: str
) -> Proposal | Refused:
    mine = [row for row in rows_of(desk, production, person) if named.means(row.slot)]
    if len(mine) > 1:
        return refused(refusal, several(person, production, mine))
    free = FreePeople(desk)
    vacant = {slot.window for slot in desk.vacancies_of(production.production_id)}
    open_needs = [need for need in needs if need.window in vacant]
    chosen = next((need for need in open_needs if not free.hindrances(person, need)), None)
    meant: Job = mine[0].slot if mine else chosen or needs[0]
    booking, gone, fault = _booking(desk, person, named, meant)
    if fault is not None:
        return refused(refusal, fault)
    if booking in desk.bookings_of(production.production_id, person.crew_id) and (mine or not desk.has_plan):
        return refused(refusal, Objection("no-change", f"{person_in_words(person)} is confirmed there already."))
    against: tuple[Objection, ...] = ()
    newcomers = []
    if desk.has_plan and not mine:
        if chosen:
            newcomers.append((chosen, person.crew_id))
        else:
            against = tuple(_why_no_slot(free, production, person, needs, open_needs))
    booked, changes, told = enter(desk, (booking,), gone)
    after = changed(booked, rows=seat(desk.rows, newcomers))
    if not desk.has_plan:
        against = tuple(_not_acceptable(after, free, person, booking, needs))
    as_role = f" as {booking.role}" if booking.role else ""
    days = f", {span_in_words(meant.span)}" if booking.has_days else ""
    said = (f"{person_in_words(person)} is confirmed on {production_in_words(production)}{as_role}{days}.", *told)
    movable = any(free.could(person, need) for need in needs)
    own = production.priority
    return Proposal(after, changes, said, refusal, against, must_keep=booking, priority=own, movable=movable)


def _booking(
    desk: Desk, person: CrewMember, named: Named, meant: Job
) -> tuple[Booking, tuple[Booking, ...], Objection | None]:
    """Return the confirmed booking for a slot, which others it replaces, and why one of them may not go.

    It has the role that was named, and the days when a first day was. A hold becomes it; where no role was named, in
    the role that the hold has. One who was released is booked for just this slot.
    """
    crew_id = person.crew_id
    mine = [b for b in desk.bookings_of(meant.production_id, crew_id) if b.speaks_of(meant.window)]
    standing = [b for b in mine if b.status in (BookingStatus.HOLD, BookingStatus.CONFIRMED) and not b.has_days]
    exact = Booking.of(meant, crew_id)
    role = named.role or (meant.role if desk.has_plan else None)
    if named.role is None and standing:
        role = min(standing, key=lambda b: (b.role is None) == desk.has_plan).role
    loose = Booking(meant.production_id, crew_id, role, BookingStatus.CONFIRMED)
    booking = exact if named.first_day or desk.instance.is_released(crew_id, meant) else loose
    gone, fault = overruling(desk, booking, meant)
    holds = (b for b in mine if b.status is BookingStatus.HOLD)
    return booking, (*gone, *holds), fault


def _why_no_slot(
    free: FreePeople,
    production: Production,
    person: CrewMember,
    needs: list[Requirement],
    open_needs: list[Requirement],
) -> Iterator[Objection]:
    """Yield why a person can take none of a production's slots."""
    for need in open_needs or needs[:1]:
        yield from free.why_not(person, need)
    if not open_needs:
        roles = " or ".join(dict.fromkeys(need.role for need in needs))
        yield Objection("no-vacancy", f"Every slot of {production_in_words(production)} for {roles} is taken.")


def _not_acceptable(
    after: Desk, free: FreePeople, person: CrewMember, booking: Booking, needs: list[Requirement]
) -> Iterator[Objection]:
    """Yield why a booking cannot be kept beside the confirmed bookings there are; only without a plan."""
    if any(booking.speaks_of(row.slot.window) for row in after.work_of(booking.crew_id)):
        return
    told = [reason for need in needs for reason in free.why_not(person, need)]
    yield from told or [Objection("no-vacancy", "Confirmed bookings take every slot that it could have.")]
