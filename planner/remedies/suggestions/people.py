"""What people could do about a vacancy: step up, move their leave, stay longer or come earlier; or somebody is hired.

Changes when a person's row could be changed in another way.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from planner.audit.shortage import DayCounts
from planner.audit.wording import day_in_words, person_in_words, span_in_words, with_and
from planner.domain.applying import apply
from planner.domain.change import Book, Change, Hire, MoveLeave, SetFirstDay, SetLastDay, SetRole
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.named_hires import placeholder_ids
from planner.domain.production import Slot
from planner.domain.remedy import RemedyKind
from planner.domain.span import DateSpan
from planner.domain.wording import counted, titled
from planner.remedies.promise import confirmed_for
from planner.remedies.suggestion import Suggestion
from planner.remedies.suggestions.vacancy import Vacancy

MOST_DAYS_AWAY = 28
"""Leave is not moved further than this."""
ORDINALS = ("first", "second", "third", "fourth", "fifth")


def stepped_up(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Let somebody who is free, and works in a near role, take the slot: of its department first, then of any."""
    slot = vacancy.slot
    for person in _near_roles(vacancy):
        lacking = _without_role(vacancy, person)
        changes = [SetRole(person.crew_id, slot.role, "other", *_which(person, one.first_day)) for one in lacking]
        alone = vacancy.board.instance.part({person.crew_id}, ())
        if not vacancy.against(*apply(alone, changes).crew):
            main = person.employment_near(slot.span.first_day).main_role
            what = f"Let {person_in_words(person)}, {main}, work as {slot.role} too"
            yield _about(vacancy, RemedyKind.STEP_UP, what, slot.span.days, person, *changes)


def _without_role(vacancy: Vacancy, person: CrewMember) -> list[Employment]:
    """Return somebody's employments on the slot's days that are not for its role."""
    slot = vacancy.slot
    return [one for one in person.employments if one.within(slot.span) and slot.role not in one.roles]


def _near_roles(vacancy: Vacancy) -> Iterator[CrewMember]:
    """Yield people without the role on the slot's days whose main role is near to it, or who hold it on other days.

    Near is a role of its department, or one that others hold together with it.
    """
    board, role = vacancy.board, vacancy.slot.role
    departments = board.instance.role_departments
    department = departments.get(role)
    beside = {one for person in board.holders.get(role, ()) for one in person.roles}
    for person in board.instance.crew:
        for own in _without_role(vacancy, person)[:1]:
            same = department is not None and departments.get(own.main_role) == department
            if same or own.main_role in beside or role in person.roles:
                yield person


def moved_leave(vacancy: Vacancy) -> Iterator[Suggestion]:
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
        days = (new.first_day - away[0].span.first_day).days
        change = MoveLeave(person.crew_id, away[0].span, days)
        yield _about(vacancy, RemedyKind.MOVE_LEAVE, what, abs(days), person, change)


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


def extended(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Employ somebody who holds the role until the slot's last day, or from its first day on."""
    for prospect in vacancy.only("before-hire", "after-fire"):
        person = prospect.person
        longer = [(own, new) for own in person.employments if (new := _longer(person, own, vacancy.slot))]
        for own, new in sorted(longer, key=lambda both: sum(_days_more(*both)))[:1]:
            early, late = _days_more(own, new)
            told = []
            if early and new.first_day:
                told.append(f"from {day_in_words(new.first_day)} on ({counted(early, 'day')} earlier)")
            if late and new.last_day:
                told.append(f"until {day_in_words(new.last_day)} ({counted(late, 'day')} longer)")
            what = f"{_employ_in_words(person, own)} {' and '.join(told)}"
            yield _about(vacancy, RemedyKind.EXTEND, what, early + late, person, *_extending(person, own, new))


def _extending(person: CrewMember, own: Employment, new: Employment) -> Iterator[SetFirstDay | SetLastDay]:
    """Yield the changes that make an employment longer; of several its other end says which it is."""
    if new.first_day != own.first_day:
        yield SetFirstDay(person.crew_id, new.first_day, *_which(person, own.last_day))
    if new.last_day != own.last_day:
        yield SetLastDay(person.crew_id, new.last_day, *_which(person, new.first_day))


def _which(person: CrewMember, day: date | None) -> tuple[date, ...]:
    """Return the day that says which of several employments is meant; nothing where there is only one."""
    return (day,) if day is not None and len(person.employments) > 1 else ()


def _longer(person: CrewMember, own: Employment, slot: Slot) -> Employment | None:
    """Return an employment with the days that its person lacks for a slot; None where another one is in the way."""
    if slot.role not in own.roles:
        return None
    lacking = [slot.span]
    for held in person.employed_within(slot.span, slot.role):
        lacking = [part for days in lacking for part in days.without(held)]
    first = own.first_day and min([own.first_day, *(days.first_day for days in lacking)])
    last = own.last_day and max([own.last_day, *(days.last_day for days in lacking)])
    new = replace(own, first_day=first, last_day=last)
    others = [one for one in person.employments if one is not own]
    crowded = any(
        (one.first_day or date.min) <= (last or date.max) and (first or date.min) <= (one.last_day or date.max)
        for one in others
    )
    return None if crowded or new == own else new


def _days_more(own: Employment, new: Employment) -> tuple[int, int]:
    """Return how many days an employment begins earlier then, and ends later."""
    early = (own.first_day - new.first_day).days if own.first_day and new.first_day else 0
    late = (new.last_day - own.last_day).days if own.last_day and new.last_day else 0
    return early, late


def _employ_in_words(person: CrewMember, own: Employment) -> str:
    """``Employ Ann Reed (C1)``, ``Extend the second contract of Bo Li (C2)``."""
    if len(person.employments) == 1:
        return f"Employ {person_in_words(person)}"
    number = person.employments.index(own)
    nth = ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th"
    return f"Extend the {nth} contract of {person_in_words(person)}"


def _about(
    vacancy: Vacancy, kind: RemedyKind, what: str, days: int, person: CrewMember, *changes: Change
) -> Suggestion:
    return Suggestion(kind, what, days, vacancy.wanted, changes, vacancy.asks, (person.crew_id,))


def hired(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Hire as few people as it takes for the slot's days, and confirm one of them.

    More than one is needed only with whole staffing, where a production lacks several at once, of other roles too.
    """
    board = vacancy.board
    for numbers in _numbers_to_hire(vacancy):
        hires: list[Change] = []
        told, cost = [], 0
        for role, number in numbers.items():
            lacking = [one for one in vacancy.wanted if one.role == role]
            days = DateSpan(min(s.span.first_day for s in lacking), max(s.span.last_day for s in lacking))
            hires.append(Hire(role, number, days.first_day, days.last_day))
            told.append(hire_in_words(number, role, days))
            cost += number * days.days
        ids = tuple(islice(placeholder_ids(board.instance), sum(numbers.values())))
        booked = next(slot for slot in (vacancy.slot, *vacancy.wanted) if slot.role == next(iter(numbers)))
        changes = (*hires, Book.of(confirmed_for(ids[0], booked)))
        where = titled(vacancy.slot.production_id, board.productions)
        what = f"Hire {with_and(told)}, confirmed for {where}"
        yield Suggestion(RemedyKind.HIRE, what, cost, vacancy.wanted, changes, vacancy.asks, ids, reaches=False)


def _numbers_to_hire(vacancy: Vacancy) -> list[dict[str, int]]:
    """Return how many to hire of which role, the fewest people first."""
    own, wanted = vacancy.slot.role, Counter(slot.role for slot in vacancy.wanted)
    found = [{own: number} for number in range(1, wanted[own] + 1)]
    if len(wanted) > 1:
        counts = DayCounts(vacancy.board)
        short = {role: max(counts.missing_on(s) for s in vacancy.wanted if s.role == role) for role in wanted}
        found.append({role: min(number, wanted[role]) for role, number in short.items() if number})
        found.append({role: wanted[role] for role, number in short.items() if number})
        found.append(dict(wanted))
    several = [numbers for at, numbers in enumerate(found) if numbers and numbers not in found[:at]]
    return sorted(several, key=lambda numbers: sum(numbers.values()))


def hire_in_words(number: int, role: str, days: DateSpan) -> str:
    """``one Gaffer for 3–7 March 2026 (5 days)``, ``3 people as Gaffer for …``."""
    who = f"one {role}" if number == 1 else f"{number} people as {role}"
    return f"{who} for {span_in_words(days)} ({counted(days.days, 'day')})"
