"""The operations on people: hire, fire, away.

Changes when one of them does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from planner.audit.wording import day_in_words, job_in_words, person_in_words, span_in_words
from planner.desk.decision import Proposal, Reason, Refused, refused
from planner.desk.names import find_person, find_role, next_id
from planner.desk.state import Desk, changed
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.desk_change import NewAbsence, NewLastDay, NewMember
from planner.domain.names import name_key
from planner.domain.span import DateSpan


def hire(
    desk: Desk,
    name: str,
    role: str,
    *,
    crew_id: str | None = None,
    other_roles: Sequence[str] = (),
    first_day: date | None = None,
    last_day: date | None = None,
    day_rate_cents: int = 0,
    new_role: bool = False,
) -> Proposal | Refused:
    """Propose that a person is added; without a ``crew_id`` the next free one is given."""
    refusal = f"{name} is not hired."
    found = [find_role(desk, text, new=new_role) for text in (role, *other_roles)]
    faults = [one for one in found if isinstance(one, Reason)]
    faults += _identity_faults(desk, name, crew_id)
    if first_day and last_day and last_day < first_day:
        faults.append(Reason("fire-before-hire", f"{last_day} lies before {first_day}."))
    if faults:
        return refused(refusal, *faults)
    main, *others = [one for one in found if isinstance(one, str)]
    identifier = crew_id or (next_id(desk.instance.crew_by_id, "C001") if desk.crew_ids else name)
    more = tuple(one for one in dict.fromkeys(others) if one != main)
    person = CrewMember.employed(identifier, name, main, more, first_day, last_day, day_rate_cents)
    after = changed(desk, crew=(*desk.instance.crew, person))
    said = f"{person_in_words(person)} joins as {main}{_employment(person)}."
    return Proposal(after, (NewMember(person),), (said,), refusal)


def _identity_faults(desk: Desk, name: str, crew_id: str | None) -> Iterator[Reason]:
    if not name_key(name):
        yield Reason("missing-value", "A person needs a name.")
    taken = {name_key(person.crew_id): person for person in desk.instance.crew}
    if crew_id and not desk.crew_ids:
        hint = "Leave the ID out: there the full name identifies."
        yield Reason("no-id-column", "The Crew sheet has no column Crew ID.", hint)
    elif crew_id is not None and name_key(crew_id) in taken:
        other = taken[name_key(crew_id)]
        hint = f"Free is {next_id(desk.instance.crew_by_id, 'C001')}."
        yield Reason("duplicate-id", f"{other.crew_id} is the Crew ID of {other.full_name}.", hint)
    elif not desk.crew_ids and name_key(name) in taken:
        hint = "Write the name in a way that tells the two apart, or add a column Crew ID."
        yield Reason("duplicate-id", f"There is a {name} already.", hint)


def _employment(person: CrewMember) -> str:
    begins = f" on {day_in_words(person.first_day)}" if person.first_day else ""
    return begins + (f" until {day_in_words(person.last_day)}" if person.last_day else "")


def fire(desk: Desk, who: str, last_day: date | None) -> Proposal | Refused:
    """Propose a last day employed, earlier or later than the present one; None is no end."""
    person = find_person(desk, who)
    if isinstance(person, Reason):
        return refused("Nobody is fired.", person)
    name = person_in_words(person)
    refusal = f"{name} does not leave." if last_day else f"{name} does not stay."
    if last_day == person.last_day:
        words = f"leaves on {day_in_words(last_day)}" if last_day else "has no fire date"
        return refused(refusal, Reason("no-change", f"{name} {words} already."))
    if last_day and person.first_day and last_day < person.first_day:
        message = f"{last_day} lies before the hire date, {person.first_day}."
        return refused(refusal, Reason("fire-before-hire", message))
    after = _with(desk, person.revised(person.employments[-1], last_day=last_day))
    said = f"{name} leaves on {day_in_words(last_day)}." if last_day else f"{name} stays without an end."
    against = tuple(_work_after(desk, person, last_day)) if last_day else ()
    ways_out = _ways_out(desk, person, against, last_day)
    change = NewLastDay(person, last_day)
    about = frozenset((person.crew_id,))
    return Proposal(after, (change,), (said,), refusal, against, ways_out, about=about)


def _work_after(desk: Desk, person: CrewMember, last_day: date) -> Iterator[Reason]:
    """Yield what somebody is assigned to, or confirmed for, after a day."""
    if not desk.has_plan:
        return  # what is confirmed may yet be kept on other days; the judge knows
    for row in desk.work_of(person.crew_id):
        if row.slot.span.last_day > last_day:
            message = f"{person_in_words(person)} works on {job_in_words(row.slot)}."
            yield Reason("after-fire", message)
    for booking in _unassigned(desk, person):
        windows = _windows(desk, booking)
        if all(span.last_day > last_day for span in windows):
            yield _confirmed(person, booking, windows[0])


def _ways_out(desk: Desk, person: CrewMember, against: tuple[Reason, ...], last_day: date | None) -> tuple[str, ...]:
    if not against or last_day is None:
        return ()
    last = max((row.slot.span.last_day for row in desk.work_of(person.crew_id)), default=last_day)
    later = f"Take a later day: all present work is done on {day_in_words(last)}." if last > last_day else ""
    return (*((later,) if later else ()), "Hand the work over (production handover), or release (production release).")


def away(desk: Desk, who: str, span: DateSpan, reason: str = "") -> Proposal | Refused:
    """Propose an absence."""
    person = find_person(desk, who)
    if isinstance(person, Reason):
        return refused("Nobody is away.", person)
    name = person_in_words(person)
    refusal = f"{name} is not away {span_in_words(span)}."
    if any(absence.span == span for absence in person.absences):
        return refused(refusal, Reason("no-change", f"{name} is away {span_in_words(span)} already."))
    absence = Absence(span, reason)
    after = _with(desk, replace(person, absences=tuple(sorted((*person.absences, absence), key=lambda a: a.span))))
    why = f" ({reason})" if reason else ""
    said = f"{name} is away {span_in_words(span)}{why}."
    against = tuple(_work_within(desk, person, span))
    ways_out = ("Hand the work over (production handover), or release (production release).",) if against else ()
    about = frozenset((person.crew_id,))
    return Proposal(after, (NewAbsence(person, absence),), (said,), refusal, against, ways_out, about=about)


def _work_within(desk: Desk, person: CrewMember, span: DateSpan) -> Iterator[Reason]:
    if not desk.has_plan:
        return
    for row in desk.work_of(person.crew_id):
        if row.slot.span.clashes_with(span):
            yield Reason("unavailable", f"{person_in_words(person)} works on {job_in_words(row.slot)}.")


def _unassigned(desk: Desk, person: CrewMember) -> Iterator[Booking]:
    """Yield somebody's confirmed bookings that the plan does not keep."""
    working = {(row.slot.production_id, row.slot.role) for row in desk.work_of(person.crew_id)}
    for booking in desk.instance.standing_bookings:
        kept = any(booking.production_id == one and booking.role in (None, role) for one, role in working)
        if booking.crew_id == person.crew_id and booking.status is BookingStatus.CONFIRMED and not kept:
            yield booking


def _windows(desk: Desk, booking: Booking) -> tuple[DateSpan, ...]:
    needs = desk.requirements_of(booking.production_id)
    spans = {need.span for need in needs if need.count > 0 and booking.role in (None, need.role)}
    return tuple(sorted(spans)) or (desk.instance.production_by_id[booking.production_id].span,)


def _confirmed(person: CrewMember, booking: Booking, window: DateSpan) -> Reason:
    role = f" as {booking.role}" if booking.role else ""
    message = f"{person_in_words(person)} is confirmed on {booking.production_id}{role}, {span_in_words(window)}."
    return Reason("confirmed", message, "Take the booking off with production release.")


def _with(desk: Desk, person: CrewMember) -> Desk:
    return changed(desk, crew=(person if one.crew_id == person.crew_id else one for one in desk.instance.crew))
