"""The operations on people: hire, fire, away.

Changes when one of them does.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.audit.wording import day_in_words, job_in_words, person_in_words, span_in_words
from planner.desk.decision import Objection, Proposal, Refused, refused
from planner.desk.names import find_person, find_role
from planner.desk.state import Desk, applied
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import AddAbsence, AddPerson, Change, DropAbsence, SetLastDay
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.names import name_key
from planner.domain.numbered_ids import next_id
from planner.domain.span import DAY, DateSpan
from planner.domain.wording import titled
from planner.workbook.inputs.role_lists import RoleLists


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
    again: str | None = None,
    same_name: bool = False,
) -> Proposal | Refused:
    """Propose that a person is added; without a ``crew_id`` the next free one is given.

    ``other_roles`` may each hold several, as a cell does. ``again`` says whose next employment it is, ``same_name``
    that it is somebody else of a name that is there.
    """
    refusal = f"{name or again} is not hired."
    lists = RoleLists(desk.roles.values())
    texts = (role, *(text for several in other_roles for text in lists.parts(several)))
    found = [find_role(desk, text, new=new_role) for text in texts]
    faults = [one for one in found if isinstance(one, Objection)]
    if first_day and last_day and last_day < first_day:
        faults.append(Objection("fire-before-hire", f"{last_day} lies before {first_day}."))
    there = find_person(desk, again) if again else None
    if isinstance(there, Objection):
        faults.append(there)
    elif there is None:
        faults += _identity_faults(desk, name, crew_id, same_name=same_name)
    else:
        faults += _name_faults(there, name, crew_id)
    if faults:
        return refused(refusal, *faults)
    main, *others = [one for one in found if isinstance(one, str)]
    more = tuple(one for one in dict.fromkeys(others) if one != main)
    employment = Employment(main, more, first_day, last_day, day_rate_cents)
    if isinstance(there, CrewMember):
        return _hire_again(desk, there, employment)
    identifier = crew_id or (next_id(desk.instance.crew_by_id, "C001") if desk.crew_ids else name)
    joins = AddPerson.of(identifier, name, employment)
    after = applied(desk, joins)
    said = f"{person_in_words(after.instance.crew_by_id[identifier])} joins as {main}{_term(employment)}."
    return Proposal(after, (joins,), (said,), refusal)


def _hire_again(desk: Desk, person: CrewMember, employment: Employment) -> Proposal | Refused:
    """Propose another employment of somebody who is there; it may share no day with one that they have."""
    name = person_in_words(person)
    refusal = f"{name} is not hired again."
    clash = next((one for one in person.employments if one.days.clashes_with(employment.days)), None)
    if clash is not None:
        return refused(refusal, _shared_days(person, clash, employment))
    said = f"{name} joins again as {employment.main_role}{_term(employment)}."
    joins = AddPerson.of(person.crew_id, person.full_name, employment)
    return Proposal(applied(desk, joins), (joins,), (said,), refusal)


def _shared_days(person: CrewMember, there: Employment, new: Employment) -> Objection:
    message = f"{person_in_words(person)} is employed as {there.main_role}{_term(there)}{_row_of(there)}."
    if there.last_day is not None or (there.first_day or date.min) >= (new.first_day or date.max):
        return Objection("overlapping-employments", message, "Give days that it does not have: --from and --until.")
    before = f"{new.first_day - DAY}" if new.first_day else "DATE"
    hint = f'It has no end; give it one first: planner crew fire FOLDER "{person.crew_id}" --on {before}'
    return Objection("employed-without-end", message, f"{hint}{'' if new.first_day else ', and --from a later day'}.")


def _term(one: Employment) -> str:
    begins = f" from {day_in_words(one.first_day)}" if one.first_day else ""
    return begins + (f" until {day_in_words(one.last_day)}" if one.last_day else "")


def _row_of(one: Employment) -> str:
    return f" ({one.place})" if one.place.cell else ""


def _name_faults(there: CrewMember, name: str, crew_id: str | None) -> Iterator[Objection]:
    if crew_id and name_key(crew_id) != name_key(there.crew_id):
        hint = "Leave --id out: another employment has the same Crew ID."
        yield Objection("duplicate-id", f"{there.full_name} is {there.crew_id}.", hint)
    if name and name_key(name) != name_key(there.full_name):
        yield Objection("name-mismatch", f"{there.crew_id} is {there.full_name}, not {name}.", "Leave --name out.")


def _identity_faults(desk: Desk, name: str, crew_id: str | None, *, same_name: bool) -> Iterator[Objection]:
    if not name_key(name):
        yield Objection("missing-value", "A person needs a name.")
    taken = {name_key(person.crew_id): person for person in desk.instance.crew}
    namesakes = [person for person in desk.instance.crew if name_key(person.full_name) == name_key(name)]
    if crew_id and not desk.crew_ids:
        hint = "Leave the ID out: there the full name identifies."
        yield Objection("no-id-column", "The Crew sheet has no column Crew ID.", hint)
    elif crew_id is not None and name_key(crew_id) in taken:
        other = taken[name_key(crew_id)]
        hint = f"Free is {next_id(desk.instance.crew_by_id, 'C001')}."
        yield Objection("duplicate-id", f"{other.crew_id} is the Crew ID of {other.full_name}.", hint)
    elif namesakes and not (same_name and desk.crew_ids):
        yield _name_taken(desk, namesakes, name)


def _name_taken(desk: Desk, namesakes: list[CrewMember], name: str) -> Objection:
    there = " and ".join(person_in_words(person) for person in namesakes)
    again = " or ".join(f'--again "{person.crew_id}"' for person in namesakes)
    other = "--same-name" if desk.crew_ids else "write the name so that it tells the two apart, or add a column Crew ID"
    hint = f"Another employment of theirs: {again}. Somebody else: {other}."
    return Objection("duplicate-name", f"{there} is there already.", hint)


def fire(desk: Desk, who: str, last_day: date | None, first_day: date | None = None) -> Proposal | Refused:
    """Propose a last day employed, earlier or later than the present one; None is no end.

    It is that of the employment that holds the day, else of the last that began before it; ``first_day`` says of which
    one where there is a later one.
    """
    person = find_person(desk, who)
    if isinstance(person, Objection):
        return refused("Nobody is fired.", person)
    name = person_in_words(person)
    refusal = f"{name} does not leave." if last_day else f"{name} does not stay."
    own = _meant(person, last_day, first_day)
    if isinstance(own, Objection):
        return refused(refusal, own)
    if last_day == own.last_day:
        words = f"leaves on {day_in_words(last_day)}" if last_day else "has no fire date"
        return refused(refusal, Objection("no-change", f"{name} {words} already."))
    if last_day and own.first_day and last_day < own.first_day:
        message = f"{last_day} lies before the hire date, {own.first_day}."
        return refused(refusal, Objection("fire-before-hire", message))
    leaves = SetLastDay(person.crew_id, last_day, own.first_day)
    after = applied(desk, leaves)
    revised = after.instance.crew_by_id[person.crew_id]
    said = f"{name} leaves on {day_in_words(last_day)}." if last_day else f"{name} stays without an end."
    against = tuple(_work_after(desk, revised, last_day)) if last_day else ()
    ways_out = _ways_out(desk, person, against, last_day)
    about = frozenset((person.crew_id,))
    return Proposal(after, (leaves,), (said,), refusal, against, ways_out, about=about)


def _meant(person: CrewMember, last_day: date | None, first_day: date | None) -> Employment | Objection:
    """Return whose last day is meant, or what stands after it."""
    own = person.employment_near(last_day) if last_day else person.employments[-1]
    if first_day is not None:
        begun = [one for one in person.employments if one.first_day == first_day]
        named = begun[0] if begun else person.employment_on(first_day)
        if named is None:
            begins = ", ".join(str(one.first_day or "always") for one in person.employments)
            message = f"No employment of {person_in_words(person)} begins on {first_day}."
            return Objection("unknown-employment", message, f"They begin: {begins}.")
        own = named
    later = person.employments[person.employments.index(own) + 1 :]
    if not later:
        return own
    words = f"{person_in_words(person)} is employed again{_term(later[0])}{_row_of(later[0])}"
    if first_day is None:
        this = f"--from {own.first_day}" if own.first_day else f"--from {last_day}"
        hint = f"To end only the one before it: {this}."
        return Objection("later-employment", f"{words}.", hint)
    if later[0].first_day is not None and later[0].first_day <= (last_day or date.max):
        return Objection("overlapping-employments", f"{words}, which would share days.", "Take an earlier day.")
    return own


def _work_after(desk: Desk, person: CrewMember, last_day: date) -> Iterator[Objection]:
    """Yield what somebody is assigned to, or confirmed for, after a day, and no other employment holds."""
    if not desk.has_plan:
        return  # what is confirmed may yet be kept on other days; the judge knows

    def is_after(span: DateSpan, role: str | None = None) -> bool:
        return span.last_day > last_day and person.employed_within(span, role) != (span,)

    for row in desk.work_of(person.crew_id):
        if is_after(row.slot.span, row.slot.role):
            message = f"{person_in_words(person)} works on {job_in_words(row.slot, desk.productions)}."
            yield Objection("after-fire", message)
    for booking in _unassigned(desk, person):
        windows = _windows(desk, booking)
        if all(is_after(span) for span in windows):
            yield _confirmed(desk, person, booking, windows[0])


def _ways_out(desk: Desk, person: CrewMember, against: tuple[Objection, ...], last_day: date | None) -> tuple[str, ...]:
    if not against or last_day is None:
        return ()
    last = max((row.slot.span.last_day for row in desk.work_of(person.crew_id)), default=last_day)
    later = f"Take a later day: all present work is done on {day_in_words(last)}." if last > last_day else ""
    return (*((later,) if later else ()), "Hand the work over (production handover), or release (production release).")


def away(desk: Desk, who: str, span: DateSpan, reason: str = "", *, join: bool = False) -> Proposal | Refused:
    """Propose an absence; with ``join`` one that overlaps others is one row with them."""
    person = find_person(desk, who)
    if isinstance(person, Objection):
        return refused("Nobody is away.", person)
    name = person_in_words(person)
    refusal = f"{name} is not away {span_in_words(span)}."
    same = [absence for absence in person.absences if absence.span.clashes_with(span)]
    first = min(one.span.first_day for one in (*same, Absence(span)))
    last = max(one.span.last_day for one in (*same, Absence(span)))
    whole = DateSpan(first, last)
    if any(absence.span == whole for absence in same):
        return refused(refusal, Objection("no-change", f"{name} is away {span_in_words(whole)} already."))
    if same and not join:
        told = " and ".join(span_in_words(absence.span) for absence in same)
        hint = f"To make one absence of them, {span_in_words(whole)}: --join."
        return refused(refusal, Objection("overlapping-absences", f"{name} is away {told}.", hint))
    why = "; ".join(dict.fromkeys(text for text in (*(one.reason for one in same), reason) if text))
    joined = (DropAbsence(person.crew_id, one.span) for one in same)
    changes: tuple[Change, ...] = (*joined, AddAbsence(person.crew_id, whole, why))
    said = f"{name} is away {span_in_words(whole)}{f' ({why})' if why else ''}."
    against = tuple(_work_within(desk, person, span))
    ways_out = ("Hand the work over (production handover), or release (production release).",) if against else ()
    about = frozenset((person.crew_id,))
    return Proposal(applied(desk, *changes), changes, (said,), refusal, against, ways_out, about=about)


def _work_within(desk: Desk, person: CrewMember, span: DateSpan) -> Iterator[Objection]:
    if not desk.has_plan:
        return
    for row in desk.work_of(person.crew_id):
        if row.slot.span.clashes_with(span):
            yield Objection(
                "unavailable", f"{person_in_words(person)} works on {job_in_words(row.slot, desk.productions)}."
            )


def _unassigned(desk: Desk, person: CrewMember) -> Iterator[Booking]:
    """Yield somebody's confirmed bookings that the plan does not keep."""
    for booking in desk.instance.standing_bookings:
        kept = any(desk.instance.is_kept_in(booking, row.slot) for row in desk.work_of(person.crew_id))
        if booking.crew_id == person.crew_id and booking.status is BookingStatus.CONFIRMED and not kept:
            yield booking


def _windows(desk: Desk, booking: Booking) -> tuple[DateSpan, ...]:
    needs = desk.requirements_of(booking.production_id)
    spans = {need.span for need in needs if need.count > 0 and booking.speaks_of(need.window)}
    return tuple(sorted(spans)) or (desk.instance.production_by_id[booking.production_id].span,)


def _confirmed(desk: Desk, person: CrewMember, booking: Booking, window: DateSpan) -> Objection:
    role = f" as {booking.role}" if booking.role else ""
    where = f"{titled(booking.production_id, desk.productions)}{role}, {span_in_words(window)}"
    message = f"{person_in_words(person)} is confirmed on {where}."
    return Objection("confirmed", message, "Take the booking off with production release.")
