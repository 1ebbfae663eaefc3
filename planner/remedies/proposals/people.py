"""What people could do about a vacancy: step up, move their leave, stay longer or come earlier; or somebody is hired.

Changes when a person's row could be changed in another way.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from planner.audit import Board
from planner.audit.wording import day_in_words, person_in_words, span_in_words
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.input_change import BookingChange, InputChange, PersonChange
from planner.domain.remedy import RemedyKind
from planner.domain.span import DateSpan
from planner.domain.wording import counted
from planner.remedies.proposal import Proposal
from planner.remedies.proposals.vacancy import Vacancy

MOST_DAYS_AWAY = 28
"""Leave is not moved further than this."""


def stepped_up(vacancy: Vacancy) -> Iterator[Proposal]:
    """Let somebody who is free, and works in a near role, take the slot: of its department first, then of any."""
    slot = vacancy.slot
    for person in _near_roles(vacancy):
        if vacancy.is_free(person):
            what = f"Let {person_in_words(person)}, {person.main_role}, step up as {slot.role}"
            own = person.employment_near(slot.span.first_day)
            after = person.revised(own, other_roles=(*own.other_roles, slot.role))
            yield _about(vacancy, RemedyKind.STEP_UP, what, slot.span.days, person, after)


def _near_roles(vacancy: Vacancy) -> Iterator[CrewMember]:
    """Yield people without the role whose main role is of its department, or is held together with it by others."""
    board, role = vacancy.board, vacancy.slot.role
    departments = board.instance.role_departments
    department = departments.get(role)
    beside = {one for person in board.holders.get(role, ()) for one in person.roles} - {role}
    for person in board.instance.crew:
        same = department is not None and departments.get(person.main_role) == department
        if role not in person.roles and (same or person.main_role in beside):
            yield person


def moved_leave(vacancy: Vacancy) -> Iterator[Proposal]:
    """Move the leave of somebody who holds the role to the nearest days on which they have neither work nor leave."""
    for prospect in vacancy.only("unavailable"):
        person = prospect.person
        away = [one for one in person.absences if one.span.clashes_with(vacancy.slot.span)]
        if len(away) != 1:
            continue
        new = _nearest_free(vacancy, person, away[0])
        if new is None:
            continue
        was, will = span_in_words(away[0].span), span_in_words(new)
        what = f"Move the leave of {person_in_words(person)} from {was} to {will}"
        moved = replace(away[0], span=new)
        after = replace(person, absences=tuple(moved if one is away[0] else one for one in person.absences))
        days = abs((new.first_day - away[0].span.first_day).days)
        yield _about(vacancy, RemedyKind.MOVE_LEAVE, what, days, person, after)


def _nearest_free(vacancy: Vacancy, person: CrewMember, away: Absence) -> DateSpan | None:
    """Return the days nearest to a leave, as many, that touch neither the slot nor other leave or work."""
    others = [one.span for one in person.absences if one is not away]
    others += [row.slot.span for row in vacancy.board.work.get(person.crew_id, ())]
    for days in (step for distance in range(1, MOST_DAYS_AWAY + 1) for step in (distance, -distance)):
        new = away.span.shifted(days)
        if person.employed_within(new) == (new,) and not any(
            new.clashes_with(other) for other in (*others, vacancy.slot.span)
        ):
            return new
    return None


def extended(vacancy: Vacancy) -> Iterator[Proposal]:
    """Employ somebody who holds the role until the slot's last day, or from its first day on."""
    span = vacancy.slot.span
    for prospect in vacancy.only("before-hire", "after-fire"):
        person, told, days = prospect.person, [], 0
        own = person.employment_near(span.first_day)
        first_day, last_day = own.first_day, own.last_day
        if first_day is not None and first_day > span.first_day:
            early = (first_day - span.first_day).days
            days, first_day = days + early, span.first_day
            told.append(f"from {day_in_words(span.first_day)} on ({counted(early, 'day')} earlier)")
        if last_day is not None and last_day < span.last_day:
            late = (span.last_day - last_day).days
            days, last_day = days + late, span.last_day
            told.append(f"until {day_in_words(span.last_day)} ({counted(late, 'day')} longer)")
        after = person.revised(own, first_day=first_day, last_day=last_day)
        what = f"Employ {person_in_words(person)} {' and '.join(told)}"
        yield _about(vacancy, RemedyKind.EXTEND, what, days, person, after)


def _about(vacancy: Vacancy, kind: RemedyKind, what: str, days: int, person: CrewMember, after: CrewMember) -> Proposal:
    change = PersonChange(person, after)
    return Proposal(kind, what, days, vacancy.wanted, (change,), vacancy.asks, (person.crew_id,))


def hired(vacancy: Vacancy) -> Iterator[Proposal]:
    """Hire as few people of the role as it takes for the slot's days, and confirm one of them for it.

    More than one is needed only with whole staffing, where a production lacks several at once.
    """
    slot = vacancy.slot
    lacking = [one for one in vacancy.wanted if one.role == slot.role]
    days = DateSpan(min(s.span.first_day for s in lacking), max(s.span.last_day for s in lacking))
    for number in range(1, len(lacking) + 1):
        people = new_people(vacancy.board, slot.role, days, number)
        booked = Booking(slot.production_id, people[0].crew_id, slot.role, BookingStatus.CONFIRMED)
        joining: list[InputChange] = [PersonChange(None, person) for person in people]
        changes = (*joining, BookingChange(None, booked))
        what = f"{hire_in_words(number, slot.role, days)}, for {slot.production_id}"
        ids = tuple(person.crew_id for person in people)
        yield Proposal(
            RemedyKind.HIRE, what, number * days.days, vacancy.wanted, changes, vacancy.asks, ids, reaches=False
        )


def new_people(board: Board, role: str, days: DateSpan, number: int) -> tuple[CrewMember, ...]:
    """Return people who are not on the Crew sheet yet, employed on these days, without a rate."""
    known = board.instance.crew_by_id
    ids = (crew_id for n in count(1) if (crew_id := f"NEW-{n}") not in known)
    return tuple(
        CrewMember.employed(crew_id, f"New {role} {n}", role, first_day=days.first_day, last_day=days.last_day)
        for n, crew_id in zip(range(1, number + 1), ids, strict=False)
    )


def hire_in_words(number: int, role: str, days: DateSpan) -> str:
    """``Hire one Gaffer for 3–7 March 2026 (5 days)``, ``Hire 3 people as Gaffer for …``."""
    who = f"one {role}" if number == 1 else f"{number} people as {role}"
    return f"Hire {who} for {span_in_words(days)} ({counted(days.days, 'day')})"
