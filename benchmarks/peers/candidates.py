"""Who could fill which requirement, looked at alone: what every textbook model begins with.

Changes when a rule about one person and one requirement does.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from benchmarks.peers.answer import CannotExpress, TooLarge
from planner.domain.booking import BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.production import Requirement, Slot

Never = tuple[str, str, str | None]


def find_candidates(instance: Instance) -> list[list[int]]:
    """Return, for each planned requirement, the places in ``instance.crew`` of all who could fill it if idle.

    Raises CannotExpress for folders with more than people, productions, absences and bookings that say never.
    """
    crew, holders, nevers = instance.crew, find_holders(instance), find_nevers(instance)
    return [
        [place for place in holders[need.role] if may_fill(crew[place], need, nevers)]
        for need in instance.planned_requirements
    ]


def find_holders(instance: Instance) -> dict[str, list[int]]:
    """Return the places in ``instance.crew`` of those who hold each role; raises as :func:`find_candidates` does."""
    _refuse_more_than_coverage(instance)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(instance.crew):
        for role in person.roles:
            holders[role].append(place)
    return holders


def find_nevers(instance: Instance) -> set[Never]:
    """Return (production, person, role) of the bookings that say never; no role means every role."""
    never = BookingStatus.NEVER
    return {(b.production_id, b.crew_id, b.role) for b in instance.standing_bookings if b.status is never}


def may_fill(person: CrewMember, need: Requirement, nevers: set[Never]) -> bool:
    """Whether a holder of the role is employed on all days of a requirement, away on none, and not barred from it."""
    span = need.span
    hired = person.first_day is None or person.first_day <= span.first_day
    stays = person.last_day is None or span.last_day <= person.last_day
    return (
        hired
        and stays
        and not any(absence.span.clashes_with(span) for absence in person.absences)
        and not {(need.production_id, person.crew_id, role) for role in (need.role, None)} & nevers
    )


def find_cliques(needs: Sequence[Requirement], candidates: Sequence[Iterable[int]]) -> list[list[tuple[int, int]]]:
    """Return, for each person, the largest sets of (requirement, person) that share a day.

    Whoever works two requirements that share a day works two on the first day of the later one, so the first days do;
    a day whose requirements all go on until the next first day says nothing that the next does not.
    """
    of_person: dict[int, list[int]] = defaultdict(list)
    for number, people in enumerate(candidates):
        for person in people:
            of_person[person].append(number)
    cliques = []
    for person, numbers in of_person.items():
        days = sorted({needs[number].span.first_day for number in numbers})
        sets = [{number for number in numbers if needs[number].span.includes(day)} for day in days]
        largest = [one for one, following in zip_longest(sets, sets[1:], fillvalue=set()) if not one <= following]
        cliques += [[(number, person) for number in sorted(one)] for one in largest if len(one) > 1]
    return cliques


def count_entries(needs: Sequence[Requirement], candidates: Sequence[Sequence[int]]) -> int:
    """Return about how many entries a textbook model has: each variable once in its count, and once a day it spans."""
    return sum((need.span.days + 1) * len(people) for need, people in zip(needs, candidates, strict=True))


def refuse_above(limit: int, entries: int) -> None:
    """Raise TooLarge when a model is larger than what is tried."""
    if entries > limit:
        raise TooLarge(f"too large: {entries / 1e6:,.0f} million entries")


def assign(need: Requirement, crew_ids: Iterable[str]) -> list[Assignment]:
    """Return assignments of people to a requirement's slots, in order."""
    return [Assignment(Slot(*need.window, number), crew_id) for number, crew_id in enumerate(crew_ids, 1)]


def _refuse_more_than_coverage(instance: Instance) -> None:
    settings = instance.settings
    confirmed = any(booking.status is BookingStatus.CONFIRMED for booking in instance.standing_bookings)
    if confirmed or instance.previous or settings.whole_staffing or settings.gap_days:
        raise CannotExpress("cannot express: confirmed bookings, a previous plan, whole staffing or gap days")
